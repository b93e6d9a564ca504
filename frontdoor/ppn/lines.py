"""The lines of the desk: notices about one family rolled into one, and what is waiting in it kept up to date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.many import write_new
from frontdoor.people.models import Involvement

from .models import Family, Notice, NoticePerson
from .rules import BINDING_ROLES, ORDER, History, Pattern, band, is_a_pattern

WAITING = Notice.Stage.WAITING
A_YEAR = timedelta(days=365)


def patterns() -> list[Pattern]:
    """The area's rules for what makes a pattern."""
    return [Pattern(each["how_many"], each["in_days"], tuple(each["grades"]), each["says"]) for each in settings.PROTOCOL.PPN["patterns"]]


def families_of(bonds: dict[Any, set[str]], *, force_code: str) -> tuple[dict[Any, UUID], set[UUID], set[UUID]]:
    """The family each new notice belongs to: that of any notice of the force that names one of the same people, or a new
    one. Families that a notice joins become one. Bonds are the force's numbers of those who bind: {notice key: {number}}.
    Given back: which family each belongs to, all that this touches, and which of them are new and not written yet."""
    wanted = set().union(*bonds.values()) if bonds else set()
    held = defaultdict(set)
    named = NoticePerson.objects.filter(
        local_id__in=wanted, notice__force_code=force_code, roles__overlap=sorted(BINDING_ROLES), gone_in_version=None
    ).exclude(notice__stage=Notice.Stage.WITHDRAWN)
    for number, family in named.values_list("local_id", "notice__family_id"):
        held[number].add(family)
    groups = _joined([(key, set(numbers), {f for n in numbers for f in held[n]}) for key, numbers in bonds.items()])
    found, touched, new = {}, set(), set()
    for keys, families in groups:
        if families:
            kept, *others = sorted(families)
            touched |= families
            _become_one(kept, others)
        else:
            kept = uuid4()
            new.add(kept)
        found.update(dict.fromkeys(keys, kept))
    return found, touched | new, new


def _joined(parts: list[tuple[Any, set, set]]) -> list[tuple[list, set]]:
    """Notices that share a person or a family, directly or through others: a union-find over both."""
    parent: dict[Any, Any] = {}

    def root(each: Any) -> Any:
        parent.setdefault(each, each)
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    for key, numbers, families in parts:
        for other in [*(("number", n) for n in numbers), *(("family", f) for f in families)]:
            parent[root(other)] = root(("notice", key))
    groups: dict[Any, tuple[list, set]] = defaultdict(lambda: ([], set()))
    for key, _, families in parts:
        keys, joined = groups[root(("notice", key))]
        keys.append(key)
        joined |= families
    return list(groups.values())


def _become_one(kept: UUID, others: list[UUID]) -> None:
    if others:
        Notice.objects.filter(family__in=others).update(family=kept)
        Family.objects.filter(pk__in=others).update(waiting=0, due_at=None)


def join(notice: Notice, *, person: UUID, at: datetime) -> None:
    """Somebody was linked: notices about the same person, whatever their numbers, are about one family."""
    linked = NoticePerson.objects.filter(person=person, roles__overlap=sorted(BINDING_ROLES), gone_in_version=None)
    families = sorted(set(linked.exclude(notice__stage=Notice.Stage.WITHDRAWN).values_list("notice__family_id", flat=True)) | {notice.family_id})
    _become_one(families[0], families[1:])
    notice.family_id = families[0]
    weigh(families, at=at)


def weigh(families: Iterable[UUID], *, at: datetime) -> None:
    """Work out again why each waiting notice of these families comes where it does, and what their lines say."""
    families = list(families)
    Notice.objects.bulk_update(place(families, at=at), ["reasons", "band"])
    draw(families)


def place(
    families: Iterable[UUID], *, at: datetime, arriving: Sequence[Notice] = (), named: Sequence[NoticePerson] = ()
) -> list[Notice]:
    """Say on each waiting notice why it comes where it does. Those arriving, and whom they name, need not be written yet.
    Given back are the others whose place this changes."""
    coming = {notice.pk for notice in arriving}
    others = Notice.objects.filter(family__in=families).exclude(stage=Notice.Stage.WITHDRAWN).exclude(pk__in=coming)
    by_family = defaultdict(list)
    for notice in (*others, *(each for each in arriving if each.stage != Notice.Stage.WITHDRAWN)):
        by_family[notice.family_id].append(notice)
    waiting = {notice.pk: notice for together in by_family.values() for notice in together if notice.stage == WAITING}
    people = NoticePerson.objects.filter(notice__in=waiting.keys() - coming, gone_in_version=None).only(*READ)
    facts = _facts(waiting, [*people, *(row for row in named if row.notice_id in waiting and row.gone_in_version is None)], at=at)
    changed, rules = [], patterns()
    for together in by_family.values():
        history = History((notice.grade, moment_of(notice)) for notice in together)
        for notice in together:
            if notice.stage != WAITING:
                continue
            reasons = _reasons(notice, history, facts[notice.pk], rules)
            now = band(notice.grade, reasons)
            if (reasons, now) != (notice.reasons, notice.band) and notice.pk not in coming:
                changed.append(notice)
            notice.reasons, notice.band = reasons, now
    return changed


READ = ("notice_id", "is_child", "injured", "born_on", "not_yet_born", "is_pregnant", "approx_age", "person_id", "gone_in_version")


def _facts(notices: dict[UUID, Notice], people: Sequence[NoticePerson], *, at: datetime) -> dict[UUID, set[str]]:
    """What the people a notice names make of it: a child hurt, a baby, an open case."""
    found: dict[UUID, set[str]] = defaultdict(set)
    children = {row.person_id for row in people if row.is_child and row.person_id}
    open_to = set(Involvement.objects.filter(person__in=children, to_on=None).values_list("person", flat=True)) if children else set()
    for row in people:
        on = timezone.localtime(notices[row.notice_id].incident_at or at).date()
        if row.is_child and row.injured:
            found[row.notice_id].add("HURT")
        a_baby = row.approx_age == 0 or (row.born_on and (on - row.born_on).days < 365)
        if row.not_yet_born or row.is_pregnant or (row.is_child and a_baby):
            found[row.notice_id].add("BABY")
        if row.is_child and row.person_id in open_to:
            found[row.notice_id].add("OPEN_CASE")
    return found


def _reasons(notice: Notice, history: History, facts: set[str], rules: list[Pattern]) -> list[str]:
    when = moment_of(notice)
    found = {*facts, *({"CHANGED"} & set(notice.reasons))}
    if notice.grade == "H":
        found.add("HIGH")
    if notice.grade == "U":
        found.add("UNGRADED")
    if is_a_pattern(history, grade=notice.grade, at=when, patterns=rules):
        found.add("PATTERN")
    if (notice.da_repeat_12m or 0) >= 1 or history.within(A_YEAR, before=when) > 1:
        found.add("REPEAT")
    return sorted(found)


def moment_of(notice: Notice) -> datetime:
    """When it happened, or where that is not known when it reached us."""
    return notice.incident_at or notice.received_at


def draw(families: Iterable[UUID], *, new: Set[UUID] = frozenset()) -> None:
    """What the line of each family says, from its notices that wait; a new one is written with it. A restricted notice is in nobody's line: those named
    on it see it beside the desk."""
    families = list(families)
    found = Notice.objects.filter(family__in=families, stage=WAITING, restricted=False)
    waiting = list(found.values_list("pk", "family_id", "band", "reasons", "police_grade", "hub_grade"))
    running = ClockRun.objects.filter(clock="notice", record_id__in=[pk for pk, *_ in waiting], stopped_at=None)
    due = dict(running.values_list("record_id", "due_at"))
    lines = {pk: Family(pk=pk, reasons=[], grade="U") for pk in families}
    for pk, family, lane, reasons, police, hub in waiting:
        line, grade, due_at = lines[family], hub or police, due.get(pk)
        line.grade = grade if not line.waiting else min(line.grade, grade, key=lambda each: (ORDER[each], each))
        line.waiting, line.band = line.waiting + 1, min(line.band, lane)
        line.reasons = sorted({*line.reasons, *reasons})
        line.due_at = min(filter(None, (line.due_at, due_at)), default=None)
    write_new([line for line in lines.values() if line.pk in new])
    Family.objects.bulk_update([line for line in lines.values() if line.pk not in new], ["waiting", "band", "due_at", "reasons", "grade"])


