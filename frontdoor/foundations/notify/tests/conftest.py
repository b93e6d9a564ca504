"""Post about a contact, and a letter box that can be told to fail."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.founding import the_system


class Killed(BaseException):
    """The process ends here: nothing after this line is done."""


class LetterBox(BaseEmailBackend):
    """Keeps every letter, in order; `fails` is raised once after (or instead of) taking the next."""

    taken: list = []
    fails: list = []
    waits = staticmethod(lambda: None)

    def send_messages(self, messages):
        if LetterBox.fails and not isinstance(LetterBox.fails[0], Killed):
            raise LetterBox.fails.pop(0)
        LetterBox.taken.extend(messages)
        LetterBox.waits()
        if LetterBox.fails:
            raise LetterBox.fails.pop(0)
        return len(messages)


@pytest.fixture
def letter_box(settings):
    settings.EMAIL_BACKEND = f"{LetterBox.__module__}.LetterBox"
    LetterBox.taken, LetterBox.fails, LetterBox.waits = [], [], staticmethod(lambda: None)
    return LetterBox


@pytest.fixture
def system(cast):
    return the_system()


def refused(code: int) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({"tess@school.example": (code, b"No")})


def a_message(*, at, by, to="tess@school.example", kind="feedback", undo=False, **given):
    return post(by=by, at=at, kind=kind, to_address=to, about=given.pop("about", None) or a_record(), reference="FD26-000001", path="/feedback/x/read/",
                undo=undo, **given)


def a_record():
    """Something a message can be about: any record will do."""
    from tests.scenarios import a_school_refers

    return a_school_refers(referrer_email="")


