"""Who, of the people known, somebody a notice names may be: found as notices arrive, for a person to confirm.

The keys are those of people's own matching. Only rare ones are asked here (numbers, births, homes): a common name alone
is left to the page, which asks with all of them.
"""

from collections.abc import Sequence

from django.db import connection

from frontdoor.people.matching import keys_asked
from frontdoor.people.merging import one_with
from frontdoor.people.models import Identifier

from .models import NoticePerson

RARE = ("nhs:", "upn:", "tel:", "born:", "home:", "due:")
MOST = 5
SEARCH = """
select asked.n, p.id
from unnest(%s::int[], %s::text[]) as asked(n, keys)
cross join lateral (
    select id from people_person
    where match_keys && string_to_array(asked.keys, %s)::varchar[] and not restricted
    order by (select count(*) from unnest(match_keys) as key where key = any(string_to_array(asked.keys, %s)::varchar[])) desc, id
    limit %s
) as p
"""
BETWEEN = "\x1f"


def propose(rows: Sequence[NoticePerson]) -> None:
    """Set on each row not yet linked the few it may be, those who share the most first: one query for all."""
    asked = [(at, [key for key in keys_asked(row) if key.startswith(RARE)]) for at, row in enumerate(rows) if not row.person_id]
    asked = [(at, keys) for at, keys in asked if keys]
    for row in rows:
        row.proposed = []
    if not asked:
        return
    numbers, keys = zip(*((at, BETWEEN.join(keys)) for at, keys in asked), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [list(numbers), list(keys), BETWEEN, BETWEEN, MOST])
        for at, person in cursor.fetchall():
            rows[at].proposed.append(person)


def police_number(force_code: str, local_id: str) -> str:
    """How the number a force knows somebody by is kept: with the force, since another force has the same numbers."""
    return f"{force_code}:{local_id}"


def recognise(rows: Sequence[NoticePerson], *, force_code: str) -> None:
    """Whoever a person has confirmed before under the same police number is that person again."""
    wanted = {police_number(force_code, row.local_id): row for row in rows if not row.person_id}
    held = Identifier.objects.filter(kind="POLICE", value__in=wanted, to_on=None).values_list("value", "person_id")
    front = {pk: records[0] for pk, records in one_with(person for _, person in held).items()}
    held = {(value, front[person]) for value, person in held}
    known = dict(held)
    if len(known) < len(held):  # one number on two people: a person decides
        twice = {value for value, _ in held if sum(value == other for other, _ in held) > 1}
        known = {value: person for value, person in known.items() if value not in twice}
    for row in rows:
        if person := known.get(police_number(force_code, row.local_id)):
            row.person_id, row.linked_how = person, "POLICE_NUMBER"
