"""A worklist as a page shows it: by due time, each with its clock, a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import ClockRun, Face

from .declare import Worklist

ROWS = 50


@dataclass(frozen=True)
class Row:
    record: Any
    cells: tuple
    link: str
    face: Face | None


def by_due(records: QuerySet, worklist: Worklist) -> QuerySet:
    """The records with the due time of their open clock, the most pressing first."""
    runs = ClockRun.objects.filter(clock=worklist.clock.code, record_id=OuterRef("pk"), stopped_at=None)
    return records.annotate(due_at=Subquery(runs.values("due_at")[:1])).order_by("due_at", "pk")


def queue(worklist: Worklist, *, user: User, now: datetime, number: Any = 1) -> tuple[Page, list[Row]]:
    """One page of a worklist and its rows."""
    records = by_due(worklist.items(user), worklist)
    if worklist.related:
        records = records.select_related(*worklist.related)
    if worklist.together:
        records = records.prefetch_related(*worklist.together)
    page = Paginator(records, ROWS).get_page(number)
    shown = list(page.object_list)
    runs = {
        run.record_id: run.face(now=now)
        for run in ClockRun.objects.filter(clock=worklist.clock.code, record_id__in=[r.pk for r in shown], stopped_at=None)
    }
    return page, [Row(record, worklist.row(record), worklist.link(record), runs.get(record.pk)) for record in shown]


def counts(worklists: list[Worklist], *, user: User, now: datetime) -> dict[str, dict[str, int]]:
    """How many wait in each, and how many of those are late, in one query: what the home page shows."""
    found = {worklist.code: {"waiting": 0, "late": 0} for worklist in worklists}
    asked = [_count(worklist, worklist.items(user), now=now) for worklist in worklists]
    for code, waiting, late in asked[0].union(*asked[1:], all=True) if asked else ():
        found[code] = {"waiting": waiting, "late": late}
    return found


def _count(worklist: Worklist, items: QuerySet, *, now: datetime) -> QuerySet:
    late = ClockRun.objects.filter(clock=worklist.clock.code, stopped_at=None, due_at__lt=now, record_id=OuterRef("pk"))
    counted = items.order_by().annotate(code=Value(worklist.code)).values("code")
    return counted.annotate(
        waiting=Count("pk", distinct=True), late=Count("pk", distinct=True, filter=Exists(late)),
    ).values_list("code", "waiting", "late")
