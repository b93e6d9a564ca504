"""Where telling somebody stands, in words."""

from dataclasses import dataclass

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.models import Message

from .models import Feedback

Posted = Message.Stage
OF_POST = {
    Posted.WAITING: ("Waiting to go", "info"), Posted.SENT: ("Delivered, not yet opened", "info"), Posted.OPENED: ("Opened", "good"),
    Posted.NOT_DELIVERED: ("Bounced: not delivered", "danger"), Posted.NOT_OPENED: ("Delivered, not opened in time", "warning"),
    Posted.UNDONE: ("Taken back before it went", "quiet"), Posted.DEALT_WITH: ("Told another way", "good"),
}
MEANS = {
    "CONTINUING": "They go on working with the child: the decision, who takes it on, and what is asked of them.",
    "LIMITED": "They have no further part: the kind of outcome, and whom to ask. No names.",
    "MINIMAL": "They are told that it was received and considered, and nothing about the family.",
}


@dataclass(frozen=True)
class Standing:
    said: str
    tone: str


def standing(feedback: Feedback, messages: list[Message]) -> Standing:
    """One sentence of where this stands; `messages` are those about it, the newest first."""
    if feedback.stage == Feedback.Stage.DUE:
        return Standing("To be told", "warning")
    if feedback.stage == Feedback.Stage.EXEMPT:
        return Standing(f"Not told: {CODES['feedback_exemption'].label(feedback.exemption)}", "quiet")
    if feedback.stage == Feedback.Stage.REPLIED:
        return Standing("Replied: to be read", "warning")
    if feedback.reply:
        return Standing("Replied", "good")
    if feedback.told_how == "PHONE":
        return Standing(f"Told by telephone: {feedback.told_to}", "good")
    if messages:
        return Standing(*OF_POST[messages[0].stage])
    return Standing("Opened" if feedback.opened_at else "Told at once, with a number", "good")
