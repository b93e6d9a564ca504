"""Sending what waits in the outbox.

Each message is taken with a lock no other worker has, sent, and only then marked: a crash between the two sends it again,
under the same Message-ID and reference, so that a repeat is recognisable as the same. Nothing is lost.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.refusals import NotNow

from .actions import MOST_ATTEMPTS, mark_not_delivered, mark_not_opened, mark_sent, put_off
from .declare import MESSAGES
from .models import Message

log = logging.getLogger(__name__)


def letter(message: Message) -> EmailMessage:
    """The e-mail as it goes out."""
    subject, body = MESSAGES[message.kind].words(
        name=message.to_name, reference=message.reference, link=settings.SITE_URL + message.path, partnership=settings.PARTNERSHIP,
    )
    host = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    return EmailMessage(
        subject, body, settings.DEFAULT_FROM_EMAIL, [message.to_address],
        headers={"Message-ID": f"<{message.pk}@{host}>", "X-Front-Door-Reference": message.reference},
    )


def send_next(*, by: User, at: datetime) -> bool:
    """Send the message that has waited longest. False when none is due."""
    with transaction.atomic():
        message = (
            Message.objects.filter(stage=Message.Stage.WAITING, send_after__lte=at).order_by("send_after")
            .select_for_update(skip_locked=True).first()
        )
        if message is None:
            return False
        try:
            letter(message).send()
        except Exception as trouble:  # noqa: BLE001 whatever is wrong with one letter or with the post, no other letter waits for it
            log.warning("message %s could not go: %s", message.reference, type(trouble).__name__)
            _not_now(message, trouble, by=by, at=at)
        else:
            mark_sent(message, by=by, at=at)
    return True


def _not_now(message: Message, trouble: Exception, *, by: User, at: datetime) -> None:
    """An address that refuses for good goes back to a person now; anything else is tried again, each time later."""
    if _refused_for_good(trouble):
        mark_not_delivered(message, by=by, at=at, trouble=f"The address refused it: {trouble}")
    elif message.attempts + 1 >= MOST_ATTEMPTS:
        mark_not_delivered(message, by=by, at=at, trouble=f"Tried {MOST_ATTEMPTS} times: {trouble}")
    else:
        put_off(message, by=by, at=at, trouble=str(trouble))


def _refused_for_good(trouble: Exception) -> bool:
    """Codes from 500 are for good; 450 and its like ask to be tried again (RFC 5321, section 4.2.1)."""
    return isinstance(trouble, SMTPRecipientsRefused) and all(code >= 500 for code, _ in trouble.recipients.values())


def send_all(*, by: User, at: datetime, most: int = 200) -> int:
    """Send what is due now, at most so many, and say how many."""
    sent = 0
    while sent < most and send_next(by=by, at=at):
        sent += 1
    return sent


def notice_silence(*, by: User, at: datetime) -> int:
    """What was sent and not opened within the days its kind allows goes back to a person."""
    noticed = 0
    for kind in MESSAGES.values():
        if kind.opened_within_days is None:
            continue
        before = at - timedelta(days=kind.opened_within_days)
        for message in Message.objects.filter(kind=kind.code, stage=Message.Stage.SENT, sent_at__lt=before)[:200]:
            try:
                mark_not_opened(message, by=by, at=at)
            except NotNow:
                continue  # it was opened while we looked
            noticed += 1
    return noticed
