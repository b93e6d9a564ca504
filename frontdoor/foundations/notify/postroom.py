"""The demonstration's post: nothing leaves the machine; the post-room page shows what would have gone."""

from smtplib import SMTPRecipientsRefused

from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend

KEPT, HOW_MANY, SECONDS = "postroom", 20, 3600


class PostRoom(BaseEmailBackend):
    """Takes every letter. Those of the outbox are kept there; the others, which carry sign-in codes, are kept an hour, to
    be shown. Addresses under bounce.example are refused, so that a bounce can be seen."""

    def send_messages(self, messages):
        for message in messages:
            refused = [to for to in message.recipients() if to.endswith("@bounce.example")]
            if refused:
                raise SMTPRecipientsRefused({to: (550, b"No such mailbox") for to in refused})
            if "X-Front-Door-Reference" not in message.extra_headers:
                letter = {"to": message.to[0], "subject": message.subject, "body": message.body}
                cache.set(KEPT, [letter, *codes()][:HOW_MANY], SECONDS)
        return len(messages)


def codes() -> list[dict[str, str]]:
    """The letters with sign-in codes, the newest first."""
    return cache.get(KEPT, [])
