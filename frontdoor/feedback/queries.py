"""What the pages of telling read. Those that take a user go through what that user may see."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.access.sign_in import has_proved
from frontdoor.foundations.notify.models import Message

from .models import Feedback
from .must_not import must_not_be_said
from .words import worries_about

Stage, To = Feedback.Stage, Feedback.To
GIVEN = (Stage.TOLD, Stage.REPLIED)


def worries_in(feedback: Feedback, text: str) -> list[str]:
    """What somebody must look at before these words go to this recipient. A constant number of queries."""
    return worries_about(text, must_not_be_said(feedback))


def is_recipient(feedback: Feedback, user: User) -> bool:
    """It was written to them, to the inbox of their agency, or to an address that they proved to be theirs."""
    if feedback.user_id == user.pk:
        return True
    if feedback.to != To.REFERRER and feedback.agency_id and user.agency and feedback.agency_id == user.agency.pk:
        return user.may(May.SEE_OWN_AGENCY)
    return has_proved(user, feedback.email)


def may_answer(feedback: Feedback, user: User) -> bool:
    """Its recipient, or a safeguarding lead of the agency whose staff raised it."""
    ours = feedback.agency_id and user.agency and feedback.agency_id == user.agency.pk and user.may(May.SEE_OWN_AGENCY)
    return bool(ours) or is_recipient(feedback, user)


def claimable(user: User, pk: UUID | None = None) -> list[Feedback]:
    """What was sent to an address this person proved to be theirs, and is not yet shared with them.

    The same questions are asked of the database whether or not there is such feedback: nobody learns of what is not theirs.
    """
    proved = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
    addressed = Feedback.objects.filter(stage__in=GIVEN, email__iexact=user.email if proved else "nobody").exclude(user=user)
    if pk:
        addressed = addressed.filter(pk=pk)
    mine = Feedback.objects.visible_to(user).values("pk")
    return list(addressed.exclude(pk__in=mine)[:50])


def given_to(user: User, *, now) -> QuerySet:
    """What this person, or their agency's safeguarding team, was told: the newest first."""
    theirs = Q(user=user) | Q(email__iexact=user.email)
    if user.may(May.SEE_OWN_AGENCY):
        theirs |= Q(agency=user.agency)
    told = Feedback.objects.visible_to(user).filter(theirs, kind="DECISION", stage__in=GIVEN, open_from__lte=now)
    return told.select_related("contact", "agency").order_by("-told_at")


def about_contact(user: User, contact: Contact) -> QuerySet:
    """Everybody who is owed word of this contact, or was told, and what became of each message."""
    found = Feedback.objects.visible_to(user).filter(contact=contact).select_related("agency", "user", "told_by", "enquiry")
    return found.order_by("owed_at", "to")


def with_messages(records: list[Feedback], user: User) -> dict[UUID, list[Message]]:
    """The messages about each, newest first, in one query."""
    found: dict = {record.pk: [] for record in records}
    for message in Message.objects.visible_to(user).filter(about_id__in=found).order_by("-send_after"):
        found[message.about_id].append(message)
    return found


def message_about(message: Message, user: User) -> Feedback | None:
    """The feedback a message is about, if it is about feedback."""
    return Feedback.objects.visible_to(user).select_related("contact", "agency").filter(pk=message.about_id).first()


def lately_let_go(user: User, *, now) -> QuerySet:
    """What this person may still take back."""
    waiting = Message.objects.visible_to(user).filter(stage=Message.Stage.WAITING, undo=True)
    return waiting.order_by("send_after")



def lately_posted() -> QuerySet:
    """The outbox, the newest first: for the demonstration's post room only, which shows it to anybody."""
    return Message.objects.select_related("to_user").order_by("-send_after")[:50]
