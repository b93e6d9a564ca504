"""Owing: who must be told, with what draft, from when."""

from datetime import datetime

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.mash.models import Enquiry

from ..drafting import draft_for
from ..models import Feedback
from ..rules import how_much

Stage, To = Feedback.Stage, Feedback.To


@action("Owe an acknowledgement", permission=None, shown=False)
def owe_acknowledgement(*, by: User, at: datetime, contact: Contact) -> Feedback:
    """Whoever raises a concern is to hear within one working day that it arrived (KCSIE 2025; Working Together 2023)."""
    return Feedback.objects.create(
        contact=contact, kind="ACKNOWLEDGEMENT", to=To.REFERRER, profile="MINIMAL", agency=contact.referrer_agency,
        user=contact.referrer, name=contact.referrer_name, email=contact.referrer_email, phone=contact.referrer_phone, owed_at=at,
        owned_by_id=contact.owned_by_id,
    )


@action("Acknowledge", permission=None, on=Feedback, allowed_from=[Stage.DUE], moves_to=[Stage.TOLD, Stage.EXEMPT], shown=False, related=("contact", "user"))
def acknowledge(feedback: Feedback, *, by: User, at: datetime) -> Feedback:
    """A number at once to whoever raised it, shown on the screen or said on the telephone, and posted where there is an
    address; the first half of "acknowledge and decide in one working day"."""
    if not has_a_route(feedback):
        feedback.stage, feedback.exemption = Stage.EXEMPT, "ANONYMOUS"
        feedback.exemption_why = "No name, address or number was given."
        feedback.save()
        return feedback
    contact = feedback.contact
    feedback.stage, feedback.told_at, feedback.told_how, feedback.told_by, feedback.open_from = Stage.TOLD, at, "SYSTEM", by, at
    feedback.text = f"We have received what you sent. Its number is {contact.reference}."
    feedback.save()
    if feedback.user:
        share(feedback, at=at, user=feedback.user, reason="It was written to them")
    if feedback.email:
        post(by=by, at=at, kind="received", to_address=feedback.email, to_name=feedback.name, to_user=feedback.user, about=feedback,
             reference=contact.reference, path=f"/referrals/{contact.pk}/")
    return feedback


def owe(
    *, by: User, at: datetime, contact: Contact, to: str, enquiry: Enquiry | None = None, agency: Agency | None = None,
    user: User | None = None, held_something: bool = True,
) -> Feedback:
    """Somebody must be told. What is already owed to them about the same is drafted afresh, not owed twice; a finished
    contact opens again."""
    if to == To.REFERRER:
        agency, user = contact.referrer_agency, contact.referrer
    _hold(contact, by=by, at=at)
    same = Feedback.objects.filter(contact=contact, kind="DECISION", to=to, agency=agency, user=user, enquiry=enquiry, stage=Stage.DUE)
    profile = how_much(to=to, source=contact.source, works_on=contact.referrer_works_on, held_something=held_something)
    if held := same.first():
        return redraft(held, by=by, at=at, profile=profile)
    return owe_feedback(by=by, at=at, contact=contact, to=to, enquiry=enquiry, agency=agency, user=user, profile=profile)


@action("Owe feedback", permission=None, shown=False, keeps=("to",))
def owe_feedback(
    *, by: User, at: datetime, contact: Contact, to: str, enquiry: Enquiry | None, agency: Agency | None, user: User | None, profile: str,
) -> Feedback:
    """Drafted from the decision, for who they are, and put in the worklist with its clock (KCSIE 2025, paragraph 62)."""
    made = Feedback(
        contact=contact, enquiry=enquiry, kind="DECISION", to=to, profile=profile, agency=agency, user=user, owed_at=at,
        owned_by_id=contact.owned_by_id, **_where_to(contact, to=to, agency=agency, user=user),
    )
    made.draft = draft_for(made)
    if to == To.REFERRER and not has_a_route(made):
        made.stage, made.exemption, made.exemption_why = Stage.EXEMPT, "ANONYMOUS", "No name, address or number was given."
    made.save(force_insert=True)
    return made


@action("Draft feedback afresh", permission=None, on=Feedback, allowed_from=[Stage.DUE], shown=False)
def redraft(feedback: Feedback, *, by: User, at: datetime, profile: str) -> Feedback:
    """What was decided changed before they were told. Its clock goes on from when they were first owed."""
    feedback.profile = profile
    feedback.draft = draft_for(feedback)
    feedback.save(update_fields=["profile", "draft"])
    return feedback


def _hold(contact: Contact, *, by: User, at: datetime) -> None:
    """Nobody finishes a contact while something comes to be owed about it."""
    if Contact.objects.select_for_update().values_list("stage", flat=True).get(pk=contact.pk) == Contact.Stage.FINISHED:
        reopen(contact, by=by, at=at)


@action(
    "Open a finished contact again", permission=None, on=Contact, allowed_from=[Contact.Stage.FINISHED],
    moves_to=Contact.Stage.SCREENED,
)
def reopen(contact: Contact, *, by: User, at: datetime) -> Contact:
    """A decision was amended, or work ended, after all was told: a contact is not finished until everyone has been told."""
    return contact


def _where_to(contact: Contact, *, to: str, agency: Agency | None, user: User | None) -> dict[str, str]:
    """One recipient, from what was given when it was raised or from the partnership's own list: never typed in later."""
    if to == To.REFERRER:
        return {"name": contact.referrer_name, "email": contact.referrer_email, "phone": contact.referrer_phone}
    if to == To.CONTRIBUTOR and user:
        return {"name": user.name, "email": user.email, "phone": user.phone or agency.phone}
    return {"name": f"{agency}, safeguarding team", "email": agency.inbox, "phone": agency.phone}


def has_a_route(feedback: Feedback) -> bool:
    return bool(feedback.user_id or feedback.email or feedback.phone)
