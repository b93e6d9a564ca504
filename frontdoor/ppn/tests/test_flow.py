"""Whether the desk keeps pace: counts from times, an alarm said once, a forecast that says never."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_hub, the_system
from frontdoor.ppn.actions import decide_line
from frontdoor.ppn.chores import watch_the_flow
from frontdoor.ppn.deciding import Choice
from frontdoor.ppn.models import Alarm, NoticePerson
from frontdoor.ppn.pace import Day, days_outrun, forecast, together
from frontdoor.ppn.queries.flow import days_of, flow
from frontdoor.ppn.sample import Sample

from .test_importing import NOW, drop, taken

DAY = timedelta(days=1)
numbers = st.lists(st.tuples(*[st.integers(0, 50)] * 4), min_size=1, max_size=40)


def days_from(rows):
    return [Day(date(2026, 11, 1) + n * DAY, *row) for n, row in enumerate(rows)]


@given(numbers, st.integers(0, 100_000))
def test_a_forecast_is_never_unless_more_leaves_than_comes(rows, waiting):
    days = days_from(rows)
    found = forecast(days, waiting=waiting)
    last = days[-7:]
    shrinks = sum(day.off for day in last) > sum(day.on for day in last)
    assert (found.in_days is not None) == (shrinks or not waiting)
    if found.in_days:
        assert found.in_days * (found.off - found.on) >= waiting - 1e-6 > (found.in_days - 1) * (found.off - found.on) - 1e-3
    assert ("never" in found.words) == (bool(waiting) and not shrinks)


@given(numbers)
def test_days_outrun_are_those_at_the_end_and_no_others(rows):
    days = days_from(rows)
    running = days_outrun(days)
    assert all(day.net > 0 for day in days[len(days) - running:])
    assert running == len(days) or days[-running - 1].net <= 0
    assert together(days).net == sum(day.net for day in days)


@pytest.fixture
def told(cast, tmp_path):
    """Four days on which notices come, and one on which two of the six are decided."""
    sequence = 0
    for back in (4, 3, 2, 1):
        sequence += 1
        made = NOW - back * DAY
        forms = list(Sample(notices=3, seed=sequence, made_at=made - timedelta(hours=2), sequence=sequence).forms())
        for form in forms:
            form["risk_grade"] = "M"
        taken(drop(tmp_path, forms, sequence=sequence, made_at=made), at=made)


def decided(by, at, most):
    rows = NoticePerson.objects.filter(notice__stage="WAITING", is_child=True).select_related("notice").order_by("notice__received_at", "pk")
    for row in rows[:most]:
        decide_line([Choice(row.notice, row, "NFA", "Seen and well.")], by=by, at=at)


@pytest.mark.django_db
def test_arrivals_decisions_backlog_and_time_are_worked_out_from_times(cast, told):
    decided(cast.rosa, NOW - DAY + timedelta(hours=1), 2)
    board = flow(now=NOW, days=28)
    yesterday = board.days[-2]
    assert (yesterday.day, yesterday.came, yesterday.decided) == ((NOW - DAY).date(), 3, 2)
    assert (board.all.waiting, board.all.oldest) == (10, NOW - 4 * DAY)
    medium = next(each for each in board.backlog if each.label == "Medium")
    assert (medium.waiting, sum(medium.ages)) == (10, 10)
    assert medium.late == 7  # all but yesterday's three, whose day is just up
    took = next(each for each in board.taken if each.label == "Medium")
    assert (took.decided, took.median, took.worst) == (2, 3 * DAY + timedelta(hours=1), 3 * DAY + timedelta(hours=1))
    assert board.outrun == 4 and board.is_alarm and "never clears" in board.forecast.words


@pytest.mark.django_db
def test_the_alarm_is_said_once_and_eases(cast, told):
    assert watch_the_flow(by=the_system(), at=NOW) == 1
    assert watch_the_flow(by=the_system(), at=NOW + timedelta(hours=1)) == 0
    alarm = Alarm.objects.get()
    assert (alarm.stage, alarm.days) == ("RAISED", 3)
    assert Message.objects.filter(kind="notices-outrun").count() == bool(the_hub().inbox)
    decided(cast.rosa, NOW, 5)
    watch_the_flow(by=the_system(), at=NOW + DAY)
    alarm.refresh_from_db()
    assert alarm.stage == "EASED" and alarm.eased_at == NOW + DAY


@pytest.mark.django_db
def test_a_test_drop_and_a_withdrawal_before_arrival_are_not_in_the_flow(cast, tmp_path):
    forms = list(Sample(notices=2, seed=5, made_at=NOW - timedelta(hours=2)).forms())
    taken(drop(tmp_path, forms, environment="test"))
    later = list(Sample(notices=2, seed=6, made_at=NOW - timedelta(hours=2), sequence=2).forms())
    taken(drop(tmp_path, [{**form, "status": "withdrawn"} for form in later], sequence=2))
    today = days_of(now=NOW, days=1)[-1]
    assert (today.on, today.off) == (0, 0)
    assert flow(now=NOW, days=7).all.waiting == 0


@pytest.mark.django_db
def test_the_board_asks_the_same_few_queries_and_names_nobody(cast, as_, told):
    with CaptureQueriesContext(connection) as asked:
        flow(now=NOW, days=365)
    assert len(asked) == 3
    page = as_(cast.mina).get("/notices/flow/?days=7").content.decode()
    names = {word for row in NoticePerson.objects.all() for word in (row.given_names, row.family_name) if word}
    assert not [name for name in names if name in page]
    assert "The flow of police notices" in page and as_(cast.rosa).get("/notices/flow/").status_code == 403
    part = as_(cast.bea).get("/notices/flow/?part=state").content.decode()
    assert "<html" not in part and "The backlog, by grade and age" in part
