"""One enquiry as its page shows it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from frontdoor.contacts.models import ContactAdult, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import ClockRun, Face
from frontdoor.people.merging import RecordsOf
from frontdoor.people.models import Involvement
from frontdoor.screening.models import Outcome

from ..models import AgencyRequest, Enquiry, EnquiryChild, Item
from ..rules import answer_state
from .answering import somebody_may_answer
from .clocks import is_late, runs_of
from .identities import OF_ADULTS, adult, columns


@dataclass(frozen=True)
class Earlier:
    """A contact before this one about one of these children, and what came of it."""

    contact: str
    reference: str
    received_at: datetime
    source: str
    outcome: str
    decided: str
    children: tuple[str, ...]


@dataclass
class Family:
    rows: list[EnquiryChild]
    adults: list[ContactAdult]
    earlier: list[Earlier]

    @property
    def children(self) -> list[ContactChild]:
        return [row.child for row in self.rows]

    @property
    def not_linked(self) -> list[ContactChild]:
        return [child for child in self.children if child.person_id is None]


def family_of(enquiry: Enquiry, *, user: User) -> Family:
    """The children this reader may see, with their earlier contacts, and the adults named, in one query."""
    adults = ContactAdult.objects.filter(contact=enquiry.contact_id).order_by("number")
    rows = list(
        EnquiryChild.objects.filter(enquiry=enquiry, child__in=ContactChild.objects.visible_to(user)).select_related("child__person", "child__school", "child__gp")
        .annotate(earlier=_earlier(enquiry, user), adults=columns(adults, fields=OF_ADULTS), involved=_involved()).order_by("child__number")
    )
    return Family(rows, [adult(each) for each in rows[0].adults] if rows else [], _merged(rows))


def _involved() -> ArraySubquery:
    """Who works with the child now: new information goes to them and not round them."""
    now = Involvement.objects.filter(person=OuterRef("child__person"), to_on=None).exclude(kind="CLOSED").order_by("from_on")
    return ArraySubquery(now.values(folded=JSONObject(kind="kind", agency="agency__name", worker="worker_name", phone="worker_phone")))


def _earlier(enquiry: Enquiry, user: User) -> ArraySubquery:
    known = ContactChild.objects.visible_to(user).filter(person__in=RecordsOf(OuterRef("child__person"))).exclude(contact=enquiry.contact_id)
    first = Outcome.objects.visible_to(user).filter(child=OuterRef("pk"), replaced_by=None)
    # The decision's own table belongs to a later step; only its name is known here.
    decided = ContactChild.objects.filter(pk=OuterRef("pk"), decisions__amended_by=None, decisions__restricted=False)
    return ArraySubquery(
        known.order_by("-contact__received_at")[:20].values(folded=JSONObject(
            contact="contact_id", reference="contact__reference", received_at="contact__received_at", source="contact__source",
            outcome=Subquery(first.values("outcome")[:1]), decided=Subquery(decided.values("decisions__outcome")[:1]),
        ))
    )


def _merged(rows: list[EnquiryChild]) -> list[Earlier]:
    """One line a contact, however many of these children it was about; the newest first."""
    lines: dict[str, dict[str, Any]] = {}
    for row in rows:
        for each in row.earlier:
            line = lines.setdefault(each["contact"], {**each, "children": ()})
            line["children"] += (row.child.name,)
            line["outcome"], line["decided"] = line["outcome"] or each["outcome"], line["decided"] or each["decided"]
    made = [
        Earlier(**{
            **line, "received_at": datetime.fromisoformat(line["received_at"]), "outcome": line["outcome"] or "",
            "decided": line["decided"] or "",
        })
        for line in lines.values()
    ]
    return sorted(made, key=lambda each: each.received_at, reverse=True)


@dataclass(frozen=True)
class Shown:
    """One item, as this reader may see it."""

    pk: str
    text: str
    source: str
    person: str
    happened_on: date | None
    is_opinion: bool
    is_sensitive: bool
    is_needed: bool
    agency: str
    given_at: datetime


@dataclass
class Answer:
    """What one agency was asked and what it said: its gauge, and the items this reader may see."""

    request: AgencyRequest
    state: str
    run: ClockRun | None
    items: list[Shown] = field(default_factory=list)

    @property
    def withheld(self) -> int:
        """How many sensitive items there are that this reader was not shown."""
        return max(0, self.request.sensitive_items - sum(item.is_sensitive for item in self.items))


@dataclass
class Answers:
    """All the answers to an enquiry, its clock, and who else has it open."""

    face: Face | None
    rows: list[Answer]
    here: list[str] = field(default_factory=list)
    extra: str = ""

    @property
    def asked(self) -> int:
        return sum(row.state != "withdrawn" for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(row.request.is_answered for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.request.stage == "ASKED" for row in self.rows)

    @property
    def read(self) -> str:
        """Whose answers are on this page, for a form to say what its reader had before them."""
        return " ".join(str(row.request.pk) for row in self.rows if row.request.is_answered)

    @property
    def etag(self) -> str:
        """Changes whenever anything changes that the page shows."""
        told = [self.face, self.here, self.extra] + [
            (row.request.pk, row.request.version, row.state, row.request.times_chased, row.run and row.run.due_at, row.items)
            for row in self.rows
        ]
        return f'"{sha256(repr(told).encode()).hexdigest()[:32]}"'


ITEM = dict(
    pk="pk", text="text", source="source", person="person_text", happened_on="happened_on", is_opinion="is_opinion",
    is_sensitive="is_sensitive", is_needed="is_needed", agency="owned_by__name", given_at="given_at",
)


def answers_to(enquiry: Enquiry, *, user: User, now: datetime, here: list[str] = ()) -> Answers:
    """What was asked and answered. A sensitive item is in it only for its own agency and for whoever was shown it."""
    items = Item.objects.visible_to(user).filter(request=OuterRef("pk")).order_by("happened_on", "given_at", "pk")
    requests = list(
        AgencyRequest.objects.visible_to(user).filter(enquiry=enquiry).select_related("agency", "answered_by")
        .annotate(answers_for_itself=somebody_may_answer(OuterRef("agency")), folded=ArraySubquery(items.values(folded=JSONObject(**ITEM)))).order_by("agency__name", "asked_at")
    )
    runs = runs_of([enquiry, *requests])
    made = []
    for request in requests:
        run = runs.get(request.pk)
        state = answer_state(stage=request.stage, outcome=request.outcome, is_late=is_late(run, now=now))
        made.append(Answer(request, state, run, [_shown(each) for each in request.folded]))
    run = runs.get(enquiry.pk)
    return Answers(run.face(now=now) if run else None, made, list(here), extra=f"{enquiry.stage} {enquiry.rating} {enquiry.worker_id}")


def _shown(folded: dict[str, Any]) -> Shown:
    happened = folded["happened_on"]
    return Shown(**{
        **folded, "happened_on": date.fromisoformat(happened) if happened else None,
        "given_at": datetime.fromisoformat(folded["given_at"]),
    })


def items_shared(enquiry: Enquiry, *, user: User) -> list[Shown]:
    """For a team outside the hub: only the items that go on with the child, and none of the requests."""
    items = Item.objects.visible_to(user).filter(request__enquiry=enquiry).order_by("happened_on", "given_at", "pk")
    return [_shown(each) for each in items.values_list(JSONObject(**ITEM), flat=True)]


def sits_in_the_hub(user: User) -> bool:
    """Whether the whole enquiry may be read, or only what went on with a child."""
    return user.may(May.SEE_HUB)


