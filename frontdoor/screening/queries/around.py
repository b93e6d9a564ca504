"""What is known of the people a contact names, and of those near them: one query, whatever there is of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.people.merging import one_with
from frontdoor.people.models import Involvement, Person, Relationship

from ..models import Outcome

MOST = 200  # people looked at: the linked, the likely, and those nearby


@dataclass(frozen=True)
class Work:
    """Who is working with somebody now, and whom to ring."""

    kind: str
    worker_name: str
    worker_phone: str
    from_on: date
    agency: str
    team: str | None


@dataclass(frozen=True)
class Before:
    """One other contact about a person, with the outcome that reception settled for them."""

    pk: UUID
    reference: str
    received_at: datetime
    source: str
    stage: str
    name: str
    born_on: date | None
    expected_on: date | None
    settled: str
    may_be_seen: bool


@dataclass
class Around:
    working: dict[Any, list[Work]] = field(default_factory=dict)
    before: dict[Any, list[Before]] = field(default_factory=dict)
    nearby: list[tuple[Person, str]] = field(default_factory=list)


def around(contact: Contact, linked: dict[Any, Person], maybe: set, homes: list[tuple[str, str]], *, user: User) -> Around:
    """Open work and other contacts of the linked and the likely; the relatives of the linked, and who lives nearby.

    A page shows and counts those its reader may see; whether a manager looks again counts every contact (`actions.screen`). A protected address is found by nobody.
    """
    found = Around()
    if not (linked or maybe or homes):
        return found
    shown_as = _recorded_also(linked, maybe)
    linked = {**linked, **{record: linked[asked] for record, asked in shown_as.items() if asked in linked}}
    ours, tied = {*linked, *maybe, *shown_as}, _ties(linked)
    people = Person.objects.filter(pk__in=_near(ours, linked, homes)).annotate(
        may_be_seen=Exists(Person.objects.visible_to(user).filter(pk=OuterRef("pk"))),
        ties=ArraySubquery(tied.values(tie=JSONObject(kind="kind", person="person", other="other"))),
        working=ArraySubquery(_working()), before=ArraySubquery(_before(contact, user)),
    ).filter(Q(pk__in=ours) | Q(may_be_seen=True)).order_by("family_name", "given_names", "pk")
    for person in people[:MOST]:
        under = shown_as.get(person.pk, person.pk)
        if person.may_be_seen:
            work = [Work(**{**row, "from_on": date.fromisoformat(row["from_on"])}) for row in person.working or ()]
            found.working[under] = [*found.working.get(under, ()), *work]
        found.before[under] = [*found.before.get(under, ()), *(_read(row) for row in person.before or ())]
        if person.pk not in linked and person.may_be_seen and (why := _why_nearby(person, homes, linked)):
            found.nearby.append((person, why))
    return found


def _recorded_also(linked: dict[Any, Person], maybe: set) -> dict[UUID, UUID]:
    """Other records of the same human beings, and under whom what is known of them is shown."""
    asked = {*linked, *maybe}
    return {record: pk for pk, records in one_with(asked).items() for record in records if record not in asked}


def _near(ours: set, linked: dict[Any, Person], homes: list[tuple[str, str]]) -> QuerySet:
    """Their keys, each part found by its own index: an "or" over all would read every person there is."""
    at_home = Person.objects.filter(postcode__in={postcode for postcode, _ in homes}, address_is_protected=False)
    related = Relationship.objects.filter(to_on=None)
    return Person.objects.filter(pk__in=ours).values("pk").union(
        at_home.values("pk"), related.filter(other__in=linked).values("person"), related.filter(person__in=linked).values("other"),
    )


def _ties(linked: dict[Any, Person]) -> QuerySet:
    ends = Q(person=OuterRef("pk"), other__in=linked) | Q(other=OuterRef("pk"), person__in=linked)
    return Relationship.objects.filter(ends, to_on=None)


def _working() -> QuerySet:
    told = JSONObject(
        kind="kind", worker_name="worker_name", worker_phone="worker_phone", from_on="from_on", agency="agency__name", team="team__name",
    )
    return Involvement.objects.filter(person=OuterRef("pk"), to_on=None).order_by("-from_on").values(told=told)


def _before(contact: Contact, user: User) -> QuerySet:
    last = Outcome.objects.filter(child=OuterRef("pk"), replaced_by=None).values("outcome")[:1]
    rows = ContactChild.objects.filter(person=OuterRef("pk")).exclude(contact=contact).annotate(
        settled=Subquery(last), seen=Exists(Contact.objects.visible_to(user).filter(pk=OuterRef("contact"))),
    )
    return rows.order_by("-contact__received_at").values(told=JSONObject(
        pk="contact_id", reference="contact__reference", received_at="contact__received_at", source="contact__source", stage="contact__stage",
        given_names="given_names", family_name="family_name", born_on="born_on", expected_on="expected_on", settled=F("settled"), may_be_seen=F("seen"),
    ))


def _read(row: dict[str, Any]) -> Before:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("born_on", "expected_on")}
    child = ContactChild(given_names=row["given_names"], family_name=row["family_name"], **days)
    return Before(
        pk=UUID(row["pk"]), reference=row["reference"], received_at=datetime.fromisoformat(row["received_at"]), source=row["source"],
        stage=Contact.Stage(row["stage"]).label, name=child.name, settled=row["settled"] or "", may_be_seen=row["may_be_seen"], **days,
    )


def _why_nearby(person: Person, homes: list[tuple[str, str]], linked: dict[Any, Person]) -> str:
    for tie in person.ties or ():
        word = CODES["relationship"].label(tie["kind"]).lower()
        if tie["person"] == str(person.pk):
            return f"{word} of {linked[UUID(tie['other'])].name}"
        return f"{linked[UUID(tie['person'])].name} is their {word}"
    if person.address_is_protected:
        return ""
    near = [address for postcode, address in homes if postcode == person.postcode]
    if not near:
        return ""
    return "same address" if any(_plain(address) == _plain(person.address) for address in near) else "same postcode"


def _plain(address: str) -> str:
    return "".join(letter for letter in address.lower() if letter.isalnum())
