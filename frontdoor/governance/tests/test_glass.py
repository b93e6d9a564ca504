"""The glass: for a danger now, for an hour, told at once and looked at afterwards."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.delivery import send_all
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.refusals import MayNot, Refused
from frontdoor.governance.actions import break_glass, name_person, restrict_contact, review_opening
from tests.scenarios import a_school_refers

pytestmark = pytest.mark.django_db
DANGER = {"reason": "LIFE", "why": "Dad rang to say he is on his way there with a knife."}


@pytest.fixture
def now():
    """The hour is counted by the database's own clock."""
    return timezone.now()


@pytest.fixture
def contact(cast, at):
    return a_school_refers(at=at, children=({"given_names": "Juno", "family_name": "Quarrmere"},))


@pytest.fixture
def held(cast, at, contact):
    return restrict_contact(contact, by=cast.mina, at=at, reason="STAFF", why="Her mother works here.", people=[cast.mina])


def test_opens_it_and_what_follows_it_for_an_hour(cast, now, contact, held):
    made = break_glass(by=cast.rosa, at=now, restriction=held, reference=contact.reference, **DANGER)
    assert made.until - now == timedelta(minutes=60)
    assert contact.is_visible_to(cast.rosa) and ContactChild.objects.visible_to(cast.rosa).filter(contact=contact).exists()
    assert not contact.is_visible_to(cast.ravi)


def test_closes_by_itself_and_can_be_opened_or_named_again(cast, now, contact, held):
    break_glass(by=cast.rosa, at=now - timedelta(minutes=61), restriction=held, reference=contact.reference, **DANGER)
    assert not contact.is_visible_to(cast.rosa)
    break_glass(by=cast.rosa, at=now, restriction=held, reference=contact.reference, **DANGER)
    with pytest.raises(Refused, match="open to you already"):
        break_glass(by=cast.rosa, at=now, restriction=held, reference=contact.reference, **DANGER)
    break_glass(by=cast.ravi, at=now - timedelta(minutes=61), restriction=held, reference=contact.reference, **DANGER)
    name_person(held, by=cast.mina, at=now, person=cast.ravi)
    assert contact.is_visible_to(cast.ravi)


def test_tells_those_named_and_information_governance_at_once_and_no_name_goes_out(cast, now, contact, held):
    made = break_glass(by=cast.rosa, at=now, restriction=held, reference=contact.reference, **DANGER)
    told = Message.objects.filter(kind="glass-broken")
    assert {message.to_user for message in told} == {cast.mina, cast.ivor}
    assert not any(message.is_visible_to(cast.rosa) for message in told)
    send_all(by=the_system(), at=now)
    out = [each for each in mail.outbox if each.subject.startswith("A restricted record")]
    assert len(out) == 2
    assert not any(word in each.subject + each.body for each in out for word in ("Juno", "Quarrmere", "knife"))
    assert made.is_visible_to(cast.mina) and made.is_visible_to(cast.ivor) and not made.is_visible_to(cast.ravi)


def test_needs_a_danger_in_code_and_words(cast, now, contact, held):
    for wrong in ({"reason": "CURIOUS"}, {"why": ""}):
        with pytest.raises(Refused):
            break_glass(by=cast.rosa, at=now, restriction=held, reference=contact.reference, **{**DANGER, **wrong})


@pytest.mark.parametrize("name", ["pete", "tess", "elsie", "ivor", "ada", "hana", "helen"])
def test_is_not_for_anybody_else(cast, now, contact, held, name):
    with pytest.raises(MayNot):
        break_glass(by=getattr(cast, name), at=now, restriction=held, reference=contact.reference, **DANGER)


def test_is_reviewed_by_information_governance(cast, now, contact, held):
    made = break_glass(by=cast.rosa, at=now, restriction=held, reference=contact.reference, **DANGER)
    assert ClockRun.objects.get(clock="review-opening", record_id=made.pk).stopped_at is None
    review_opening(made, by=cast.ivor, at=now, finding="RIGHT", review="Spoke with Rosa and Mina.")
    assert ClockRun.objects.get(clock="review-opening", record_id=made.pk).stopped_at
