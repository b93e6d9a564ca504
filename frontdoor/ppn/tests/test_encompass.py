"""As notices arrive: which children's schools are to be told, and what later versions make of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.models import Event
from frontdoor.people.actions import add_person
from frontdoor.ppn.actions import do_not_pass, pass_on, say_where, use_known_school
from frontdoor.ppn.models import Passing
from frontdoor.ppn.passing.rules import is_school_age, was_part_of_it

from .encompass import FRIDAY_NIGHT, MONDAY, SATURDAY, SCHOOL, agency, child, form, passing_of, taken

pytestmark = pytest.mark.django_db


def test_a_school_is_to_be_told_before_its_next_day(cast):
    passing = passing_of(taken(form()))
    assert (passing.stage, passing.agency.name, passing.known_how, passing.since) == ("TO_PASS", SCHOOL, "POLICE", FRIDAY_NIGHT)
    assert ClockRun.objects.get(clock="encompass", record_id=passing.pk, stopped_at=None).due_at == MONDAY
    assert Event.objects.get(record_id=passing.pk).kind == "ppn.owe_encompass"


@pytest.mark.parametrize("said", [{"ppn_type": "CHILD"}, {"status": "withdrawn"}])
def test_other_notices_and_withdrawn_ones_tell_no_school(cast, said):
    taken(form(**said))
    assert not Passing.objects.exists()


def test_honour_based_abuse_tells_the_school_and_a_test_notice_tells_nobody(cast):
    taken(form(ppn_type="HBA"))
    taken(form("RMS2"), is_test=True)
    assert [each.notice.ppn_id for each in Passing.objects.select_related("notice")] == ["RMS1"]


def test_each_school_age_child_who_lives_there_or_was_part_of_it(cast):
    elsewhere = {"present": "0", "witnessed": "0", "lives_at_scene": "0"}
    people = [
        child(), child("C2", "SIBLING", given="Ash", born="2010-05-01"), child("C3", "SIBLING", given="Baby", born="2025-05-01"),
        child("C4", "SIBLING", given="Away", born="2011-05-01", **elsewhere), child("C5", "SIBLING", given="Grown", born="2006-05-01"),
        child("C6", "SUBJECT_CHILD", given="Named", born="2012-05-01", **elsewhere),
    ]
    notice = taken(form(people=people))
    assert set(notice.passings.values_list("child__given_names", flat=True)) == {"Wren", "Ash", "Named"}


def test_a_child_without_a_school_waits_in_a_queue_of_its_own_under_the_same_clock(cast):
    passing = passing_of(taken(form(people=[child(school="Nowhere Primary")])))
    assert (passing.stage, passing.agency) == ("NOT_ON_ROLL", None)
    assert ClockRun.objects.get(record_id=passing.pk).due_at == MONDAY


@pytest.mark.parametrize(("born_on", "on", "is_age"), [
    (date(2022, 8, 31), date(2026, 9, 1), True), (date(2022, 9, 1), date(2026, 11, 20), False), (date(2022, 9, 1), date(2027, 9, 1), True),
    (date(2008, 11, 21), date(2026, 11, 20), True), (date(2008, 11, 20), date(2026, 11, 20), False), (None, date(2026, 11, 20), True),
])
def test_school_age_is_from_reception_to_seventeen(born_on, on, is_age):
    assert is_school_age(born_on, None, on=on) is is_age


def test_a_guessed_birth_has_a_years_grace():
    assert is_school_age(date(2022, 12, 1), None, on=date(2026, 11, 20), is_a_guess=True)
    assert not is_school_age(date(2022, 12, 1), None, on=date(2026, 11, 20))
    assert not is_school_age(None, 2, on=date(2026, 11, 20)) and is_school_age(None, 9, on=date(2026, 11, 20))


def test_a_sibling_of_whom_nothing_is_said_is_part_of_it():
    unsaid = {"present": None, "witnessed": None, "injured": None}
    assert was_part_of_it(["SIBLING"], lives_there=None, **unsaid) and not was_part_of_it(["SIBLING"], lives_there=False, **unsaid)
    assert not was_part_of_it(["OTHER"], lives_there=None, **unsaid)


def test_the_school_of_the_person_they_are_known_to_be_is_used(cast, at):
    first = taken(form(people=[child(school="")]))
    passing, person = passing_of(first), add_person(by=cast.rosa, at=at, source="school", given_names="Wren", family_name="Larkhill", school=agency("Mill Lane Academy"))
    _link(passing.child, person, by=cast.rosa)
    moved = use_known_school(passing.child, by=cast.rosa, at=SATURDAY)
    assert [(each.stage, each.agency.name, each.known_how) for each in moved] == [("TO_PASS", "Mill Lane Academy", "HELD")]
    again = taken(form("RMS2", people=[child(number="C1", school="")]), at=SATURDAY + timedelta(hours=1))
    assert not again.people.get(local_id="C1").person  # only confirmed numbers are recognised
    assert passing_of(again).stage == "NOT_ON_ROLL"


def _link(row, person, *, by):
    from frontdoor.foundations.record.actions import action

    @action("Link for a test", permission=None, shown=False)
    def link(*, by, at):
        row.person = person
        row.save(update_fields=["person"])
        return person

    link(by=by, at=SATURDAY)


def test_a_replaced_notice_brings_what_is_not_yet_told_up_to_date(cast):
    passing = passing_of(taken(form(people=[child(school="")])))
    before = passing.version
    taken(form(version="2", status="updated"), at=SATURDAY + timedelta(hours=1))
    passing.refresh_from_db()
    assert (passing.stage, passing.agency.name, passing.version) == ("TO_PASS", SCHOOL, before + 1)
    assert ClockRun.objects.filter(record_id=passing.pk, stopped_at=None).count() == 1


def test_what_somebody_found_out_stands_when_the_notice_is_replaced(cast):
    passing = passing_of(taken(form(people=[child(school="")])))
    say_where(passing, by=cast.rosa, at=SATURDAY, agency=agency("Mill Lane Academy"), how="Rang the school office.")
    taken(form(version="2", status="updated"), at=SATURDAY + timedelta(hours=1))
    assert passing_of(passing.notice).agency.name == "Mill Lane Academy"


def test_what_was_told_stays_as_it_was_told(cast):
    passing = passing_of(taken(form()))
    pass_on(passing, by=cast.rosa, at=SATURDAY, parts=["VOICE"])
    taken(form(version="2", status="updated", child_voice="Something else."), at=SATURDAY + timedelta(hours=1))
    passing.refresh_from_db()
    assert (passing.stage, passing.told["VOICE"], passing.police_version) == ("PASSED", "I hid under the bed.", 1)


def test_a_withdrawn_notice_ends_what_was_to_be_told_and_a_later_version_owes_it_again(cast):
    notice = taken(form())
    taken(form(version="2", status="withdrawn"), at=SATURDAY + timedelta(hours=1))
    passing = passing_of(notice)
    assert (passing.stage, passing.not_passed, passing.why_not) == ("NOT_PASSED", "WITHDRAWN", "The police withdrew the notice.")
    assert not ClockRun.objects.filter(record_id=passing.pk, stopped_at=None).exists()
    taken(form(version="3", status="updated"), at=SATURDAY + timedelta(hours=2))
    passing.refresh_from_db()
    assert (passing.stage, passing.why_not) == ("TO_PASS", "")
    assert ClockRun.objects.filter(record_id=passing.pk, stopped_at=None).count() == 1


def test_a_child_no_longer_named_ends_and_a_reason_that_a_person_gave_stands(cast):
    notice = taken(form(people=[child(), child("C2", given="Ash")]))
    kept = passing_of(notice, child__local_id="C1")
    do_not_pass(kept, by=cast.rosa, at=SATURDAY, reason="UNSAFE", why="A parent works there.")
    taken(form(version="2", status="updated"), at=SATURDAY + timedelta(hours=1))
    assert passing_of(notice, child__local_id="C2").not_passed == "CHANGED"
    assert passing_of(notice, child__local_id="C1").not_passed == "UNSAFE"


def test_a_thousand_notices_ask_no_more_questions_than_ten(cast):
    def asked(first, many):
        forms = [form(f"N{first + n}", people=[child(f"K{first + n}")]) for n in range(many)]
        with CaptureQueriesContext(connection, ) as found:
            taken(*forms, at=SATURDAY + timedelta(minutes=first))
        return [each["sql"] for each in found if any(word in each["sql"] for word in ("ppn_passing", "ppn_schooldays"))]

    few = asked(0, 5)
    assert len(asked(10, 40)) == len(few) and Passing.objects.count() == 45


def test_the_time_a_drop_takes_goes_to_nobody_who_may_not_see_it(cast):
    """The force's own system takes notices in and may not see what schools are told."""
    passing = passing_of(taken(form()))
    assert not Passing.objects.visible_to(cast.tess).filter(pk=passing.pk).exists()
    assert Passing.objects.visible_to(cast.rosa).filter(pk=passing.pk).exists()


def test_an_incident_in_the_hour_that_happens_twice_is_told_before_the_same_school_day(cast):
    for n, hour in enumerate((0, 1)):  # 01:30 in summer time, and an hour later 01:30 again
        passing = passing_of(taken(form(f"DST{n}", at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC)), at=datetime(2026, 10, 25, 9, tzinfo=UTC)))
        assert ClockRun.objects.get(record_id=passing.pk).due_at == datetime(2026, 10, 26, 8, 30, tzinfo=UTC)
