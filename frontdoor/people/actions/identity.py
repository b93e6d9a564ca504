"""Who somebody is: adding them, and correcting and adding to what is known. What it was before is kept."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import as_day
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.refusals import Refused

from ..cards import keep
from ..keys import keys
from ..models import Identifier, Identity, Person, PersonName, Residence

IDENTITY_FIELDS = tuple(field.name for field in Identity._meta.get_fields())
CORRECTED = (*IDENTITY_FIELDS, "preferred_name", "died_on", "nhs_number_status", "about_age", "about_age_on")
STAYED_AT = ("SCHOOL", "HOSPITAL")  # somebody is there, and lives where they lived
NUMBERS = {"NHS": "nhs_number", "UPN": "upn"}


def _reference() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('people_person_reference')")
        return f"P{cursor.fetchone()[0]:07d}"


def keys_of(person: Person) -> list[str]:
    """What a search can find this person by. Never a protected address: being found by it would give it away."""
    names = [(person.preferred_name, person.family_name)] if person.preferred_name else []
    homes = [] if person.address_is_protected else [(person.address, person.postcode)]
    if not person._state.adding:
        names += list(person.names.values_list("given_names", "family_name"))
        homes += list(person.residences.filter(is_protected=False).values_list("address", "postcode"))
    return keys(
        given_names=person.given_names,
        family_name=person.family_name,
        born_on=person.born_on,
        expected_on=person.expected_on,
        nhs_number=person.nhs_number,
        upn=person.upn,
        phone=person.phone,
        other_names=names,
        other_homes=homes,
    )


def _save(person: Person) -> Person:
    person.match_keys = keys_of(person)
    person.save()
    keep(person)
    return person


@action("Add a person", permission=May.LINK_PEOPLE, keeps=("source",))
def add_person(*, by: User, at: datetime, source: str, **identity: Any) -> Person:
    """Record somebody not known before, even from a scrap ("Dave, the boyfriend"), with who told us."""
    if not any(identity.get(field) for field in ("given_names", "family_name", "scrap", "expected_on", "not_yet_born")):
        raise Refused("Give at least one name, or a few words that say who this is.", field="given_names")
    person = Person(reference=_reference(), owned_by=the_hub(), **identity)
    _check_dates(person, on=as_day(at))
    person.match_keys = keys_of(person)
    person.save(force_insert=True)
    for kind, field in NUMBERS.items():
        if number := getattr(person, field):
            Identifier.objects.create(person=person, kind=kind, value=number, source=source, from_on=as_day(at))
    if person.address or person.postcode:
        Residence.objects.create(
            person=person, address=person.address, postcode=person.postcode, is_protected=person.address_is_protected, source=source,
            from_on=as_day(at),
        )
    keep(person)
    return person


def _check_dates(person: Person, *, on: date) -> None:
    """Nobody is born after today, dies before they are born, or is older than anybody has been."""
    if person.born_on and person.born_on > on:
        raise Refused(
            "Nobody is born in the future. For a baby not yet born, give the date it is due.", field="born_on"
        )
    if person.born_on and on.year - person.born_on.year > 125:
        raise Refused("That would make them more than 125 years old. Check the year.", field="born_on")
    if person.born_on and person.died_on and person.died_on < person.born_on:
        raise Refused("The date of death is before the date of birth.", field="died_on")
    if person.died_on and person.died_on > on:
        raise Refused("The date of death is in the future.", field="died_on")


@action("Correct a person's details", permission=May.LINK_PEOPLE, on=Person, keeps=("fields",))
def correct(person: Person, *, by: User, at: datetime, fields: list[str], values: dict[str, Any]) -> Person:
    """Change what is known of a person. The earlier value stays: in the row changes, and earlier names, numbers and
    addresses beside the new ones. An unborn child becomes the newborn when the date of birth is given."""
    for name in fields:
        if name not in CORRECTED:
            raise Refused(f"“{name}” cannot be corrected here.")
    earlier = {name: getattr(person, name) for name in CORRECTED}
    for name in fields:
        setattr(person, name, values[name])
    _check_dates(person, on=as_day(at))
    if not (person.given_names or person.family_name or person.scrap or person.is_unborn):
        raise Refused("Leave at least one name, or a few words that say who this is.", field="given_names")
    _keep_earlier_name(person, earlier, by=by, at=at)
    for kind, field in NUMBERS.items():
        if field in fields:
            _keep_earlier_number(person, kind, getattr(person, field), by=by, at=at)
    if {"address", "postcode", "address_is_protected"} & set(fields):
        _keep_earlier_home(person, earlier, by=by, at=at)
    return _save(person)


def _keep_earlier_name(person: Person, earlier: dict[str, Any], *, by: User, at: datetime) -> None:
    was, now = (earlier["given_names"], earlier["family_name"]), (person.given_names, person.family_name)
    if was != now and any(was):
        PersonName.objects.create(
            person=person,
            kind=PersonName.Kind.FORMER,
            given_names=was[0],
            family_name=was[1],
            source=str(by),
            to_on=as_day(at),
        )


def _keep_earlier_number(person: Person, kind: str, number: str, *, by: User, at: datetime) -> None:
    Identifier.objects.filter(person=person, kind=kind, to_on=None).exclude(value=number).update(to_on=as_day(at))
    if number:
        found, _ = Identifier.objects.get_or_create(
            person=person, kind=kind, value=number, defaults={"source": str(by), "from_on": as_day(at)}
        )
        if found.to_on:
            found.to_on = None
            found.save(update_fields=["to_on"])


def _keep_earlier_home(person: Person, earlier: dict[str, Any], *, by: User, at: datetime) -> None:
    here = Residence.objects.filter(person=person, address=earlier["address"], postcode=earlier["postcode"], to_on=None)
    if (earlier["address"], earlier["postcode"]) == (person.address, person.postcode):
        here.update(is_protected=person.address_is_protected)  # the same home, now protected or no longer
        return
    here.update(to_on=as_day(at))
    if person.address or person.postcode:
        Residence.objects.create(
            person=person,
            address=person.address,
            postcode=person.postcode,
            from_on=as_day(at),
            is_protected=person.address_is_protected,
            source=str(by),
        )


@action("Record another name", permission=May.LINK_PEOPLE, on=Person, keeps=("kind",))
def add_name(
    person: Person,
    *,
    by: User,
    at: datetime,
    kind: str,
    given_names: str = "",
    family_name: str = "",
    source: str = "",
) -> PersonName:
    """A name they also go by, or went by: from now on they are found under it."""
    if not (given_names.strip() or family_name.strip()):
        raise Refused("Give the name.", field="given_names")
    found, _ = PersonName.objects.get_or_create(
        person=person,
        kind=kind,
        given_names=given_names,
        family_name=family_name,
        defaults={"source": source, "from_on": as_day(at)},
    )
    _save(person)
    return found


@action("Record an address", permission=May.LINK_PEOPLE, on=Person, keeps=("kind", "from_on"))
def add_address(
    person: Person,
    *,
    by: User,
    at: datetime,
    address: str,
    postcode: str = "",
    kind: str = "HOME",
    is_protected: bool = False,
    source: str = "",
    from_on: date | None = None,
    lives_there: bool = True,
) -> Residence:
    """Where they live, also live, or lived. A refuge is always protected: its address is never shown or inherited."""
    if not (address.strip() or postcode.strip()):
        raise Refused("Give the address, or as much of it as is known.", field="address")
    protected = is_protected or kind == "REFUGE"
    if lives_there and kind not in STAYED_AT:
        Residence.objects.filter(
            person=person, to_on=None, kind__in=["HOME", "TEMPORARY", "REFUGE", "PLACEMENT", "NO_FIXED", "PRISON"]
        ).update(to_on=from_on or as_day(at))
        person.address, person.postcode, person.address_is_protected = address, postcode, protected
    made = Residence.objects.create(
        person=person,
        address=address,
        postcode=postcode,
        kind=kind,
        is_protected=protected,
        source=source,
        from_on=from_on,
        to_on=None if lives_there or kind != "PREVIOUS" else as_day(at),
    )
    _save(person)
    return made


@action("Record a number", permission=May.LINK_PEOPLE, on=Person, keeps=("kind",))
def add_identifier(
    person: Person,
    *,
    by: User,
    at: datetime,
    kind: str,
    value: str,
    source: str,
    is_verified: bool = False,
) -> Identifier:
    """A number another system knows them by. One of a kind they have already is kept beside it, ended."""
    if not value.strip():
        raise Refused("Give the number.", field="value")
    if kind in NUMBERS:
        setattr(person, NUMBERS[kind], value)
        Identifier.objects.filter(person=person, kind=kind, to_on=None).exclude(value=value).update(to_on=as_day(at))
    found, made = Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        value=value,
        defaults={"source": source, "is_verified": is_verified, "from_on": as_day(at)},
    )
    if not made and (found.to_on or is_verified and not found.is_verified):
        found.to_on, found.is_verified = None, is_verified or found.is_verified
        found.save(update_fields=["to_on", "is_verified"])
    _save(person)
    return found
