"""Time limits, in the terms guidance uses. All are pure: the moment comes in, and every answer is in UTC.

A limit never falls before its start, and a later start never has an earlier limit.
"""

from abc import ABC, abstractmethod
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from .calendars import (
    END_OF_DAY,
    ENGLAND,
    LONDON,
    Calendar,
    area_calendar,
    is_working_day,
    local,
    next_working_day,
    wall_clock,
)
from .words import count, hours_in_words, span

__all__ = [
    "ENGLAND", "LONDON", "BeforeNextSchoolDay", "Calendar", "CalendarMonths", "Days", "EndOfSchoolDay", "Hours",
    "Limit", "WorkingDays", "WorkingHours", "is_working_day", "next_working_day", "remaining", "wall_clock", "warn_at",
]  # fmt: skip

DAY = timedelta(days=1)


class Limit(ABC):
    """How long a duty allows. `str(limit)` is its name; `limit.promise` ends the sentence "This must be done ..."."""

    @abstractmethod
    def due(self, start: datetime) -> datetime:
        """The last moment at which the duty is still met."""

    @property
    def promise(self) -> str:
        return f"within {self}"


@dataclass(frozen=True)
class WorkingDays(Limit):
    """Due by the end (23:59:59) of the nth working day after the start.

    The day of the start is never counted, so a start on a Saturday, a bank holiday or the Friday before all have the
    same next working day. Source: KCSIE 2025 paragraph 62 (decision within one working day).
    """

    days: int
    calendar: Calendar | None = None

    def __post_init__(self):
        _whole(self.days, "working days")

    def due(self, start: datetime) -> datetime:
        calendar, day = self.calendar or area_calendar(), local(start).date()
        for _ in range(self.days):
            day = calendar.next_working_day(day)
        return wall_clock(day, END_OF_DAY)

    def __str__(self):
        return count(self.days, "working day")


@dataclass(frozen=True)
class Hours(Limit):
    """Hours that pass whatever the day or the season: 48 hours across the October change end an hour earlier by the
    wall clock. Counted in UTC for that reason."""

    hours: float

    def __post_init__(self):
        _more_than_none(self.hours, "hours")

    def due(self, start: datetime) -> datetime:
        return local(start).astimezone(UTC) + timedelta(hours=self.hours)

    def __str__(self):
        return hours_in_words(self.hours, "")


@dataclass(frozen=True)
class WorkingHours(Limit):
    """Hours counted only while the hub is open, on working days. A start out of hours counts from the next opening;
    time used up exactly at closing is due at closing. Source: areas' own gradings, such as red, four working hours."""

    hours: float
    opens: time = time(8, 30)
    closes: time = time(17, 0)
    calendar: Calendar | None = None

    def __post_init__(self):
        _more_than_none(self.hours, "working hours")
        if self.opens >= self.closes:
            raise ValueError(f"Working hours must open before they close, not {self._open_from_to}.")

    def due(self, start: datetime) -> datetime:
        calendar, here = self.calendar or area_calendar(), local(start)
        day, moment, left = here.date(), here.astimezone(UTC), timedelta(hours=self.hours)
        while True:
            if calendar.is_working_day(day):
                moment, shut = max(moment, wall_clock(day, self.opens)), wall_clock(day, self.closes)
                if left <= shut - moment:
                    return moment + left
                left -= max(shut - moment, timedelta(0))
            day = calendar.next_working_day(day)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much open time lies between two moments."""
        calendar, first, last = self.calendar or area_calendar(), local(start), local(end)
        start, end, total = first.astimezone(UTC), last.astimezone(UTC), timedelta(0)
        for n in range((last.date() - first.date()).days + 1):
            day = first.date() + n * DAY
            if calendar.is_working_day(day):
                opens, shut = wall_clock(day, self.opens), wall_clock(day, self.closes)
                total += max(min(shut, end) - max(opens, start), timedelta(0))
        return total

    def __str__(self):
        usual = (self.opens, self.closes) == (WorkingHours.opens, WorkingHours.closes)
        return hours_in_words(self.hours, "working ") + ("" if usual else f" ({self._open_from_to})")

    @property
    def _open_from_to(self) -> str:
        return f"{self.opens:%H:%M} to {self.closes:%H:%M}"


@dataclass(frozen=True)
class EndOfSchoolDay(Limit):
    """By the end of this school day if it started before then, else of the next one: a school must know before the
    child goes home. Source: the area's own protocol."""

    at: time = time(15, 0)
    calendar: Calendar | None = None

    def due(self, start: datetime) -> datetime:
        return _next_time_at_school(start, self.at, self.calendar or area_calendar())

    def __str__(self):
        return "the end of the school day"

    @property
    def promise(self) -> str:
        return f"by {self}"


@dataclass(frozen=True)
class BeforeNextSchoolDay(Limit):
    """Before the next school day opens. An incident at two in the morning must be known that same morning. Source:
    Operation Encompass practice, Domestic Abuse Act 2021 section 49A."""

    at: time = time(8, 30)
    calendar: Calendar | None = None

    def due(self, start: datetime) -> datetime:
        return _next_time_at_school(start, self.at, self.calendar or area_calendar())

    def __str__(self):
        return "before the next school day"

    @property
    def promise(self) -> str:
        return str(self)


@dataclass(frozen=True)
class CalendarMonths(Limit):
    """By the end of the same date n months on, or of the last day of a shorter month. `to_working_day` moves a limit
    that falls on a day off to the next working day, as for subject access (UK GDPR Article 12(3), ICO guidance)."""

    months: int
    to_working_day: bool = False
    calendar: Calendar | None = None

    def __post_init__(self):
        _whole(self.months, "months")

    def due(self, start: datetime) -> datetime:
        calendar, day = self.calendar or area_calendar(), local(start).date()
        years, month = divmod(day.month - 1 + self.months, 12)
        year, month = day.year + years, month + 1
        day = date(year, month, min(day.day, monthrange(year, month)[1]))
        if self.to_working_day and not calendar.is_working_day(day):
            day = calendar.next_working_day(day)
        return wall_clock(day, END_OF_DAY)

    def __str__(self):
        return count(self.months, "calendar month")


@dataclass(frozen=True)
class Days(Limit):
    """By the end of the nth day after the start, weekends and holidays counted (a 90-day review of a restriction)."""

    days: int

    def __post_init__(self):
        _whole(self.days, "days")

    def due(self, start: datetime) -> datetime:
        return wall_clock(local(start).date() + self.days * DAY, END_OF_DAY)

    def __str__(self):
        return count(self.days, "day")


def remaining(now: datetime, due: datetime, *, limit: Limit | None = None) -> str:
    """What a person needs to read beside a clock: "3 working hours left", "due today", "2 days late". Given the limit,
    it counts as the limit does. Rounded down, so that it never promises time that is not there."""
    now, due = local(now).astimezone(UTC), local(due).astimezone(UTC)
    late = now > due
    first, last = (due, now) if late else (now, due)
    if isinstance(limit, WorkingDays):
        days = (limit.calendar or area_calendar()).working_days_between(local(first), local(last))
        if not late:
            return f"{count(days, 'working day')} left" if days else "due today"
        if days:
            return f"{count(days, 'working day')} late"
    if isinstance(limit, WorkingHours) and (open_time := limit.between(first, last)) >= timedelta(minutes=1):
        return f"{span(open_time, 'working ')} {'late' if late else 'left'}"
    if last - first < timedelta(minutes=1):
        return "just late" if late else "due now"
    in_hours = isinstance(limit, Hours) and last - first <= timedelta(hours=limit.hours)
    return f"{span(last - first, in_hours=in_hours)} {'late' if late else 'left'}"


def warn_at(start: datetime, due: datetime, *, limit: Limit | None = None, declared: Limit | None = None) -> datetime:
    """The moment from which a running clock is "due soon": three quarters of the way through, in open hours where the
    limit counts those; or the moment the clock itself declares, as a limit of its own. Never outside start and due."""
    start, due = local(start).astimezone(UTC), local(due).astimezone(UTC)
    if declared:
        moment = declared.due(start)
    elif isinstance(limit, WorkingHours):
        moment = replace(limit, hours=limit.hours * 0.75).due(start)
    else:
        moment = start + (due - start) * 0.75
    return max(start, min(moment, due))


def _next_time_at_school(start: datetime, at: time, calendar: Calendar) -> datetime:
    day, moment = local(start).date(), local(start).astimezone(UTC)
    if calendar.is_school_day(day) and moment < wall_clock(day, at):
        return wall_clock(day, at)
    return wall_clock(calendar.next_school_day(day), at)


def _whole(number: int, noun: str) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(f"A limit needs a whole number of {noun}, at least one, not {number!r}.")


def _more_than_none(number: float, noun: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < 100_000:
        raise ValueError(f"A limit needs a number of {noun} above none, not {number!r}.")
