"""Asking an agency, answering, showing, chasing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import Record, share
from frontdoor.foundations.record.refusals import Refused

from ..models import AgencyRequest, Enquiry, Item
from ..queries.answering import nobody_may_answer_for
from ..rules import what_a_question_needs, what_an_answer_needs
from ..unfinished import finished

Stage, Asked = Enquiry.Stage, AgencyRequest.Stage


@dataclass(frozen=True)
class Question:
    """One scoped question to one agency."""

    agency: Agency
    what: str
    why: str
    months_back: int
    lawful_basis: str
    people: list[str]


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


@action("Ask an agency", permission=May.ENQUIRE, on=Enquiry, allowed_from=[Stage.GATHERING], shown=True, keeps=("agency",))
def ask(
    enquiry: Enquiry, *, by: User, at: datetime, agency: Agency, what: str, why: str, months_back: int, lawful_basis: str,
    people: list[str],
) -> AgencyRequest:
    """One scoped question: what, why, how far back, on what basis. The agency is given this request and not the case.

    Share only what is necessary, and record the basis (Information sharing advice, DfE 2024).
    """
    if AgencyRequest.objects.filter(enquiry=enquiry, agency=agency, stage=Asked.ASKED).exists():
        raise Refused(f"{agency} was already asked and has not answered yet.", field="agency")
    if needs := what_a_question_needs(str(agency), what=what, why=why, months_back=months_back, basis=lawful_basis, people=people):
        raise Refused(needs[1], field=needs[0])
    return make_request(
        by=by, at=at, enquiry=enquiry, agency=agency, what=what, why=why, months_back=months_back, lawful_basis=lawful_basis,
        people=people,
    )


def ask_all(enquiry: Enquiry, *, by: User, at: datetime, questions: list[Question]) -> list[AgencyRequest]:
    """Several agencies in one go: all of them are asked, or none and a sentence says why."""
    with transaction.atomic():
        return [ask(enquiry, by=by, at=at, **vars(each)) for each in questions]


@action("Send a request", permission=May.ENQUIRE, shown=False)
def make_request(*, by: User, at: datetime, enquiry: Enquiry, agency: Agency, **question: Any) -> AgencyRequest:
    """The request, and word of it in the agency's own inbox."""
    request = AgencyRequest.objects.create(enquiry=enquiry, agency=agency, asked_at=at, owned_by=by.agency, **question)
    share(request, at=at, agency=agency, reason="Asked by the hub", basis=question["lawful_basis"])
    _tell_the_agency(request, kind="request", by=by, at=at)
    return request


def _tell_the_agency(request: AgencyRequest, *, kind: str, by: User, at: datetime) -> None:
    agency, page = request.agency, "letter" if nobody_may_answer_for(request.agency) else "request"
    if agency.inbox:
        post(
            by=by, at=at, kind=kind, to_address=agency.inbox, to_name=f"{agency.name}, safeguarding team"[:120], about=request,
            reference=request.enquiry.reference, path=f"/mash/{page}/{request.pk}/",
        )


@action("Follow the enquiry's rating", permission=May.ENQUIRE, on=AgencyRequest, allowed_from=[Asked.ASKED], shown=False)
def follow_rating(request: AgencyRequest, *, by: User, at: datetime) -> AgencyRequest:
    """The time an agency has to answer follows the rating of the enquiry."""
    return request


@action("Withdraw a request", permission=May.ENQUIRE, on=AgencyRequest, allowed_from=[Asked.ASKED], moves_to=Asked.WITHDRAWN)
def withdraw(request: AgencyRequest, *, by: User, at: datetime, why: str) -> AgencyRequest:
    """No longer needed, and why: the agency sees that nobody waits for it."""
    if not why.strip():
        raise Refused("Say why it is no longer needed.", field="why")
    request.why_not = why
    request.save(update_fields=["why_not"])
    finished(f"answer:{request.pk}")
    return request


@action(
    "Answer a request", permission=May.ANSWER, on=AgencyRequest, allowed_from=[Asked.ASKED],
    moves_to=[Asked.ANSWERED, Asked.ANSWERED_AFTER], keeps=("outcome",),
)
def answer(
    request: AgencyRequest, *, by: User, at: datetime, outcome: str, items: Iterable[Given] = (), searched: str = "",
    why_not: str = "", speak_to: str = "",
) -> AgencyRequest:
    """Held, nothing held, not searched, or cannot share: four different things, each with what makes it honest."""
    if by.agency != request.agency:
        raise Refused(f"This was asked of {request.agency}; only they can answer it.")
    return keep_answer(request, by=by, at=at, outcome=outcome, items=list(items), searched=searched, why_not=why_not, speak_to=speak_to)


def keep_answer(
    request: AgencyRequest, *, by: User, at: datetime, outcome: str, items: list[Given], searched: str, why_not: str, speak_to: str,
    told_by: str = "",
) -> AgencyRequest:
    """What was said, as the agency's own; within the action that says who may give it."""
    sensitive = [each for each in items if each.is_sensitive]
    if needs := what_an_answer_needs(
        outcome, items=len(items), searched=searched, why_not=why_not, speak_to=speak_to, sensitive=len(sensitive),
    ):
        raise Refused(needs[1], field=needs[0])
    for each in items:
        _give(request, each, at=at)
    request.outcome, request.searched, request.why_not, request.speak_to = outcome, searched, why_not, speak_to
    request.sensitive_items, request.answered_at, request.answered_by, request.told_by = len(sensitive), at, by, told_by
    # What comes after the decision must be read by somebody: the decision may have to be amended.
    request.stage = Asked.ANSWERED_AFTER if request.enquiry.stage == Stage.DECIDED else Asked.ANSWERED
    request.save()
    finished(f"answer:{request.pk}")
    return request


def _give(request: AgencyRequest, each: Given, *, at: datetime) -> Item:
    if not each.text.strip() or not each.source.strip():
        raise Refused("Each item needs its words and where they come from.", field="items")
    if each.happened_on and each.happened_on > at.date():
        raise Refused("Something held cannot have happened in the future.", field="items")
    circulation = Record.Circulation.NAMED if each.is_sensitive else Record.Circulation.HUB
    return Item.objects.create(
        request=request, owned_by=request.agency, circulation=circulation, given_at=at, text=each.text, source=each.source,
        person_text=each.person_text, child=each.child, happened_on=each.happened_on, is_opinion=each.is_opinion,
        is_sensitive=each.is_sensitive,
    )


@action(
    "Read an answer that came after the decision", permission=May.ENQUIRE, on=AgencyRequest, allowed_from=[Asked.ANSWERED_AFTER],
    moves_to=Asked.ANSWERED,
)
def read_late_answer(request: AgencyRequest, *, by: User, at: datetime, what_was_done: str) -> AgencyRequest:
    """Nothing that an agency gives goes unread: whether the decision stands, and what was done."""
    if not what_was_done.strip():
        raise Refused("Say what you did about it, even if the decision stands.", field="why")
    request.done_after = what_was_done
    request.save(update_fields=["done_after"])
    return request


@action("Show a sensitive item to a person", permission=May.ANSWER, on=Item, keeps=("to",))
def show_item(item: Item, *, by: User, at: datetime, to: User, reason: str) -> Item:
    """After they have spoken: the owning agency lets one named person in the hub read one item."""
    if by.agency != item.owned_by:
        raise Refused("Only the agency whose it is may show it.")
    if not to.may(May.SEE_HUB):
        raise Refused(f"{to} does not sit in the hub.", field="to")
    if not reason.strip():
        raise Refused("Say why they need it.", field="reason")
    share(item, at=at, user=to, reason=reason)
    return item


@action("Chase a late answer", permission=May.RUN, on=AgencyRequest, allowed_from=[Asked.ASKED])
def chase(request: AgencyRequest, *, by: User, at: datetime) -> AgencyRequest:
    """Word to the agency's inbox that the hub still waits; how often is kept for the area's own figures."""
    request.times_chased, request.last_chased_at = request.times_chased + 1, at
    request.save(update_fields=["times_chased", "last_chased_at"])
    _tell_the_agency(request, kind="chase", by=by, at=at)
    return request
