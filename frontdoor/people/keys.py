"""The keys by which a person can be found: exact numbers, sounds of names, birth dates, postcodes. Pure.

Two people who share no key are never compared; a shared key says nothing by itself.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from frontdoor.matching.nicknames import full_forms
from frontdoor.matching.text import compact, digits, fold, plain, sound, words


@lru_cache(maxsize=4096)  # names come again and again
def sounds(name: str, *, given: bool = False) -> frozenset[str]:
    """How each word of a name sounds, and for a given name what it may be short for."""
    found = {word for word in words(name) if len(word) > 1}
    if given:
        found = {form for word in found for form in full_forms(word)}
    whole = plain(name)
    return frozenset({sound(word) for word in found} | ({sound(whole)} if whole and not given else set()))


def door_of(address: str) -> str:
    """The first line of an address where it has a number, for finding a home whose postcode nobody gave: 12elmrow."""
    first = "".join(letter for letter in fold(address.split(",")[0].split("\n")[0]) if letter.isalnum())
    return first if any(letter.isdigit() for letter in first) and any(letter.isalpha() for letter in first) else ""


def keys(
    *,
    given_names: str = "",
    family_name: str = "",
    born_on: date | None = None,
    expected_on: date | None = None,
    address: str = "",
    postcode: str = "",
    nhs_number: str = "",
    upn: str = "",
    phone: str = "",
    other_names: Iterable[tuple[str, str]] = (),
    other_homes: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """Every key of one person. Other names are pairs of given names and family name; homes, of address and postcode."""
    pairs = [(given_names, family_name), *other_names]
    family = {each for _, name in pairs for each in sounds(name)}
    given = {each for name, _ in pairs for each in sounds(name, given=True)}
    found = {f"name:{f}:{g}" for f in family for g in given}
    found |= _numbers(nhs_number, upn, phone)
    if expected_on and not born_on:
        found |= {f"due:{expected_on:%Y%m}:{each}" for each in family | given}
    if born_on:
        month, day = f"{born_on:%Y%m}", f"{born_on:%Y%m%d}"
        found |= {f"month:{month}:{each}" for each in family | given}
        initials = {name[:1] for pair in pairs for name in map(plain, pair) if name}
        found |= {f"born:{day}:{each}" for each in initials}
    homes = [(address, postcode), *other_homes]
    places = {compact(each) for _, each in homes} - {""}
    found |= {f"home:{place}:{each}" for place in places for each in family | given}
    found |= {f"at:{door}" for door in (door_of(each) for each, _ in homes) if door}
    return sorted({key[:60] for key in found})


def _numbers(nhs_number: str, upn: str, phone: str) -> set[str]:
    found = {f"nhs:{digits(nhs_number)}"} if digits(nhs_number) else set()
    if upn.strip():
        found.add(f"upn:{''.join(upn.split()).upper()}")
    if len(digits(phone)) >= 6:
        found.add(f"tel:{digits(phone)[-9:]}")
    return found


def asked(**known: Any) -> list[str]:
    """The keys to ask with: those of the person, and those they would have under a slip of the pen.

    Day and month exchanged; given and family name exchanged; and for the unborn, the months in which a baby due then may
    be born.
    """
    found = set(keys(**known))
    born, due = known.get("born_on"), known.get("expected_on")
    if born and born.day <= 12 and born.day != born.month:
        found |= set(keys(**{**known, "born_on": date(born.year, born.day, born.month)}))
    # A baby is born from about seventeen weeks before it is due to three weeks after, and may be held either way.
    if born:
        heard = sounds(known.get("family_name", "")) | sounds(known.get("given_names", ""), given=True)
        months = [f"{month:%Y%m}" for month in _months(born, early=21, late=120)]
        found |= {f"due:{month}:{each}"[:60] for month in months for each in heard}
    elif due:
        for month in _months(due, early=120, late=21):
            found |= {key for key in keys(**{**known, "born_on": month}) if key.startswith("month:")}
            found |= set(keys(**{**known, "expected_on": month}))
    given, family = known.get("given_names", ""), known.get("family_name", "")
    if given and family:
        found |= set(keys(given_names=family, family_name=given))
    return sorted(found)


def _months(day: date, *, early: int, late: int) -> list[date]:
    """A day of each month from so many days before a day to so many after."""
    first, last = max(day.toordinal() - early, 1), min(day.toordinal() + late, date.max.toordinal())
    return list(
        {(each.year, each.month): each for each in map(date.fromordinal, (*range(first, last, 27), last))}.values()
    )
