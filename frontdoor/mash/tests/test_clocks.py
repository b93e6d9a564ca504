"""The time an agency has, and the time to decide, follow the rating; late answers chase themselves."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.mash import actions
from frontdoor.mash.chores import chase_late
from frontdoor.mash.models import AgencyRequest
from tests.scenarios import a_school_refers, it_asks, police_answer, reception_sends_it_to_the_mash, the_mash_opens_it

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def run_of(record):
    return ClockRun.objects.get(record_id=record.pk, stopped_at=None)


def on_monday(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rating", "answer_by", "decide_by"),
    [  # the area's own limits (config/local_protocols.py), working hours of Monday to Friday, from Monday at ten
        ("RED", on_monday(12), on_monday(14)),
        ("AMBER", on_monday(16), None),
        ("GREEN", None, on_monday(10, day=4)),
    ],
)
def test_by_rating(cast, at, rating, answer_by, decide_by):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at, rating=rating)
    enquiry = the_mash_opens_it(contact, at=at, rating=rating)
    request = it_asks(enquiry, at=at)[0]
    if answer_by:
        assert run_of(request).due_at == answer_by
    if decide_by:
        assert run_of(enquiry).due_at == decide_by


def test_the_time_to_decide_counts_from_when_reception_offered_it(cast, at):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at, rating="GREEN")
    enquiry = the_mash_opens_it(contact, at=at + 5 * HOUR, rating="GREEN")
    assert run_of(enquiry).due_at == at + timedelta(hours=48)


def test_a_changed_rating_changes_every_clock_of_the_enquiry(cast, at, asked):
    before = [run_of(each).due_at for each in (asked[0].enquiry, *asked)]
    actions.rate(asked[0].enquiry, by=cast.sam, at=at + HOUR, rating="RED", reason="Robin is not at school")
    after = [run_of(each).due_at for each in (asked[0].enquiry, *asked)]
    assert all(now < then for now, then in zip(after, before, strict=True))
    assert run_of(asked[0]).started_at == at


def test_answering_and_withdrawing_stop_the_agencys_clock(cast, at, asked):
    police_answer(asked[0], at=at + HOUR)
    actions.withdraw(asked[1], by=cast.sam, at=at + HOUR, why="Not needed")
    assert not ClockRun.objects.filter(clock="agency-answer", stopped_at=None).exists()


def chased(agency="police"):
    return Message.objects.filter(kind="chase", to_address=f"safeguarding@{agency}.example").count()


def test_late_answers_chase_themselves(cast, at, asked):
    """Amber: six working hours from ten, so nearly over at half past two and over at four."""
    system = the_system()
    assert chase_late(by=system, at=on_monday(14, 29)) == 0
    assert chase_late(by=system, at=on_monday(14, 31)) == 2
    assert chase_late(by=system, at=on_monday(15)) == 0
    police_answer(asked[0], at=on_monday(15, 30))
    assert chase_late(by=system, at=on_monday(16, 1)) == 1
    assert chase_late(by=system, at=on_monday(16, 2, day=3)) == 1
    assert (chased("police"), chased("hospital")) == (1, 3)
    assert AgencyRequest.objects.get(pk=asked[1].pk).times_chased == 3


def test_a_withdrawn_request_is_not_chased(cast, at, asked):
    for each in asked:
        actions.withdraw(each, by=cast.sam, at=at, why="Not needed")
    assert chase_late(by=the_system(), at=on_monday(16, 1)) == 0


def test_an_enquiry_decided_without_an_answer_goes_on_chasing_it(cast, at, asked):
    from tests.scenarios import mina_decides, sam_recommends

    sam_recommends(asked[0].enquiry, at=at)
    mina_decides(asked[0].enquiry, at=at)
    assert chase_late(by=the_system(), at=on_monday(16, 1)) == 2
