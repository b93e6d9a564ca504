"""Which days count: working days, school days, and the clock on the wall in England.

An area adds its own closed days and its school holidays as data (`CALENDAR` in its local protocols); England's bank
holidays come from the `holidays` package, substitutes and one-off days included.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)
ONE_DAY = timedelta(days=1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays in a year: a whole year at a time, so that threads cannot meet a half-filled list."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year, expand=False))


def local(moment: datetime) -> datetime:
    """The moment as a wall clock in England shows it. One with no time zone is refused: it could be two moments."""
    if not isinstance(moment, datetime):
        raise TypeError(f"A date and time is needed here, not {moment!r}.")
    if moment.tzinfo is None:
        raise ValueError(f"Say which time zone {moment:%d %B %Y at %H:%M} is in: this time has none.")
    return moment.astimezone(LONDON)


def wall_clock(day: date, at: time) -> datetime:
    """The moment a wall clock in England shows this. In October 01:30 comes twice: the first is meant, so no limit is
    lengthened by the doubt. In March 01:30 never comes: it is read as 02:30."""
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=LONDON).astimezone(UTC)


@dataclass(frozen=True)
class Calendar:
    """The days an area counts. Ranges of school holidays include both ends."""

    name: str = "England"
    closed_days: frozenset[date] = frozenset()
    school_holidays: tuple[tuple[date, date], ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "closed_days", frozenset(self.closed_days))
        object.__setattr__(self, "school_holidays", tuple((first, last) for first, last in self.school_holidays))
        for first, last in self.school_holidays:
            if last < first:
                raise ValueError(f"{self.name}: the school holiday from {first} ends before it starts, on {last}.")

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, not a bank holiday in England, not a day the area has declared closed."""
        day = _as_day(day)
        return day.weekday() < 5 and day not in bank_holidays(day.year) and day not in self.closed_days

    def is_school_day(self, day: date) -> bool:
        """A working day outside the declared school holidays. With none declared every working day counts, which makes
        a limit earlier, never later."""
        day = _as_day(day)
        return self.is_working_day(day) and not any(first <= day <= last for first, last in self.school_holidays)

    def next_working_day(self, day: date) -> date:
        return self._next(day, self.is_working_day, "working")

    def next_school_day(self, day: date) -> date:
        return self._next(day, self.is_school_day, "school")

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days come after the first day, up to and including the last."""
        after, until = _as_day(after), _as_day(until)
        return sum(self.is_working_day(after + n * ONE_DAY) for n in range(1, (until - after).days + 1))

    def _next(self, day: date, counts, kind: str) -> date:
        day = _as_day(day)
        for n in range(1, 367):
            if counts(day + n * ONE_DAY):
                return day + n * ONE_DAY
        raise ValueError(f"No {kind} day in the year after {day:%d %B %Y}. Check the days declared for {self.name}.")


ENGLAND = Calendar()


def area_calendar() -> Calendar:
    """The calendar of the area this front door serves: `CALENDAR` in its protocols, else England's as it is."""
    try:
        return getattr(getattr(settings, "PROTOCOL", None), "CALENDAR", None) or ENGLAND
    except ImproperlyConfigured:  # a limit read on its own, with no project around it
        return ENGLAND


def is_working_day(day: date, *, calendar: Calendar | None = None) -> bool:
    return (calendar or area_calendar()).is_working_day(day)


def next_working_day(day: date, *, calendar: Calendar | None = None) -> date:
    """The first working day after this one."""
    return (calendar or area_calendar()).next_working_day(day)


def _as_day(day: date) -> date:
    return local(day).date() if isinstance(day, datetime) else day
