"""The desk: one line a family, in the order the rules declare, a constant number of queries however many wait."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Value

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import ClockRun, Face

from ..clocks import NOTICE
from ..models import Family, Notice, NoticePerson
from ..rules import AT_ONCE, PRESSING, THE_REST

ROWS = 50
# How the queue is ordered, said above it. Within each part, the earliest due first.
PARTS = {
    1: "High risk, or a child hurt",
    2: "Past its clock, whatever its grade",
    3: "Medium risk or not graded, a baby or a pregnancy, a pattern, a repeat, an open case, or changed since it was decided",
    4: "Standard risk with none of these",
}


@dataclass
class Line:
    """One family on the desk."""

    family: Family
    part: int
    notices: list[Notice] = field(default_factory=list)
    children: list[NoticePerson] = field(default_factory=list)
    face: Face | None = None

    @property
    def newest(self) -> Notice | None:
        return max(self.notices, key=lambda notice: notice.received_at, default=None)


class Lines:
    """The queue as something that can be paged: four parts, each found by its own index."""

    def __init__(self, *, now: datetime, asked: dict[str, Any]):
        waiting = Family.objects.filter(waiting__gt=0)
        if asked.get("grade"):
            waiting = waiting.filter(grade=asked["grade"])
        if asked.get("reason"):
            waiting = waiting.filter(reasons__contains=[asked["reason"]])
        late, in_time = Q(due_at__lt=now), Q(due_at__gte=now) | Q(due_at=None)
        self.waiting = waiting
        self.conditions = {
            1: Q(band=AT_ONCE), 2: Q(band__gt=AT_ONCE) & late, 3: Q(band=PRESSING) & in_time, 4: Q(band__gte=THE_REST) & in_time,
        }

    def counted(self) -> dict[int, int]:
        """How many lines are in each part."""
        found = self.waiting.aggregate(**{f"part_{n}": Count("pk", filter=wanted) for n, wanted in self.conditions.items()})
        return {n: found[f"part_{n}"] for n in self.conditions}

    def slice(self, start: int, end: int) -> QuerySet:
        parts = [
            self.waiting.filter(wanted).annotate(part=Value(n)).order_by(F("due_at").asc(nulls_last=True), "pk")[:end]
            for n, wanted in self.conditions.items()
        ]
        return parts[0].union(*parts[1:], all=True).order_by("part", F("due_at").asc(nulls_last=True), "pk")[start:end]


class Counted:
    """What the paginator asks of a list: how long it is, and a piece of it."""

    def __init__(self, lines: Lines, count: int):
        self.lines, self._count = lines, count

    def count(self) -> int:
        return self._count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, piece: slice) -> list[Family]:
        return list(self.lines.slice(piece.start, piece.stop)) if self._count else []


def desk(user: User, *, now: datetime, asked: dict[str, Any], number: Any = 1) -> tuple[Page, list[Line], dict[int, int]]:
    """One page of the desk, and how many lines there are in each part of it."""
    lines = Lines(now=now, asked=asked)
    parts = lines.counted()
    page = Paginator(Counted(lines, sum(parts.values())), ROWS).get_page(number)
    shown = [Line(family, family.part) for family in page.object_list]
    _fill(shown, user, now=now)
    return page, [line for line in shown if line.notices], parts


def _fill(lines: list[Line], user: User, *, now: datetime) -> None:
    by_family = {line.family.pk: line for line in lines}
    notices = Notice.objects.visible_to(user).filter(family__in=by_family, stage=Notice.Stage.WAITING, restricted=False)
    for notice in notices.order_by("received_at"):
        by_family[notice.family_id].notices.append(notice)
    _name_children(lines)
    faces = _faces([notice for line in lines for notice in line.notices], now=now)
    for line in lines:
        found = [faces[notice.pk] for notice in line.notices if notice.pk in faces]
        line.face = min(found, key=lambda face: face.due_at, default=None)


def _name_children(lines: list[Line]) -> None:
    """Each child once, however many notices name them."""
    wanted = {notice.pk: line for line in lines for notice in line.notices}
    seen: dict[Any, set] = defaultdict(set)
    for row in NoticePerson.objects.filter(notice__in=wanted, is_child=True, gone_in_version=None):
        line, who = wanted[row.notice_id], row.person_id or row.local_id
        if who not in seen[line.family.pk]:
            seen[line.family.pk].add(who)
            line.children.append(row)


def _faces(notices: list[Notice], *, now: datetime) -> dict[Any, Face]:
    runs = ClockRun.objects.filter(clock=NOTICE.code, record_id__in=[notice.pk for notice in notices], stopped_at=None)
    return {run.record_id: run.face(now=now) for run in runs}


def restricted(user: User) -> list[Notice]:
    """Notices that only the people named on them see: beside the desk, never in anybody's line."""
    return list(Notice.objects.visible_to(user).filter(restricted=True, stage=Notice.Stage.WAITING).order_by("received_at")[:ROWS])
