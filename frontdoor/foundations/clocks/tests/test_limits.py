"""The limits against an oracle that works out days another way: Easter by Gauss, minutes one by one."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frontdoor.foundations.clocks.calendars import bank_holidays, local, wall_clock
from frontdoor.foundations.clocks.limits import (
    ENGLAND,
    BeforeNextSchoolDay,
    Calendar,
    CalendarMonths,
    Days,
    EndOfSchoolDay,
    Hours,
    WorkingDays,
    WorkingHours,
    is_working_day,
    next_working_day,
    remaining,
    warn_at,
)
from frontdoor.foundations.clocks.reading import read_limit

LONDON = ZoneInfo("Europe/London")
AREA = Calendar(
    name="Test area",
    closed_days=frozenset({date(2026, 12, 29)}),
    school_holidays=((date(2026, 10, 26), date(2026, 10, 30)), (date(2026, 12, 21), date(2027, 1, 1))),
)
LIMITS = [
    WorkingDays(1, ENGLAND), WorkingDays(15, ENGLAND), WorkingDays(45, ENGLAND), Hours(48), Hours(0.5), Hours(72),
    WorkingHours(4, calendar=ENGLAND), WorkingHours(24, calendar=ENGLAND), WorkingHours(0.25, calendar=AREA),
    EndOfSchoolDay(calendar=AREA), BeforeNextSchoolDay(calendar=AREA), CalendarMonths(1, calendar=ENGLAND),
    CalendarMonths(3, to_working_day=True, calendar=AREA), Days(90), Days(1),
]  # fmt: skip

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 10, 1), timezones=st.just(UTC))


def london(*parts, fold=0):
    return datetime(*parts, tzinfo=LONDON, fold=fold)


def shown(moment):
    return f"{moment.astimezone(LONDON):%a %d %b %Y %H:%M:%S}"


# --- the oracle -------------------------------------------------------------------------------------------------------


def easter(year):
    """Gauss, as corrected for the Gregorian calendar."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + (4 + k - k // 4) % 7) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=d + e)


@cache
def days_off(year):
    """Weekday bank holidays in England, 2020 to 2035, from the rules and the known exceptions."""
    mondays = {month: [date(year, month, n) for n in range(1, 32) if _real(year, month, n)] for month in (5, 8)}
    mondays = {month: [day for day in days if day.weekday() == 0] for month, days in mondays.items()}
    off = {easter(year) - timedelta(2), easter(year) + timedelta(1)}
    off.add(date(2020, 5, 8) if year == 2020 else mondays[5][0])
    off |= {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)} if year == 2022 else {mondays[5][-1]}
    off.add(mondays[8][-1])
    if year == 2023:
        off.add(date(2023, 5, 8))
    new_year = date(year, 1, 1)
    off.add(new_year + timedelta({5: 2, 6: 1}.get(new_year.weekday(), 0)))
    # Christmas on a Friday: Boxing Day moves to Monday. On a Saturday: both. On a Sunday: Christmas moves to Tuesday.
    christmas = {4: (25, 28), 5: (27, 28), 6: (26, 27)}.get(date(year, 12, 25).weekday(), (25, 26))
    off |= {date(year, 12, n) for n in christmas}
    return off


def _real(year, month, day):
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def works(day):
    return day.strftime("%a") not in ("Sat", "Sun") and day not in days_off(day.year)


def oracle_working_days(start, count):
    day = start.astimezone(LONDON).date()
    passed = 0
    while passed < count:
        day = date.fromordinal(day.toordinal() + 1)
        if works(day):
            passed += 1
    return day


def oracle_working_minutes(start, minutes):
    """Count open minutes one at a time by the wall clock."""
    moment = start.astimezone(UTC)
    while minutes:
        here = moment.astimezone(LONDON)
        minutes -= works(here.date()) and (8, 30) <= (here.hour, here.minute) < (17, 0)
        moment += timedelta(minutes=1)
    return moment


# --- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2020, 2036))
def test_working_days_of_a_year_are_the_oracles(year):
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    assert [d for d in days if ENGLAND.is_working_day(d)] == [d for d in days if works(d)]


def test_christmas_substitutes():
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= bank_holidays(2021)
    assert {date(2022, 12, 26), date(2022, 12, 27)} <= bank_holidays(2022)
    assert date(2026, 12, 28) in bank_holidays(2026)
    assert date(2022, 1, 3) in bank_holidays(2022)
    assert shown(WorkingDays(1, ENGLAND).due(london(2026, 12, 24, 16))) == "Tue 29 Dec 2026 23:59:59"


def test_the_day_of_a_moment_is_the_day_in_england():
    late_on_a_sunday_in_utc = datetime(2026, 6, 21, 23, 30, tzinfo=UTC)
    assert ENGLAND.is_working_day(late_on_a_sunday_in_utc), "already Monday by the wall clock"
    christmas = datetime(2025, 12, 25, 9, tzinfo=UTC)
    assert not ENGLAND.is_working_day(christmas)


def test_next_working_day():
    assert next_working_day(date(2026, 4, 2), calendar=ENGLAND) == date(2026, 4, 7), "after Maundy Thursday"
    assert next_working_day(date(2026, 12, 28), calendar=AREA) == date(2026, 12, 30), "the area is closed on the 29th"
    assert is_working_day(date(2026, 12, 29), calendar=ENGLAND)
    assert not is_working_day(date(2026, 12, 29), calendar=AREA)


def test_the_areas_own_calendar_is_used(settings):
    settings.PROTOCOL = type("Protocol", (), {"CALENDAR": AREA})
    assert not is_working_day(date(2026, 12, 29))
    assert shown(WorkingDays(1).due(london(2026, 12, 28, 9))) == "Wed 30 Dec 2026 23:59:59"
    settings.PROTOCOL = type("Protocol", (), {})
    assert shown(WorkingDays(1).due(london(2026, 12, 28, 9))) == "Tue 29 Dec 2026 23:59:59"


def test_a_calendar_with_no_end_of_holidays_says_so():
    shut = Calendar(name="Nowhere", school_holidays=((date(2026, 1, 1), date(2030, 1, 1)),))
    with pytest.raises(ValueError, match="No school day in the year after 23 November 2026. Check .* for Nowhere"):
        EndOfSchoolDay(calendar=shut).due(london(2026, 11, 23, 9))
    with pytest.raises(ValueError, match="ends before it starts"):
        Calendar(school_holidays=((date(2026, 2, 1), date(2026, 1, 1)),))


# --- working days -----------------------------------------------------------------------------------------------------


@given(MOMENTS, st.integers(1, 50))
def test_working_days_are_the_oracles(start, count):
    due = WorkingDays(count, ENGLAND).due(start).astimezone(LONDON)
    assert (due.date(), due.time()) == (oracle_working_days(start, count), time(23, 59, 59))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (london(2026, 4, 2, 16, 50), "Tue 07 Apr 2026 23:59:59"),  # a school refers on Maundy Thursday
        (london(2026, 11, 20, 0, 0), "Mon 23 Nov 2026 23:59:59"),
        (london(2026, 11, 21, 3, 0), "Mon 23 Nov 2026 23:59:59"),  # a Saturday counts from itself
        (london(2026, 11, 22, 23, 59), "Mon 23 Nov 2026 23:59:59"),
        (london(2028, 2, 28, 9, 0), "Tue 29 Feb 2028 23:59:59"),  # leap day
        (datetime(2026, 6, 22, 23, 30, tzinfo=UTC), "Wed 24 Jun 2026 23:59:59"),  # already Tuesday in England
    ],
)
def test_one_working_day(start, due):
    assert shown(WorkingDays(1, ENGLAND).due(start)) == due


# --- hours ------------------------------------------------------------------------------------------------------------


@given(MOMENTS, st.integers(1, 200))
def test_hours_are_elapsed(start, hours):
    assert (Hours(hours).due(start) - start).total_seconds() == hours * 3600


def test_hours_across_both_changes_of_the_clocks():
    assert shown(Hours(48).due(london(2026, 10, 24, 9))) == "Mon 26 Oct 2026 08:00:00"
    assert shown(Hours(48).due(london(2026, 3, 28, 9))) == "Mon 30 Mar 2026 10:00:00"


def test_the_half_past_one_that_comes_twice():
    first, second = london(2026, 10, 25, 1, 30), london(2026, 10, 25, 1, 30, fold=1)
    assert Hours(1).due(first) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert Hours(1).due(second) == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert Hours(1).due(second) - Hours(1).due(first) == timedelta(hours=1)
    assert wall_clock(date(2026, 10, 25), time(1, 30)) == first.astimezone(UTC), "typed without saying which: the first"
    assert wall_clock(date(2026, 10, 25), time(1, 30, fold=1)) == first.astimezone(UTC)
    assert shown(wall_clock(date(2026, 3, 29), time(1, 30))) == "Sun 29 Mar 2026 02:30:00", "a time that never came"
    assert remaining(first, Hours(1).due(second), limit=Hours(2)) == "2 hours left"


# --- working hours ----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(1, 26 * 60))
def test_working_hours_are_the_oracles(start, minutes):
    start = start.replace(second=0, microsecond=0)
    assert WorkingHours(minutes / 60, calendar=ENGLAND).due(start) == oracle_working_minutes(start, minutes)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (london(2026, 11, 20, 16, 0), "Mon 23 Nov 2026 11:30:00"),
        (london(2026, 11, 23, 13, 0), "Mon 23 Nov 2026 17:00:00"),  # used up exactly at closing
        (london(2026, 11, 23, 13, 1), "Tue 24 Nov 2026 08:31:00"),
        (london(2026, 11, 21, 3, 0), "Mon 23 Nov 2026 12:30:00"),
        (london(2026, 11, 23, 7, 0), "Mon 23 Nov 2026 12:30:00"),
        (london(2026, 12, 24, 15, 0), "Tue 29 Dec 2026 10:30:00"),
        (london(2026, 10, 23, 15, 0), "Mon 26 Oct 2026 10:30:00"),  # across the October change
    ],
)
def test_four_working_hours(start, due):
    assert shown(WorkingHours(4, calendar=ENGLAND).due(start)) == due


@given(MOMENTS, st.integers(1, 3000))
def test_the_open_time_before_the_limit_is_the_limit(start, minutes):
    limit = WorkingHours(minutes / 60, calendar=ENGLAND)
    assert abs(limit.between(start, limit.due(start)) - timedelta(minutes=minutes)) < timedelta(seconds=1)


def test_hours_open_at_night_across_the_change():
    night = WorkingHours(3, opens=time(0, 0), closes=time(6, 0), calendar=ENGLAND)
    assert shown(night.due(london(2026, 10, 26, 1))) == "Mon 26 Oct 2026 04:00:00"


# --- school days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end_of_day", "before_next"),
    [
        (london(2026, 11, 23, 2, 0), "Mon 23 Nov 2026 15:00:00", "Mon 23 Nov 2026 08:30:00"),
        (london(2026, 11, 23, 8, 30), "Mon 23 Nov 2026 15:00:00", "Tue 24 Nov 2026 08:30:00"),
        (london(2026, 11, 23, 14, 59), "Mon 23 Nov 2026 15:00:00", "Tue 24 Nov 2026 08:30:00"),
        (london(2026, 11, 23, 15, 0), "Tue 24 Nov 2026 15:00:00", "Tue 24 Nov 2026 08:30:00"),
        (london(2026, 11, 20, 20, 0), "Mon 23 Nov 2026 15:00:00", "Mon 23 Nov 2026 08:30:00"),
        (london(2026, 10, 23, 16, 0), "Mon 02 Nov 2026 15:00:00", "Mon 02 Nov 2026 08:30:00"),  # half term
        (london(2026, 12, 18, 16, 0), "Mon 04 Jan 2027 15:00:00", "Mon 04 Jan 2027 08:30:00"),
        (london(2027, 5, 3, 10, 0), "Tue 04 May 2027 15:00:00", "Tue 04 May 2027 08:30:00"),  # a bank holiday
    ],
)
def test_school_days(start, end_of_day, before_next):
    assert shown(EndOfSchoolDay(calendar=AREA).due(start)) == end_of_day
    assert shown(BeforeNextSchoolDay(calendar=AREA).due(start)) == before_next


def test_with_no_holidays_declared_a_limit_is_earlier_never_later():
    start = london(2026, 10, 27, 10)
    assert EndOfSchoolDay(calendar=ENGLAND).due(start) < EndOfSchoolDay(calendar=AREA).due(start)


# --- months and days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "start", "due"),
    [
        (1, london(2027, 1, 31, 9), "Sun 28 Feb 2027 23:59:59"),
        (1, london(2028, 1, 31, 9), "Tue 29 Feb 2028 23:59:59"),
        (1, london(2026, 12, 15, 9), "Fri 15 Jan 2027 23:59:59"),
        (12, london(2028, 2, 29, 9), "Wed 28 Feb 2029 23:59:59"),
        (3, london(2026, 11, 30, 9), "Sun 28 Feb 2027 23:59:59"),
    ],
)
def test_calendar_months(months, start, due):
    assert shown(CalendarMonths(months, calendar=ENGLAND).due(start)) == due


def test_a_month_that_may_move_to_a_working_day():
    moved = CalendarMonths(1, to_working_day=True, calendar=ENGLAND)
    assert shown(moved.due(london(2026, 11, 25, 9))) == "Tue 29 Dec 2026 23:59:59"


def test_days_are_counted_by_date():
    assert shown(Days(90).due(london(2026, 11, 23, 9))) == "Sun 21 Feb 2027 23:59:59"


# --- every limit ------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LIMITS), MOMENTS, MOMENTS)
def test_a_later_start_never_has_an_earlier_limit(limit, one, other):
    early, late = sorted([one, other])
    assert limit.due(early) <= limit.due(late)
    assert limit.due(early) >= early


@settings(deadline=None)
@given(st.sampled_from(LIMITS), MOMENTS, st.integers(0, 90_000))
def test_monotonic_close_together(limit, start, seconds):
    assert start <= limit.due(start) <= limit.due(start + timedelta(seconds=seconds))


@given(st.sampled_from(LIMITS), MOMENTS)
def test_the_answer_does_not_depend_on_how_the_start_is_written(limit, start):
    due = limit.due(start)
    assert due.tzinfo is UTC
    assert limit.due(start.astimezone(LONDON)) == due == limit.due(start.astimezone(ZoneInfo("Asia/Kathmandu")))


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_a_time_with_no_zone_is_refused_with_a_sentence(limit):
    with pytest.raises(ValueError, match="Say which time zone 23 November 2026 at 09:00 is in"):
        limit.due(datetime(2026, 11, 23, 9))
    with pytest.raises(TypeError, match="A date and time is needed"):
        local(date(2026, 11, 23))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: WorkingDays(0), lambda: WorkingDays(1.5), lambda: WorkingDays(True), lambda: Hours(0),
        lambda: Hours(-1), lambda: Hours(float("nan")), lambda: WorkingHours("4"), lambda: CalendarMonths(0),
        lambda: Days(-1),
        lambda: WorkingHours(4, opens=time(17), closes=time(9)),
    ],
)  # fmt: skip
def test_a_limit_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="limit needs|must open before they close"):
        wrong()


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "name", "promise"),
    [
        (WorkingDays(1), "1 working day", "within 1 working day"),
        (WorkingDays(45), "45 working days", "within 45 working days"),
        (Hours(48), "48 hours", "within 48 hours"),
        (Hours(1.5), "1 hour 30 minutes", "within 1 hour 30 minutes"),
        (WorkingHours(4), "4 working hours", "within 4 working hours"),
        (WorkingHours(0.5), "30 working minutes", "within 30 working minutes"),
        (WorkingHours(2, time(8), time(18)), *[f"{w}2 working hours (08:00 to 18:00)" for w in ("", "within ")]),
        (EndOfSchoolDay(), "the end of the school day", "by the end of the school day"),
        (BeforeNextSchoolDay(), "before the next school day", "before the next school day"),
        (CalendarMonths(1), "1 calendar month", "within 1 calendar month"),
        (Days(90), "90 days", "within 90 days"),
    ],
)
def test_limits_in_words_and_back(limit, name, promise):
    assert (str(limit), limit.promise) == (name, promise)
    assert read_limit(name) == limit


@pytest.mark.parametrize("words", ["", "soon", "0 hours", "working hours", "4 working", " "])
def test_words_that_name_no_limit(words):
    assert read_limit(words) is None


MONDAY = london(2026, 11, 23, 10)


@pytest.mark.parametrize(
    ("now", "due", "limit", "words"),
    [
        (MONDAY, london(2026, 11, 23, 13, 40), WorkingHours(4), "3 working hours left"),
        (london(2026, 11, 20, 16, 30), london(2026, 11, 23, 9), WorkingHours(4), "1 working hour left"),
        (MONDAY, london(2026, 11, 23, 10, 20), WorkingHours(4), "20 working minutes left"),
        (london(2026, 11, 23, 17), london(2026, 11, 20, 16), WorkingHours(4), "9 working hours late"),
        (london(2026, 11, 21, 12), london(2026, 11, 20, 17), WorkingHours(4), "19 hours late"),
        (MONDAY, london(2026, 11, 24, 23, 59, 59), WorkingDays(1), "1 working day left"),
        (MONDAY, london(2026, 11, 23, 23, 59, 59), WorkingDays(1), "due today"),
        (london(2026, 11, 24, 0, 5), london(2026, 11, 23, 23, 59, 59), WorkingDays(1), "1 working day late"),
        (london(2026, 11, 21, 9, 5), london(2026, 11, 20, 23, 59, 59), WorkingDays(1), "9 hours late"),
        (MONDAY, london(2026, 11, 25, 10), Hours(48), "48 hours left"),
        (MONDAY, london(2026, 11, 25, 9, 59), Hours(48), "47 hours left"),
        (MONDAY, london(2026, 11, 25, 10), None, "2 days left"),
        (MONDAY, london(2026, 11, 21, 9), None, "2 days late"),
        (MONDAY, london(2026, 11, 23, 9, 59), None, "1 minute late"),
        (MONDAY, london(2026, 11, 23, 9, 59, 30), None, "just late"),
        (MONDAY, MONDAY, None, "due now"),
    ],
)
def test_what_is_left(now, due, limit, words):
    assert remaining(now, due, limit=limit) == words


@given(st.sampled_from([*LIMITS, None]), MOMENTS, st.integers(-10_000_000, 10_000_000))
def test_late_is_said_only_when_it_is(limit, due, seconds):
    words = remaining(due + timedelta(seconds=seconds), due, limit=limit)
    assert ("late" in words) == (seconds > 0)
    assert not words.startswith("0 ")


def test_due_soon_is_three_quarters_of_the_way_through():
    start = london(2026, 11, 23, 8)
    assert shown(warn_at(start, Hours(48).due(start))) == "Tue 24 Nov 2026 20:00:00"


def test_due_soon_counts_open_hours_where_the_limit_does():
    friday, limit = london(2026, 11, 20, 16), WorkingHours(4)
    assert shown(warn_at(friday, limit.due(friday), limit=limit)) == "Mon 23 Nov 2026 10:30:00"


def test_due_soon_as_the_clock_declares():
    start = london(2026, 11, 23, 8)
    assert shown(warn_at(start, Hours(48).due(start), declared=Hours(40))) == "Wed 25 Nov 2026 00:00:00"
    assert warn_at(start, Hours(48).due(start), declared=Hours(72)) == Hours(48).due(start), "never after the limit"


@settings(deadline=None)
@given(st.sampled_from(LIMITS), st.sampled_from([*LIMITS, None]), MOMENTS)
def test_due_soon_is_never_outside_the_run(limit, declared, start):
    due = limit.due(start)
    assume(due > start)
    assert start <= warn_at(start, due, limit=limit, declared=declared) <= due
