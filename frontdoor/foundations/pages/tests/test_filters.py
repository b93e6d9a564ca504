"""How dates, ages and numbers are said."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.foundations.pages import filters as say

LATE_NOVEMBER = dt.datetime(2026, 11, 23, 16, 5, tzinfo=dt.UTC)
MIDSUMMER = dt.datetime(2026, 6, 21, 23, 30, tzinfo=dt.UTC)


def test_a_day_is_said_in_full_and_in_london():
    assert say.day(LATE_NOVEMBER) == "Monday 23 November 2026"
    assert say.day(MIDSUMMER) == "Monday 22 June 2026"  # already tomorrow in London
    assert say.short_day(dt.date(2026, 11, 3)) == "3 Nov 2026"
    assert say.day(None) == ""


def test_a_moment_is_said_by_the_english_clock():
    assert say.moment(LATE_NOVEMBER) == "23 November 2026 at 4:05pm"
    assert say.moment(MIDSUMMER) == "22 June 2026 at 12:30am"


@pytest.mark.parametrize(
    "time, words",
    [((0, 0), "midnight"), ((12, 0), "midday"), ((9, 0), "9:00am"), ((0, 5), "12:05am"), ((12, 30), "12:30pm")],
)
def test_midday_and_midnight_are_words(time, words):
    assert say.clock_time(dt.time(*time)) == words


@pytest.mark.parametrize(
    "hours, words",
    [
        (0, "today 4:05pm"),
        (24, "tomorrow 4:05pm"),
        (-24, "yesterday 4:05pm"),
        (48, "Wed 25 Nov 4:05pm"),
        (24 * 60, "Fri 22 Jan 2027 4:05pm"),
    ],
)
def test_when_is_said_as_at_a_desk(hours, words):
    assert say.when(LATE_NOVEMBER + dt.timedelta(hours=hours), LATE_NOVEMBER) == words


@pytest.mark.parametrize(
    "gap, words",
    [
        (dt.timedelta(seconds=20), "just now"),
        (dt.timedelta(minutes=1), "1 minute ago"),
        (dt.timedelta(hours=25), "1 day ago"),
        (dt.timedelta(days=15), "2 weeks ago"),
        (dt.timedelta(days=70), "2 months ago"),
        (dt.timedelta(days=800), "2 years ago"),
        (dt.timedelta(hours=-3), "in 3 hours"),
    ],
)
def test_how_long_ago(gap, words):
    assert say.ago(LATE_NOVEMBER - gap, LATE_NOVEMBER) == words


@pytest.mark.parametrize(
    "born, words",
    [
        ((2026, 11, 20), "3 days old"),
        ((2026, 10, 20), "4 weeks old"),
        ((2026, 1, 24), "9 months old"),
        ((2024, 11, 24), "23 months old"),
        ((2024, 11, 23), "2"),
        ((2019, 11, 24), "6"),
        ((2019, 11, 23), "7"),
    ],
)
def test_age_is_as_at_the_day(born, words):
    assert say.age(dt.date(*born), LATE_NOVEMBER) == words


@pytest.mark.parametrize(
    "expected, words",
    [
        ((2027, 1, 25), "due in 9 weeks"),
        ((2026, 11, 30), "due in 7 days"),
        ((2026, 11, 23), "due today"),
        ((2026, 11, 20), "was due 3 days ago, birth not recorded"),
    ],
)
def test_the_unborn_are_told_by_when_they_are_expected(expected, words):
    assert say.age(None, LATE_NOVEMBER, dt.date(*expected)) == words


def test_an_unknown_age_says_so():
    assert say.age(None, LATE_NOVEMBER) == "age not known"


def test_the_29th_of_february_has_a_birthday_every_year():
    assert say.age(dt.date(2016, 2, 29), dt.date(2026, 2, 28)) == "9"
    assert say.age(dt.date(2016, 2, 29), dt.date(2026, 3, 1)) == "10"


@given(born=st.dates(dt.date(1990, 1, 1), dt.date(2026, 1, 1)), later=st.integers(0, 6000))
def test_nobody_grows_younger(born, later):
    def years(on: dt.date) -> int:
        said = say.age(born, on)
        return int(said) if said.isdigit() else 0

    on = born + dt.timedelta(days=later)
    assert years(on) <= years(on + dt.timedelta(days=1))


def test_an_nhs_number_is_spaced_and_anything_else_is_shown_as_given():
    assert say.nhs("9991234567") == say.nhs("999 123 4567") == "999 123 4567"
    assert say.nhs("not known") == "not known"
    assert say.nhs(None) == ""
