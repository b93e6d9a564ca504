"""Owing, checking, telling, exempting, replying."""

from datetime import datetime

from django.conf import settings

from frontdoor.contacts.models import Contact
from frontdoor.decisions.models import Decision
from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.foundations.record.refusals import Refused
from frontdoor.mash.models import Enquiry
from frontdoor.screening.models import Outcome

from .models import Feedback
from .words import About, draft

Stage, To = Feedback.Stage, Feedback.To


def profile_of(contact: Contact, *, to: str) -> str:
    """How much this recipient is told: by the role they go on having, the public least."""
    if to in (To.INBOX, To.CONTRIBUTOR):
        return "CONTINUING"
    if contact.source.startswith("1") or contact.source in {"9", "10"}:
        return "MINIMAL"
    return contact.referrer_works_on or "CONTINUING"


@action("Acknowledge", permission=None, shown=False)
def acknowledge(*, by: User, at: datetime, contact: Contact) -> Feedback:
    """A number at once to whoever raised it: the first half of "acknowledge and decide in one working day"."""
    made = Feedback(
        contact=contact, kind="ACKNOWLEDGEMENT", to=To.REFERRER, profile="MINIMAL", agency=contact.referrer_agency, user=contact.referrer,
        name=contact.referrer_name, email=contact.referrer_email, phone=contact.referrer_phone, owed_at=at, owned_by=contact.owned_by,
        stage=Stage.TOLD, told_at=at, told_how="SYSTEM", told_by=by,
        text=f"We have received what you sent. Its number is {contact.reference}.",
    )
    if contact.referrer_wants_no_name or not (contact.referrer_id or contact.referrer_email or contact.referrer_phone):
        made.stage, made.exemption, made.told_at, made.told_how, made.text = Stage.EXEMPT, "ANONYMOUS", None, "", ""
    made.save(force_insert=True)
    if made.stage == Stage.TOLD and made.email:
        if made.user:
            share(made, at=at, user=made.user, reason="It was written to them")
        post(by=by, at=at, kind="received", to_address=made.email, to_name=made.name, to_user=made.user, about=made,
             reference=contact.reference, path=f"/referrals/{contact.pk}/")
    return made


@action("Owe feedback", permission=None, shown=False, keeps=("to",))
def owe(
    *, by: User, at: datetime, contact: Contact, to: str, enquiry: Enquiry | None = None, agency: Agency | None = None,
    user: User | None = None,
) -> Feedback:
    """Somebody must be told: drafted from the decision, for who they are, and put in the worklist with its clock."""
    if to == To.REFERRER:
        agency, user = contact.referrer_agency, contact.referrer
    same = Feedback.objects.filter(contact=contact, kind="DECISION", to=to, agency=agency, user=user, enquiry=enquiry, stage=Stage.DUE)
    if held := same.first():
        return held
    who = contact if to == To.REFERRER else None
    made = Feedback(
        contact=contact, enquiry=enquiry, kind="DECISION", to=to, profile=profile_of(contact, to=to), agency=agency, user=user,
        name=who.referrer_name if who else (user.name if user and to == To.CONTRIBUTOR else f"{agency}, safeguarding team"),
        email=who.referrer_email if who else (user.email if user and to == To.CONTRIBUTOR else agency.inbox),
        phone=who.referrer_phone if who else agency.phone, owed_at=at, owned_by=contact.owned_by,
    )
    made.draft = draft_for(made)
    if to == To.REFERRER and not (made.user_id or made.email or made.phone):
        made.stage, made.exemption, made.exemption_why = Stage.EXEMPT, "ANONYMOUS", "No name, address or number was given."
    made.save(force_insert=True)
    return made


def draft_for(feedback: Feedback) -> str:
    """The draft: what was decided last for each child, in the words this recipient may have."""
    contact = feedback.contact
    decided = {d.child_id: (d, "mash_outcome") for d in Decision.objects.filter(child__contact=contact, amended_by=None).select_related("to_team__agency")}
    for outcome in Outcome.objects.filter(child__contact=contact, replaced_by=None).select_related("to_team__agency"):
        decided.setdefault(outcome.child_id, (outcome, "contact_outcome"))
    children = []
    for child in contact.children.all():
        if child.pk in decided:
            made, codes = decided[child.pk]
            children.append(About(
                child.name, CODES[codes].label(made.outcome), f"level {made.level}", str(made.to_team or ""),
                made.to_team.agency.phone if made.to_team else "",
            ))
    return draft(profile=feedback.profile, reference=contact.reference, children=children, urgent_phone=settings.PARTNERSHIP["urgent_phone"])


@action("Tell", permission=May.TELL, on=Feedback, allowed_from=[Stage.DUE], moves_to=Stage.TOLD, keeps=("how",))
def tell(feedback: Feedback, *, by: User, at: datetime, text: str, how: str = "POST") -> Feedback:
    """A person has read it, beside its recipient's name, and lets it go: by the outbox with two minutes to take it back,
    or told on the telephone."""
    if not text.strip():
        raise Refused("Write what they are told.", field="text")
    if how == "POST" and not feedback.email:
        raise Refused("There is no address for them. Tell them by telephone, or record why they are not told.", field="how")
    feedback.text, feedback.told_at, feedback.told_how, feedback.told_by = text, at, how, by
    feedback.save(update_fields=["text", "told_at", "told_how", "told_by"])
    if feedback.user_id:
        share(feedback, at=at, user=feedback.user, reason="It was written to them")
    if feedback.agency_id and feedback.to != To.REFERRER:
        share(feedback, at=at, agency=feedback.agency, reason="It was written to them")
    if how == "POST":
        post(
            by=by, at=at, kind="feedback-inbox" if feedback.to == To.INBOX else "feedback", to_address=feedback.email,
            to_name=feedback.name, to_user=feedback.user, about=feedback, reference=feedback.contact.reference,
            path=f"/feedback/{feedback.pk}/read/", undo=True,
        )
    return feedback


@action("Record that they need not be told", permission=May.TELL, on=Feedback, allowed_from=[Stage.DUE], moves_to=Stage.EXEMPT, keeps=("exemption",))
def exempt(feedback: Feedback, *, by: User, at: datetime, exemption: str, why: str) -> Feedback:
    if not CODES["feedback_exemption"].knows(exemption, on=at):
        raise Refused("Choose the reason they are not told.", field="exemption")
    if not why.strip():
        raise Refused("Say more about why they are not told: it will be asked.", field="why")
    feedback.exemption, feedback.exemption_why = exemption, why
    feedback.save(update_fields=["exemption", "exemption_why"])
    return feedback


@action("Read feedback", permission=None, on=Feedback, allowed_from=[Stage.TOLD])
def read(feedback: Feedback, *, by: User, at: datetime) -> Feedback:
    """The first time its recipient opens it."""
    feedback.opened_at = at
    feedback.save(update_fields=["opened_at"])
    return feedback


@action("Reply to feedback", permission=May.REFER, on=Feedback, allowed_from=[Stage.TOLD])
def reply(feedback: Feedback, *, by: User, at: datetime, words: str) -> Feedback:
    if not words.strip():
        raise Refused("Write your reply.", field="words")
    feedback.reply, feedback.replied_at = words, at
    feedback.save(update_fields=["reply", "replied_at"])
    return feedback
