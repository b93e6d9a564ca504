"""How this capability's own rows are moved to the other of two people who were taken for one."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.record.refusals import Refused

from .identifiers import show_nhs_number
from .later import register
from .models import Person


def register_all() -> None:
    register("people.PersonName", says=_name, move=move)
    register("people.Identifier", says=_number, move=_move_number)
    register("people.Residence", says=_home, move=move)
    register("people.Involvement", says=_involvement, move=move, related=("agency", "team"))
    for field, other in (("person", "other"), ("other", "person")):
        register(
            "people.Relationship", field=field, says=_tie, move=_mover_of_ties(field, other), related=("person", "other"),
            seen_by=lambda rows, user, end=other: _both_ends(rows, user, end),
        )


def move(row: Any, *, person: Person, by: User, at: datetime, field: str = "person") -> None:
    setattr(row, field, person)
    row.save(update_fields=[field])


def _move_number(row: Any, *, person: Person, by: User, at: datetime) -> None:
    if type(row).objects.filter(person=person, kind=row.kind, value=row.value).exists():
        raise Refused(f"{person.reference} has the number {row.value} already, so it need not be moved.")
    move(row, person=person, by=by, at=at)


def _mover_of_ties(field: str, other: str):
    def mover(row: Any, *, person: Person, by: User, at: datetime) -> None:
        if getattr(row, f"{other}_id") == person.pk:
            raise Refused("Nobody is related to themselves: end that relationship instead.")
        said = {field: person, other: getattr(row, f"{other}_id"), "kind": row.kind, "to_on": None}
        if row.to_on is None and type(row).objects.filter(**said).exists():
            raise Refused(f"{person.reference} has this relationship already, so it need not be moved.")
        move(row, person=person, by=by, at=at, field=field)

    return mover


def _both_ends(rows: QuerySet, user: User, end: str) -> QuerySet:
    return rows.filter(**{f"{end}__in": Person.objects.visible_to(user).values("pk")})


def _name(row: Any) -> str:
    return f"The name {row.given_names} {row.family_name}".strip()


def _number(row: Any) -> str:
    return f"{CODES['identifier_kind'].label(row.kind)} {show_nhs_number(row.value)}"


def _home(row: Any) -> str:
    return "A protected address" if row.is_protected else f"The address {', '.join(filter(None, [row.address, row.postcode]))}"


def _involvement(row: Any) -> str:
    return f"The involvement of {row.team or row.agency}"


def _tie(row: Any) -> str:
    return f"{row.person.name} as {CODES['relationship'].label(row.kind).lower()} of {row.other.name}"
