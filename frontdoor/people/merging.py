"""Who is one human being: records said to be one, followed to the record that stays in front.

Link, never merge away: every record keeps all that was recorded of it. What is read here decides only what is shown together,
and never shows a reader more of any record than `visible_to` does.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Func, UUIDField

from frontdoor.foundations.access.models import User

from .models import Merged, Person

ONE = """
with recursive up as (
  select asked, asked as reached, 0 as step from unnest(%s::uuid[]) as asked
  union all
  select up.asked, m.into_id, up.step + 1 from up join people_merged m on m.person_id = up.reached and m.ended_at is null
), front as (
  select distinct on (asked) asked, reached from up order by asked, step desc
), one as (
  select asked, reached as record, 0 as step from front
  union all
  select one.asked, m.person_id, one.step + 1 from one join people_merged m on m.into_id = one.record and m.ended_at is null
)
select asked, record from one order by asked, step, record
"""


def one_with(people: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """For each of these, all records of the same human being: the one in front first. One query, however long the chain."""
    found: dict[UUID, list[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(ONE, [list(dict.fromkeys(people))])
        for each, record in cursor.fetchall():
            found.setdefault(each, []).append(record)
    return found


class RecordsOf(Func):
    """The same within a query, of a person whom the row names: `person__in=RecordsOf(OuterRef("child__person"))`."""

    function = "people_records_of"
    template = "(select %(function)s(%(expressions)s))"
    output_field = UUIDField()


def front_of(person: UUID) -> UUID:
    """The record that stays in front: the person's own where nothing was merged."""
    return one_with([person])[person][0]


def same_human_being(one: UUID, other: UUID) -> bool:
    return other in one_with([one])[one]


def records_of(person: Person, *, user: User, known: list[UUID] | None = None) -> list[Person]:
    """What is shown together on this person's page: where it is the record in front, it and each of the others that this reader
    may see; otherwise it alone."""
    pks = known or one_with([person.pk])[person.pk]
    if pks[0] != person.pk or len(pks) == 1:
        return [person]
    others = Person.objects.visible_to(user).filter(pk__in=pks[1:]).select_related("school", "gp").order_by("reference")
    return [person, *others]


def leads_to(person: Person, *, user: User) -> Person:
    """The record in front, where this reader may see it; the record itself where not."""
    front = front_of(person.pk)
    if front == person.pk:
        return person
    return Person.objects.visible_to(user).filter(pk=front).first() or person


def fronts(people: Collection[Person], *, user: User) -> dict[UUID, Person]:
    """For each of these people, the record to show for them."""
    found = one_with([each.pk for each in people])
    leads = {pk: records[0] for pk, records in found.items() if records[0] != pk}
    if not leads:
        return {each.pk: each for each in people}
    seen = Person.objects.visible_to(user).filter(pk__in=set(leads.values())).select_related("school")
    known = {each.pk: each for each in (*seen.prefetch_related("names", "residences"), *people)}
    return {each.pk: known.get(leads.get(each.pk), each) for each in people}


def led(matches: list[Any], *, user: User, shown: dict[UUID, Person] | None = None) -> list[Any]:
    """Matches or finds, each with a `.person`, as they lead to the record in front: one human being is proposed once."""
    shown = fronts([each.person for each in matches], user=user) if shown is None else shown
    kept: dict[UUID, Any] = {}
    for each in matches:
        front = shown[each.person.pk]
        kept.setdefault(front.pk, each if front.pk == each.person.pk else replace(each, person=front))
    return list(kept.values())


def merges_of(people: Iterable[Person], *, user: User) -> list[Merged]:
    """The merges in force among these records of one human being, between records that this reader may see."""
    seen = Person.objects.visible_to(user).values("pk")
    rows = Merged.objects.filter(into__in=[each.pk for each in people], person__in=seen, ended_at=None)
    return list(rows.select_related("person", "into", "by").order_by("at"))


def open_merge(pk: int, *, user: User) -> Merged | None:
    """One in force, of two records both of which this reader may see."""
    seen = Person.objects.visible_to(user).values("pk")
    rows = Merged.objects.filter(pk=pk, person__in=seen, into__in=seen, ended_at=None)
    return rows.select_related("person", "into", "by").first()
