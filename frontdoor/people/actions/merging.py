"""Saying that two records are one human being, and taking that back. Both originals are kept; nothing is moved by a merge."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused

from ..apart import keep_apart
from ..conflicts import conflicts
from ..later import move_to, recorded_since
from ..merging import one_with
from ..models import Merged, Person
from .duplicates import settle, settle_as_two, waiting_among
from .identity import keys_of

ONE_AT_A_TIME = 7604  # the key of the lock under which all merges are made: they are few, and a chain must not be split


@action("Say that two records are one person", permission=May.LINK_PEOPLE, keeps=("person", "into", "despite"), shown=False)
def merge(*, by: User, at: datetime, person: Person, into: Person, reason: str, despite: bool = False) -> Person:
    """From now on `person` is the same as `into`, whose record stays in front. Only by somebody who may see both."""
    _one_at_a_time()
    records = one_with([person.pk, into.pk])
    front, seen = records[into.pk][0], _both({person.pk, into.pk, records[into.pk][0]}, by=by)
    _not_one_already(seen[person.pk], records)
    if not reason.strip():
        raise Refused("Say why they are one person, in a sentence that somebody else can check.", field="reason")
    if any(each.sealed for each in seen.values()):
        raise Refused("A sealed identity is never joined to another record.")
    if conflicts(seen[person.pk], seen[front]) and not despite:
        raise Refused("Something speaks against it. Look at each, and say that you did.", field="despite")
    Merged.objects.create(person=seen[person.pk], into=seen[front], reason=reason.strip(), at=at, by=by)
    settle([*records[person.pk], *records[into.pk]], by=by, at=at, reason=reason)
    return seen[front]


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _both(pks: set[UUID], *, by: User) -> dict[UUID, Person]:
    """All of them, locked and in one order; none where one of them may not be seen."""
    rows = Person.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    found = {each.pk: each for each in rows}
    if set(found) != pks:
        raise Refused("Only somebody who may see both records may say this. If one is restricted, ask those named on it.")
    return found


def _not_one_already(person: Person, records: dict[UUID, list[UUID]]) -> None:
    fronts = {found[0] for found in records.values()}
    if len(fronts) == 1:
        raise Refused("These records are one person already.")
    held = Merged.objects.filter(person=person, ended_at=None).select_related("into", "by").first()
    if held:
        raise Refused(f"{person.reference} was said to be the same person as {held.into.reference} meanwhile, by {held.by}. Look at that first.")


@action("Say that two records are two people after all", permission=May.LINK_PEOPLE, keeps=("merged", "moved"), shown=False)
def unmerge(*, by: User, at: datetime, merged: Merged, why: str, moved: Iterable[str] = ()) -> Person:
    """Both are as they were. What was recorded since stays where it was recorded, but for what is said here to be the other's."""
    _one_at_a_time()
    held = Merged.objects.select_for_update(of=("self",)).select_related("person", "into").get(pk=merged.pk)
    if held.ended_at:
        raise Refused(f"That was taken back already, by {held.ended_by}.")
    seen = _both({held.person_id, held.into_id}, by=by)
    if not why.strip():
        raise Refused("Say why they are two people, in a sentence that somebody else can check.", field="why")
    moved = list(moved)
    later = {each.key: each for each in recorded_since(held, user=by)} if moved else {}
    if not set(moved) <= set(later):
        raise Refused("Something was recorded or moved meanwhile. Look at the list again.")
    held.ended_at, held.ended_by, held.why_ended = at, by, why.strip()
    held.save(update_fields=["ended_at", "ended_by", "why_ended"])
    keep_apart(held.person_id, held.into_id, by=by, at=at, reason=why.strip())
    for key in moved:  # after it has ended: until then every link leads to the record in front
        move_to(later[key], seen[held.person_id], by=by, at=at)
    if moved:
        for each in seen.values():
            _found_by_what_they_have(each)
    return seen[held.into_id]


def _found_by_what_they_have(person: Person) -> None:
    now = Person.objects.get(pk=person.pk)
    now.match_keys = keys_of(now)
    now.save(update_fields=["match_keys"])


@action("Say that two known people are two", permission=May.LINK_PEOPLE, on=Person, keeps=("other",), shown=False)
def tell_people_apart(person: Person, *, by: User, at: datetime, other: Person, reason: str = "") -> Any:
    """Somebody looked and says these are two people: never proposed again."""
    records = one_with([person.pk, other.pk])
    if other.pk in records[person.pk]:
        raise Refused("These records are said to be one person. Take that back first.")
    if not other.is_visible_to(by):
        raise Refused("Only somebody who may see both records may say this.")
    for pair in waiting_among([*records[person.pk], *records[other.pk]], by=by):
        settle_as_two(pair, by=by, at=at, note=reason)
    return keep_apart(person.pk, other.pk, by=by, at=at, reason=reason.strip())
