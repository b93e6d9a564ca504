"""When somebody must be told: listens, as the clocks do, in the transaction of the action that makes it owed."""

from datetime import datetime

from frontdoor.contacts.models import Contact
from frontdoor.decisions.models import Decision
from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Event
from frontdoor.handover.models import Handover
from frontdoor.mash.models import AgencyRequest, Enquiry
from frontdoor.screening.models import Outcome

from .actions import acknowledge, owe, owe_acknowledgement, untell
from .models import Feedback
from .rules import HEALTH

To = Feedback.To
ANSWERS = {"mash.answer", "mash.answer_by_letter", "mash.answer_by_telephone"}


def listen(event: Event, record) -> None:
    """Received: acknowledge. Settled without an enquiry, decided after one, amended, or ended, answered late: everyone due is told."""
    if event.kind == "contacts.receive_contact":
        system = the_system()  # the door, a teacher or a guest may not see what the hub owes
        acknowledge(owe_acknowledgement(by=system, at=event.at, contact=record), by=system, at=event.at)
    elif event.kind == "screening.settle":
        if some_child_stays_out_of_the_mash(record):
            owe_the_referrer(record, event=event)
    elif event.kind == "decisions.decide":
        owe_everyone(record, event=event)
    elif event.kind == "decisions.amend":
        owe_everyone(record.enquiry, event=event)
    elif event.kind in {"handover.end", "handover.send_elsewhere"}:
        owe_again(record, event=event)
    elif event.kind in ANSWERS and record.stage == AgencyRequest.Stage.ANSWERED_AFTER:
        owe_the_contributors(record.enquiry, at=event.at, by=the_system(), only=record)
    elif event.kind == "notify.take_back":
        take_back(record, event=event)


def some_child_stays_out_of_the_mash(contact: Contact) -> bool:
    """Children who go on to an enquiry are told of when it is decided; their brothers and sisters who do not, now.

    So each child is told of once, in one letter or the other, and nobody waits for a sibling's enquiry.
    """
    settled = Outcome.objects.filter(child__contact=contact, replaced_by=None, settled_at__isnull=False)
    return settled.exclude(outcome="MASH_ENQUIRY").exists()


def owe_the_referrer(contact: Contact, *, event: Event, enquiry: Enquiry | None = None) -> None:
    """The person who raised it; and for health, whose referrers work shifts, their organisation's safeguarding inbox too."""
    owe(by=event.by, at=event.at, contact=contact, enquiry=enquiry, to=To.REFERRER)
    agency = contact.referrer_agency
    if agency and agency.kind in HEALTH and agency.inbox and agency.inbox.casefold() != contact.referrer_email.casefold():
        owe(by=event.by, at=event.at, contact=contact, enquiry=enquiry, to=To.INBOX, agency=agency)


def owe_everyone(enquiry: Enquiry, *, event: Event) -> None:
    owe_the_referrer(enquiry.contact, event=event, enquiry=enquiry)
    owe_the_contributors(enquiry, at=event.at, by=event.by)


def owe_the_contributors(enquiry: Enquiry, *, at: datetime, by: User, only: AgencyRequest | None = None) -> None:
    """Each agency that answered; after the decision too (`only` that one, unless it was told already of what stands)."""
    answered = AgencyRequest.objects.filter(enquiry=enquiry).exclude(outcome="")
    if only:
        answered = answered.filter(agency=only.agency)
    held: dict[tuple[Agency, object], bool] = {}
    for request in answered.select_related("agency", "answered_by"):
        if request.agency_id == enquiry.contact.referrer_agency_id:
            continue  # they are told as the referrer
        key = request.agency, still_there(request)
        held[key] = held.get(key, False) or request.outcome == "HELD"
    for (agency, user), held_something in held.items():
        if only and (user != still_there(only) or _was_told(enquiry, agency, user, held_something)):
            continue
        owe(by=by, at=at, contact=enquiry.contact, enquiry=enquiry, to=To.CONTRIBUTOR, agency=agency, user=user, held_something=held_something)


def _was_told(enquiry: Enquiry, agency: Agency, user: User | None, held_something: bool) -> bool:
    """Of what stands now, and as much as they are to be told."""
    newest = Decision.objects.filter(enquiry=enquiry).order_by("-decided_at").values_list("decided_at", flat=True).first()
    told = Feedback.objects.filter(enquiry=enquiry, to=To.CONTRIBUTOR, agency=agency, user=user, owed_at__gte=newest, stage__in=["TOLD", "REPLIED"])
    return told.filter(profile="CONTINUING").exists() if held_something else told.exists()


def still_there(request: AgencyRequest):
    """Who answered, unless they have left that agency since: then it goes to its safeguarding inbox."""
    user = request.answered_by
    return user if user and user.is_active and user.agency == request.agency else None


def owe_again(handover: Handover, *, event: Event) -> None:
    """They were told that a team was asked to help, and now it is another, or none: they must hear that, too.

    Work that now goes to an enquiry is told of after the enquiry; a letter not yet sent about it is drafted afresh.
    """
    contact, new = handover.contact, Handover.objects.filter(follows=handover).first()
    if new and (new.outcome, new.to_team_id) == (handover.outcome, handover.to_team_id):
        return
    decided = Enquiry.objects.filter(contact=contact, decisions__child__in=handover.children.values("child"))
    enquiry = decided.order_by("-opened_at").first()
    if new and new.outcome == "MASH_ENQUIRY" and not contact.feedback.filter(kind="DECISION", stage="DUE", enquiry=enquiry).exists():
        return
    owe_the_referrer(contact, event=event, enquiry=enquiry)


def take_back(message: Message, *, event: Event) -> None:
    """Its message did not go, so they were not told."""
    feedback = Feedback.objects.filter(pk=message.about_id).first()
    if feedback:
        untell(feedback, by=event.by, at=event.at)
