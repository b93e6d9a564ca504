"""The days of each school: the area's, with its own closures and openings. So a clock knows when a school is there to be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from frontdoor.foundations.clocks.calendars import Calendar, area_calendar
from frontdoor.foundations.clocks.limits import BeforeNextSchoolDay

from ..models import SchoolDays


@dataclass(frozen=True)
class SchoolCalendar(Calendar):
    """A school's own: open though others are closed (even at a weekend), closed though others are open. Where both are said
    it is open, which makes a limit earlier, never later."""

    open_on: tuple[tuple[date, date], ...] = ()
    closed_on: tuple[tuple[date, date], ...] = ()

    def is_school_day(self, day: date) -> bool:
        if _within(day, self.open_on):
            return True
        return not _within(day, self.closed_on) and super().is_school_day(day)

    def next_school_day(self, day: date) -> date:
        """A school said to be closed for a year is told as if it kept the area's days."""
        try:
            return super().next_school_day(day)
        except ValueError:
            return area_calendar().next_school_day(day)


def _within(day: date, ranges: tuple[tuple[date, date], ...]) -> bool:
    day = day.date() if isinstance(day, datetime) else day
    return any(first <= day <= last for first, last in ranges)


def calendars_of(schools: Iterable[UUID | None]) -> dict[UUID, Calendar]:
    """The calendars of these schools, in one query. One that has said nothing keeps the area's days."""
    area, said = area_calendar(), defaultdict(lambda: ([], []))
    for each in SchoolDays.objects.filter(school__in={pk for pk in schools if pk}, ended_at=None):
        said[each.school_id][0 if each.is_open else 1].append((each.from_on, each.to_on))
    return {
        pk: SchoolCalendar(
            name=area.name, closed_days=area.closed_days, school_holidays=area.school_holidays, open_on=tuple(opens), closed_on=tuple(closes)
        )
        for pk, (opens, closes) in said.items()
    }


def give_calendars(passings: Iterable) -> None:
    """Before many clocks are turned: each passing carries its school's calendar, so that no clock asks again."""
    passings = list(passings)
    found = calendars_of(each.agency_id for each in passings)
    for each in passings:
        each.calendar = found.get(each.agency_id) or area_calendar()


def before_school(passing) -> BeforeNextSchoolDay:
    """Before the next day on which this very school opens; the area may set the hour."""
    limit = settings.PROTOCOL.LIMITS.get("encompass", BeforeNextSchoolDay())
    calendar = getattr(passing, "calendar", None) or calendars_of([passing.agency_id]).get(passing.agency_id)
    return replace(limit, calendar=calendar) if calendar and isinstance(limit, BeforeNextSchoolDay) else limit
