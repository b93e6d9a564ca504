"""Operation Encompass: whose school is told, and what is left out by default. Pure.

Domestic Abuse Act 2021, section 49A; statutory guidance, Home Office, November 2025: reception to 17.
"""

from collections.abc import Iterable
from datetime import date

DOMESTIC_ABUSE = frozenset({"DA", "HBA"})
PARTS = ("CHILD", "REFERENCE", "WHEN", "PLACE", "PRESENT", "VOICE", "WHO", "WHAT")
ALWAYS = frozenset({"CHILD", "REFERENCE"})
EDITABLE = ("VOICE", "WHAT")
CAUTION = "CAUTION"  # said with the parts, where the family must not be told
PART_OF_IT = frozenset({"SUBJECT_CHILD", "VICTIM", "SECONDARY_VICTIM", "SUSPECT", "PERPETRATOR", "WITNESS"})


def was_part_of_it(roles: Iterable[str], *, lives_there: bool | None, present: bool | None, witnessed: bool | None, injured: bool | None) -> bool:
    """A child who lives where it happened, or was part of it. A brother or sister lives there unless the police say not."""
    found = set(roles)
    if lives_there or present or witnessed or injured or found & PART_OF_IT:
        return True
    return "SIBLING" in found and lives_there is None


def is_school_age(born_on: date | None, approx_age: int | None, *, on: date, is_a_guess: bool = False) -> bool:
    """From the September after the fourth birthday (reception) until the eighteenth. A guessed birth has a year's grace; a
    child of unknown age counts: somebody looks."""
    if born_on is None:
        return approx_age is None or 4 <= approx_age < 18
    fourth = born_on.year + 4
    begins = date(fourth if (born_on.month, born_on.day) < (9, 1) else fourth + 1, 9, 1)
    if is_a_guess:
        begins = begins.replace(year=begins.year - 1)
    return begins <= on and (on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))) < 18


def left_out_by_default(info_share_limit: str) -> set[str]:
    """Where the source is protected, what happened may show who told the police: it goes only if somebody puts it in."""
    return {"WHAT"} if info_share_limit == "source_protected" else set()


def must_not_tell_family(ppn_type: str, info_share_limit: str) -> bool:
    """The police ask that the family be not told; in honour-based abuse asking the family can put a child in danger."""
    return ppn_type == "HBA" or info_share_limit == "no_disclose_to_family"
