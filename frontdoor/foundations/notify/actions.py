"""Posting, and what becomes of it."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Record, share
from frontdoor.foundations.record.refusals import Refused

from .declare import MESSAGES
from .models import Message

Stage = Message.Stage
UNDO = timedelta(minutes=2)
MOST_ATTEMPTS = 5
# Whoever signs in may read before the post has gone (it may be down), and after it failed.
UNOPENED = [Stage.WAITING, Stage.SENT, Stage.NOT_OPENED, Stage.NOT_DELIVERED]


@action("Post a message", permission=None, keeps=("kind",), shown=False)
def post(
    *, by: User, at: datetime, kind: str, to_address: str, about: Record, reference: str, path: str, to_name: str = "",
    to_user: User | None = None, undo: bool = False,
) -> Message:
    """Put one message to one recipient in the outbox; with `undo`, it waits two minutes in which it can be taken back."""
    if kind not in MESSAGES:
        raise Refused(f"There is no message called “{kind}”.")
    message = Message.objects.create(
        kind=kind, to_address=to_address, to_name=to_name, to_user=to_user, reference=reference, path=path,
        about_type=ContentType.objects.get_for_model(about), about_id=about.pk, undo=undo, send_after=at + (UNDO if undo else timedelta()),
        owned_by=by.agency,
    )
    if to_user:
        share(message, at=at, user=to_user, reason="It was written to them")
    return message


@action("Take a message back", permission=May.TELL, on=Message, allowed_from=[Stage.WAITING], moves_to=Stage.UNDONE, shown=False)
def take_back(message: Message, *, by: User, at: datetime) -> Message:
    """Within two minutes, before it has gone."""
    if not message.undo:
        raise Refused("This message says only that something arrived or is asked: it is not one that is taken back.")
    return message


@action("Record that a message went", permission=May.RUN, on=Message, allowed_from=[Stage.WAITING], moves_to=Stage.SENT, shown=False)
def mark_sent(message: Message, *, by: User, at: datetime) -> Message:
    message.sent_at, message.attempts = at, message.attempts + 1
    message.save(update_fields=["sent_at", "attempts"])
    return message


@action("Put off a message that could not go yet", permission=May.RUN, on=Message, allowed_from=[Stage.WAITING], shown=False)
def put_off(message: Message, *, by: User, at: datetime, trouble: str) -> Message:
    """The post could not be reached: try again, each time later."""
    message.attempts, message.trouble = message.attempts + 1, trouble[:300]
    message.send_after = at + timedelta(minutes=2**message.attempts)
    message.save(update_fields=["attempts", "trouble", "send_after"])
    return message


@action(
    "Record that a message was not delivered", permission=May.RUN, on=Message,
    allowed_from=[Stage.WAITING, Stage.SENT], moves_to=Stage.NOT_DELIVERED,
)
def mark_not_delivered(message: Message, *, by: User, at: datetime, trouble: str) -> Message:
    """A bounce goes back to a person: telling is not done until somebody was told."""
    message.trouble = trouble[:300]
    message.save(update_fields=["trouble"])
    return message


@action(
    "Record that a message came back", permission=May.TELL, on=Message, allowed_from=[Stage.SENT], moves_to=Stage.NOT_DELIVERED,
)
def came_back(message: Message, *, by: User, at: datetime, trouble: str) -> Message:
    """Somebody saw the bounce, or heard on the telephone that nothing arrived."""
    if not trouble.strip():
        raise Refused("Say how you know that it did not arrive.", field="trouble")
    message.trouble = trouble[:300]
    message.save(update_fields=["trouble"])
    return message


@action("Record that a message was not opened", permission=May.RUN, on=Message, allowed_from=[Stage.SENT], moves_to=Stage.NOT_OPENED)
def mark_not_opened(message: Message, *, by: User, at: datetime) -> Message:
    """Silence goes back to a person too."""
    return message


@action(
    "Open a message", permission=May.RUN, on=Message, allowed_from=UNOPENED, moves_to=Stage.OPENED, shown=False,
)
def mark_opened(message: Message, *, by: User, at: datetime) -> Message:
    """Its reader signed in and read what it pointed to."""
    message.opened_at = at
    message.sent_at = message.sent_at or at
    message.save(update_fields=["opened_at", "sent_at"])
    return message


@action("Record that a message was answered", permission=May.RUN, on=Message, shown=False)
def mark_replied(message: Message, *, by: User, at: datetime) -> Message:
    message.replied_at = at
    message.save(update_fields=["replied_at"])
    return message


@action(
    "Deal with a message that did not arrive", permission=May.TELL, on=Message,
    allowed_from=[Stage.NOT_DELIVERED, Stage.NOT_OPENED], moves_to=Stage.DEALT_WITH,
)
def deal_with(message: Message, *, by: User, at: datetime, how: str) -> Message:
    """Told another way, and how."""
    if not how.strip():
        raise Refused("Say how they were told, or why they need not be.", field="how")
    message.dealt_with = how
    message.save(update_fields=["dealt_with"])
    return message


def _to(by: User, record: Record) -> QuerySet:
    """What was posted to this person about this record: by name, to their address, or to their agency's inbox."""
    theirs = Q(to_user=by) | Q(to_address__iexact=by.email)
    if by.agency and by.agency.inbox and by.may(May.SEE_OWN_AGENCY):
        theirs |= Q(to_address__iexact=by.agency.inbox)
    return Message.objects.filter(theirs, about_id=record.pk)


def opened(record: Record, *, by: User, at: datetime) -> None:
    """Whoever was sent word of this record, and reads it now, has opened what was sent. The system notes it: an inbox is
    nobody's own, and its message is not shared with each of its readers."""
    for message in _to(by, record).filter(stage__in=UNOPENED):
        mark_opened(message, by=the_system(), at=at)


def replied(record: Record, *, by: User, at: datetime) -> None:
    """Whoever was sent word of this record has answered it."""
    for message in _to(by, record).filter(replied_at=None):
        mark_replied(message, by=the_system(), at=at)
