"""Babies expected and born, and relatives of whom hardly anything is known: each a person of their own from the first word."""

from datetime import date, datetime, timedelta
from typing import Any

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import as_day
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused

from ..models import Person, Relationship
from .identity import add_person, correct
from .ties import relate

MOST_AT_ONCE, YOUNGEST = 6, 10
EARLIEST, LATEST = timedelta(weeks=20), timedelta(weeks=6)  # born so long before the date, or so long after it
NEWBORN = ("given_names", "family_name", "sex", "nhs_number", "nhs_number_status")


def may_be_a_mother(person: Person, *, on: date) -> bool:
    """Not a boy or man, an unborn baby or a child under ten; where it is not known, it may be so."""
    age = person.age_on(on)
    return person.sex != "M" and not person.is_unborn and (age is None or age >= YOUNGEST)


@action("Record an unborn baby", permission=May.LINK_PEOPLE, on=Person, keeps=("expected_on", "how_many"))
def expect(
    mother: Person, *, by: User, at: datetime, source: str, expected_on: date | None = None, how_many: int = 1,
    family_name: str = "",
) -> list[Person]:
    """Each baby is a person of their own, tied to the mother; twins to each other too. Source: pre-birth procedures: the unborn have
    no number, and are found by their mother and the date they are due."""
    if not may_be_a_mother(mother, on=as_day(at)):
        raise Refused(f"{mother.name} cannot be the mother: look at the sex and the date of birth on the record.")
    if not 1 <= how_many <= MOST_AT_ONCE:
        raise Refused(f"Say how many babies are expected, from 1 to {MOST_AT_ONCE}.", field="how_many")
    name = family_name.strip() or mother.family_name
    babies = [
        add_person(by=by, at=at, source=source, family_name=name, expected_on=expected_on, not_yet_born=True) for _ in range(how_many)
    ]
    for number, baby in enumerate(babies):
        relate(mother, by=by, at=at, other=baby, kind="MOTHER", source=source)
        for twin in babies[:number]:
            relate(baby, by=by, at=at, other=twin, kind="TWIN", source=source)
    return babies


@action("Record a birth", permission=May.LINK_PEOPLE, on=Person)
def born(person: Person, *, by: User, at: datetime, born_on: date, **known: Any) -> Person:
    """The unborn baby is the newborn: one record, found under both, with the date that was expected kept beside the birth."""
    if not person.is_unborn:
        raise Refused("The birth is recorded already. Correct the date of birth instead.")
    due = person.expected_on
    if due and not due - EARLIEST <= born_on <= due + LATEST:
        raise Refused(
            f"The baby was due on {due.day} {due:%B %Y}: that is too far from this date. Is it another baby?", field="born_on"
        )
    if unknown := set(known) - set(NEWBORN):
        raise Refused(f"“{min(unknown)}” cannot be said here.")
    given = {name: value for name, value in known.items() if value}
    correct(
        person, by=by, at=at, fields=["born_on", "birth_is_a_guess", "not_yet_born", *given],
        values={"born_on": born_on, "birth_is_a_guess": False, "not_yet_born": False, **given},
    )  # fmt: skip
    person.refresh_from_db()
    return person


@action("Say how somebody without a record is related", permission=May.LINK_PEOPLE, on=Person, keeps=("kind",))
def relate_somebody_new(other: Person, *, by: User, at: datetime, kind: str, scrap: str = "", source: str = "", **tie: Any) -> Relationship:
    """“Dave, the boyfriend”, or a father whom nobody names: a record of the words that were said, and no invented name."""
    words = scrap.strip() or ("Father, not known by name" if kind == "UNKNOWN_FATHER" else "")
    if not words:
        raise Refused("Say who it is, in the words you were told.", field="scrap")
    person = add_person(by=by, at=at, source=source or str(by), scrap=words)
    return relate(person, by=by, at=at, other=other, kind=kind, source=source, **tie)
