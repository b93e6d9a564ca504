"""The health of the door: what waits in each worklist, and what has gone silent. No child's data."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery, Value

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.chores import silent
from frontdoor.foundations.worklists.declare import WORKLISTS, Worklist


@dataclass(frozen=True)
class Waits:
    worklist: Worklist
    waiting: int
    late: int
    oldest: datetime | None


def waits(*, now: datetime) -> list[Waits]:
    """Each worklist with how much waits in it, how much is late, and since when the oldest waits. One query."""
    lists = sorted(WORKLISTS.values(), key=lambda each: (each.order, each.title))
    asked = [_count(each, now=now) for each in lists]
    found = {code: rest for code, *rest in asked[0].union(*asked[1:], all=True)} if asked else {}
    return [Waits(each, *found.get(each.code, (0, 0, None))) for each in lists]


def _count(worklist: Worklist, *, now: datetime) -> QuerySet:
    runs = ClockRun.objects.filter(clock=worklist.clock.code, stopped_at=None, record_id=OuterRef("pk"))
    items = worklist.everything().order_by().annotate(code=Value(worklist.code), clock_began=Subquery(runs.values("started_at")[:1]))
    return items.values("code").annotate(
        waiting=Count("pk", distinct=True), late=Count("pk", distinct=True, filter=Exists(runs.filter(due_at__lt=now))), oldest=Min("clock_began"),
    ).values_list("code", "waiting", "late", "oldest")


@dataclass(frozen=True)
class Silence:
    name: str
    every_seconds: int
    last: datetime | None
    note: str


def silences(*, now: datetime) -> list[Silence]:
    """What the worker should have done three times over by now, and has not."""
    return [
        Silence(chore.name, chore.every_seconds, beat.beat_at if beat else None, beat.note if beat else "")
        for chore, beat in silent(now=now)
    ]
