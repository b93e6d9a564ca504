"""The card kept of each person known: their names, homes and numbers in the form in which people are compared, and the keys that find
them. Written in the transaction of the action that changes a person, so that who is written is found by the next to ask.

A protected address is on no card: to be found by it would give it away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from frontdoor.matching.keys import asked, held
from frontdoor.matching.model import current
from frontdoor.matching.standard import Standard, standard
from frontdoor.matching.weighing import Rarity

from .models import Card, Key, Person

BETWEEN = "\x1f"
WAYS = 8  # the ways of writing one person that are compared: names with homes
MOST = 120  # people looked at for one person named: those who share the most keys
A_DISTRICT, USUAL = 20_000, 2_000  # a door counts as knowing at least so many; and so many people as are usual are added to its own
COUNTED = ("first", "surname")
BLOCK = 400  # people taken from one key; narrower keys stand beside those that many share


def ways(row: Any, *, names: Iterable[tuple[str, str]] = (), homes: Iterable[tuple[str, str]] = ()) -> list[Standard]:
    """Each way of writing one person: as they are, under each other name, at each other home."""
    get = row.get if isinstance(row, dict) else lambda name, default=None: getattr(row, name, default)
    called = [(get("given_names") or "", get("family_name") or ""), *names]
    lived = [("", "") if get("address_is_protected") else (get("address") or "", get("postcode") or ""), *homes]
    called, lived = list(dict.fromkeys(called)), list(dict.fromkeys(lived))
    if len(lived) > 1 and lived[0] == ("", ""):
        lived = lived[1:]
    born = get("born_on") if not get("birth_is_a_guess") else None
    fixed = {"dob": born.isoformat() if born else "", "sex": get("sex") or "", "nhs_number": get("nhs_number") or ""}
    pairs = sorted(product(enumerate(called), enumerate(lived)), key=lambda each: each[0][0] + each[1][0])
    return [
        standard({**fixed, "first_name": given, "surname": family, "address": address, "postcode": postcode})
        for (_, (given, family)), (_, (address, postcode)) in islice(pairs, WAYS)
    ]


def ways_of(person: Person) -> list[Standard]:
    names = [(person.preferred_name, person.family_name)] if person.preferred_name else []
    homes: list[tuple[str, str]] = []
    if not person._state.adding:
        names += [(each.given_names or person.given_names, each.family_name or person.family_name) for each in person.names.all()]
        homes += [(each.address, each.postcode) for each in person.residences.all() if not each.is_protected]
    return ways(person, names=names, homes=homes)


def keep(person: Person) -> None:
    """Write the card of one person anew. Called by every action that changes who somebody is known to be."""
    _write({person.pk: ways_of(person)}, fresh=False)


def _write(cards: dict[UUID, list[Standard]], *, fresh: bool) -> None:
    if not fresh:
        Key.objects.filter(person_id__in=list(cards)).delete()
    Card.objects.bulk_create(
        [Card(person_id=pk, written=[BETWEEN.join(each) for each in written]) for pk, written in cards.items()],
        update_conflicts=not fresh, unique_fields=None if fresh else ["person"], update_fields=None if fresh else ["written"],
    )
    Key.objects.bulk_create([Key(key=key, person_id=pk) for pk, written in cards.items() for key in set().union(*map(held, written))])


SEARCH = """
with asked as (select * from unnest(%s::int[], %s::bigint[]) as a(n, key)),
met as (
    select n, person_id, count(*) as shared
    from asked cross join lateral (select person_id from people_key where people_key.key = asked.key limit %s) as found
    group by n, person_id
),
best as (select n, person_id, row_number() over (partition by n order by shared desc, person_id) as place from met)
select 'card', n, person_id, written from best join people_card using (person_id) where place <= %s
union all select name, count, null, null from people_namecount where name = any(%s)
union all select 'apart', 0, person_id, array[as_given::text] from people_notthesame where as_given = any(%s::uuid[])
"""


@dataclass
class Near:
    """The people known who share a key with each of those named (by place in the order given), and what is needed to weigh them."""

    cards: dict[int, dict[UUID, list[Standard]]]
    apart: set[tuple[UUID, UUID]]  # rows and the people they were told apart from
    people: int
    rarity: Rarity


def near(named: Sequence[Sequence[Standard]], *, rows: Iterable[UUID] = ()) -> Near:
    """One query, whatever the number named."""
    wanted = [(at, key) for at, written in enumerate(named) for key in set().union(*map(asked, written), set())]
    found = Near(defaultdict(dict), set(), 0, {})
    if not wanted:
        return found
    values, counts = {(column, getattr(each, column)) for written in named for each in written for column in COUNTED}, {}
    names = ["people:", *(f"{column}:{value}" for column, value in values if value)]
    places, keys = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [list(places), list(keys), BLOCK, MOST, names, list(rows)])
        for what, at, person, written in cursor.fetchall():
            if what == "card":
                found.cards[at][person] = [Standard._make(each.split(BETWEEN)) for each in written]
            elif what == "apart":
                found.apart.add((UUID(written[0]), person))
            else:
                counts[what] = at
    found.people = max(counts.get("people:", 0), A_DISTRICT)
    found.rarity = _rarity(values, counts)
    return found


def _rarity(values: set[tuple[str, str]], counts: dict[str, int]) -> Rarity:
    """A door that is new counts as if it knew a district: with three people known, a name is not rare for being there once."""
    found: dict[str, dict[str, float]] = {column: {} for column in COUNTED}
    for column, value in values:
        usual = current().levels[column]["same"]["u"]
        found[column][value] = (counts.get(f"{column}:{value}", 1) + USUAL * usual) / (counts.get("people:", 0) + USUAL)
    return found


def recount() -> None:
    """Count the names of the people known anew. Rarity changes slowly: once a day is enough."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from people_namecount")
        cursor.execute(COUNT, [BETWEEN, BETWEEN])


COUNT = """
insert into people_namecount (name, count)
select left('first:' || split_part(written[1], %s, 1), 200) as name, count(*) from people_card group by 1
union all select left('surname:' || split_part(written[1], %s, 7), 200), count(*) from people_card group by 1
union all select 'people:', count(*) from people_card
"""


def build(*, say=lambda text: None, chunk: int = 5000) -> int:
    """Write the card of everybody anew, as after an upgrade that changes the keys: by COPY, in one transaction, so that nobody is missed."""
    people = Person.objects.prefetch_related("names", "residences").order_by("pk")
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from people_key")
        cursor.execute("delete from people_card")
        for count, batch in _batches(people.iterator(chunk_size=chunk), chunk):
            copy({each.pk: ways_of(each) for each in batch}, cursor)
            say(f"{count:,} people")
    return count


def _batches(people: Iterator[Person], size: int) -> Iterator[tuple[int, list[Person]]]:
    count = 0
    while batch := list(islice(people, size)):
        count += len(batch)
        yield count, batch


def copy(cards: dict[UUID, list[Standard]], cursor: Any) -> None:
    with cursor.copy("copy people_card (person_id, written) from stdin") as rows:
        for pk, written in cards.items():
            rows.write_row((pk, [BETWEEN.join(each) for each in written]))
    with cursor.copy("copy people_key (key, person_id) from stdin") as rows:
        for pk, written in cards.items():
            for key in set().union(*map(held, written)):
                rows.write_row((key, pk))


def tidy(*, most: int = 2000) -> int:
    """Write the cards of those who have none, as after an upgrade, and count the names anew."""
    missing = list(Person.objects.filter(card=None).prefetch_related("names", "residences").order_by("pk")[:most])
    with transaction.atomic():
        _write({each.pk: ways_of(each) for each in missing}, fresh=True)
    recount()
    return len(missing)
