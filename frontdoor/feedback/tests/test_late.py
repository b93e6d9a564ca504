"""Whoever answers after the decision is owed feedback too: once, with its clock, as much as what they held."""

from datetime import timedelta

import pytest

from frontdoor.decisions.actions import amend
from frontdoor.feedback.actions import tell
from frontdoor.feedback.finishing import finish_if_done
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.handover.actions import accept
from frontdoor.mash.actions import Given, answer, answer_by_telephone
from tests.scenarios import (
    a_school_refers,
    all_the_way_to_a_decision,
    it_asks,
    mina_decides,
    police_answer,
    reception_sends_it_to_the_mash,
    sam_recommends,
    team,
    the_mash_opens_it,
)

from .conftest import fresh, post_goes

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def owed(contact, **narrow):
    return list(contact.feedback.filter(kind="DECISION", to="CONTRIBUTOR", **narrow).order_by("owed_at"))


def hospital(enquiry, cast, *, at, held=True):
    waiting = enquiry.requests.get(agency__name="Alder Vale Hospitals Trust")
    given = {"outcome": "HELD", "items": [Given("Seen in A and E.", "ED")]} if held else {"outcome": "NOTHING_HELD", "searched": "All"}
    return answer(waiting, by=cast.nadia, at=at, **given)


@pytest.mark.parametrize(("held", "profile"), [(True, "CONTINUING"), (False, "LIMITED")])
def test_a_late_answer_is_told_of_what_was_decided(cast, at, held, profile):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    hospital(enquiry, cast, at=at + 9 * HOUR, held=held)
    [late] = owed(contact, user=cast.nadia)
    assert (late.stage, late.profile, late.owed_at, late.enquiry) == ("DUE", profile, at + 9 * HOUR, enquiry)
    assert ("Robin Ashgrove: early help" in late.draft) == held
    assert ClockRun.objects.get(record_id=late.pk, clock="feedback").stopped_at is None
    assert len(owed(contact, user=cast.pete)) == 1, "those who answered in time are owed no second letter"


def test_it_opens_a_finished_contact_again(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    accept(contact.handovers.get(stage="OFFERED"), by=cast.elsie, at=at + 7 * HOUR)
    for each in contact.feedback.filter(stage="DUE"):
        tell(each, by=cast.rosa, at=at + 7 * HOUR, text="Decided.", how="PHONE", told_to="Them")
    post_goes(at=at + 8 * HOUR)
    assert finish_if_done(contact, at=at + 8 * HOUR)
    hospital(enquiry, cast, at=at + 9 * HOUR)
    contact.refresh_from_db()
    assert contact.stage == "SCREENED" and owed(contact, user=cast.nadia, stage="DUE")


def test_told_already_of_what_stands_they_are_not_told_twice(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    [first] = owed(contact, user=cast.pete)
    tell(first, by=cast.rosa, at=at + 7 * HOUR, text=first.draft, how="PHONE", told_to="Pete")
    second = _asked_again(enquiry, at=at)
    police_answer(second, at=at + 9 * HOUR)
    assert owed(contact, user=cast.pete) == [fresh(first)]


def _asked_again(enquiry, *, at):
    """A second question to the police, asked before the decision: the row is made as the enquiry was then."""
    from frontdoor.mash.actions import make_request
    from tests.scenarios import person

    return make_request(
        by=person("sam"), at=at, enquiry=enquiry, agency=Agency.objects.get(name="Westshire Police"), what="More", why="To know",
        months_back=6, lawful_basis="ART6_1E", people=["Robin Ashgrove"],
    )


def test_an_amendment_is_told_to_who_answered_late_and_is_not_yet_read(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    hospital(enquiry, cast, at=at + 9 * HOUR)
    [late] = owed(contact, user=cast.nadia)
    amend(enquiry.decisions.get(), by=cast.mina, at=at + 10 * HOUR, outcome="ASSESSMENT", level=4, rationale="Worse.", why="The hospital.",
          to_team=team("family_help_east"))
    assert "child and family assessment" in fresh(late).draft and len(owed(contact, user=cast.nadia)) == 1


def test_the_agency_that_raised_it_is_told_as_that_and_not_again(cast, at):
    contact = a_school_refers(at=at, by=cast.nadia, source="3E")
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    it_asks(enquiry, at=at)
    sam_recommends(enquiry, at=at)
    mina_decides(enquiry, at=at)
    hospital(enquiry, cast, at=at + HOUR)
    assert owed(contact) == []


def test_a_surgery_that_answered_by_telephone_is_told_at_its_inbox(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    from frontdoor.mash.actions import make_request

    surgery = Agency.objects.get(name="Quayside Surgery")
    asked = make_request(by=cast.sam, at=at, enquiry=enquiry, agency=surgery, what="Any", why="To know", months_back=6, lawful_basis="ART6_1E",
                         people=["Robin Ashgrove"])
    answer_by_telephone(asked, by=cast.sam, at=at + 9 * HOUR, told_by="Dr Quill", outcome="NOTHING_HELD", searched="Notes")
    [late] = owed(contact, agency=surgery)
    assert (late.user, late.email) == (None, surgery.inbox)
