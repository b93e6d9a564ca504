"""Whom to tell, what they said back, what did not arrive, and what has yet to go."""

from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.clocks import GO_OUT, MESSAGE_FAILED
from frontdoor.foundations.notify.declare import MESSAGES
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import FEEDBACK, REPLY
from .models import Feedback


def _due(feedback: Feedback) -> tuple:
    return (
        feedback.contact.reference, feedback.get_to_display(), feedback.name, feedback.agency,
        CODES["feedback_profile"].label(feedback.profile),
    )


def _replied(feedback: Feedback) -> tuple:
    return feedback.contact.reference, feedback.name, feedback.agency


def _message(message: Message) -> tuple:
    return message.reference, MESSAGES[message.kind].subject, message.to_name, message.get_stage_display()


DUE = Worklist(
    code="feedback", title="Tell them what was decided", owner="reception and the MASH", model=Feedback,
    stages=(Feedback.Stage.DUE,), clock=FEEDBACK, permission=May.TELL,
    columns=("About", "Whom", "Name", "Agency", "How much they are told"), row=_due, related=("contact", "agency"),
    link=lambda feedback: reverse("feedback-check", args=[feedback.pk]),
    empty="Everybody who is owed an answer has been told.", order=40,
)
REPLIES = Worklist(
    code="replies", title="Replies to feedback", owner="reception and the MASH", model=Feedback,
    stages=(Feedback.Stage.REPLIED,), clock=REPLY, permission=May.TELL, columns=("About", "From", "Agency"), row=_replied,
    related=("contact", "agency"), link=lambda feedback: reverse("feedback-check", args=[feedback.pk]),
    empty="Nobody has replied to what they were told, or every reply has been read.", order=42,
)
NOT_ARRIVED = Worklist(
    code="post-not-arrived", title="Post that did not arrive", owner="reception and the MASH", model=Message,
    stages=(Message.Stage.NOT_DELIVERED, Message.Stage.NOT_OPENED), clock=MESSAGE_FAILED, permission=May.TELL,
    columns=("About", "What it was", "To", "What became of it"), row=_message,
    link=lambda message: reverse("message", args=[message.pk]),
    empty="Everything that was posted arrived, and was opened in time.", order=44,
)
WAITING = Worklist(
    code="post-waiting", title="Post waiting to go", owner="the system; a MASH manager if it is late", model=Message,
    stages=(Message.Stage.WAITING,), clock=GO_OUT, permission=May.SEE_FLOW,
    columns=("About", "What it is", "To", "Where it stands"), row=_message,
    link=lambda message: reverse("message", args=[message.pk]), empty="No post is waiting to go.", order=80,
)
