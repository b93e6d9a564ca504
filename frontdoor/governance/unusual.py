"""Reading that somebody should ask about. Three declared rules, said in words; no score, and no conclusion.

Source: the access audit that information governance officers ask of health and care systems (own family, same surname, bulk
reading, reading outside one's own work). A match is a question for a line manager, never a finding.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from frontdoor.foundations.access.models import Membership, User
from frontdoor.foundations.record.models import Event, Record, Viewing
from frontdoor.people.models import Person

MANY, WITHIN = 40, timedelta(minutes=10)
OWN_WORK = timedelta(days=7)
PERIODS = {"7": "The last seven days", "28": "The last four weeks"}
RULES = {
    "surname": "Opened the record of somebody with their own surname",
    "many": f"Opened more than {MANY} records within {int(WITHIN.total_seconds() // 60)} minutes",
    "work": "Opened people’s records, and did nothing about those people in the seven days before or since",
}


@dataclass(frozen=True)
class Match:
    user: User
    says: str
    at: datetime
    records: list[tuple[UUID, str]]
    place: Membership | None = None


def unusual(*, now: datetime, days: int) -> dict[str, list[Match]]:
    since = now - timedelta(days=days)
    opened = _people_opened(since)
    fullest = many(since)
    everybody = {by for by, _ in opened} | {by for by, _, _ in fullest}
    users = User.objects.in_bulk(everybody)
    places = {
        place.user_id: place
        for place in Membership.objects.filter(user__in=everybody, ended_at=None).select_related("agency")
    }
    found = {
        "surname": _grouped(_same_surname(opened, users), opened, users, "{n} with the same surname"),
        "many": [Match(users[by], f"{number} records by then", at, []) for by, number, at in fullest],
        "work": _grouped(_outside_own_work(opened, since), opened, users, "{n} people’s records"),
    }
    return {rule: [replace(match, place=places.get(match.user.pk)) for match in matches] for rule, matches in found.items()}


def _people_opened(since: datetime) -> dict[tuple[UUID, UUID], datetime]:
    """(who, whose record) and when last."""
    kind = ContentType.objects.get_for_model(Person)
    rows = Viewing.objects.filter(how=Viewing.How.READ, record_type=kind, at__gte=since).order_by("at")
    return {(by, record): at for by, record, at in rows.values_list("by_id", "record_id", "at")}


def _parts(name: str) -> set[str]:
    return {part for part in name.lower().replace("-", " ").split() if len(part) > 1}


def _same_surname(opened: dict, users: dict[UUID, User]) -> list[tuple[UUID, UUID]]:
    """Any part of a double-barrelled name counts."""
    names = dict(Person.objects.filter(pk__in={record for _, record in opened}).values_list("pk", "family_name"))
    surname = {pk: _parts(" ".join(user.name.split()[1:])) for pk, user in users.items()}
    return [pair for pair in opened if surname[pair[0]] & _parts(names.get(pair[1], ""))]


def many(since: datetime) -> list[tuple[UUID, int, datetime]]:
    """Who opened how many records in the ten minutes up to when: each person's fullest ten minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with runs as (
                select by_id, at, count(*) over (
                    partition by by_id order by at range between %s preceding and current row
                ) as number from record_viewing where how = 'READ' and record_id is not null and at >= %s
            )
            select distinct on (by_id) by_id, number, at from runs where number > %s order by by_id, number desc, at
            """,
            [WITHIN, since, MANY],
        )
        return cursor.fetchall()


def _outside_own_work(opened: dict, since: datetime) -> list[tuple[UUID, UUID]]:
    """Whom they did something about: on the person's own record, or on any record that is about them."""
    done = Event.objects.filter(by__in={by for by, _ in opened}, at__gte=since - OWN_WORK).values_list("by_id", "record_id").distinct()
    did = defaultdict(set)
    for by, record in done:
        did[record].add(by)
    worked = {(by, person) for record, person in _people_of(did) for by in did[record]}
    return [pair for pair in opened if pair not in worked]


def _people_of(records) -> list[tuple[UUID, UUID]]:
    """(record, person it is about) by the path each kind of record declares: one query for each kind."""
    wanted = list(records)
    return [
        (record, person)
        for model in apps.get_models() if issubclass(model, Record) and model.about
        for record, person in model.objects.filter(pk__in=wanted).values_list("pk", model.about) if person
    ]


def _grouped(pairs: list, opened: dict, users: dict[UUID, User], says: str) -> list[Match]:
    by_user = defaultdict(list)
    for by, record in pairs:
        by_user[by].append(record)
    references = dict(Person.objects.filter(pk__in={record for _, record in pairs}).values_list("pk", "reference"))
    matches = [
        Match(users[by], says.format(n=len(records)), max(opened[by, record] for record in records),
              [(record, references.get(record, "")) for record in records[:20]])
        for by, records in by_user.items()
    ]
    return sorted(matches, key=lambda match: (-len(match.records), match.user.name))
