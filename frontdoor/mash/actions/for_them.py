"""The answer of an agency of which nobody may sign in and answer: by its inbox, or told to the hub by telephone."""

from collections.abc import Iterable
from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share
from frontdoor.foundations.record.refusals import MayNot, Refused

from ..models import AgencyRequest
from ..queries.answering import answers_by_letter, nobody_may_answer_for
from .requests import Given, keep_answer

Asked = AgencyRequest.Stage
ANSWERED = [Asked.ANSWERED, Asked.ANSWERED_AFTER]


@action("Open a request by its address", permission=None, shown=False)
def open_letter(*, by: User, at: datetime, request: AgencyRequest) -> AgencyRequest:
    """Whoever proves, by a code sent to it, that they read the agency's inbox sees this one request; nobody else learns of it."""
    if not answers_by_letter(by, request):
        raise MayNot("Not found, or not shared with you.")
    share(request, at=at, user=by, reason="It was sent to their verified address", basis=request.lawful_basis)
    return request


@action("Answer by letter", permission=May.REFER, on=AgencyRequest, allowed_from=[Asked.ASKED], moves_to=ANSWERED, keeps=("outcome",))
def answer_by_letter(
    request: AgencyRequest, *, by: User, at: datetime, told_by: str, outcome: str, items: Iterable[Given] = (), searched: str = "",
    why_not: str = "", speak_to: str = "",
) -> AgencyRequest:
    """A surgery with nobody who may answer here answers what it was asked, and nothing else, from the inbox it was asked at."""
    if not answers_by_letter(by, request):
        raise MayNot(f"Only whoever reads the inbox of {request.agency} can answer this here.")
    return _said(request, by=by, at=at, told_by=told_by, outcome=outcome, items=items, searched=searched, why_not=why_not, speak_to=speak_to)


@action("Record an answer told by telephone", permission=May.ENQUIRE, on=AgencyRequest, allowed_from=[Asked.ASKED], moves_to=ANSWERED, keeps=("outcome",))
def answer_by_telephone(
    request: AgencyRequest, *, by: User, at: datetime, told_by: str, outcome: str, items: Iterable[Given] = (), searched: str = "",
    why_not: str = "", speak_to: str = "",
) -> AgencyRequest:
    """The hub writes down what somebody there said, as theirs: their name is with it, and the agency owns it."""
    if not nobody_may_answer_for(request.agency):
        raise Refused(f"{request.agency} signs in and answers for itself. Ask them to look at their list.")
    return _said(request, by=by, at=at, told_by=told_by, outcome=outcome, items=items, searched=searched, why_not=why_not, speak_to=speak_to)


def _said(request: AgencyRequest, *, told_by: str, items: Iterable[Given], **given) -> AgencyRequest:
    items = list(items)
    if not told_by.strip():
        raise Refused("Write the name and the job of the person who answers.", field="told_by")
    if any(each.is_sensitive for each in items):
        raise Refused("Nobody there could show a sensitive item to anybody. Leave it out, and say whom the hub should speak to.", field="items")
    return keep_answer(request, told_by=told_by.strip(), items=items, **given)
