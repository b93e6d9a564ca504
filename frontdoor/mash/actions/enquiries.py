"""Opening an enquiry, rating it, giving it to a worker, analysing, recommending, sending back for more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.actions import accept_for_mash
from frontdoor.handover.models import Handover

from ..models import AgencyRequest, Enquiry, EnquiryChild, Item, Rating
from ..rules import ANALYSIS, what_a_recommendation_needs, what_the_analysis_needs
from ..unfinished import finished
from .requests import follow_rating

Stage, Asked = Enquiry.Stage, AgencyRequest.Stage


@dataclass(frozen=True)
class Recommendation:
    child: ContactChild
    outcome: str
    level: int
    why: str


@action("Open a MASH enquiry", permission=May.ENQUIRE, keeps=("rating", "handover"))
def open_enquiry(
    *, by: User, at: datetime, handover: Handover, rating: str, worker: User | None = None, unallocated: bool = False,
) -> Enquiry:
    """The MASH takes on what reception offered; the 48 hours count from when it was offered (Hampshire MASH protocol)."""
    if handover.to_team.function != "MASH":
        raise Refused(f"This was offered to {handover.to_team}, not to the MASH.")
    _known_rating(rating, at=at)
    worker = None if unallocated else worker or by
    accept_for_mash(handover, by=by, at=at, worker_name=worker.name if worker else "Nobody yet")
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=handover.contact_id)  # two may open at once: the numbers differ
    enquiry = Enquiry.objects.create(
        reference=f"{contact.reference}/M{contact.enquiries.count() + 1}", contact=contact, handover=handover, rating=rating,
        worker=worker, opened_at=at, accepted_at=handover.offered_at, owned_by=by.agency,
    )
    Rating.objects.create(enquiry=enquiry, rating=rating, reason="As opened", at=at, by=by)
    for each in handover.children.select_related("child"):
        EnquiryChild.objects.create(enquiry=enquiry, child=each.child)
    return enquiry


def _known_rating(rating: str, *, at: datetime) -> None:
    if not CODES["rating"].knows(rating, on=at):
        raise Refused("Choose red, amber or green.", field="rating")


@action("Change the rating", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING, Stage.AWAITING_DECISION], keeps=("rating",))
def rate(enquiry: Enquiry, *, by: User, at: datetime, rating: str, reason: str) -> Enquiry:
    """Red, amber or green, with the reason; every clock of the enquiry follows. The earlier rating is kept."""
    _known_rating(rating, at=at)
    if rating == enquiry.rating:
        raise Refused(f"It is rated {CODES['rating'].label(rating, on=at).lower()} already.", field="rating")
    if not reason.strip():
        raise Refused("Say why the rating changes.", field="reason")
    enquiry.rating, enquiry.rating_reason = rating, reason
    enquiry.save(update_fields=["rating", "rating_reason"])
    Rating.objects.create(enquiry=enquiry, rating=rating, reason=reason, at=at, by=by)
    for request in AgencyRequest.objects.filter(enquiry=enquiry, stage=Asked.ASKED):
        follow_rating(request, by=by, at=at)
    return enquiry


@action("Give an enquiry to a worker", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING, Stage.AWAITING_DECISION], keeps=("worker",))
def allocate(enquiry: Enquiry, *, by: User, at: datetime, worker: User) -> Enquiry:
    """One named social worker holds each enquiry."""
    if not worker.may(May.ENQUIRE):
        raise Refused(f"{worker} is not a MASH social worker.", field="worker")
    enquiry.worker = worker
    enquiry.save(update_fields=["worker"])
    return enquiry


@action("Mark what the analysis rests on", permission=May.ENQUIRE, on=Item, keeps=("needed",), shown=False)
def mark_needed(item: Item, *, by: User, at: datetime, needed: bool) -> Item:
    """What is needed goes on with the child; the rest stays in the hub when the enquiry closes below the threshold."""
    item.is_needed = needed
    item.save(update_fields=["is_needed"])
    return item


@action("Write the analysis", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING], shown=False)
def write_analysis(enquiry: Enquiry, *, by: User, at: datetime, words: dict[str, str]) -> Enquiry:
    """Saved for colleagues to read before it is complete."""
    _write(enquiry, words)
    return enquiry


def _write(enquiry: Enquiry, words: dict[str, str]) -> None:
    for field in ANALYSIS:
        if field in words:
            setattr(enquiry, field, words[field])
    enquiry.save(update_fields=list(ANALYSIS))


@action(
    "Recommend", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING], moves_to=Stage.AWAITING_DECISION,
)
def recommend(
    enquiry: Enquiry, *, by: User, at: datetime, words: dict[str, str], recommendations: list[Recommendation],
    needed: Iterable[Item] | None = None,
) -> Enquiry:
    """The social worker's analysis and a recommendation for each child; what it rests on is marked as needed."""
    if missing := what_the_analysis_needs(words):
        raise Refused(missing)
    _write(enquiry, words)
    given = {each.child.pk: each for each in recommendations}
    for row in enquiry.children.select_related("child"):
        said = given.get(row.child_id)
        known = bool(said) and CODES["mash_outcome"].knows(said.outcome, on=at)
        if missing := what_a_recommendation_needs(row.child.name, said, known=known):
            raise Refused(missing)
        row.recommended, row.recommended_level, row.recommended_why = said.outcome, said.level, said.why
        row.save(update_fields=["recommended", "recommended_level", "recommended_why"])
    if needed is not None:
        _rests_on(enquiry, needed, by=by)
    finished(f"analysis:{enquiry.pk}")
    return enquiry


def _rests_on(enquiry: Enquiry, needed: Iterable[Item], *, by: User) -> None:
    """Ticked is needed and unticked is not, for those items the worker could see."""
    seen, ticked = Item.objects.visible_to(by).filter(request__enquiry=enquiry), {item.pk for item in needed}
    for item in seen:
        if item.is_needed != (item.pk in ticked):
            item.is_needed = item.pk in ticked
            item.save(update_fields=["is_needed"])


@action("Send back for more", permission=May.DECIDE, on=Enquiry, allowed_from=[Stage.AWAITING_DECISION], moves_to=Stage.GATHERING)
def ask_for_more(enquiry: Enquiry, *, by: User, at: datetime, why: str) -> Enquiry:
    """The manager needs more before deciding. The clock goes on."""
    if not why.strip():
        raise Refused("Say what is needed.", field="why")
    enquiry.more_wanted = why
    enquiry.save(update_fields=["more_wanted"])
    return enquiry
