"""The keys by which a person can be found: exact numbers, sounds of names, birth dates, postcodes. Pure.

Two people who share no key are never compared; a shared key says nothing by itself.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import jellyfish

from .nicknames import full_forms

# Letters that do not come apart into a plain letter and a mark.
LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ı": "i",
        "þ": "th",
        "ð": "d",
    }
)
LATELY = 8192  # words kept in mind: one contact compares the same few names with hundreds of people
WORD_ENDS = re.compile(r"[\s\-/,.]+")


@lru_cache(LATELY)
def fold(text: str) -> str:
    """Lower case without accents; a name in another script is kept in its own letters."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(LATELY)
def plain(text: str) -> str:
    """Letters only, lower case: O'Neill, ONeill and o neill are one name."""
    return "".join(letter for letter in fold(text) if letter.isalpha())


def words(name: str) -> list[str]:
    """Each word of a name, plain: 'Anne-Marie O'Neill' is anne, marie, oneill."""
    return [word for word in (plain(part) for part in WORD_ENDS.split(name)) if word]


@lru_cache(LATELY)
def sound(word: str) -> str:
    """How a word sounds to an English ear; one that is not in English letters sounds like itself."""
    return (jellyfish.metaphone(word) if word.isascii() else "") or word


@lru_cache(maxsize=4096)  # names come again and again
def sounds(name: str, *, given: bool = False) -> frozenset[str]:
    """How each word of a name sounds, and for a given name what it may be short for."""
    found = {word for word in words(name) if len(word) > 1}
    if given:
        found = {form for word in found for form in full_forms(word)}
    whole = plain(name)
    return frozenset({sound(word) for word in found} | ({sound(whole)} if whole and not given else set()))


def compact(postcode: str) -> str:
    return re.sub(r"\W", "", postcode).upper()


def door_of(address: str) -> str:
    """The first line of an address where it has a number, for finding a home whose postcode nobody gave: 12elmrow."""
    first = "".join(letter for letter in fold(address.split(",")[0].split("\n")[0]) if letter.isalnum())
    return first if any(letter.isdigit() for letter in first) and any(letter.isalpha() for letter in first) else ""


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


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
