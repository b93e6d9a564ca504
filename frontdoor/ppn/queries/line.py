"""One family's notices opened together: what the police say, who everybody is or may be, and what came before."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import Face, faces
from frontdoor.people.matching import Match
from frontdoor.people.models import Person
from frontdoor.people.proposing import proposed_for_all
from frontdoor.screening.queries.around import Around, Before, Work, around

from ..instruments import Completed, completed
from ..lines import moment_of
from ..models import Notice, NoticeOutcome, NoticePerson, NoticeVersion

Stage = Notice.Stage
MOST = 60


@dataclass
class Named:
    """One person whom one or more of the notices name: who they are, or who they may be."""

    row: NoticePerson  # as the newest notice says
    notice: Notice
    matches: list[Match] = field(default_factory=list)
    open_to: list[Work] = field(default_factory=list)
    in_notices: list[Notice] = field(default_factory=list)


@dataclass
class Told:
    """One notice as it is shown."""

    notice: Notice
    face: Face | None
    people: list[NoticePerson]
    risk: list[Completed]
    outcomes: list[NoticeOutcome]


@dataclass
class Opened:
    """The whole of a line."""

    waiting: list[Told]
    before: list[Told]  # notices of the family already decided or withdrawn, newest first
    named: list[Named]
    earlier: list[Before]
    known: Around

    @property
    def children(self) -> list[Named]:
        return [each for each in self.named if each.row.is_child]

    @property
    def is_a_pattern(self) -> bool:
        return any("PATTERN" in each.notice.reasons for each in self.waiting)

    @property
    def notices(self) -> list[Notice]:
        return [each.notice for each in self.waiting]


def opened(notices: list[Notice], user: User, *, now: datetime) -> Opened:
    """Everything about these notices, in a constant number of queries."""
    told = _told(notices, now=now)
    waiting = [each for each in told if each.notice.stage == Stage.WAITING]
    before = [each for each in told if each.notice.stage != Stage.WAITING]
    named = _named([*waiting, *([] if waiting else before)])
    found = proposed_for_all([each.row for each in named if not each.row.person_id], user=user)
    for each in named:
        each.matches = found.get(each.row.pk, [])
    linked = {each.row.person_id: each.row.person for each in named if each.row.person_id}
    maybe = {match.person.pk for each in named for match in each.matches}
    known = around(None, linked, maybe, _homes(named), user=user)
    for each in named:
        each.open_to = known.working.get(each.row.person_id, [])
    earlier = [each for person in linked for each in known.before.get(person, []) if each.may_be_seen]
    return Opened(waiting, before, named, sorted(earlier, key=lambda each: each.received_at, reverse=True)[:40], known)


def _told(notices: list[Notice], *, now: datetime) -> list[Told]:
    keys = [notice.pk for notice in notices]
    people, outcomes, contents = defaultdict(list), defaultdict(list), {}
    for row in NoticePerson.objects.filter(notice__in=keys, gone_in_version=None).select_related("person", "school", "gp"):
        people[row.notice_id].append(row)
    for outcome in NoticeOutcome.objects.filter(notice__in=keys).select_related("child", "decided_by", "to_team", "contact"):
        outcomes[outcome.notice_id].append(outcome)
    for pk, version, content in NoticeVersion.objects.filter(notice__in=keys).order_by("made_at").values_list("notice_id", "police_version", "content"):
        contents[pk, version] = content
    clocks = faces(notices, now=now)
    return [
        Told(
            notice, next(iter(clocks.get(notice.pk, [])), None), people[notice.pk],
            completed(contents.get((notice.pk, notice.police_version), {}).get("risk", [])), outcomes[notice.pk],
        )
        for notice in sorted(notices, key=moment_of, reverse=True)[:MOST]
    ]



def _named(told: list[Told]) -> list[Named]:
    """Each person once, the children first; as the newest notice names them, and linked if any of them is."""
    found: dict[Any, Named] = {}
    for each in told:  # newest first
        for row in each.people:
            who = row.person_id or row.local_id
            held = found.setdefault(who, Named(row, each.notice))
            held.in_notices.append(each.notice)
    return sorted(found.values(), key=lambda each: (not each.row.is_child, each.row.family_name, each.row.given_names))


def _homes(named: list[Named]) -> list[tuple[str, str]]:
    """Where they live, as given and as known. A protected address finds nobody."""
    rows: list[NoticePerson | Person] = [row for each in named for row in (each.row, each.row.person) if row]
    return [(row.postcode, row.address) for row in rows if row.postcode and not row.address_is_protected]


def named_in(notice: Notice, pk: Any) -> NoticePerson | None:
    """The person of this notice with this key."""
    return NoticePerson.objects.filter(notice=notice, pk=pk).select_related("person").first()
