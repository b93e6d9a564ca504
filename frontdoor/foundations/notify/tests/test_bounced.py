"""A notice of non-delivery, as a mail server hands it on."""

import io

import pytest
from django.core.management import CommandError, call_command

from frontdoor.foundations.notify.delivery import send_all
from frontdoor.foundations.notify.models import Message

from .conftest import a_message

pytestmark = pytest.mark.django_db
NOTICE = """Subject: Undelivered Mail Returned to Sender
Content-Type: message/delivery-status

Final-Recipient: rfc822; tess@school.example
Action: failed
Diagnostic-Code: smtp; 550 5.1.1 No such user

Message-ID: <{}@partnership.example>
"""


def test_a_notice_returns_its_message_to_a_person_once(letter_box, system, at, monkeypatch, capsys):
    message = a_message(at=at, by=system)
    send_all(by=system, at=at)
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.StringIO(NOTICE.format(message.pk)))
        call_command("bounced")
    held = Message.objects.get(pk=message.pk)
    assert held.stage == "NOT_DELIVERED" and held.trouble == "It came back: smtp; 550 5.1.1 No such user"


def test_a_notice_of_something_else_says_so(cast, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Message-ID: <hello@elsewhere.example>"))
    with pytest.raises(CommandError, match="names no message of ours"):
        call_command("bounced")
