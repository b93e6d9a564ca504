"""The demonstration's post: nothing leaves the machine; the post-room page shows what would have gone."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend


class PostRoom(BaseEmailBackend):
    """Takes every letter and keeps it: the outbox itself is what the post-room page shows. Addresses under
    bounce.example are refused, so that a bounce can be seen."""

    sent: list = []  # sign-in codes of this process, for the post-room page; letters are in the outbox

    def send_messages(self, messages):
        for message in messages:
            refused = [to for to in message.recipients() if to.endswith("@bounce.example")]
            if refused:
                raise SMTPRecipientsRefused({to: (550, b"No such mailbox") for to in refused})
            from django.core.cache import cache

            if "X-Front-Door-Reference" not in message.extra_headers:
                kept = cache.get("postroom", [])[-19:]
                cache.set("postroom", [*kept, {"to": message.to[0], "subject": message.subject, "body": message.body}], 3600)
        return len(messages)
