"""Who is owed what after each kind of outcome: each child told of once, everybody due, nobody else."""

from datetime import timedelta

import pytest

from frontdoor.contacts.models import Contact
from frontdoor.decisions.actions import amend
from frontdoor.decisions.models import Decision
from frontdoor.feedback.actions import owe, tell
from frontdoor.feedback.finishing import finish_if_done
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.actions import take_back
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.refusals import ChangedMeanwhile
from frontdoor.governance.actions import REASONS, end_access
from frontdoor.handover.actions import accept, end, send_back, send_elsewhere
from frontdoor.mash.actions import answer, ask, open_enquiry
from frontdoor.screening.actions import screen
from frontdoor.screening.rules import ChildOutcome
from tests.scenarios import (
    a_school_refers,
    all_the_way_to_a_decision,
    it_asks,
    mina_decides,
    person,
    police_answer,
    reception_sends_it_to_the_mash,
    team,
    the_mash_opens_it,
)

from .conftest import fresh, post_goes

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
THREE = ({"given_names": "Robin", "family_name": "Ashgrove"}, {"given_names": "Wren", "family_name": "Ashgrove"}, {"given_names": "Kit", "family_name": "Talland"})


def owed(contact, **narrow):
    return list(contact.feedback.filter(kind="DECISION", **narrow).order_by("owed_at", "to"))


def screened(contact, *, at, **by_name):
    outcomes = []
    for child in contact.children.all():
        code, to = by_name[child.given_names]
        outcomes.append(ChildOutcome(child, code, 3, "Because of what was said.", [], team(to) if to else None))
    return screen(contact, by=person("rosa"), at=at, rating="AMBER", outcomes=outcomes)


def test_received_is_acknowledged_at_once_and_posted(cast, at):
    contact = a_school_refers(at=at)
    told = contact.feedback.get(kind="ACKNOWLEDGEMENT")
    assert (told.stage, told.told_at, told.user) == ("TOLD", at, cast.tess)
    assert Message.objects.get(about_id=told.pk).kind == "received"
    assert ClockRun.objects.get(record_id=told.pk).state(now=at) == "met"


def test_a_note_recorded_days_later_is_an_acknowledgement_made_late(cast, at):
    contact = a_school_refers(at=at, received_at=at - timedelta(days=5), by=cast.tess)
    run = ClockRun.objects.get(record_id=contact.feedback.get(kind="ACKNOWLEDGEMENT").pk)
    assert (run.started_at, run.state(now=at)) == (at - timedelta(days=5), "missed")


@pytest.mark.parametrize("source", ["1B", "9"])
def test_nobody_can_be_told_where_nothing_was_given(cast, at, source):
    contact = a_school_refers(at=at, source=source, referrer=None, referrer_name="", referrer_email="", referrer_agency=None)
    screened(contact, at=at, Robin=("NFA", None))
    assert {(each.kind, each.stage, each.exemption) for each in contact.feedback.all()} == {
        ("ACKNOWLEDGEMENT", "EXEMPT", "ANONYMOUS"), ("DECISION", "EXEMPT", "ANONYMOUS")}
    assert not ClockRun.objects.filter(record_id__in=contact.feedback.values("pk"), stopped_at=None).exists()


def test_a_member_of_the_public_who_wants_no_name_passed_on_still_hears_the_least(cast, at):
    contact = a_school_refers(
        at=at, source="1B", referrer=None, referrer_agency=None, referrer_name="A neighbour", referrer_email="n@guest.example", referrer_wants_no_name=True)
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    [owing] = owed(contact)
    assert (owing.stage, owing.profile) == ("DUE", "MINIMAL")
    assert "Robin" not in owing.draft and "early help" not in owing.draft.casefold()


def test_settled_without_an_enquiry_the_referrer_is_owed_at_once(cast, at):
    contact = a_school_refers(at=at)
    screened(contact, at=at + HOUR, Robin=("EARLY_HELP", "hub_north"))
    [owing] = owed(contact)
    assert (owing.to, owing.owed_at, owing.enquiry) == ("REFERRER", at + HOUR, None)
    assert "Robin Ashgrove: early help (level 3). Hub north has been asked" in owing.draft


def test_all_to_the_mash_nobody_is_owed_until_it_is_decided(cast, at):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at + HOUR)
    assert owed(contact) == []


def test_siblings_with_mixed_outcomes_are_each_told_of_once(cast, at):
    contact = a_school_refers(at=at, children=THREE)
    screened(contact, at=at + HOUR, Robin=("MASH_ENQUIRY", "mash"), Wren=("EARLY_HELP", "hub_north"), Kit=("NFA", None))
    [first] = owed(contact)
    assert "Wren Ashgrove: early help" in first.draft and "Kit Talland: no further action" in first.draft
    assert "Robin" not in first.draft and "the other children you told us of" in first.draft
    enquiry = open_enquiry(by=cast.sam, at=at + 2 * HOUR, handover=contact.handovers.get(outcome="MASH_ENQUIRY"), rating="AMBER")
    mina_decides(enquiry, at=at + 3 * HOUR, outcome="ASSESSMENT", to="family_help_east")
    before, after = owed(contact, to="REFERRER")
    assert before.pk == first.pk and after.enquiry == enquiry
    assert "Robin Ashgrove: child and family assessment" in after.draft
    assert "Wren" not in after.draft and "Kit" not in after.draft


def test_agencies_that_answered_are_told_and_those_that_did_not_are_not(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    assert [(each.to, each.agency.name, each.user, each.profile) for each in owed(contact, to="CONTRIBUTOR")] == [
        ("CONTRIBUTOR", "Westshire Police", cast.pete, "CONTINUING")]


def test_an_agency_that_held_nothing_hears_the_kind_of_outcome_only(cast, at):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    asked = it_asks(enquiry, at=at, agencies=("Westshire Police", "Alder Vale Hospitals Trust"))
    police_answer(asked[0], at=at)
    answer(asked[1], by=cast.nadia, at=at, outcome="NOTHING_HELD", searched="Attendances since January")
    mina_decides(enquiry, at=at + HOUR)
    told = {each.agency.name: each for each in owed(contact, to="CONTRIBUTOR")}
    assert told["Alder Vale Hospitals Trust"].profile == "LIMITED" and "Robin" not in told["Alder Vale Hospitals Trust"].draft
    assert told["Westshire Police"].profile == "CONTINUING" and "Robin" in told["Westshire Police"].draft


def test_an_agency_is_not_told_of_a_child_it_was_not_asked_about(cast, at):
    contact = a_school_refers(at=at, children=THREE[:2])
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    request = ask(enquiry, by=cast.sam, at=at, agency=Agency.objects.get(name="Westshire Police"), what="Call-outs", why="To know", months_back=12,
                  lawful_basis="ART6_1E", people=["Robin Ashgrove, born 2 May 2017"])
    police_answer(request, at=at)
    mina_decides(enquiry, at=at + HOUR)
    [police] = owed(contact, to="CONTRIBUTOR")
    assert "Robin Ashgrove" in police.draft and "Wren" not in police.draft


def test_who_answered_and_has_since_left_is_not_written_to(cast, at):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    police_answer(it_asks(enquiry, at=at, agencies=("Westshire Police",))[0], at=at)
    end_access(cast.pete, by=cast.ada, at=at, reason=REASONS[0][0])
    mina_decides(enquiry, at=at + HOUR)
    [police] = owed(contact, to="CONTRIBUTOR")
    assert police.user is None and police.email == police.agency.inbox


def test_health_is_told_in_person_and_in_the_organisation_s_inbox(cast, at):
    contact = a_school_refers(at=at, by=cast.helen, source="3B")
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    inbox, person_ = owed(contact)
    assert (inbox.to, inbox.email, inbox.user) == ("INBOX", cast.helen.agency.inbox, None)
    assert (person_.to, person_.email, person_.user) == ("REFERRER", cast.helen.email, cast.helen)


def test_an_inbox_that_raised_it_itself_is_told_once(cast, at):
    contact = a_school_refers(at=at, by=cast.helen, source="3B", referrer_email=cast.helen.agency.inbox.upper())
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    assert [each.to for each in owed(contact)] == ["REFERRER"]


@pytest.mark.parametrize(("at_school", "hours", "due"), [(True, 0, "15:00"), (True, 6, "15:00"), (False, 0, "23:59")])
def test_a_school_hears_before_the_end_of_the_school_day_when_the_child_is_there(cast, at, at_school, hours, due):
    contact = a_school_refers(at=at, child_at_school_now=at_school)
    screened(contact, at=at + hours * HOUR, Robin=("NFA", None))
    run = ClockRun.objects.get(clock="feedback", record_id=owed(contact)[0].pk)
    assert f"{run.due_at:%H:%M}" == due
    assert run.due_at.date() == (at.date() if at_school and hours == 0 else at.date() + timedelta(days=1))


def test_an_amended_decision_is_told_again_and_the_first_letter_stands(cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    first = contact.feedback.get(to="REFERRER", kind="DECISION")
    tell(first, by=cast.rosa, at=at + 7 * HOUR, text=first.draft)
    amend(Decision.objects.get(), by=cast.mina, at=at + 8 * HOUR, outcome="ASSESSMENT", level=4, rationale="New facts.", why="The police rang.", to_team=team("family_help_east"))
    again = contact.feedback.get(to="REFERRER", kind="DECISION", stage="DUE")
    assert again.pk != first.pk and "child and family assessment (level 4)" in again.draft
    assert "early help" in fresh(first).text and again.owed_at == at + 8 * HOUR


def test_amended_before_it_was_told_it_is_drafted_afresh_and_a_stale_form_is_refused(cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    before = contact.feedback.get(to="REFERRER", kind="DECISION")
    amend(Decision.objects.get(), by=cast.mina, at=at + 7 * HOUR, outcome="NFA", level=2, rationale="New facts.", why="Gran rang.")
    now = contact.feedback.get(to="REFERRER", kind="DECISION")
    assert now.pk == before.pk and "no further action" in now.draft and now.owed_at == before.owed_at
    assert ClockRun.objects.filter(record_id=now.pk, stopped_at=None).count() == 1
    with pytest.raises(ChangedMeanwhile):
        tell(before, by=cast.rosa, at=at + 8 * HOUR, text=before.draft, seen=before.version)


def test_work_that_came_back_and_ended_is_told_of(cast, at):
    contact = a_school_refers(at=at)
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    first = owed(contact)[0]
    tell(first, by=cast.rosa, at=at, text=first.draft)
    offered = contact.handovers.get()
    send_back(offered, by=cast.elsie, at=at + HOUR, reason="The family says no.")
    end(offered, by=cast.mina, at=at + 2 * HOUR, why="They will come back if they wish.")
    [again] = owed(contact, stage="DUE")
    assert "nothing more is to be done now" in again.draft and "The family says no" not in again.draft


def test_work_sent_to_another_team_is_told_of_and_offered_again_to_the_same_is_not(cast, at):
    contact = a_school_refers(at=at)
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    first = owed(contact)[0]
    tell(first, by=cast.rosa, at=at, text=first.draft)
    send_back(contact.handovers.get(), by=cast.elsie, at=at, reason="Not enough said.")
    send_elsewhere(contact.handovers.get(), by=cast.rosa, at=at, to_team=team("hub_north"), reason="Said again, with more.")
    assert owed(contact, stage="DUE") == []
    send_back(contact.handovers.get(stage="OFFERED"), by=cast.elsie, at=at, reason="Not ours.")
    send_elsewhere(contact.handovers.get(stage="RETURNED"), by=cast.rosa, at=at + HOUR, to_team=team("family_help_east"), reason="Theirs.")
    [again] = owed(contact, stage="DUE")
    assert "Family help east has been asked" in again.draft and "Hub north" not in again.draft


def test_work_that_goes_on_to_an_enquiry_after_all_is_told_of_when_that_is_decided(cast, at):
    contact = a_school_refers(at=at)
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    send_back(contact.handovers.get(), by=cast.elsie, at=at, reason="Too much risk.")
    send_elsewhere(contact.handovers.get(), by=cast.rosa, at=at, to_team=team("mash"), reason="Enquire.", outcome="MASH_ENQUIRY")
    [waiting] = owed(contact)
    assert "nothing is decided yet" in waiting.draft and "early help" not in waiting.draft.casefold()
    enquiry = the_mash_opens_it(contact, at=at + HOUR)
    mina_decides(enquiry, at=at + 2 * HOUR)
    assert [each.enquiry for each in owed(contact, stage="DUE")] == [None, enquiry]


def test_taken_back_it_is_owed_from_when_it_was_first_owed(cast, at):
    contact = a_school_refers(at=at)
    screened(contact, at=at, Robin=("NFA", None))
    first = owed(contact)[0]
    tell(first, by=cast.rosa, at=at + HOUR, text="Changed by Rosa.")
    take_back(Message.objects.get(about_id=first.pk), by=cast.ravi, at=at + HOUR + timedelta(minutes=1))
    now = fresh(first)
    assert (now.stage, now.text, now.told_at, now.draft) == ("DUE", "", None, "Changed by Rosa.")
    run = ClockRun.objects.get(clock="feedback", record_id=now.pk, stopped_at=None)
    assert run.started_at == at and not Feedback.objects.visible_to(cast.tess).filter(pk=now.pk).exists()


def test_taken_back_after_it_was_amended_the_later_letter_stands_for_both(cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    first = contact.feedback.get(to="REFERRER", kind="DECISION")
    tell(first, by=cast.rosa, at=at + 7 * HOUR, text=first.draft)
    amend(Decision.objects.get(), by=cast.mina, at=at + 7 * HOUR, outcome="NFA", level=2, rationale="New facts.", why="Gran rang.")
    take_back(Message.objects.get(about_id=first.pk), by=cast.rosa, at=at + 7 * HOUR)
    assert (fresh(first).stage, fresh(first).exemption) == ("EXEMPT", "SUPERSEDED")
    assert contact.feedback.filter(to="REFERRER", kind="DECISION", stage="DUE").count() == 1


def test_a_finished_contact_opens_again_when_somebody_comes_to_be_owed(cast, at):
    contact = a_school_refers(at=at)
    screened(contact, at=at, Robin=("EARLY_HELP", "hub_north"))
    accept(contact.handovers.get(), by=cast.elsie, at=at)
    first = owed(contact)[0]
    tell(first, by=cast.rosa, at=at, text=first.draft, how="PHONE", told_to="Tess")
    post_goes(at=at)
    assert finish_if_done(contact, at=at)
    owe(by=cast.mina, at=at + HOUR, contact=Contact.objects.get(pk=contact.pk), to="REFERRER")
    assert Contact.objects.get(pk=contact.pk).stage == "SCREENED"
