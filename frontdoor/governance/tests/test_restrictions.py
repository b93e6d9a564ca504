"""Kept to the people named: what it reaches, who may, and what is left when it is lifted."""

from datetime import timedelta

import pytest
from django.apps import apps

from frontdoor.contacts.actions import link_child
from frontdoor.contacts.models import Contact
from frontdoor.decisions.models import Decision
from frontdoor.feedback.conservation import violations
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Record
from frontdoor.foundations.record.refusals import Refused
from frontdoor.governance.actions import (
    amend_restriction,
    continue_restriction,
    lift_restriction,
    name_person,
    restrict_contact,
    restrict_person,
    unname_person,
)
from frontdoor.handover.actions import offer
from frontdoor.mash.models import Item
from frontdoor.people.actions import add_person, merge
from frontdoor.ppn.actions import identify, take_forms
from frontdoor.ppn.models import Notice
from tests.scenarios import a_school_refers, all_the_way_to_a_decision, team

pytestmark = pytest.mark.django_db
WHY = {"reason": "STAFF", "why": "Her mother works at reception."}


@pytest.fixture
def juno(cast, at):
    return add_person(by=cast.rosa, at=at, source="the referral", given_names="Juno", family_name="Quarrmere", born_on=at.date() - timedelta(days=2200))


@pytest.fixture
def contact(cast, at, juno):
    contact, _ = all_the_way_to_a_decision(at=at, children=({"given_names": "Juno", "family_name": "Quarrmere", "born_on": juno.born_on},))
    link_child(contact.children.get(), by=cast.rosa, at=at, person=juno)
    return contact


def seen(user) -> set[str]:
    """Everything of every kind that this person may see, as kind and id."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    return {f"{model.__name__} {pk}" for model in records for pk in model.objects.visible_to(user).values_list("pk", flat=True)}


def kinds(user) -> set[str]:
    return {each.split()[0] for each in seen(user)}


def test_whoever_is_recorded_twice_is_restricted_on_both_records(cast, at, juno):
    other = add_person(by=cast.rosa, at=at, source="the referral", given_names="Junie", family_name="Quarrmere")
    merge(by=cast.rosa, at=at, person=other, into=juno, reason="Alike.", despite=True)
    restrict_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
    assert not juno.is_visible_to(cast.rosa) and not other.is_visible_to(cast.rosa)
    assert juno.is_visible_to(cast.mina) and other.is_visible_to(cast.mina)


EVERYTHING = {"Contact", "ContactChild", "Outcome", "Enquiry", "Decision", "AgencyRequest", "Item", "Handover", "Feedback", "Message"}


class TestWhatItReaches:
    def test_without_it_the_hub_sees_the_whole_story(self, cast, contact):
        assert EVERYTHING <= kinds(cast.rosa) and EVERYTHING <= kinds(cast.pete)

    @pytest.mark.parametrize("which", ["contact", "person"])
    def test_everything_that_follows_is_for_those_named(self, cast, at, contact, juno, which):
        before = seen(cast.mina)
        act, record = (restrict_contact, contact) if which == "contact" else (restrict_person, juno)
        act(record, by=cast.mina, at=at, people=[cast.mina], **WHY)
        left = kinds(cast.rosa) | kinds(cast.pete) | kinds(cast.hana) | kinds(cast.elsie) | kinds(cast.sam)
        assert left & EVERYTHING == set()
        assert before <= seen(cast.mina)

    def test_whoever_sent_it_sees_what_they_sent_and_no_more(self, cast, at, contact, juno):
        restrict_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
        assert Contact.objects.visible_to(cast.tess).filter(pk=contact.pk).exists()
        assert kinds(cast.tess) & EVERYTHING <= {"Contact", "Feedback", "Message"}
        assert all(row.user == cast.tess for row in Feedback.objects.visible_to(cast.tess))

    def test_a_contact_that_is_linked_later_is_restricted_from_then_on(self, cast, at, juno):
        restrict_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
        later = a_school_refers(at=at)
        assert later.is_visible_to(cast.rosa)
        link_child(later.children.get(), by=cast.mina, at=at, person=juno)
        assert not later.is_visible_to(cast.rosa) and later.is_visible_to(cast.mina)

    def test_a_name_on_the_contact_lets_nobody_past_their_role(self, cast, at, contact):
        item = Item.objects.first()
        held = restrict_contact(contact, by=cast.mina, at=at, people=[cast.mina], **WHY)
        assert not item.is_visible_to(cast.pete)
        name_person(held, by=cast.mina, at=at, person=cast.adam)
        assert not Decision.objects.visible_to(cast.adam).exists()

    def test_nothing_is_lost(self, cast, at, contact, juno):
        restrict_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
        assert violations() == []

    def test_asks_no_more_questions_for_it(self, cast, at, contact, juno, django_assert_num_queries):
        list(Item.objects.visible_to(cast.rosa))
        with django_assert_num_queries(1):
            list(Item.objects.visible_to(cast.rosa))
        restrict_person(juno, by=cast.mina, at=at, people=[cast.mina], **WHY)
        with django_assert_num_queries(1):
            list(Item.objects.visible_to(cast.rosa))


class TestKeepingIt:
    def test_needs_a_manager_a_reason_and_words(self, cast, at, contact):
        for wrong in ({"people": [cast.rosa]}, {"reason": "NOSY"}, {"why": " "}):
            with pytest.raises(Refused):
                restrict_contact(contact, by=cast.mina, at=at, **{**WHY, "people": [cast.mina], **wrong})

    def test_names_come_and_go_and_a_manager_stays(self, cast, at, contact):
        held = restrict_contact(contact, by=cast.mina, at=at, people=[cast.mina], **WHY)
        name_person(held, by=cast.mina, at=at, person=cast.sam)
        assert contact.is_visible_to(cast.sam)
        with pytest.raises(Refused, match="at least one MASH manager"):
            unname_person(held, by=cast.mina, at=at, person=cast.mina)
        unname_person(held, by=cast.mina, at=at, person=cast.sam)
        assert not contact.is_visible_to(cast.sam)

    def test_is_reviewed_every_ninety_days_and_lifted_leaves_all_as_before(self, cast, at, contact):
        before = seen(cast.rosa)
        held = restrict_contact(contact, by=cast.mina, at=at, people=[cast.mina], **WHY)
        run = ClockRun.objects.get(clock="review-restriction", record_id=held.pk, stopped_at=None)
        assert (run.due_at - at).days == 90
        continue_restriction(held, by=cast.ivor, at=at + timedelta(days=80), review="She still works there.")
        amend_restriction(held, by=cast.ivor, at=at + timedelta(days=160), reason="HIGH_RISK", review="She left; he came back.")
        assert ClockRun.objects.filter(clock="review-restriction", record_id=held.pk).count() == 3
        lift_restriction(held, by=cast.ivor, at=at + timedelta(days=240), review="No reason is left.")
        assert not ClockRun.objects.filter(record_id=held.pk, stopped_at=None).exists()
        assert before <= seen(cast.rosa)

    def test_information_governance_reads_the_restriction_and_not_the_child(self, cast, at, contact):
        held = restrict_contact(contact, by=cast.mina, at=at, people=[cast.mina], **WHY)
        assert held.is_visible_to(cast.ivor) and not contact.is_visible_to(cast.ivor)
        assert not held.is_visible_to(cast.rosa) and not held.is_visible_to(cast.marcus)


def test_a_new_contact_about_a_restricted_child_reaches_those_named(cast, at, juno):
    restrict_person(juno, by=cast.mina, at=at, people=[cast.mina, cast.sam], **WHY)
    new = a_school_refers(at=at, children=({"given_names": "Juno", "family_name": "Quarrmere", "born_on": juno.born_on},))
    told = Message.objects.filter(kind="restricted-match")
    assert {message.to_user for message in told} == {cast.mina, cast.sam} and {message.reference for message in told} == {new.reference}
    assert not any(message.is_visible_to(cast.rosa) for message in told)
    assert new.is_visible_to(cast.rosa), "it waits at reception as any other until somebody named says who it is"


def a_notice_about(juno, *, at, number="RMS1", person="N1"):
    """The police send a notice about Juno, and one about a child born the same day who is somebody else."""
    children = [(number, person, juno.given_names, juno.family_name), (f"{number}X", f"{person}X", "Corin", "Hollowell")]
    forms = [
        {
            "ppn_id": ppn_id, "force_code": "44", "version": "1", "status": "new", "ppn_type": "CHILD", "risk_grade": "S",
            "roles": [{"person_local_id": who, "role": "SUBJECT_CHILD", "person": {"given_names": given, "surname": family, "dob": juno.born_on.isoformat()}}],
        }
        for ppn_id, who, given, family in children
    ]
    take_forms(by=the_system(), at=at, force_code="44", forms=forms, made_at=at, how="PUSH", name="push")
    return Notice.objects.get(ppn_id=number)


def test_a_police_notice_about_a_restricted_child_reaches_those_named(cast, at, juno):
    restrict_person(juno, by=cast.mina, at=at, people=[cast.mina, cast.sam], **WHY)
    first = a_notice_about(juno, at=at)
    told = Message.objects.filter(kind="restricted-match")
    assert {message.to_user for message in told} == {cast.mina, cast.sam} and {message.reference for message in told} == {str(first)}
    assert first.is_visible_to(cast.rosa), "it waits at the desk as any other until somebody named says who it is"
    identify(first, by=cast.mina, at=at, named=first.people.get(), person=juno, how="MATCHED")
    assert not first.is_visible_to(cast.rosa) and first.is_visible_to(cast.sam)
    second = a_notice_about(juno, at=at, number="RMS2")
    assert not second.is_visible_to(cast.rosa), "the police's number was confirmed before: it is theirs from the start"
    assert told.filter(reference=str(second)).count() == 2


def test_work_is_not_handed_to_a_team_in_which_nobody_could_see_it(cast, at, contact):
    held = restrict_contact(contact, by=cast.mina, at=at, people=[cast.mina], **WHY)
    again = {"by": cast.mina, "at": at, "contact": contact, "children": list(contact.children.all()), "outcome": "EARLY_HELP", "reason": "Help at home."}
    with pytest.raises(Refused, match="nobody in Hub north is named"):
        offer(**again, to_team=team("hub_north"))
    name_person(held, by=cast.mina, at=at, person=cast.elsie)
    assert offer(**again, to_team=team("hub_north")).is_visible_to(cast.elsie)
