"""Looking for a person by what is known of them. Every search is kept: what was asked, and whom it showed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet, Value

from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.models import Viewing

from .comparing import compare
from .keys import asked, compact, digits, words
from .matching import FETCHED, TITLES, candidates, side_of
from .merging import led
from .models import Identifier, Person, Residence
from .rules import CLOSE, DIFFERENT, SAME, Compared

MOST = 50
# Who hears of every search as it is made: (terms, by=, at=). What they do is never seen on the page.
HEARERS: list[Callable[..., None]] = []
TERMS = ("name", "born_on", "postcode", "address", "number", "phone")


@dataclass(frozen=True)
class Found:
    person: Person
    fields: dict[str, Compared]

    @property
    def why(self) -> str:
        """What agrees with what was asked, in words."""
        same = [TITLES[each.name].lower() for each in self.fields.values() if each.how == SAME]
        near = [
            f"{TITLES[each.name].lower()} ({each.why})" if each.why else TITLES[each.name].lower()
            for each in self.fields.values()
            if each.how == CLOSE or each.because == "exchanged"
        ]
        parts = [
            f"Same {', '.join(same)}" if same else "",
            f"{'close' if same else 'Close'} {', '.join(near)}" if near else "",
        ]
        return "; ".join(each for each in parts if each) or "The number agrees"


def too_little(terms: dict[str, Any]) -> str:
    """A search for one common name would show a county. Empty when there is enough to go on."""
    names = len(words(terms.get("name") or ""))
    if (
        terms.get("number")
        or terms.get("postcode")
        or len(digits(terms.get("phone") or "")) >= 6
        or terms.get("address")
    ):
        return ""
    if names >= 2 or (names and terms.get("born_on")):
        return ""
    return "Give two names, or one name with a date of birth, or a postcode, address, number or phone."


def search(terms: dict[str, Any], *, user: User) -> tuple[list[Found], bool]:
    """The people who fit, best first, at most fifty; and whether there were more."""
    asked_for = _guesses(terms)
    wanted = {key for each in asked_for for key in asked(**_for_keys(each))}
    held, numbered = _held(terms.get("number") or "", terms.get("postcode") or "")
    people = candidates(wanted, user=user, also=held)
    found = [fit for person in people if (fit := _best(person, asked_for, by_number=person.pk in numbered))]
    found.sort(key=lambda each: _order(each, numbered))
    found = led(found, user=user)
    return found[:MOST], len(found) > MOST


def would_find(people: QuerySet[Person], terms: dict[str, Any]) -> list[Person]:
    """Those of these people whom such a search finds, for whoever may know of them."""
    asked_for = _guesses(terms)
    wanted = {key for each in asked_for for key in asked(**_for_keys(each))}
    held, numbered = _held(terms.get("number") or "", terms.get("postcode") or "")
    near = people.filter(Q(match_keys__overlap=sorted(wanted)) | Q(pk__in=held)).prefetch_related("names", "residences")
    return [person for person in near if _best(person, asked_for, by_number=person.pk in numbered)]


def _guesses(terms: dict[str, Any]) -> list[dict[str, Any]]:
    """The ways in which what was typed may be a person: one word may be the given or the family name."""
    parts = (terms.get("name") or "").split()
    rest = {name: terms.get(name) for name in ("born_on", "postcode", "address", "phone")}
    if len(parts) == 1:
        return [{**rest, "given_names": parts[0]}, {**rest, "family_name": parts[0]}]
    ways = [{**rest, "given_names": " ".join(parts[:-1]), "family_name": parts[-1] if parts else ""}]
    if len(parts) > 2:  # Maria da Silva, Robin Ashgrove Marsh
        ways.append({**rest, "given_names": parts[0], "family_name": " ".join(parts[1:])})
    return ways


def _for_keys(guess: dict[str, Any]) -> dict[str, Any]:
    return {name: value if name == "born_on" else value or "" for name, value in guess.items()}


def _held(number: str, postcode: str) -> tuple[set[UUID], set[UUID]]:
    """Whoever has or had this number of any kind, or lives or lived at this postcode; and of them, those by the number.

    Not where the address is protected: to be found by it would give it away.
    """
    unspaced, typed = "".join(number.split()).upper(), compact(postcode)
    parts = []
    if unspaced:
        forms = {unspaced, number.strip(), unspaced.replace("-", "")}
        parts.append(Identifier.objects.filter(value__in=forms).values_list("person", Value(1)))
        parts.append(Person.objects.filter(reference=unspaced).values_list("pk", Value(1)))
    if typed:
        written = {typed, f"{typed[:-3]} {typed[-3:]}"}
        parts.append(
            Person.objects.filter(postcode__in=written, address_is_protected=False).values_list("pk", Value(0))[
                :FETCHED
            ]
        )
        parts.append(
            Residence.objects.filter(postcode__in=written, is_protected=False).values_list("person", Value(0))[:FETCHED]
        )
    if not parts:
        return set(), set()
    rows = set(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else set(parts[0])
    return {pk for pk, _ in rows}, {pk for pk, by_number in rows if by_number}


def _best(person: Person, asked_for: list[dict[str, Any]], *, by_number: bool) -> Found | None:
    """How this person fits what was asked; nothing where more than one thing asked is plainly otherwise."""
    known, fits = side_of(person), []
    for guess in asked_for:
        fields = compare(side_of(guess), known).fields
        against = sum(each.how == DIFFERENT and each.because != "exchanged" for each in fields.values())
        agreeing = sum(each.how in (SAME, CLOSE) or each.because == "exchanged" for each in fields.values())
        if by_number or (agreeing and against <= (1 if agreeing > 1 else 0)):
            fits.append((against, -agreeing, fields))
    return Found(person, min(fits, key=lambda each: each[:2])[2]) if fits else None


def _order(found: Found, numbered: set[UUID]) -> tuple:
    """A number that agrees first; then the fewest fields that differ; then the most that are the same; then by name."""
    how = [each.how for each in found.fields.values()]
    person = found.person
    return (
        person.pk not in numbered,
        how.count(DIFFERENT),
        -how.count(SAME),
        -how.count(CLOSE),
        person.family_name,
        person.given_names,
        person.reference,
    )


# What was asked is kept in the log of viewings, and read back from there: no name of a child goes into an address bar.


def new_token() -> str:
    return uuid4().hex


def kept(terms: dict[str, Any]) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) for name, value in terms.items() if value
    }


def asked_before(token: str, *, user: User) -> dict[str, Any] | None:
    """What this person asked under this token, if they did."""
    seen = Viewing.objects.filter(by=user, how=Viewing.How.SEARCH, details__token=token).order_by("-at").first()
    if seen is None:
        return None
    terms = dict(seen.details.get("asked", {}))
    if terms.get("born_on"):
        terms["born_on"] = date.fromisoformat(terms["born_on"])
    return terms
