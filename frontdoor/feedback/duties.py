"""When somebody must be told: listens, as the clocks do, in the transaction of the action that makes it owed."""

from frontdoor.contacts.models import Contact
from frontdoor.foundations.record.models import Event
from frontdoor.mash.models import AgencyRequest, Enquiry
from frontdoor.screening.models import Outcome
from frontdoor.screening.rules import HANDED_ON

from .actions import acknowledge, owe
from .models import Feedback

To = Feedback.To


def listen(event: Event, record) -> None:
    """Received: acknowledge. Settled without an enquiry, or decided after one: everyone who raised it or contributed."""
    if event.kind == "contacts.receive_contact":
        acknowledge(by=event.by, at=event.at, contact=record)
    elif event.kind == "screening.settle":
        if not goes_to_the_mash(record):
            owe_the_referrer(record, event=event)
    elif event.kind == "decisions.decide":
        owe_the_referrer(record.contact, event=event, enquiry=record)
        owe_the_contributors(record, event=event)
    elif event.kind == "decisions.amend":
        owe_the_referrer(record.enquiry.contact, event=event, enquiry=record.enquiry)
        owe_the_contributors(record.enquiry, event=event)


def goes_to_the_mash(contact: Contact) -> bool:
    """Every child goes on to an enquiry: the decision to be told comes with the enquiry."""
    outcomes = Outcome.objects.filter(child__contact=contact, replaced_by=None).values_list("outcome", flat=True)
    return all(outcome == "MASH_ENQUIRY" for outcome in outcomes) and "MASH_ENQUIRY" in HANDED_ON


def owe_the_referrer(contact: Contact, *, event: Event, enquiry: Enquiry | None = None) -> None:
    owe(by=event.by, at=event.at, contact=contact, enquiry=enquiry, to=To.REFERRER)
    agency = contact.referrer_agency
    if agency and agency.inbox and agency.kind in {"HEALTH_TRUST", "GP_PRACTICE", "HEALTH_BOARD", "AMBULANCE", "MENTAL_HEALTH"}:
        owe(by=event.by, at=event.at, contact=contact, enquiry=enquiry, to=To.INBOX, agency=agency)


def owe_the_contributors(enquiry: Enquiry, *, event: Event) -> None:
    answered = AgencyRequest.objects.filter(enquiry=enquiry, stage=AgencyRequest.Stage.ANSWERED)
    for request in answered.select_related("agency", "answered_by"):
        if request.agency_id == enquiry.contact.referrer_agency_id:
            continue  # they are told as the referrer
        owe(by=event.by, at=event.at, contact=enquiry.contact, enquiry=enquiry, to=To.CONTRIBUTOR, agency=request.agency,
            user=request.answered_by)
