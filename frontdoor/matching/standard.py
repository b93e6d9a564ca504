"""A person as written, in the form in which people are compared. The same for every door: one row of a page, or a county's file."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from .nicknames import SHORT_FORMS
from .text import compact, digits, fold, sound, words

# What people type when they do not know. It agrees with nothing, least of all with itself.
NOBODY = frozenset(
    "unknown notknown unkown nk nknown na none nil null nameless anon anonymous baby babyboy babygirl babyof unborn newborn bump infant twin child "
    "male female boy girl man woman tbc tba test surname firstname refused notgiven withheld x xx xxx".split()
)
NOWHERE = frozenset({"ZZ993VZ", "ZZ993WZ", "ZZ993CZ", "ZZ993GZ", "AA11AA", "XX11XX", "ZZ11ZZ", "UNKNOWN"})
EARLIEST, LATEST = 1901, 2100  # years of birth; 1900 is what systems write when they do not know
LATELY = 65536


class Standard(NamedTuple):
    """Every column that a level looks at, as text; empty where nothing is known."""

    first: str = ""
    root_a: str = ""  # the full forms the first name may be short for
    root_b: str = ""
    sound_first: str = ""
    middle_a: str = ""
    middle_b: str = ""
    surname: str = ""
    part_a: str = ""  # the parts of a double name; a single name is its own part
    part_b: str = ""
    sound_surname: str = ""
    prev_surname: str = ""
    dob: str = ""  # 20190731
    dob_other: str = ""  # day and month exchanged, where that is a date
    sex: str = ""
    postcode: str = ""
    district: str = ""
    door: str = ""
    prev_postcode: str = ""
    nhs: str = ""


COLUMNS = Standard._fields


def standard(row: Mapping[str, str | None]) -> Standard:
    """One row in the columns of the linkage files (`first_name`, `middle_name`, `surname`, `dob`, `sex`, `address`, `postcode`,
    `nhs_number`, `prev_surname`, `prev_postcode`), any of them missing. Never raises."""
    found = {name: read(str(row.get(name) or "")) for name, read in PARTS.items()}
    return joined(found)


def joined(parts: Mapping[str, tuple[str, ...]]) -> Standard:
    """Each field as read, side by side; middle names may be written in either of two."""
    first = parts["first_name"]
    middles = [each for each in (*first[4:], *parts["middle_name"]) if each][:2]
    return Standard(*first[:4], *middles, *[""] * (2 - len(middles)), *parts["surname"], *parts["prev_surname"], *parts["dob"], *parts["sex"],
                    *parts["postcode"], *parts["address"], *parts["prev_postcode"], *parts["nhs_number"])


def _names(text: str) -> list[str]:
    found = words(text[:200])
    return [] if "".join(found) in NOBODY else [each for each in found if each not in NOBODY]


@lru_cache(LATELY)
def given(text: str) -> tuple[str, ...]:
    """First name, the two full forms it may be short for, its sound, then the other names written with it."""
    names = _names(text)
    if not names:
        return ("",) * 4
    first = names[0]
    roots = sorted(SHORT_FORMS.get(first, {first}))[:2]
    return first, roots[0], roots[-1], sound(first), *names[1:3]


@lru_cache(LATELY)
def middle(text: str) -> tuple[str, ...]:
    return tuple(_names(text)[:2])


@lru_cache(LATELY)
def family(text: str) -> tuple[str, str, str, str]:
    parts = _names(text)
    whole = "".join(parts)
    return (whole, parts[0], parts[-1], sound(whole)) if whole else ("",) * 4


@lru_cache(LATELY)
def former(text: str) -> tuple[str]:
    return (family(text)[0],)


@lru_cache(LATELY)
def born(text: str) -> tuple[str, str]:
    """From 2019-07-31 or 31/07/2019; anything that is no date, or no likely one, is not known."""
    if found := re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?\s*", text[:40]):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*", text[:40]):
        day, month, year = map(int, found.groups())
    elif found := re.fullmatch(r"\s*(\d{4})(\d{2})(\d{2})\s*", text[:40]):
        year, month, day = map(int, found.groups())
    else:
        return "", ""
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= 31):
        return "", ""
    return f"{year}{month:02}{day:02}", f"{year}{day:02}{month:02}" if day <= 12 and day != month else ""


@lru_cache(LATELY)
def sex(text: str) -> tuple[str]:
    letter = text.strip()[:1].upper()
    return ({"1": "M", "2": "F", "M": "M", "F": "F"}.get(letter, ""),)


@lru_cache(LATELY)
def place(text: str) -> tuple[str, str]:
    """The postcode without its space, and the district it is in: FA11DL is in FA1."""
    code = compact(text[:40])
    if not 3 <= len(code) <= 7 or code in NOWHERE or not any(map(str.isdigit, code)):
        return "", ""
    return code, code[:-3] if len(code) > 4 else code


def door(text: str) -> tuple[str]:
    """The numbers of a home, with what follows the last of them: flat 6, 14 Meadow Way is 6/14m."""
    known = fold(text[:300])
    numbers = re.findall(r"\d+[a-z]?\b", known)
    if not numbers:
        return ("".join(words(known)[:2]),)
    after = re.search(r"[a-z]{2,}", known[known.rindex(numbers[-1]) + len(numbers[-1]):])
    return ("/".join(numbers[:3]) + (after[0][:1] if after else ""),)


@lru_cache(LATELY)
def before(text: str) -> tuple[str]:
    return (place(text)[0],)


def number(text: str) -> tuple[str]:
    """Ten digits, not all alike. One whose last digit does not fit is kept: a slip of one digit is found by being close."""
    found = digits(text[:40])
    return (found if len(found) == 10 and len(set(found)) > 2 else "",)


PARTS = {
    "first_name": given, "middle_name": middle, "surname": family, "prev_surname": former, "dob": born, "sex": sex, "postcode": place,
    "address": door, "prev_postcode": before, "nhs_number": number,
}
