"""Who somebody may be, as it is shown at a desk: one proposal for one human being, leading to the record in front."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from frontdoor.foundations.access.models import User

from .apart import told_apart
from .matching import Match, likely, likely_for_all
from .merging import fronts, led, one_with
from .models import Identity, NotTheSame, Person


def proposed(as_given: Identity | dict[str, Any], *, user: User) -> list[Match]:
    """The people this may be. A known person is never proposed as themselves, nor as somebody they were told apart from."""
    matches = likely(as_given, user=user)
    pk = getattr(as_given, "pk", None)
    return _said_once({pk: matches}, user=user, is_known=isinstance(as_given, Person))[pk]


def proposed_for_all(rows: Iterable[Identity], *, user: User) -> dict[Any, list[Match]]:
    """The same for every person a contact names: a few queries more, however many there are."""
    return _said_once(likely_for_all(rows, user=user), user=user)


def _said_once(found: dict[Any, list[Match]], *, user: User, is_known: bool = False) -> dict[Any, list[Match]]:
    people = {match.person.pk: match.person for matches in found.values() for match in matches}
    if not people:
        return found
    named = [*people, *(pk for pk in found if isinstance(pk, UUID))]
    one = one_with(named) if any(each.several for each in people.values()) else {pk: [pk] for pk in named}
    shown = fronts(list(people.values()), user=user) if any(records[0] != pk for pk, records in one.items()) else people
    never = _never(found, {pk: set(one[pk]) for pk in people}, one, is_known)
    return {
        pk: led([each for each in matches if (pk, each.person.pk) not in never], user=user, shown=shown) for pk, matches in found.items()
    }


def _never(
    found: dict[Any, list[Match]], records: dict[UUID, set[UUID]], one: dict[UUID, list[UUID]], is_known: bool
) -> set[tuple[Any, UUID]]:
    """Whoever was said not to be one record of somebody is not any of them; and nobody is proposed as themselves."""
    merged = any(len(each) > 1 for each in records.values())
    every = set().union(*records.values())
    given = [pk for pk in found if isinstance(pk, UUID)]
    said = set(NotTheSame.objects.filter(as_given__in=given, person__in=every).values_list("as_given", "person")) if merged else set()
    apart = told_apart({*every, *(each for pk in given for each in one[pk])}) if is_known else set()
    return {
        (pk, person) for pk in given for person, them in records.items()
        if person in one[pk] or any((pk, each) in said for each in them)
        or any(frozenset((mine, each)) in apart for mine in one[pk] for each in them)
    }  # fmt: skip
