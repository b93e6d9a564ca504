"""A school's own days: the clock of what it is to be told counts by them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from frontdoor.foundations.clocks.calendars import Calendar
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.refusals import MayNot, Refused
from frontdoor.ppn.actions import end_school_days, say_school_days
from frontdoor.ppn.models import SchoolDays

from .encompass import FRIDAY_NIGHT, SATURDAY, SCHOOL, agency, form, passing_of, taken

pytestmark = pytest.mark.django_db


def due(passing) -> datetime:
    return ClockRun.objects.get(clock="encompass", record_id=passing.pk, stopped_at=None).due_at


def said(cast, first, last=None, *, school=SCHOOL, is_open=False, by=None, at=SATURDAY, why="Burst pipe"):
    return say_school_days(by=by or cast.rosa, at=at, school=agency(school), from_on=first, to_on=last or first, is_open=is_open, why=why)


def test_a_burst_pipe_moves_what_is_owed_to_that_school_and_no_other(cast):
    ours = passing_of(taken(form()))
    theirs = passing_of(taken(form("RMS2", people=[_child_at("Mill Lane Academy")])))
    closed = said(cast, date(2026, 11, 23))
    assert due(ours) == datetime(2026, 11, 24, 8, 30, tzinfo=UTC) and due(theirs) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    end_school_days(closed, by=cast.ada, at=SATURDAY)
    assert due(ours) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert SchoolDays.objects.get().ended_at == SATURDAY


def _child_at(school):
    from .encompass import child

    return child("C7", given="Fern", school=school)


def test_what_arrives_while_a_school_is_closed_is_counted_by_its_days(cast):
    said(cast, date(2026, 11, 23), date(2026, 11, 25))
    assert due(passing_of(taken(form()))) == datetime(2026, 11, 26, 8, 30, tzinfo=UTC)


def test_a_school_open_on_a_saturday_is_told_before_it(cast):
    said(cast, date(2026, 11, 21), is_open=True, why="Open day", at=FRIDAY_NIGHT)
    assert due(passing_of(taken(form()))) == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def test_in_half_term_a_school_is_told_before_it_opens_again_and_one_that_is_open_before(cast, settings):
    friday = datetime(2026, 10, 23, 22, tzinfo=UTC)
    protocol = settings.PROTOCOL
    half_term = replace(getattr(protocol, "CALENDAR", None) or Calendar(), school_holidays=((date(2026, 10, 26), date(2026, 10, 30)),))
    kept = getattr(protocol, "CALENDAR", None)
    protocol.CALENDAR = half_term
    try:
        said(cast, date(2026, 10, 28), school="Mill Lane Academy", is_open=True, why="Term goes on", at=friday)
        ours = passing_of(taken(form(at=friday), at=friday + timedelta(hours=9)))
        theirs = passing_of(taken(form("RMS2", at=friday, people=[_child_at("Mill Lane Academy")]), at=friday + timedelta(hours=10)))
        assert due(ours) == datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
        assert due(theirs) == datetime(2026, 10, 28, 8, 30, tzinfo=UTC)
    finally:
        if kept is None:
            del protocol.CALENDAR
        else:
            protocol.CALENDAR = kept


def test_a_school_closed_for_a_year_is_told_as_if_it_kept_the_areas_days(cast):
    for month in range(0, 14):
        first = date(2026, 11, 1) + timedelta(days=31 * month)
        said(cast, first, first + timedelta(days=30))
    assert due(passing_of(taken(form()))) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def test_days_are_refused_in_words(cast):
    for given, words in (
        ({"first": date(2026, 11, 24), "last": date(2026, 11, 23)}, "before the first"), ({"first": date(2026, 11, 24), "last": date(2027, 11, 24)}, "a term at a time"),
        ({"first": date(2026, 11, 24), "school": "Alder Homes"}, "not a school"), ({"first": date(2026, 11, 24), "why": " "}, "Say why"),
    ):
        with pytest.raises(Refused, match=words):
            said(cast, given.pop("first"), given.pop("last", None), **given)
    said(cast, date(2026, 11, 24))
    with pytest.raises(Refused, match="said to be closed from 24 November"):
        said(cast, date(2026, 11, 24), is_open=True)
    for nobody in (cast.tess, cast.bea, cast.pete):
        with pytest.raises(MayNot):
            said(cast, date(2026, 12, 1), by=nobody)
    said(cast, date(2026, 12, 1), by=cast.ada)
