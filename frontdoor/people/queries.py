"""What the pages of people read, each through what the reader may see."""

import functools
import operator
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject

from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.filters import age

from .merging import fronts, leads_to, one_with
from .models import Identifier, Involvement, Merged, Person, PersonName, Relationship, Residence
from .proposing import proposed

FACTS = {  # what hangs on a person: the model, its fields, and the names of what it refers to
    "names": (PersonName, ("kind", "given_names", "family_name", "source", "from_on", "to_on"), {}),
    "identifiers": (Identifier, ("kind", "value", "is_verified", "source", "from_on", "to_on"), {}),
    "residences": (Residence, ("address", "postcode", "kind", "is_protected", "source", "from_on", "to_on"), {}),
    "involvements": (
        Involvement,
        ("kind", "worker_name", "worker_phone", "worker_email", "from_on", "to_on"),
        {"agency_named": "agency__name", "team_named": "team__name"},
    ),
}


OF_THE_POLICE = ("POLICE", "PNC")


def facts_of(person: Person, *, user: User, records: Iterable[Person] = ()) -> SimpleNamespace:
    """The names, numbers, addresses and involvements of one person, and of the records shown with theirs, in one query. The police's own numbers of them are for
    the hub and the police: to others they say only that the police know this person."""
    parts, pks = {}, [person.pk, *(each.pk for each in records)]
    for name, (model, fields, referred) in FACTS.items():
        told = {
            "id": F("pk"),
            **{field: F(field) for field in fields},
            **{key: F(path) for key, path in referred.items()},
        }
        rows = model.objects.filter(person__in=pks)
        if model is Identifier and not (user.may(May.SEE_HUB) or user.agency.kind == "POLICE"):
            rows = rows.exclude(kind__in=OF_THE_POLICE)
        rows = rows.order_by(F("from_on").desc(nulls_last=True), "-pk")
        parts[f"its_{name}"] = ArraySubquery(rows.values(told=JSONObject(**told)))
    row = Person.objects.filter(pk=person.pk).values(**parts).get()
    return SimpleNamespace(**{name: [_with_dates(each) for each in row[f"its_{name}"]] for name in FACTS})


def _with_dates(row: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(
        **{key: date.fromisoformat(value) if value and key.endswith("_on") else value for key, value in row.items()}
    )


def network_of(person: Person, *, user: User, records: Iterable[Person] = ()) -> list[dict[str, Any]]:
    """Everybody this person is related to and the reader may see, said as what they are to this person. Two queries."""
    ours = [person.pk, *(each.pk for each in records)]
    kin = Relationship.objects.filter(other__in=ours).values("person").union(Relationship.objects.filter(person__in=ours).values("other"))
    seen = Person.objects.visible_to(user).filter(pk__in=kin).values("pk")
    both = Relationship.objects.filter(Q(other__in=ours, person__in=seen) | Q(person__in=ours, other__in=seen))
    ends = [Q(**{end: OuterRef(one)}) for end in ("person", "into") for one in ("person", "other")]
    several = Merged.objects.filter(functools.reduce(operator.or_, ends), ended_at=None)  # nobody need ask further where nothing was merged
    ties = list(both.select_related("person", "other").annotate(several=Exists(several)))
    rows = [_as_seen_from(person, each, ours) for each in ties]
    shown = fronts([row["person"] for row in rows], user=user) if any(each.several for each in ties) else {row["person"].pk: row["person"] for row in rows}
    return sorted(
        _each_once(rows, shown=shown, but=person), key=lambda row: (row["ended"], row["lives_with"] is not True, row["has_pr"] is not True, row["name"])
    )


def _each_once(rows: list[dict[str, Any]], *, shown: dict[UUID, Person], but: Person) -> list[dict[str, Any]]:
    """One line for one human being and tie, under the record in front; nobody is shown as family of themselves."""
    kept: dict[tuple, dict[str, Any]] = {}
    for row in rows:
        front = shown[row["person"].pk]
        if front.pk != but.pk:
            kept.setdefault((front.pk, row["kind"], row["they_are"], row["to_on"]), {**row, "person": front, "name": front.name})
    return list(kept.values())


def beside(
    person: Person, *, network: list[dict[str, Any]], user: User, records: Iterable[Person] = ()
) -> list[Person]:
    """Those named together with this person in a contact, or at the same address, of whom nobody has said how they are
    related: shown, so that somebody asks. A protected address is never compared."""
    ours = [person.pk, *(each.pk for each in records)]
    together = person.in_contacts.model.objects.visible_to(user).filter(person__in=ours).values("contact")
    found = Person.objects.filter(in_contacts__contact__in=together).values("pk").union(
        Person.objects.filter(named_in_contacts__contact__in=together).values("pk")
    )
    if person.address and person.postcode and not person.address_is_protected:
        home = Person.objects.filter(postcode=person.postcode, address__iexact=person.address, address_is_protected=False)
        found = found.union(home.values("pk"))
    known = {*ours, *(row["person"].pk for row in network)}
    led_on = Merged.objects.filter(ended_at=None, into__in=Person.objects.visible_to(user).values("pk")).values("person")
    others = Person.objects.visible_to(user).filter(pk__in=found).exclude(pk__in=known).exclude(pk__in=led_on)
    return list(others.order_by("born_on", "pk")[:20])


def _as_seen_from(person: Person, row: Relationship, ours: list[UUID]) -> dict[str, Any]:
    they_are = row.other_id in ours
    them = row.person if they_are else row.other
    code = row.kind if they_are else CODES["relationship"].maps(row.kind).get("inverse", "")
    return {
        "pk": row.pk,
        "person": them,
        "name": them.name,
        "kind": code,
        "they_are": they_are,
        "relationship": CODES["relationship"].label(code)
        if code
        else f"{person.name} is their {CODES['relationship'].label(row.kind).lower()}",
        # Parental responsibility is held by the elder for the younger: said only where it is theirs for this person.
        "has_pr": row.has_parental_responsibility if they_are else None,
        "lives_with": row.lives_with,
        "source": row.source,
        "from_on": row.from_on,
        "to_on": row.to_on,
        "ended": bool(row.to_on),
    }


def open_relationship(person: UUID, pk: int, *, user: User) -> Relationship | None:
    """One that has not ended, between this person and somebody, both of whom the reader may see."""
    seen, ours = Person.objects.visible_to(user).values("pk"), one_with([person])[person]
    mine = Relationship.objects.filter(Q(person__in=ours) | Q(other__in=ours), person__in=seen, other__in=seen, to_on=None)
    return mine.filter(pk=pk).select_related("person", "other").first()


def open_involvement(person: UUID, pk: int, *, user: User) -> Involvement | None:
    seen, ours = Person.objects.visible_to(user).values("pk"), one_with([person])[person]
    rows = Involvement.objects.filter(person__in=ours, pk=pk, to_on=None).filter(person__in=seen)
    return rows.select_related("agency", "team", "person").first()


def person_named(pk: UUID | str, *, user: User) -> Person | None:
    return Person.objects.visible_to(user).filter(pk=pk).first()


def person_by_reference(reference: str, *, user: User) -> Person | None:
    """Whoever this reference leads to: of two records said to be one person, the one in front."""
    found = Person.objects.visible_to(user).filter(reference=reference.strip().upper()).first()
    return leads_to(found, user=user) if found else None


def any_person(pk: UUID) -> Person | None:
    """Whoever it is: for the log of who looked, which says nothing of what they saw."""
    return Person.objects.filter(pk=pk).first()


def proposed_kin(person: Person, *, user: User) -> list[tuple[str, str]]:
    """Those who share a home, a phone or a family name, as choices for a form: who may be family."""
    return [
        (str(each.person.pk), f"{each.person.name}, {_age(each.person)}{each.person.reference}")
        for each in proposed(person, user=user)
    ]


def _age(person: Person) -> str:
    return f"{age(person.born_on, None, person.expected_on)}, " if person.born_on or person.expected_on else ""


def agencies_and_teams() -> tuple[list[Agency], list[Team]]:
    """Those that still work, for a form."""
    teams = Team.objects.filter(ended_at=None, agency__ended_at=None).select_related("agency")
    return list(Agency.objects.filter(ended_at=None)), list(teams)


def addresses_of(person: Person) -> list[Residence]:
    """Every address, protected ones too: only for the page that opens with a reason."""
    return list(person.residences.order_by(F("to_on").desc(nulls_first=True), "-pk"))
