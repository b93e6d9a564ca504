"""Who, of the people known, somebody named may be. It proposes; a person confirms.

The engine (`frontdoor.matching`) finds, orders and says how probable; the rules beside it (`rules.py`) say it in words, and never
call a twin, a brother or a number that clashes the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject

from frontdoor.foundations.access.models import User
from frontdoor.matching.model import current
from frontdoor.matching.standard import Standard
from frontdoor.matching.weighing import Candidate, Rarity, judge
from frontdoor.matching.weighing import compare as weigh_up

from .cards import Near, near, ways, ways_of
from .comparing import compare
from .keys import asked
from .models import Identity, Merged, Person, PersonName, Residence
from .rules import CLOSE, SAME, WORDS, Compared, Known, Verdict, agreed
from .waterfall import Step, steps

MOST = 8  # candidates shown for one person named
FETCHED = 400  # people compared for one contact: those who share the most keys
LOOKED_AT = 25  # of those who share a key with one person named, how many are worth fetching
FAR = -9  # log2 odds below which nobody is
ALONE = ("due:", "at:", "home:", "born:", "tel:", "upn:", "nhs:", "month:")  # keys for those with too little for the engine: the unborn, a door without a postcode
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
    probability: float = 0.0  # that they are one person: absolute, never against the best of those shown
    relative: float = 0.0  # that they are relatives
    worth: tuple[tuple[str, str, float], ...] = ()  # field, how it compares, and what that is worth in bits; from the prior on

    @property
    def chance(self) -> str:
        return in_hundred(self.probability)

    @property
    def kin_chance(self) -> str:
        return in_hundred(self.relative)

    @property
    def steps(self) -> list[Step]:
        return steps(self.worth) if self.worth else []

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


def in_hundred(share: float) -> str:
    """In words that nobody takes for a percentage of something else."""
    hundredths = round(share * 100)
    return "more than 99 in 100" if share >= 0.995 else "less than 1 in 100" if hundredths < 1 else f"about {hundredths} in 100"


def likely(as_given: Identity | dict[str, Any], *, user: User) -> list[Match]:
    """The people this may be, most likely first, among those this user may see."""
    return next(iter(_likely([as_given], user).values()))


def likely_for_all(rows: Iterable[Identity], *, user: User) -> dict[Any, list[Match]]:
    """The same for every person a contact names, in a constant number of queries: {row.pk: [Match, ...]}."""
    rows = list(rows)
    found = _likely(rows, user)
    return {row.pk: found[position] for position, row in enumerate(rows)}


def _likely(rows: list[Identity | dict[str, Any]], user: User) -> dict[int, list[Match]]:
    prefetch_related_objects([row for row in rows if isinstance(row, Person)], "names", "residences")
    written = [ways_of(row) if isinstance(row, Person) else ways(row) for row in rows]
    found = near(written, rows=[row.pk for row in rows if getattr(row, "pk", None) and not isinstance(row, Person)])
    wanted = [{key for key in keys_asked(row) if key.startswith(ALONE)} if position not in found.cards else set() for position, row in enumerate(rows)]
    scored = _scored(written, found)
    likely_enough = {each.key for each_row in scored.values() for each in each_row}
    people = {person.pk: person for person in candidates(set().union(*wanted), user=user, also=likely_enough)}
    seen = {position: [each for each in scored.get(position, ()) if each.key in people and (getattr(row, "pk", None), each.key) not in found.apart]
            for position, row in enumerate(rows)}
    if likely_enough:
        judge(list(seen.values()), people=found.people, model=current())
    return {position: _matches(row, seen[position], people, wanted[position], found.apart) for position, row in enumerate(rows)}


def _scored(written: list[list[Standard]], near_them: Near) -> dict[int, list[Candidate]]:
    """The best way of writing each beside the best way of writing the other, and only those worth a look."""
    model, found = current(), {}
    prior = model.prior(near_them.people)
    for position, known in near_them.cards.items():
        each = [_closest(written[position], card, pk, near_them.rarity) for pk, card in known.items()]
        worth = [one for one in each if one.weight + prior > FAR or one.kin + prior + model.kin_prior > FAR]
        found[position] = sorted(worth, key=lambda one: -max(one.weight, one.kin))[:LOOKED_AT]
    return found


def _closest(written: list[Standard], card: list[Standard], pk: UUID, rarity: Rarity) -> Candidate:
    return max((weigh_up(a, b, model=current(), rarity=rarity, key=pk) for a in written for b in card), key=lambda one: one.weight)


def _matches(row: Any, seen: list[Candidate], people: dict[Any, Person], wanted: set[str], apart: set) -> list[Match]:
    side, pk = side_of(row), getattr(row, "pk", None)
    weighed = {each.key: each for each in seen}
    alone = [person for person in people.values() if wanted & set(person.match_keys) and (pk, person.pk) not in apart]
    found = []
    for person in {**{key: people[key] for key in weighed}, **{each.pk: each for each in alone}}.values():
        if person.pk != pk and (match := _match(person, side, weighed.get(person.pk))):
            found.append(match)
    return sorted(found, key=_declared_order)[:MOST]


def _match(person: Person, side: Known, weighed: Candidate | None) -> Match | None:
    answer = compare(side, side_of(person))
    probability, relative = (weighed.probability, weighed.relative) if weighed else (0.0, 0.0)
    verdict, why = agreed(answer.verdict, answer.why, probability=probability, relative=relative)
    if verdict == Verdict.UNLIKELY:
        return None
    return Match(person, verdict, why, tuple(answer.fields.values()), probability, relative, tuple(weighed.steps) if weighed else ())


def _declared_order(match: Match) -> tuple:
    """By verdict; then by how probable; then those with a number that agrees; then by how many fields agree, then nearly; then by name."""
    how = [each.how for each in match.fields]
    number = any(each.how == SAME for each in match.fields if each.name in ("nhs_number", "upn"))
    return (
        ORDER.index(match.verdict),
        -round(max(match.probability, match.relative if match.verdict == Verdict.RELATIVE else 0), 3),
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
    either = Q(person=OuterRef("pk")) | Q(into=OuterRef("pk"))
    one_of_several = Merged.objects.filter(either, ended_at=None)  # so that nobody need ask again where nothing was merged
    first = [Case(When(pk__in=also, then=0), default=1)] if also else []
    return (
        Person.objects.visible_to(user)
        .filter(Q(match_keys__overlap=sorted(wanted)) | Q(pk__in=also))
        .annotate(shared=SharedKeys(F("match_keys"), asked_for), several=Exists(one_of_several), also_called=_told("names"), lived_at=_told("residences", is_protected=False))
        .order_by(*first, "-shared", "pk")
        .select_related("school")[:most]
    )


SAID = {"names": ("also_called", PersonName, ("given_names", "family_name")), "residences": ("lived_at", Residence, ("address", "postcode"))}


def _told(what: str, **only: Any) -> ArraySubquery:
    """A person's other names or homes, with the person: no question more for those proposed."""
    _, model, (one, two) = SAID[what]
    rows = model.objects.filter(person=OuterRef("pk"), **only).order_by("pk")
    return ArraySubquery(rows.values(told=JSONObject(one=one, two=two)))


def _others(person: Person, what: str) -> list[tuple[str, str]]:
    told_as, _, (one, two) = SAID[what]
    if (told := getattr(person, told_as, None)) is not None:
        return [(each["one"], each["two"]) for each in told]
    return [(getattr(each, one), getattr(each, two)) for each in getattr(person, what).all() if not getattr(each, "is_protected", False)]


def side_of(row: Identity | dict[str, Any]) -> Known:
    """What is known of a person, or given of somebody, in the form in which two sides are compared."""
    get = row.get if isinstance(row, dict) else lambda name, default=None: getattr(row, name, default)
    names = [(get("given_names") or "", get("family_name") or "")]
    homes = [(get("address") or "", get("postcode") or "")]
    if isinstance(row, Person):
        if row.preferred_name:
            names.append((row.preferred_name, row.family_name))
        names += _others(row, "names")
        homes += _others(row, "residences")
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
