"""Who, of the people known, somebody named may be. It proposes; a person confirms."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, F, Func, IntegerField, Q, TextField, Value, When

from frontdoor.foundations.access.models import User

from .comparing import compare
from .keys import asked
from .models import Identity, NotTheSame, Person
from .rules import CLOSE, SAME, WORDS, Compared, Known, Verdict

MOST = 8  # candidates shown for one person named
FETCHED = 400  # people compared for one contact: those who share the most keys
TITLES = {
    "given": "Given names",
    "family": "Family name",
    "born": "Date of birth",
    "sex": "Sex",
    "home": "Lives at",
    "nhs_number": "NHS number",
    "upn": "UPN",
    "phone": "Phone",
    "school": "School",
}
ORDER = [Verdict.VERY_LIKELY, Verdict.MAY_BE, Verdict.RELATIVE]


@dataclass(frozen=True)
class Match:
    """One person known who may be the person named: the verdict, why, and each field beside the other."""

    person: Person
    verdict: Verdict
    why: str
    fields: tuple[Compared, ...]

    @property
    def words(self) -> str:
        return WORDS[self.verdict]

    @property
    def tone(self) -> str:
        return {Verdict.VERY_LIKELY: "good", Verdict.MAY_BE: "info", Verdict.RELATIVE: "warning"}.get(
            self.verdict, "quiet"
        )

    @property
    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """For the side_by_side component: only what one of the two sides says."""
        return [(TITLES[each.name], *each.row[1:]) for each in self.fields if each.left or each.right]

    @property
    def agrees(self) -> list[str]:
        return [TITLES[each.name] for each in self.fields if each.how == SAME]

    @property
    def differs(self) -> list[str]:
        return [TITLES[each.name] for each in self.fields if each.how == "different"]


def likely(as_given: Identity | dict[str, Any], *, user: User) -> list[Match]:
    """The people this may be, most likely first, among those this user may see."""
    return next(iter(_likely([as_given], user).values()))


def likely_for_all(rows: Iterable[Identity], *, user: User) -> dict[Any, list[Match]]:
    """The same for every person a contact names, in a constant number of queries: {row.pk: [Match, ...]}."""
    rows = list(rows)
    found = _likely(rows, user)
    return {row.pk: found[position] for position, row in enumerate(rows)}


def _likely(rows: list[Identity | dict[str, Any]], user: User) -> dict[int, list[Match]]:
    sides = [side_of(row) for row in rows]
    wanted = [set(keys_asked(row)) for row in rows]
    people = [
        (person, side_of(person), set(person.match_keys)) for person in candidates(set().union(*wanted), user=user)
    ]
    pks = [row.pk for row in rows if getattr(row, "pk", None) and not isinstance(row, Person)]
    apart = (
        set(NotTheSame.objects.filter(as_given__in=pks).values_list("as_given", "person")) if people and pks else set()
    )
    found: dict[int, list[Match]] = {}
    for position, (row, side) in enumerate(zip(rows, sides, strict=True)):
        pk = getattr(row, "pk", None)
        compared = [
            (person, compare(side, known))
            for person, known, held in people
            if held & wanted[position] and (pk, person.pk) not in apart and person.pk != pk
        ]
        matches = [
            Match(person, answer.verdict, answer.why, tuple(answer.fields.values()))
            for person, answer in compared
            if answer.verdict != Verdict.UNLIKELY
        ]
        found[position] = sorted(matches, key=_declared_order)[:MOST]
    return found


def _declared_order(match: Match) -> tuple:
    """By verdict; then those with a number that agrees; then by how many fields agree, then nearly agree; then by name."""
    how = [each.how for each in match.fields]
    number = any(each.how == SAME for each in match.fields if each.name in ("nhs_number", "upn"))
    return (
        ORDER.index(match.verdict),
        not number,
        -how.count(SAME),
        -how.count(CLOSE),
        match.person.name,
        match.person.reference,
    )


class SharedKeys(Func):
    """How many of the keys asked for a person has: what puts those who share the most first."""

    output_field = IntegerField()

    def as_sql(self, compiler, connection, **context):
        (held, its), (wanted, theirs) = map(compiler.compile, self.source_expressions)
        counted = f"(select count(*) from unnest({held}) as key where key = any({wanted}))"  # noqa: S608 (compiled by Django)
        return counted, (*its, *theirs)


def candidates(wanted: set[str], *, user: User, also: Iterable[UUID] = (), most: int = FETCHED) -> Iterable[Person]:
    """The people who share a key, those who share the most first. Restricted people appear to those named and no one else."""
    if not wanted and not also:
        return []
    also, asked_for = set(also), Value(sorted(wanted), output_field=ArrayField(TextField()))
    first = [Case(When(pk__in=also, then=0), default=1)] if also else []
    return (
        Person.objects.visible_to(user)
        .filter(Q(match_keys__overlap=sorted(wanted)) | Q(pk__in=also))
        .annotate(shared=SharedKeys(F("match_keys"), asked_for))
        .order_by(*first, "-shared", "pk")
        .select_related("school")
        .prefetch_related("names", "residences")[:most]
    )


def side_of(row: Identity | dict[str, Any]) -> Known:
    """What is known of a person, or given of somebody, in the form in which two sides are compared."""
    get = row.get if isinstance(row, dict) else lambda name, default=None: getattr(row, name, default)
    names = [(get("given_names") or "", get("family_name") or "")]
    homes = [(get("address") or "", get("postcode") or "")]
    if isinstance(row, Person):
        if row.preferred_name:
            names.append((row.preferred_name, row.family_name))
        names += [(each.given_names, each.family_name) for each in row.names.all()]
        homes += [(each.address, each.postcode) for each in row.residences.all() if not each.is_protected]
    school, withheld = get("school"), bool(get("address_is_protected"))
    return Known(
        names=tuple(dict.fromkeys(names)),
        born_on=get("born_on"),
        is_a_guess=bool(get("birth_is_a_guess")),
        expected_on=get("expected_on"),
        sex=get("sex") or "",
        withheld=withheld,
        homes=() if withheld else tuple(dict.fromkeys(each for each in homes if any(each))),
        nhs_number=get("nhs_number") or "",
        upn=get("upn") or "",
        phone=get("phone") or "",
        school=str(school) if school else get("school_text") or "",
    )


def keys_asked(row: Identity | dict[str, Any]) -> list[str]:
    get = row.get if isinstance(row, dict) else lambda name, default=None: getattr(row, name, default)
    text = {name: get(name) or "" for name in ("given_names", "family_name", "nhs_number", "upn", "phone")}
    if not get("address_is_protected"):
        text |= {name: get(name) or "" for name in ("address", "postcode")}
    return asked(**text, born_on=get("born_on"), expected_on=get("expected_on"))
