"""What may be done about who is who."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.refusals import Refused

from .keys import keys
from .models import Identifier, Identity, Involvement, NotTheSame, Person, Relationship, Residence

IDENTITY_FIELDS = tuple(field.name for field in Identity._meta.get_fields())


def _reference() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('people_person_reference')")
        return f"P{cursor.fetchone()[0]:07d}"


def keys_of(person: Person) -> list[str]:
    """What a search can find this person by. Never a protected address: being found by it would give it away."""
    names = [(person.preferred_name, person.family_name)] if person.preferred_name else []
    postcodes = [] if person.address_is_protected else [person.postcode]
    if not person._state.adding:
        names += list(person.names.values_list("given_names", "family_name"))
        postcodes += list(person.residences.filter(is_protected=False).values_list("postcode", flat=True))
    return keys(
        given_names=person.given_names, family_name=person.family_name, born_on=person.born_on,
        expected_on=person.expected_on, nhs_number=person.nhs_number, upn=person.upn, phone=person.phone,
        other_names=names, other_postcodes=postcodes,
    )


@action("Add a person", permission=May.LINK_PEOPLE, keeps=("source",))
def add_person(*, by: User, at: datetime, source: str, **identity: Any) -> Person:
    """Record somebody not known before, even from a scrap ("Dave, the boyfriend"), with who told us."""
    if not any(identity.get(field) for field in ("given_names", "family_name", "scrap", "expected_on")):
        raise Refused("Give at least one name, or a few words that say who this is.", field="given_names")
    person = Person(reference=_reference(), owned_by=the_hub(), **identity)
    person.match_keys = keys_of(person)
    person.save(force_insert=True)
    if person.nhs_number:
        Identifier.objects.create(person=person, kind="NHS", value=person.nhs_number, source=source, from_on=at.date())
    if person.upn:
        Identifier.objects.create(person=person, kind="UPN", value=person.upn, source=source, from_on=at.date())
    if person.address:
        Residence.objects.create(
            person=person, address=person.address, postcode=person.postcode, is_protected=person.address_is_protected,
            source=source, from_on=at.date(),
        )
    return person


@action("Say how two people are related", permission=May.LINK_PEOPLE, on=Person, keeps=("other", "kind"))
def relate(
    person: Person, *, by: User, at: datetime, other: Person, kind: str, has_parental_responsibility: bool | None = None,
    lives_with: bool | None = None, source: str = "",
) -> Relationship:
    """`person` is the `kind` (code set relationship) of `other`. Saying it twice changes nothing."""
    found, _ = Relationship.objects.get_or_create(
        person=person, other=other, kind=kind, to_on=None,
        defaults={
            "has_parental_responsibility": has_parental_responsibility, "lives_with": lives_with, "source": source,
            "from_on": None,
        },
    )
    return found


@action("Correct a person's details", permission=May.LINK_PEOPLE, on=Person, keeps=("fields",))
def correct(person: Person, *, by: User, at: datetime, fields: list[str], values: dict[str, Any]) -> Person:
    """Change what is known of a person; the earlier value stays in the row changes, and old addresses in residences."""
    if "address" in fields and values["address"] and values["address"] != person.address:
        Residence.objects.filter(person=person, to_on=None).update(to_on=at.date())
        Residence.objects.create(
            person=person, address=values["address"], postcode=values.get("postcode", ""), from_on=at.date(),
            is_protected=values.get("address_is_protected", False), source=str(by),
        )
    for name in fields:
        if name not in (*IDENTITY_FIELDS, "preferred_name", "died_on"):
            raise Refused(f"“{name}” cannot be corrected here.")
        setattr(person, name, values[name])
    person.match_keys = keys_of(person)
    person.save()
    return person


@action("Record who is involved", permission=May.LINK_PEOPLE, on=Person, keeps=("agency", "kind"))
def involve(
    person: Person, *, by: User, at: datetime, agency: Agency, kind: str, from_on: date, team: Team | None = None,
    worker_name: str = "", worker_phone: str = "", worker_email: str = "",
) -> Involvement:
    """Somebody is working with this person: new information goes to them, not round them."""
    return Involvement.objects.create(
        person=person, agency=agency, team=team, kind=kind, from_on=from_on, worker_name=worker_name,
        worker_phone=worker_phone, worker_email=worker_email,
    )


@action("End an involvement", permission=May.LINK_PEOPLE, on=Person, keeps=("involvement",))
def end_involvement(person: Person, *, by: User, at: datetime, involvement: Involvement) -> Involvement:
    involvement.to_on = at.date()
    involvement.save(update_fields=["to_on"])
    return involvement


@action("Say that somebody is not this person", permission=May.LINK_PEOPLE, on=Person, keeps=("as_given",), shown=False)
def tell_apart(person: Person, *, by: User, at: datetime, as_given: Any, reason: str = "") -> NotTheSame:
    """A person looked and says these are two people: never proposed again."""
    found, _ = NotTheSame.objects.get_or_create(as_given=getattr(as_given, "pk", as_given), person=person, defaults={"reason": reason})
    return found
