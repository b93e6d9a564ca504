"""Opening an enquiry, asking, answering, analysing, recommending."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import Record, share
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.actions import accept_for_mash
from frontdoor.handover.models import Handover

from .models import AgencyRequest, Enquiry, EnquiryChild, Item
from .rules import ANALYSIS, what_an_answer_needs, what_the_analysis_needs

Stage, Asked = Enquiry.Stage, AgencyRequest.Stage


@dataclass(frozen=True)
class Recommendation:
    child: ContactChild
    outcome: str
    level: int
    why: str


@dataclass(frozen=True)
class Given:
    """One item of an answer, as the agency gives it."""

    text: str
    source: str
    person_text: str = ""
    child: ContactChild | None = None
    happened_on: date | None = None
    is_opinion: bool = False
    is_sensitive: bool = False


@action("Open a MASH enquiry", permission=May.ENQUIRE, keeps=("rating", "handover"))
def open_enquiry(*, by: User, at: datetime, handover: Handover, rating: str, worker: User | None = None) -> Enquiry:
    """The MASH takes on what reception offered; the 48 hours count from when it was offered."""
    accept_for_mash(handover, by=by, at=at, worker_name=(worker or by).name)
    enquiry = Enquiry.objects.create(
        reference=f"{handover.contact.reference}/M{handover.contact.enquiries.count() + 1}", contact=handover.contact,
        handover=handover, rating=rating, worker=worker or by, opened_at=at, accepted_at=handover.offered_at, owned_by=by.agency,
    )
    for each in handover.children.select_related("child"):
        EnquiryChild.objects.create(enquiry=enquiry, child=each.child)
    return enquiry


@action("Change the rating", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING, Stage.AWAITING_DECISION], keeps=("rating",))
def rate(enquiry: Enquiry, *, by: User, at: datetime, rating: str, reason: str) -> Enquiry:
    """Red, amber or green, with the reason; every clock of the enquiry follows. The earlier rating is kept."""
    if not reason.strip():
        raise Refused("Say why the rating changes.", field="reason")
    enquiry.rating, enquiry.rating_reason = rating, reason
    enquiry.save(update_fields=["rating", "rating_reason"])
    for request in AgencyRequest.objects.filter(enquiry=enquiry, stage=Asked.ASKED):
        follow_rating(request, by=by, at=at)
    return enquiry


@action("Follow the enquiry's rating", permission=May.ENQUIRE, on=AgencyRequest, allowed_from=[Asked.ASKED], shown=False)
def follow_rating(request: AgencyRequest, *, by: User, at: datetime) -> AgencyRequest:
    """The time an agency has to answer follows the rating of the enquiry."""
    return request


@action("Give an enquiry to a worker", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING, Stage.AWAITING_DECISION], keeps=("worker",))
def allocate(enquiry: Enquiry, *, by: User, at: datetime, worker: User) -> Enquiry:
    if not worker.may(May.ENQUIRE):
        raise Refused(f"{worker} is not a MASH social worker.", field="worker")
    enquiry.worker = worker
    enquiry.save(update_fields=["worker"])
    return enquiry


@action("Ask an agency", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING], shown=True, keeps=("agency",))
def ask(
    enquiry: Enquiry, *, by: User, at: datetime, agency: Agency, what: str, why: str, months_back: int, lawful_basis: str,
    people: list[str],
) -> AgencyRequest:
    """One scoped question: what, why, how far back, on what basis. The agency is given this request and not the case."""
    if AgencyRequest.objects.filter(enquiry=enquiry, agency=agency, stage=Asked.ASKED).exists():
        raise Refused(f"{agency} was already asked and has not answered yet.", field="agency")
    for name, words in (("what", what), ("why", why)):
        if not words.strip():
            raise Refused(f"Tell {agency} {name} you are asking: a vague question gets a late answer.", field=name)
    return make_request(
        by=by, at=at, enquiry=enquiry, agency=agency, what=what, why=why, months_back=months_back, lawful_basis=lawful_basis,
        people=people,
    )


@action("Send a request", permission=May.ENQUIRE, shown=False)
def make_request(*, by: User, at: datetime, enquiry: Enquiry, agency: Agency, **question: Any) -> AgencyRequest:
    request = AgencyRequest.objects.create(enquiry=enquiry, agency=agency, asked_at=at, owned_by=by.agency, **question)
    share(request, at=at, agency=agency, reason="Asked by the hub", basis=question["lawful_basis"])
    return request


@action("Withdraw a request", permission=May.ENQUIRE, on=AgencyRequest, allowed_from=[Asked.ASKED], moves_to=Asked.WITHDRAWN)
def withdraw(request: AgencyRequest, *, by: User, at: datetime, why: str) -> AgencyRequest:
    if not why.strip():
        raise Refused("Say why it is no longer needed.", field="why")
    request.why_not = why
    request.save(update_fields=["why_not"])
    return request


@action(
    "Answer a request", permission=May.ANSWER, on=AgencyRequest, allowed_from=[Asked.ASKED], moves_to=Asked.ANSWERED, keeps=("outcome",),
)
def answer(
    request: AgencyRequest, *, by: User, at: datetime, outcome: str, items: list[Given] = (), searched: str = "",
    why_not: str = "", speak_to: str = "",
) -> AgencyRequest:
    """Held, nothing held, not searched, or cannot share: four different things, each with what makes it honest."""
    if by.agency != request.agency:
        raise Refused(f"This was asked of {request.agency}; only they can answer it.")
    if needs := what_an_answer_needs(outcome, items=len(items), searched=searched, why_not=why_not):
        raise Refused(needs[1], field=needs[0])
    sensitive = [each for each in items if each.is_sensitive]
    if (sensitive or outcome == "CANNOT_SHARE") and not speak_to.strip():
        raise Refused("Say whom the hub should speak to about what is held back.", field="speak_to")
    for each in items:
        _give(request, each, by=by, at=at)
    request.outcome, request.searched, request.why_not, request.speak_to = outcome, searched, why_not, speak_to
    request.sensitive_items, request.answered_at, request.answered_by = len(sensitive), at, by
    request.stage = Asked.ANSWERED
    request.save()
    return request


def _give(request: AgencyRequest, each: Given, *, by: User, at: datetime) -> Item:
    if not each.text.strip() or not each.source.strip():
        raise Refused("Each item needs its words and where they come from.", field="items")
    circulation = Record.Circulation.NAMED if each.is_sensitive else Record.Circulation.HUB
    return Item.objects.create(
        request=request, owned_by=by.agency, circulation=circulation, given_at=at, text=each.text, source=each.source,
        person_text=each.person_text, child=each.child, happened_on=each.happened_on, is_opinion=each.is_opinion,
        is_sensitive=each.is_sensitive,
    )


@action("Show a sensitive item to a person", permission=May.ANSWER, on=Item)
def show_item(item: Item, *, by: User, at: datetime, to: User, reason: str) -> Item:
    """After they have spoken: the owning agency lets one named person read one item."""
    if by.agency != item.owned_by:
        raise Refused("Only the agency whose it is may show it.")
    if not reason.strip():
        raise Refused("Say why they need it.", field="reason")
    share(item, at=at, user=to, reason=reason)
    return item


@action("Chase a late answer", permission=May.RUN, on=AgencyRequest, allowed_from=[Asked.ASKED])
def chase(request: AgencyRequest, *, by: User, at: datetime) -> AgencyRequest:
    request.times_chased, request.last_chased_at = request.times_chased + 1, at
    request.save(update_fields=["times_chased", "last_chased_at"])
    return request


@action("Write the analysis", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING], shown=False)
def write_analysis(enquiry: Enquiry, *, by: User, at: datetime, words: dict[str, str]) -> Enquiry:
    """Kept as it is written; nothing is lost when the telephone rings."""
    for field in ANALYSIS:
        if field in words:
            setattr(enquiry, field, words[field])
    enquiry.save(update_fields=list(ANALYSIS))
    return enquiry


@action(
    "Recommend", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING], moves_to=Stage.AWAITING_DECISION,
)
def recommend(
    enquiry: Enquiry, *, by: User, at: datetime, words: dict[str, str], recommendations: list[Recommendation],
    needed: list[Item] = (),
) -> Enquiry:
    """The social worker's analysis and a recommendation for each child; what it rests on is marked as needed."""
    if missing := what_the_analysis_needs(words):
        raise Refused(missing)
    for field in ANALYSIS:
        setattr(enquiry, field, words[field])
    enquiry.save(update_fields=list(ANALYSIS))
    given = {each.child.pk: each for each in recommendations}
    for row in enquiry.children.select_related("child"):
        said = given.get(row.child_id)
        if said is None or not said.why.strip():
            raise Refused(f"Recommend something for {row.child.name}, and say why.")
        row.recommended, row.recommended_level, row.recommended_why = said.outcome, said.level, said.why
        row.save(update_fields=["recommended", "recommended_level", "recommended_why"])
    Item.objects.filter(request__enquiry=enquiry, pk__in=[item.pk for item in needed]).update(is_needed=True)
    return enquiry


@action("Send back for more", permission=May.DECIDE, on=Enquiry, allowed_from=[Stage.AWAITING_DECISION], moves_to=Stage.GATHERING)
def ask_for_more(enquiry: Enquiry, *, by: User, at: datetime, why: str) -> Enquiry:
    """The manager needs more before deciding. The clock goes on."""
    if not why.strip():
        raise Refused("Say what is needed.", field="why")
    enquiry.not_known = f"{enquiry.not_known}\n\nThe manager asks: {why}"
    enquiry.save(update_fields=["not_known"])
    return enquiry
