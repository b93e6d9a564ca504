"""What its recipient does: opens it, claims it by the address it went to, replies."""

from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.access.sign_in import has_proved
from frontdoor.foundations.notify.actions import opened, replied
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused

from ..models import Feedback
from ..queries import is_recipient, may_answer

Stage = Feedback.Stage
GIVEN = [Stage.TOLD, Stage.REPLIED]


@action("Claim feedback by its address", permission=None, shown=False)
def claim(*, by: User, at: datetime, feedback: Feedback) -> Feedback:
    """Whoever proves, by a code sent to it, that the address is theirs may read what was sent there. Nobody else learns
    that there was anything."""
    if not has_proved(by, feedback.email):
        raise MayNot("Not found, or not shared with you.")
    share(feedback, at=at, user=by, reason="It was written to their verified address")
    return feedback


@action("Read feedback", permission=None, on=Feedback, allowed_from=GIVEN)
def read(feedback: Feedback, *, by: User, at: datetime) -> Feedback:
    """The first time its recipient opens it, and what was posted about it counts as opened."""
    if not is_recipient(feedback, by):
        raise MayNot("That you looked is noted; only whoever it was written to can have read it.")
    if feedback.open_from and at < feedback.open_from:
        raise NotNow("This is not out yet: it can still be taken back.")
    if feedback.opened_at is None:
        feedback.opened_at = at
        feedback.save(update_fields=["opened_at"])
    opened(feedback, by=by, at=at)
    return feedback


@action("Reply to feedback", permission=May.REFER, on=Feedback, allowed_from=[Stage.TOLD], moves_to=Stage.REPLIED)
def reply(feedback: Feedback, *, by: User, at: datetime, words: str) -> Feedback:
    """What they say back waits in a worklist until somebody has read it: an unread answer is a failure."""
    return _add(feedback, words, by=by, at=at)


@action("Add to a reply", permission=May.REFER, on=Feedback, allowed_from=[Stage.REPLIED])
def add_to_reply(feedback: Feedback, *, by: User, at: datetime, words: str) -> Feedback:
    """They have more to say before anybody read the first: the clock goes on from the first."""
    return _add(feedback, words, by=by, at=at)


def _add(feedback: Feedback, words: str, *, by: User, at: datetime) -> Feedback:
    if not may_answer(feedback, by):
        raise MayNot("Only whoever it was written to, or their agency, can reply to it.")
    if not words.strip():
        raise Refused("Write your reply.", field="words")
    feedback.reply = f"{feedback.reply}\n\n{words}".strip()
    feedback.replied_at, feedback.reply_led_to = at, ""
    feedback.save(update_fields=["reply", "replied_at", "reply_led_to"])
    replied(feedback, by=by, at=at)
    return feedback


@action("Read a reply", permission=May.TELL, on=Feedback, allowed_from=[Stage.REPLIED], moves_to=Stage.TOLD)
def read_reply(feedback: Feedback, *, by: User, at: datetime, what_was_done: str) -> Feedback:
    if not what_was_done.strip():
        raise Refused("Say what you did with it, even if nothing needs to change.", field="what_was_done")
    feedback.reply_led_to = what_was_done
    feedback.save(update_fields=["reply_led_to"])
    return feedback
