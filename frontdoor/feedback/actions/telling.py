"""Telling, taking back, and recording why somebody is not told."""

from collections.abc import Iterable
from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.actions import UNDO, post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import NOT_LISTED
from frontdoor.foundations.record.models import share, unshare
from frontdoor.foundations.record.refusals import Refused

from ..models import Feedback
from ..queries import worries_in

Stage, To = Feedback.Stage, Feedback.To
SUPERSEDED = "SUPERSEDED"  # never chosen by a person


@action("Tell", permission=May.TELL, on=Feedback, allowed_from=[Stage.DUE], moves_to=Stage.TOLD, keeps=("how",), related=("contact", "agency", "user"))
def tell(
    feedback: Feedback, *, by: User, at: datetime, text: str, how: str = "POST", told_to: str = "", looked_at: Iterable[str] = (),
) -> Feedback:
    """A person has read it, beside its recipient's name, and lets it go: by the outbox with two minutes to take it back,
    or told on the telephone, when `at` is the time of the call. Whatever was found in it that may have to stay unsaid
    (`worries_in`) must have been looked at."""
    _may_be_told(feedback, at=at, text=text, how=how, told_to=told_to)
    looked_at = set(looked_at)
    if unseen := [worry for worry in worries_in(feedback, text) if worry not in looked_at]:
        raise Refused(f"Look at this before it goes: {' '.join(unseen)}", field="looked_at")
    feedback.text, feedback.told_at, feedback.told_how, feedback.told_by, feedback.told_to = text, at, how, by, told_to
    feedback.open_from = at + UNDO if how == "POST" else at
    feedback.save(update_fields=["text", "told_at", "told_how", "told_by", "told_to", "open_from"])
    _let_them_read(feedback, at=at)
    if how == "POST":
        post(
            by=by, at=at, kind="feedback-inbox" if feedback.to == To.INBOX else "feedback", to_address=feedback.email,
            to_name=feedback.name, to_user=feedback.user, about=feedback, reference=feedback.contact.reference,
            path=f"/feedback/{feedback.pk}/read/", undo=True,
        )
    return feedback


def _may_be_told(feedback: Feedback, *, at: datetime, text: str, how: str, told_to: str) -> None:
    if not text.strip():
        raise Refused("Write what they are told.", field="text")
    if how not in {"POST", "PHONE"}:
        raise Refused("Choose how they are told.", field="how")
    if how == "POST" and not feedback.email:
        raise Refused("There is no address for them. Tell them by telephone, or record why they are not told.", field="how")
    if how == "PHONE" and not told_to.strip():
        raise Refused("Say whom you spoke to.", field="told_to")
    if at < feedback.owed_at.replace(second=0, microsecond=0):  # a call is noted to the minute
        raise Refused("That is before there was anything to tell them. Check the day and the time.", field="told_at")


def _let_them_read(feedback: Feedback, *, at: datetime) -> None:
    """Its recipient, and the safeguarding leads of the agency it went to."""
    if feedback.user_id:
        share(feedback, at=at, user=feedback.user, reason="It was written to them")
    if feedback.agency_id and feedback.agency.name != NOT_LISTED:
        share(feedback, at=at, agency=feedback.agency, reason="It was written to their agency, or to one of their staff")


@action(
    "Take back what somebody was to be told", permission=May.TELL, on=Feedback, allowed_from=[Stage.TOLD],
    moves_to=[Stage.DUE, Stage.EXEMPT],
)
def untell(feedback: Feedback, *, by: User, at: datetime) -> Feedback:
    """Its message was taken back before it went: it is owed again, as from when it was first owed. Nobody could read it.

    Where the decision was amended meanwhile, and a later letter about the same is owed, that one stands for both.
    """
    unshare(feedback, at=at)
    feedback.draft = feedback.text  # what was written is kept, to go on from
    feedback.text, feedback.told_at, feedback.told_how, feedback.told_by, feedback.told_to, feedback.open_from = "", None, "", None, "", None
    feedback.stage = Stage.DUE
    same = {name: getattr(feedback, name) for name in ("contact", "kind", "to", "agency", "user", "enquiry")}
    if later := Feedback.objects.filter(stage=Stage.DUE, **same).first():
        feedback.stage, feedback.exemption, feedback.exemption_why = Stage.EXEMPT, SUPERSEDED, f"Owed again on {later.owed_at:%d %B %Y}."
    feedback.save()
    return feedback


@action("Record that they need not be told", permission=May.TELL, on=Feedback, allowed_from=[Stage.DUE], moves_to=Stage.EXEMPT, keeps=("exemption",))
def exempt(feedback: Feedback, *, by: User, at: datetime, exemption: str, why: str) -> Feedback:
    """Feedback is owed unless there is a sound reason not to give it, and the reason is kept (Information sharing advice 2024)."""
    if exemption == SUPERSEDED or not CODES["feedback_exemption"].knows(exemption, on=at):
        raise Refused("Choose the reason they are not told.", field="exemption")
    if not why.strip():
        raise Refused("Say more about why they are not told: it will be asked.", field="why")
    feedback.exemption, feedback.exemption_why = exemption, why
    feedback.save(update_fields=["exemption", "exemption_why"])
    return feedback
