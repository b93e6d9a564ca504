"""The lines of the desk: notices about one family rolled into one, and what is waiting in it kept up to date."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.people.models import Involvement

from .models import Family, Notice, NoticePerson
from .rules import BINDING_ROLES, ORDER, Pattern, band, is_a_pattern

WAITING = Notice.Stage.WAITING
A_YEAR = timedelta(days=365)


def patterns() -> list[Pattern]:
    """The area's rules for what makes a pattern."""
    return [Pattern(each["how_many"], each["in_days"], tuple(each["grades"]), each["says"]) for each in settings.PROTOCOL.PPN["patterns"]]


def families_of(bonds: dict[Any, set[str]], *, force_code: str) -> tuple[dict[Any, Family], set[UUID]]:
    """The family each new notice belongs to: that of any notice of the force that names one of the same people, or a new
    one. Families that a notice joins become one. Bonds are the force's numbers of those who bind: {notice key: {number}}."""
    wanted = set().union(*bonds.values()) if bonds else set()
    held = defaultdict(set)
    named = NoticePerson.objects.filter(
        local_id__in=wanted, notice__force_code=force_code, roles__overlap=sorted(BINDING_ROLES), gone_in_version=None
    ).exclude(notice__stage=Notice.Stage.WITHDRAWN)
    for number, family in named.values_list("local_id", "notice__family_id"):
        held[number].add(family)
    groups = _joined([(key, set(numbers), {f for n in numbers for f in held[n]}) for key, numbers in bonds.items()])
    found, touched, made = {}, set(), []
    for keys, families in groups:
        if families:
            kept, *others = sorted(families)
            touched |= families
            _become_one(kept, others)
            family = Family(pk=kept)
        else:
            family = Family()
            made.append(family)
            touched.add(family.pk)
        found.update(dict.fromkeys(keys, family))
    Family.objects.bulk_create(made)
    return found, touched


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
    notices = list(Notice.objects.filter(family__in=families).exclude(stage=Notice.Stage.WITHDRAWN).order_by("incident_at", "received_at"))
    facts = _facts([notice.pk for notice in notices if notice.stage == WAITING], at=at)
    by_family = defaultdict(list)
    for notice in notices:
        by_family[notice.family_id].append(notice)
    changed = []
    for together in by_family.values():
        for notice in together:
            if notice.stage != WAITING:
                continue
            reasons = _reasons(notice, together, facts[notice.pk])
            now = band(notice.grade, reasons)
            if (reasons, now) != (notice.reasons, notice.band):
                notice.reasons, notice.band = reasons, now
                changed.append(notice)
    Notice.objects.bulk_update(changed, ["reasons", "band"])
    draw(families)


def _facts(notices: list[UUID], *, at: datetime) -> dict[UUID, set[str]]:
    """What the people a notice names make of it: a child hurt, a baby, an open case."""
    found: dict[UUID, set[str]] = defaultdict(set)
    open_to = Involvement.objects.filter(to_on=None).values("person")
    named = NoticePerson.objects.filter(notice__in=notices, gone_in_version=None).annotate(
        day=F("notice__incident_at"), has_case=Q(is_child=True) & Q(person__in=open_to)
    )
    fields = ("notice_id", "is_child", "injured", "born_on", "not_yet_born", "is_pregnant", "approx_age", "day", "has_case")
    for pk, is_child, injured, born_on, unborn, pregnant, approx_age, day, has_case in named.values_list(*fields):
        on = timezone.localtime(day or at).date()
        if is_child and injured:
            found[pk].add("HURT")
        if unborn or pregnant or (is_child and (approx_age == 0 or (born_on and (on - born_on).days < 365))):
            found[pk].add("BABY")
        if has_case:
            found[pk].add("OPEN_CASE")
    return found


def _reasons(notice: Notice, together: list[Notice], facts: set[str]) -> list[str]:
    when = moment_of(notice)
    before = [each for each in together if each.pk != notice.pk and moment_of(each) <= when]
    found = {*facts, *({"CHANGED"} & set(notice.reasons))}
    if notice.grade == "H":
        found.add("HIGH")
    if notice.grade == "U":
        found.add("UNGRADED")
    if is_a_pattern([(each.grade, moment_of(each)) for each in before], grade=notice.grade, at=when, patterns=patterns()):
        found.add("PATTERN")
    if (notice.da_repeat_12m or 0) >= 1 or any(when - moment_of(each) < A_YEAR for each in before):
        found.add("REPEAT")
    return sorted(found)


def moment_of(notice: Notice) -> datetime:
    """When it happened, or where that is not known when it reached us."""
    return notice.incident_at or notice.received_at


def draw(families: Iterable[UUID]) -> None:
    """What the line of each family says, from its notices that wait. A restricted notice is in nobody's line: those named
    on it see it beside the desk."""
    families = list(families)
    waiting = Notice.objects.filter(family__in=families, stage=WAITING, restricted=False)
    due = {
        run.record_id: run.due_at
        for run in ClockRun.objects.filter(clock="notice", record_id__in=waiting.values("pk"), stopped_at=None)
    }
    lines = {pk: Family(pk=pk, reasons=[], grade="U") for pk in families}
    for pk, family, lane, reasons, police, hub in waiting.values_list("pk", "family_id", "band", "reasons", "police_grade", "hub_grade"):
        line, grade, due_at = lines[family], hub or police, due.get(pk)
        line.grade = grade if not line.waiting else min(line.grade, grade, key=lambda each: (ORDER[each], each))
        line.waiting, line.band = line.waiting + 1, min(line.band, lane)
        line.reasons = sorted({*line.reasons, *reasons})
        line.due_at = min(filter(None, (line.due_at, due_at)), default=None)
    Family.objects.bulk_update(lines.values(), ["waiting", "band", "due_at", "reasons", "grade"])


