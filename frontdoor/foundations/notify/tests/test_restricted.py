"""A letter about a restricted record: named people only, and it still goes."""

import pytest

from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.notify.delivery import send_all
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from tests.scenarios import a_school_refers

pytestmark = pytest.mark.django_db


def test_is_seen_by_those_named_on_the_record_and_is_sent(cast, at):
    contact = a_school_refers(at=at, restricted=True)
    message = post(by=cast.tess, at=at, kind="received", to_address="someone@school.example", about=contact, reference=contact.reference, path="/")
    assert Message.objects.visible_to(cast.tess).filter(pk=message.pk).exists()
    assert not Message.objects.visible_to(cast.rosa).filter(pk=message.pk).exists()
    send_all(by=the_system(), at=at)
    message.refresh_from_db()
    assert message.stage == "SENT"


def test_an_ordinary_one_is_the_hubs(cast, at):
    contact = a_school_refers(at=at)
    message = post(by=cast.rosa, at=at, kind="received", to_address="someone@school.example", about=contact, reference=contact.reference, path="/")
    assert Message.objects.visible_to(cast.ravi).filter(pk=message.pk).exists()
