"""Who a letter goes to, shown beside its text: one recipient, from what was given or from the partnership's own list."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from frontdoor.foundations.codes.sets import CODES

from .models import Feedback
from .standing import MEANS


@dataclass(frozen=True)
class Recipient:
    name: str
    what: str  # whoever raised it, an inbox, a contributor
    job: str
    agency: str
    email: str
    phone: str
    is_verified: bool
    how_verified: str
    profile: str
    means: str


def recipient_of(feedback: Feedback) -> Recipient:
    verified, how = verification(feedback)
    contact = feedback.contact
    of_referrer = feedback.to == Feedback.To.REFERRER
    return Recipient(
        feedback.name or "Not named", feedback.get_to_display(), contact.referrer_job if of_referrer else "",
        str(feedback.agency or (contact.referrer_agency_text if of_referrer else "") or "None: a member of the public"), feedback.email,
        feedback.phone, verified, how, CODES["feedback_profile"].label(feedback.profile), MEANS[feedback.profile],
    )


def verification(feedback: Feedback) -> tuple[bool, str]:
    """Whether we know that the address is theirs, and how."""
    if feedback.to != Feedback.To.REFERRER and feedback.user_id is None:
        ours = feedback.agency and feedback.email and feedback.agency.inbox.casefold() == feedback.email.casefold()
        return bool(ours), f"The inbox that {feedback.agency} gave the partnership." if ours else "Their agency has since changed its inbox."
    if feedback.user_id and feedback.user.email.casefold() == feedback.email.casefold():
        user = feedback.user
        if not user.is_active or user.agency is None:
            return False, "Their access has ended: they may have left. Ring the agency before you tell them."
        if feedback.agency_id and user.agency.pk != feedback.agency_id:
            return False, f"They now work for {user.agency}. Ring {feedback.agency} before you tell them."
        return True, "They sign in with this address."
    if feedback.email and EmailAddress.objects.filter(email__iexact=feedback.email, verified=True).exists():
        return True, "They proved with a code that the address is theirs."
    if not feedback.email:
        return False, "They gave no e-mail address."
    return False, "Not checked: it is the address given when this was raised. They must prove with a code that it is theirs to read what you send."
