"""The MASH's desk: open enquiries by due time, and what waits to be opened."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Team, User
from frontdoor.foundations.clocks.models import ClockRun, Face
from frontdoor.handover.models import Handover, HandoverChild

from ..models import AgencyRequest, Enquiry, EnquiryChild
from ..rules import answer_state
from .clocks import is_late, runs_of
from .identities import child, columns

A_PAGE = 100
OPEN = (Enquiry.Stage.GATHERING, Enquiry.Stage.AWAITING_DECISION)


@dataclass
class Asked:
    """One agency's gauge."""

    request: AgencyRequest
    state: str
    due_at: datetime | None


@dataclass
class Row:
    record: Any
    children: list[ContactChild]
    face: Face | None
    asked: list[Asked] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(each.request.is_answered for each in self.asked)

    @property
    def late(self) -> int:
        return sum(each.state == "late" for each in self.asked)


def _due() -> Subquery:
    return Subquery(ClockRun.objects.filter(record_id=OuterRef("pk"), stopped_at=None).values("due_at")[:1])


def _open(user: User) -> QuerySet:
    return Enquiry.objects.visible_to(user).filter(stage__in=OPEN).annotate(due_at=_due())


def filters(user: User, *, now: datetime) -> dict[str, Q]:
    """What the desk may be narrowed to, by the word in the address."""
    return {
        "": Q(), "mine": Q(worker=user), "unallocated": Q(worker=None), "awaiting": Q(stage=Enquiry.Stage.AWAITING_DECISION),
        "overdue": Q(due_at__lt=now),
    }


def counts(user: User, *, now: datetime) -> dict[str, int]:
    """How many are behind each word."""
    wanted = {name or "all": Count("pk", filter=narrowed) for name, narrowed in filters(user, now=now).items() if name}
    return _open(user).aggregate(all=Count("pk"), **wanted)


def etag(rows: list[Row], counts: dict[str, int]) -> str:
    """Changes whenever a row, a clock or a count on the desk does."""
    told = [
        (row.record.pk, row.record.version, row.face, [child.name for child in row.children], [(each.request.pk, each.state) for each in row.asked])
        for row in rows
    ]
    return f'"{sha256(repr((told, counts)).encode()).hexdigest()[:32]}"'


def enquiries(user: User, *, now: datetime, show: str = "", rating: str = "", skip: int = 0) -> tuple[list[Row], bool]:
    """A page of open enquiries, the most pressing first, and whether there are more."""
    requests = AgencyRequest.objects.visible_to(user).exclude(stage="WITHDRAWN").select_related("agency").order_by("agency__name")
    found = _open(user).filter(filters(user, now=now).get(show, Q()))
    if rating:
        found = found.filter(rating=rating)
    found = found.select_related("worker", "contact").prefetch_related(Prefetch("requests", queryset=requests, to_attr="asked"))
    children = EnquiryChild.objects.filter(enquiry=OuterRef("pk")).order_by("child__number")
    found = found.annotate(folded=columns(children, path="child__")).order_by("due_at", "pk")
    page = list(found[skip : skip + A_PAGE + 1])
    shown = page[:A_PAGE]
    runs = runs_of([*shown, *(request for each in shown for request in each.asked)])
    return [_row(each, runs, now=now) for each in shown], len(page) > A_PAGE


def _row(enquiry: Enquiry, runs: dict, *, now: datetime) -> Row:
    run = runs.get(enquiry.pk)
    row = Row(enquiry, [child(each) for each in enquiry.folded], run.face(now=now) if run else None)
    for request in enquiry.asked:
        run = runs.get(request.pk)
        state = answer_state(stage=request.stage, outcome=request.outcome, is_late=is_late(run, now=now))
        row.asked.append(Asked(request, state, run.due_at if run else None))
    return row


def to_open(user: User, *, now: datetime) -> list[Row]:
    """What reception offered to the MASH and nobody has opened yet."""
    found = Handover.objects.visible_to(user).filter(stage=Handover.Stage.OFFERED, to_team__function=Team.Function.MASH)
    children = HandoverChild.objects.filter(handover=OuterRef("pk")).order_by("child__number")
    found = found.select_related("contact").annotate(folded=columns(children, path="child__"), due_at=_due()).order_by("due_at", "pk")[:A_PAGE]
    found = list(found)
    runs = runs_of(found)
    return [
        Row(each, [child(one) for one in each.folded], runs[each.pk].face(now=now) if each.pk in runs else None) for each in found
    ]
