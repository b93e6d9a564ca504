"""Pairs of known people of whom somebody said that they are two: proposed no more, whatever the matching finds."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from frontdoor.foundations.access.models import User

from .sameness import Apart


def told_apart(people: Iterable[UUID]) -> set[frozenset[UUID]]:
    """Of these people, the pairs that were told apart. One query."""
    pks = list(people)
    rows = Apart.objects.filter(first__in=pks, second__in=pks).values_list("first", "second") if len(pks) > 1 else ()
    return {frozenset(pair) for pair in rows}


def apart_from(person: UUID) -> set[UUID]:
    """Everybody who was told apart from this person."""
    rows = Apart.objects.filter(Q(first=person) | Q(second=person)).values_list("first", "second")
    return {pk for pair in rows for pk in pair} - {person}


def keep_apart(one: UUID, other: UUID, *, by: User, at: datetime, reason: str) -> Apart:
    """Within an action. Said twice, it stands as it was said first."""
    first, second = in_order(one, other)
    found, _ = Apart.objects.get_or_create(first_id=first, second_id=second, defaults={"by": by, "at": at, "reason": reason})
    return found


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """As the database orders them: by their bytes."""
    return (one, other) if one.bytes < other.bytes else (other, one)
