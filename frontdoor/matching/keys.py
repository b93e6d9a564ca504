"""The keys by which a person known is found: each a number of 64 bits, few people to a key. What no key shares is never compared.

A shared key says nothing by itself. Common ones (a name heard everywhere) have narrower ones beside them, with the year or the
district, so that a full block loses nobody who matters.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from .standard import Standard
from .text import sound


@lru_cache(65536)
def number(kind: str, value: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{kind}:{value}".encode(), digest_size=8).digest(), "big", signed=True)


def held(person: Standard) -> set[int]:
    """Under which keys a person known is kept: about nine."""
    found = _numbers(person) | _dates(person.dob) | _places(person)
    sounds = _sounds(person)
    for root in {person.root_a, person.root_b} - {""}:
        found |= {number("month", f"{root}{person.dob[:6]}")} if person.dob else set()
        found |= {number("given-place", f"{root}{place}") for place in _postcodes(person)}
    for family in sounds:
        if person.sound_first:
            both = f"{person.sound_first}/{family}"
            found |= {number("name", both), number("name-year", both + person.dob[:4]), number("name-district", f"{both}/{person.district}")}
        if person.dob:
            found.add(number("family-month", family + person.dob[:6]))
    return found


def asked(person: Standard) -> set[int]:
    """What to ask for: the same, and what the same person would have under a slip of the pen."""
    found = held(person) | _dates(person.dob_other)
    if person.first and person.surname:
        found |= {number("name", f"{person.sound_surname}/{person.sound_first}")}  # given and family name exchanged
    for given in {person.middle_a} - {""}:
        if len(given) > 1:
            found |= {number("name", f"{sound(given)}/{family}") for family in _sounds(person)}
            found |= {number("month", f"{given}{person.dob[:6]}")} if person.dob else set()
    if person.dob:
        found |= {number("name-year", f"{person.sound_first}/{family}{int(person.dob[:4]) + by}") for family in _sounds(person) for by in (-1, 1)}
    return found


def _numbers(person: Standard) -> set[int]:
    return {number("nhs", person.nhs)} if person.nhs else set()


def _dates(dob: str) -> set[int]:
    return {number("born", dob)} if dob else set()


def _postcodes(person: Standard) -> set[str]:
    return {person.postcode, person.prev_postcode} - {""}


def _places(person: Standard) -> set[int]:
    return {number("place", each) for each in _postcodes(person)}


def _sounds(person: Standard) -> set[str]:
    names: Iterable[str] = (person.part_a, person.part_b, person.prev_surname)
    return ({person.sound_surname} | {sound(each) for each in names if each}) - {""}
