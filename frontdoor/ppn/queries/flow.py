"""The flow of the desk, for whoever is on duty: counts alone, worked out from times on notices and events, never counted up.
The same few queries however much there is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Aggregate, Case, Count, DurationField, Exists, F, Max, Min, OuterRef, Q, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.models import Event

from ..actions import bring_back, decide, receive_notice, send_back, withdraw_notice
from ..clocks import NOTICE
from ..models import Grade, Notice
from ..pace import PACE_DAYS, Day, Forecast, days_outrun, forecast, together

PERIODS = (7, 28, 91, 365)
MOST_DAYS = 31  # in one table; beyond that, by the week
AGES = (("Under a day", 0, 24), ("1 to 2 days", 24, 48), ("2 to 7 days", 48, 168), ("Over 7 days", 168, None))  # in hours
COLUMNS = {
    "came": (receive_notice.kind,), "came_back": (bring_back.kind, send_back.kind), "decided": (decide.kind,),
    "withdrawn": (withdraw_notice.kind,),
}


class Percentile(Aggregate):
    """The value under which this part of them lies."""

    function = "percentile_cont"
    output_field = DurationField()

    def __init__(self, part: float, expression, **extra):
        super().__init__(expression, template=f"%(function)s({part}) within group (order by %(expressions)s)", **extra)


@dataclass(frozen=True)
class Backlog:
    """What waits under one grade, or under all."""

    label: str
    waiting: int
    late: int
    ages: tuple[int, ...]
    oldest: datetime | None


@dataclass(frozen=True)
class Taken:
    """How long it took to decide on what was decided in a period."""

    label: str
    decided: int
    median: timedelta | None
    ninetieth: timedelta | None
    worst: timedelta | None


@dataclass(frozen=True)
class Flow:
    days: list[Day]
    backlog: list[Backlog]
    taken: list[Taken]
    forecast: Forecast
    outrun: int
    allowed: int

    @property
    def is_alarm(self) -> bool:
        return self.outrun >= self.allowed

    @property
    def all(self) -> Backlog:
        return self.backlog[-1]

    @property
    def rows(self) -> list[Day]:
        """The newest first: days, or where there are many, weeks."""
        if not self.in_weeks:
            return self.days[::-1]
        weeks = [self.days[max(end - 7, 0):end] for end in range(len(self.days), 0, -7)]
        return [together(week) for week in weeks]

    @property
    def in_weeks(self) -> bool:
        return len(self.days) > MOST_DAYS

    @property
    def longest(self) -> int:
        return max(max(row.on, row.off) for row in self.rows)


def flow(*, now: datetime, days: int) -> Flow:
    found = days_of(now=now, days=max(days, PACE_DAYS, settings.PROTOCOL.PPN["alarm_after_days"]))
    whole = found[:-1]  # today is not over
    standing = backlog(now=now)
    return Flow(
        found[-days:], standing, taken(since=now - timedelta(days=days)), forecast(whole, waiting=standing[-1].waiting),
        days_outrun(whole), settings.PROTOCOL.PPN["alarm_after_days"],
    )


def days_of(*, now: datetime, days: int) -> list[Day]:
    """Each day up to today, with what came on to the desk and what left it."""
    today = timezone.localdate(now)
    first = today - timedelta(days=days)
    counted = {row.pop("on"): row for row in _events(since=_midnight(first)).annotate(on=TruncDate("at")).values("on").annotate(
        **{name: Count("pk", filter=Q(kind__in=kinds)) for name, kinds in COLUMNS.items()}
    ).order_by()}
    return [Day(day, **counted.get(day, {})) for day in (first + timedelta(days=n) for n in range(days + 1))]


def _events(*, since: datetime):
    """One that was withdrawn before it was ever on the desk did not leave it."""
    kinds = [kind for kinds in COLUMNS.values() for kind in kinds]
    tests = Notice.objects.filter(pk=OuterRef("record_id"), is_test=True)
    was_there = Exists(ClockRun.objects.filter(stopped_by=OuterRef("pk"), clock=NOTICE.code))
    return Event.objects.filter(~Q(kind=withdraw_notice.kind) | was_there, ~Exists(tests), kind__in=kinds, at__gte=since)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


GRADE = Case(When(hub_grade="", then=F("police_grade")), default=F("hub_grade"))


def backlog(*, now: datetime) -> list[Backlog]:
    """What waits, by grade and by how long since it reached the desk; all of them last."""
    late = Exists(ClockRun.objects.filter(clock=NOTICE.code, record_id=OuterRef("pk"), stopped_at=None, due_at__lt=now))
    ages = {
        f"age_{n}": Count("pk", filter=Q(waiting_since__lte=now - timedelta(hours=least)) & (Q(waiting_since__gt=now - timedelta(hours=most)) if most else Q()))
        for n, (_, least, most) in enumerate(AGES)
    }
    waiting = Notice.objects.filter(stage=Notice.Stage.WAITING, is_test=False).annotate(late=late, by_grade=GRADE)
    rows = waiting.order_by().values("by_grade").annotate(
        waiting=Count("pk"), is_late=Count("pk", filter=Q(late=True)), oldest=Min("waiting_since"), **ages,
    )
    found = {row["by_grade"]: row for row in rows}
    by_grade = [_backlog(label, found.get(grade)) for grade, label in Grade.choices]
    oldest = min((each.oldest for each in by_grade if each.oldest), default=None)
    return [*by_grade, Backlog(
        "All", sum(each.waiting for each in by_grade), sum(each.late for each in by_grade),
        tuple(map(sum, zip(*(each.ages for each in by_grade), strict=True))), oldest,
    )]


def _backlog(label: str, row: dict | None) -> Backlog:
    if row is None:
        return Backlog(label, 0, 0, (0,) * len(AGES), None)
    return Backlog(label, row["waiting"], row["is_late"], tuple(row[f"age_{n}"] for n in range(len(AGES))), row["oldest"])


def taken(*, since: datetime) -> list[Taken]:
    """From when each reached the hub to when it was last decided on, by the grade it was worked by."""
    decided = Notice.objects.filter(decided_at__gte=since, is_test=False).annotate(by_grade=GRADE)
    rows = decided.order_by().values("by_grade").annotate(
        decided=Count("pk"), median=Percentile(0.5, TOOK), ninetieth=Percentile(0.9, TOOK), worst=Max(TOOK, output_field=DurationField()),
    )
    found = {row.pop("by_grade"): row for row in rows}
    return [Taken(label, **found[grade]) if grade in found else Taken(label, 0, None, None, None) for grade, label in Grade.choices]


TOOK = F("decided_at") - F("received_at")
