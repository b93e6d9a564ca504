"""Two sides compared, field by field: same, close (and how), different, or missing on one side. No ORM.

Every comparison gives the same answer whichever side is asked first.
"""

import re
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from frontdoor.matching.nicknames import are_forms_of_one_name

from .identifiers import show_nhs_number
from .keys import digits, fold, plain, sound, words
from .rules import CLOSE, DIFFERENT, GENERATION, MISSING, SAME, Answer, Compared, Known, weigh

WITHHELD = "Address withheld"
LEAST_SPELLING = 85  # of 100: one letter in seven
SEXES = {"F": "Female", "M": "Male"}
Judged = tuple[str, str, str]  # how, why in words, why as a code


def compare(given: Known, known: Known) -> Answer:
    """Every field of both sides, and the verdict."""
    fields = {
        each.name: each
        for each in (
            _names(given, known, "given"),
            _names(given, known, "family"),
            _births(given, known),
            _sexes(given, known),
            _homes(given, known),
            _numbers("nhs_number", given.nhs_number, known.nhs_number),
            _numbers("upn", given.upn, known.upn),
            _phones(given, known),
            _schools(given, known),
        )
    }
    return weigh(fields, years_apart=_years_apart(given, known))


def best(judged: list[Judged]) -> Judged:
    order = {SAME: 0, CLOSE: 1, DIFFERENT: 2, MISSING: 3}
    return min(judged, key=lambda each: (order[each[0]], each[2], each[1]), default=(MISSING, "", ""))


# Names


def _names(given: Known, known: Known, which: str) -> Compared:
    part, judge = (0, given_names) if which == "given" else (1, family_names)
    ours, theirs = (
        [pair[part] for pair in given.names if pair[part]],
        [pair[part] for pair in known.names if pair[part]],
    )
    pairs = [(judge(a, b), a, b) for a in ours for b in theirs]
    how, why, because = best([each[0] for each in pairs])
    if how in (SAME, CLOSE) and pairs[0][0][0] not in (SAME, CLOSE):
        said = next((a if a != ours[0] else b) for each, a, b in pairs if each[0] == how)
        why = f"also known as {said}"
    if how == DIFFERENT and _exchanged(given, known):
        why, because = "given and family name may have been exchanged", "exchanged"
    return Compared(which, ours[0] if ours else "", theirs[0] if theirs else "", how, why, because)


def _exchanged(given: Known, known: Known) -> bool:
    return any(
        plain(a[0]) == plain(b[1]) and plain(a[1]) == plain(b[0])
        for a in given.names
        for b in known.names
        if all(map(plain, (*a, *b)))
    )


def given_names(one: str, other: str) -> Judged:
    """Middle names may be on one side only; short forms, sounds and slips are close."""
    a, b = words(one), words(other)
    if not a or not b:
        return MISSING, "", ""
    if plain(one) == plain(other):
        return SAME, "", ""
    if a[0] == b[0]:
        return (
            (SAME, "a middle name on one side only", "middle")
            if a[1:] == [] or b[1:] == []
            else (SAME, "the middle names differ", "middle")
        )
    if len(a[0]) == 1 or len(b[0]) == 1:
        return (CLOSE, "an initial only", "initial") if a[0][0] == b[0][0] else (DIFFERENT, "", "")
    if are_forms_of_one_name(a[0], b[0]):
        return CLOSE, "forms of one name", "nickname"
    if set(a) & set(b):
        return CLOSE, "one is the other’s middle name", "middle"
    return _sound_or_spelling(a[0], b[0])


def family_names(one: str, other: str) -> Judged:
    a, b = words(one), words(other)
    if not a or not b:
        return MISSING, "", ""
    if plain(one) == plain(other):
        return SAME, "", ""
    if set(a) & set(b) and (len(a) > 1 or len(b) > 1):
        return CLOSE, "one part of a double name", "part"
    return _sound_or_spelling(plain(one), plain(other))


def _sound_or_spelling(a: str, b: str) -> Judged:
    if sound(a) == sound(b) and a[0] == b[0] and fuzz.ratio(a, b) >= 60:
        return CLOSE, "sounds the same", "sound"
    apart = OSA.distance(a, b)
    if min(len(a), len(b)) >= 4 and (apart == 1 or fuzz.ratio(a, b) >= LEAST_SPELLING):
        return CLOSE, "one letter apart" if apart == 1 else "spelt nearly the same", "spelling"
    return DIFFERENT, "", ""


# Dates of birth


def _births(given: Known, known: Known) -> Compared:
    judged = births(given, known)
    return Compared("born", _birth_said(given), _birth_said(known), *judged)


def births(a: Known, b: Known) -> Judged:
    if a.born_on and b.born_on:
        return _dates(a.born_on, b.born_on, is_a_guess=a.is_a_guess or b.is_a_guess)
    if a.born_on is None and b.born_on is None and a.expected_on and b.expected_on:
        apart = abs((a.expected_on - b.expected_on).days)
        return (
            (SAME, "", "")
            if apart == 0
            else (CLOSE, "due dates within three weeks", "due")
            if apart <= 21
            else (DIFFERENT, "", "")
        )
    born, due = a.born_on or b.born_on, a.expected_on if a.born_on is None else b.expected_on
    if born and due:
        late = (born - due).days
        return (CLOSE, "born when the baby was due", "due") if -120 <= late <= 21 else (DIFFERENT, "", "")
    return MISSING, "", ""


def _dates(a: date, b: date, *, is_a_guess: bool) -> Judged:
    if a == b:
        return (CLOSE, "one is a guess", "guess") if is_a_guess else (SAME, "", "")
    if is_a_guess:
        apart = abs((a - b).days)
        return (CLOSE, "a guess within three years", "guess") if apart <= 3 * 366 else (DIFFERENT, "one is a guess", "")
    if abs((a - b).days) >= GENERATION * 365:
        return DIFFERENT, "", ""
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return CLOSE, "day and month exchanged", "exchanged"
    one, other = f"{a:%Y%m%d}", f"{b:%Y%m%d}"
    if sum(x != y for x, y in zip(one, other, strict=True)) == 1:
        return CLOSE, "one digit apart", "digit"
    if OSA.distance(one, other) == 1:
        return CLOSE, "two digits exchanged", "digit"
    return DIFFERENT, "", ""


def _birth_said(side: Known) -> str:
    if side.born_on:
        return f"{'about ' if side.is_a_guess else ''}{side.born_on.day} {side.born_on:%B} {side.born_on.year}"
    return f"due {side.expected_on.day} {side.expected_on:%B} {side.expected_on.year}" if side.expected_on else ""


def _years_apart(a: Known, b: Known) -> int | None:
    return abs((a.born_on - b.born_on).days) * 100 // 36525 if a.born_on and b.born_on else None


# The rest


def _sexes(given: Known, known: Known) -> Compared:
    a, b = SEXES.get(given.sex, ""), SEXES.get(known.sex, "")
    return Compared("sex", a, b, MISSING if not a or not b else SAME if a == b else DIFFERENT)


def _homes(given: Known, known: Known) -> Compared:
    """A protected address is not compared at all: “different” or “same” would give it away to whoever guesses."""
    sides = [
        WITHHELD if side.withheld else ", ".join(filter(None, side.homes[0])) if side.homes else ""
        for side in (given, known)
    ]
    if given.withheld or known.withheld:
        return Compared("home", *sides, MISSING, "not compared: a protected address")
    pairs = [(homes(a, b), i + j) for i, a in enumerate(given.homes) for j, b in enumerate(known.homes)]
    how, why, because = best([judged for judged, _ in pairs])
    if pairs and how in (SAME, CLOSE) and pairs[0][0][0] not in (SAME, CLOSE):
        why = "an earlier address"
    return Compared("home", *sides, how, why, because)


def homes(one: tuple[str, str], other: tuple[str, str]) -> Judged:
    places = [re.sub(r"\W", "", postcode).upper() for _, postcode in (one, other)]
    doors = [(re.findall(r"\d+\w?", fold(address)) or [""])[0] for address, _ in (one, other)]
    if not any(one) or not any(other):
        return MISSING, "", ""
    if all(places):
        if places[0] != places[1]:
            return DIFFERENT, "", ""
        if not all(doors):
            return CLOSE, "same postcode", "postcode"
        return (SAME, "", "") if doors[0] == doors[1] else (CLOSE, "same postcode, another door", "street")
    a, b = (" ".join(words(address)) for address, _ in (one, other))
    if not a or not b:
        return MISSING, "", ""
    if doors[0] != doors[1] and all(doors):
        return DIFFERENT, "", ""
    likeness = fuzz.token_set_ratio(a, b)
    return (
        (SAME, "", "")
        if a == b and doors[0] == doors[1]
        else (CLOSE, "written nearly the same", "street")
        if likeness >= 90
        else (DIFFERENT, "", "")
    )


def _numbers(name: str, one: str, other: str) -> Compared:
    a, b = ("".join(each.split()).upper() for each in (one, other))
    shown = [show_nhs_number(each) if name == "nhs_number" else each for each in (a, b)]
    if not a or not b:
        return Compared(name, *shown, MISSING)
    if a == b:
        return Compared(name, *shown, SAME)
    return (
        Compared(name, *shown, CLOSE, "one digit apart", "digit")
        if OSA.distance(a, b) == 1
        else Compared(name, *shown, DIFFERENT)
    )


def _phones(given: Known, known: Known) -> Compared:
    a, b = digits(given.phone)[-9:], digits(known.phone)[-9:]
    how = MISSING if len(a) < 6 or len(b) < 6 else SAME if a == b else DIFFERENT
    return Compared("phone", given.phone, known.phone, how)


def _schools(given: Known, known: Known) -> Compared:
    a, b = plain(given.school), plain(known.school)
    how = (
        MISSING
        if not a or not b
        else SAME
        if a == b
        else CLOSE
        if fuzz.token_set_ratio(fold(given.school), fold(known.school)) >= 90
        else DIFFERENT
    )
    return Compared("school", given.school, known.school, how)
