"""The comparison levels: how one field of two people can agree, best first. Each is said twice, in Python for one person at the
desk and in SQL for a whole file, and once in words; a test holds the two to each other on every pair it can find.

A field that either side does not know says nothing. Two people called Unknown are not alike.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler, Levenshtein

from .standard import Standard

SAME, CLOSE, DIFFERENT, MISSING = "same", "close", "different", "missing"
NEAR, ROUGH = 0.9199, 0.8399  # Jaro-Winkler; no pair falls on the edge, where two ways of counting may differ by a hair
Pair = Callable[[Standard, Standard], bool]


@dataclass(frozen=True, slots=True)
class Level:
    """One way to agree, or not: its code, how it is called at the desk, and when it holds."""

    code: str
    how: str
    words: str
    holds: Pair
    sql: str
    rarity: str = ""  # the column whose value's frequency counts: to share a rare name says more


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field. `unknown` says when it cannot be compared at all."""

    name: str
    title: str
    column: str
    levels: tuple[Level, ...]
    unknown: Pair
    unknown_sql: str

    def level(self, a: Standard, b: Standard) -> int:
        """The place of the first level that holds; -1 where a side says nothing."""
        if self.unknown(a, b):
            return -1
        for at, each in enumerate(self.levels):
            if each.holds(a, b):
                return at
        raise AssertionError(f"{self.name} has no last level")


def _jw(a: str, b: str, least: float) -> bool:
    return JaroWinkler.similarity(a, b, score_cutoff=least) >= least


def _either(column: str, *, other: str = "") -> Pair:
    at, and_at = Standard._fields.index(column), Standard._fields.index(other or column)
    return lambda a, b: not a[at] or not b[and_at]


def _within(a: str, b: str, edits: int) -> bool:
    return Levenshtein.distance(a, b, score_cutoff=edits) <= edits


def _exchanged(a: Standard, b: Standard) -> bool:
    return bool(a.surname) and a.first == b.surname and a.surname == b.first


def _goes_by_middle(a: Standard, b: Standard) -> bool:
    return (len(a.first) > 1 and a.first in (b.middle_a, b.middle_b)) or (len(b.first) > 1 and b.first in (a.middle_a, a.middle_b))


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _part(a: Standard, b: Standard) -> bool:
    return (a.part_a != a.part_b or b.part_a != b.part_b) and (a.part_a in (b.part_a, b.part_b) or a.part_b in (b.part_a, b.part_b))


def _near_day(a: Standard, b: Standard) -> bool:
    """Two of year, month and day agree, or the same date a year to either side."""
    x, y = a.dob, b.dob
    return (x[:4] == y[:4]) + (x[4:6] == y[4:6]) + (x[6:] == y[6:]) >= 2


def _anything(a: Standard, b: Standard) -> bool:
    return True


EXCHANGED_SQL = "first_l = surname_r and surname_l = first_r"
COMPARISONS = (
    Comparison("first", "Given names", "first", (
        Level("same", SAME, "the same", lambda a, b: a.first == b.first, "first_l = first_r", rarity="first"),
        Level("exchanged", CLOSE, "given and family name exchanged", _exchanged, EXCHANGED_SQL),
        Level("form", CLOSE, "forms of one name", lambda a, b: a.root_a in (b.root_a, b.root_b) or a.root_b in (b.root_a, b.root_b),
              "root_a_l in (root_a_r, root_b_r) or root_b_l in (root_a_r, root_b_r)"),
        Level("middle", CLOSE, "one is the other’s middle name", _goes_by_middle,
              "(length(first_l) > 1 and (first_l = coalesce(middle_a_r, '') or first_l = coalesce(middle_b_r, '')))"
              " or (length(first_r) > 1 and (first_r = coalesce(middle_a_l, '') or first_r = coalesce(middle_b_l, '')))"),
        Level("spelling", CLOSE, "spelt nearly the same", lambda a, b: _jw(a.first, b.first, NEAR), f"{{jw}}(first_l, first_r) >= {NEAR}"),
        Level("initial", CLOSE, "an initial only", lambda a, b: _initial(a.first, b.first),
              "(length(first_l) = 1 or length(first_r) = 1) and substr(first_l, 1, 1) = substr(first_r, 1, 1)"),
        Level("sound", CLOSE, "sounds or looks alike", 
              lambda a, b: a.sound_first == b.sound_first or _jw(a.first, b.first, ROUGH) or _within(a.first, b.first, 1),
              f"sound_first_l = sound_first_r or {{jw}}(first_l, first_r) >= {ROUGH} or levenshtein(first_l, first_r) <= 1"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("first"), "first_l is null or first_r is null"),
    Comparison("surname", "Family name", "surname", (
        Level("same", SAME, "the same", lambda a, b: a.surname == b.surname, "surname_l = surname_r", rarity="surname"),
        Level("exchanged", CLOSE, "given and family name exchanged", _exchanged, EXCHANGED_SQL),
        Level("former", CLOSE, "an earlier family name", lambda a, b: bool(a.prev_surname) and a.prev_surname in (b.surname, b.prev_surname) or bool(b.prev_surname) and b.prev_surname == a.surname,
              "prev_surname_l = surname_r or prev_surname_l = prev_surname_r or prev_surname_r = surname_l"),
        Level("part", CLOSE, "one part of a double name", _part,
              "(part_a_l <> part_b_l or part_a_r <> part_b_r) and (part_a_l in (part_a_r, part_b_r) or part_b_l in (part_a_r, part_b_r))"),
        Level("spelling", CLOSE, "spelt nearly the same", lambda a, b: _jw(a.surname, b.surname, NEAR), f"{{jw}}(surname_l, surname_r) >= {NEAR}"),
        Level("sound", CLOSE, "sounds or looks alike", lambda a, b: a.sound_surname == b.sound_surname or _jw(a.surname, b.surname, ROUGH),
              f"sound_surname_l = sound_surname_r or {{jw}}(surname_l, surname_r) >= {ROUGH}"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("surname"), "surname_l is null or surname_r is null"),
    Comparison("middle", "Middle name", "middle_a", (
        Level("same", SAME, "the same", lambda a, b: a.middle_a == b.middle_a and len(a.middle_a) > 1, "middle_a_l = middle_a_r and length(middle_a_l) > 1"),
        Level("given", CLOSE, "one is the other’s given name", lambda a, b: len(a.middle_a) > 1 and a.middle_a == b.first or len(b.middle_a) > 1 and b.middle_a == a.first,
              "(length(middle_a_l) > 1 and middle_a_l = coalesce(first_r, '')) or (length(middle_a_r) > 1 and middle_a_r = coalesce(first_l, ''))"),
        Level("initial", CLOSE, "the initial agrees", lambda a, b: _initial(a.middle_a, b.middle_a),
              "(length(middle_a_l) = 1 or length(middle_a_r) = 1) and substr(middle_a_l, 1, 1) = substr(middle_a_r, 1, 1)"),
        Level("spelling", CLOSE, "spelt nearly the same", lambda a, b: _jw(a.middle_a, b.middle_a, ROUGH), f"{{jw}}(middle_a_l, middle_a_r) >= {ROUGH}"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("middle_a"), "middle_a_l is null or middle_a_r is null"),
    Comparison("dob", "Date of birth", "dob", (
        Level("same", SAME, "the same", lambda a, b: a.dob == b.dob, "dob_l = dob_r"),
        Level("january", CLOSE, "one is 1 January of that year, as when only the year is known",
              lambda a, b: a.dob[:4] == b.dob[:4] and (a.dob[4:] == "0101" or b.dob[4:] == "0101"),
              "substr(dob_l, 1, 4) = substr(dob_r, 1, 4) and (substr(dob_l, 5, 4) = '0101' or substr(dob_r, 5, 4) = '0101')"),
        Level("exchanged", CLOSE, "day and month exchanged", lambda a, b: a.dob == b.dob_other, "dob_l = dob_other_r"),
        Level("digit", CLOSE, "one digit apart", lambda a, b: _within(a.dob, b.dob, 1), "levenshtein(dob_l, dob_r) <= 1"),
        Level("near", CLOSE, "the day, the month or the year differs", _near_day,
              "(case when substr(dob_l, 1, 4) = substr(dob_r, 1, 4) then 1 else 0 end) + (case when substr(dob_l, 5, 2) = substr(dob_r, 5, 2) then 1 else 0 end)"
              " + (case when substr(dob_l, 7, 2) = substr(dob_r, 7, 2) then 1 else 0 end) >= 2"),
        Level("digits", CLOSE, "two digits apart", lambda a, b: _within(a.dob, b.dob, 2), "levenshtein(dob_l, dob_r) <= 2"),
        Level("age", DIFFERENT, "within two years", lambda a, b: abs(int(a.dob[:4]) - int(b.dob[:4])) <= 1,
              "abs(cast(substr(dob_l, 1, 4) as int) - cast(substr(dob_r, 1, 4) as int)) <= 1"),
        Level("generation", DIFFERENT, "a generation apart", lambda a, b: abs(int(a.dob[:4]) - int(b.dob[:4])) >= 13,
              "abs(cast(substr(dob_l, 1, 4) as int) - cast(substr(dob_r, 1, 4) as int)) >= 13"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("dob"), "dob_l is null or dob_r is null"),
    Comparison("sex", "Sex", "sex", (
        Level("same", SAME, "the same", lambda a, b: a.sex == b.sex, "sex_l = sex_r"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("sex"), "sex_l is null or sex_r is null"),
    Comparison("home", "Lives at", "postcode", (
        Level("same", SAME, "the same", lambda a, b: a.postcode == b.postcode and bool(a.door) and a.door == b.door, "postcode_l = postcode_r and door_l = door_r"),
        Level("slip", CLOSE, "the same door, the postcode nearly the same",
              lambda a, b: bool(a.door) and a.door == b.door and _within(a.postcode, b.postcode, 2), "door_l = door_r and levenshtein(postcode_l, postcode_r) <= 2"),
        Level("postcode", CLOSE, "the same postcode", lambda a, b: a.postcode == b.postcode, "postcode_l = postcode_r"),
        Level("former", CLOSE, "an earlier postcode", lambda a, b: a.postcode == b.prev_postcode or a.prev_postcode == b.postcode,
              "postcode_l = prev_postcode_r or prev_postcode_l = postcode_r"),
        Level("district", DIFFERENT, "in the same district", lambda a, b: a.district == b.district, "district_l = district_r"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("postcode"), "postcode_l is null or postcode_r is null"),
    Comparison("nhs", "NHS number", "nhs", (
        Level("same", SAME, "the same", lambda a, b: a.nhs == b.nhs, "nhs_l = nhs_r"),
        Level("digit", CLOSE, "one digit apart", lambda a, b: _within(a.nhs, b.nhs, 1), "levenshtein(nhs_l, nhs_r) <= 1"),
        Level("different", DIFFERENT, "different", _anything, "else"),
    ), _either("nhs"), "nhs_l is null or nhs_r is null"),
)
NAMES = tuple(each.name for each in COMPARISONS)


def levels(a: Standard, b: Standard) -> tuple[int, ...]:
    """The level of each comparison, in their order; -1 where a side says nothing."""
    return tuple(each.level(a, b) for each in COMPARISONS)
