"""Keeping the days of a school: closed though others are open, open though others are closed."""

from datetime import date, datetime, timedelta

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.many import leave_each
from frontdoor.foundations.record.refusals import MayNot, Refused

from ..models import Passing, SchoolDays
from ..passing.days import give_calendars

SCHOOLS = ("SCHOOL", "COLLEGE", "EARLY_YEARS", "EDUCATION")
LONGEST = timedelta(days=92)


@action("Count again by a school's days", permission=None, on=Passing, shown=False)
def count_again(passing: Passing, *, by: User, at: datetime) -> Passing:
    """Its school said that it is closed, or open: the school is to know before its own next day."""
    return passing


@action("Say which days a school is closed or open", permission=None, keeps=("school", "is_open"), shown=False)
def say_school_days(*, by: User, at: datetime, school: Agency, from_on: date, to_on: date, is_open: bool, why: str) -> SchoolDays:
    """Its term dates where they differ, a burst pipe, a day it opens for: what is owed to it is counted by these from now."""
    _may_keep(by)
    if school.kind not in SCHOOLS:
        raise Refused(f"{school} is not a school.", field="school")
    if to_on < from_on:
        raise Refused("The last day is before the first. Check both.", field="to_on")
    if to_on - from_on > LONGEST:
        raise Refused("Say it a term at a time: 92 days at most, so that a slip of the year is seen.", field="to_on")
    if not why.strip():
        raise Refused("Say why: for example, burst pipe, or a term that ends later.", field="why")
    against = SchoolDays.objects.filter(school=school, ended_at=None, is_open=not is_open, from_on__lte=to_on, to_on__gte=from_on).first()
    if against:
        raise Refused(f"It is said to be {'open' if against.is_open else 'closed'} from {against.from_on:%-d %B} to {against.to_on:%-d %B}. End that first.", field="from_on")
    said = SchoolDays.objects.create(school=school, from_on=from_on, to_on=to_on, is_open=is_open, why=why.strip()[:120])
    _count_again(school, by=by, at=at)
    return said


@action("End what was said of a school's days", permission=None, on=SchoolDays, shown=False)
def end_school_days(said: SchoolDays, *, by: User, at: datetime) -> SchoolDays:
    """It was said by mistake, or is over sooner: it counts no longer, and stays in the record."""
    _may_keep(by)
    if said.ended_at:
        raise Refused("This was ended already.")
    said.ended_at = at
    said.save(update_fields=["ended_at"])
    _count_again(said.school, by=by, at=at)
    return said


def _may_keep(by: User) -> None:
    if not (by.may(May.SCREEN) or by.may(May.MANAGE_ACCESS)):
        raise MayNot("The days of schools are kept by those who screen, or by an administrator.")


def _count_again(school: Agency, *, by: User, at: datetime) -> None:
    waiting = list(Passing.objects.select_for_update().filter(agency=school, stage=Passing.Stage.TO_PASS, purpose=Passing.Purpose.ENCOMPASS))
    give_calendars(waiting)
    leave_each(count_again, waiting, by=by, at=at)
