"""Two records side by side before they are said to be one person: what each says, and what speaks against it.

Nothing here forbids: a conflict is a sentence that whoever merges has read and answers for. Source: linkage brief section 6, a
chain that holds two verified NHS numbers or two clear birth dates waits for a person.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.filters import short_day

from .apart import told_apart
from .comparing import compare
from .identifiers import show_nhs_number
from .matching import TITLES, side_of
from .merging import one_with
from .models import Identifier, Involvement, Person, Relationship
from .rules import DIFFERENT, MISSING, SAME

ONE_OF_A_KIND = ("NHS", "UPN", "POLICE")


@dataclass(frozen=True)
class Beside:
    """What the page before a merge shows."""

    rows: list[tuple[str, str, str, str, str]]  # for the side_by_side component
    conflicts: list[str]


def beside_each_other(one: Person, other: Person) -> Beside:
    fields = compare(side_of(one), side_of(other)).fields
    rows = [(TITLES.get(each.name, each.name), *each.row[1:]) for each in fields.values() if each.left or each.right]
    return Beside(rows + _the_rest(one, other), conflicts(one, other))


def _the_rest(one: Person, other: Person) -> list[tuple[str, str, str, str, str]]:
    """What the matching does not weigh and a person wants to see."""
    said = [
        ("Called", one.preferred_name, other.preferred_name), ("GP", _place(one, "gp"), _place(other, "gp")),
        ("Ethnicity", _label("ethnicity", one.ethnicity), _label("ethnicity", other.ethnicity)),
        ("Language", _label("language", one.language), _label("language", other.language)),
        ("Died", _day(one.died_on), _day(other.died_on)), ("As first told", one.scrap, other.scrap),
        ("Belongs to", ", ".join(kin(one.pk)), ", ".join(kin(other.pk))),
        ("Involved now", ", ".join(involved(one.pk)), ", ".join(involved(other.pk))),
    ]  # fmt: skip
    return [(title, left, right, _how(left, right), "") for title, left, right in said if left or right]


def _how(left: str, right: str) -> str:
    return MISSING if not left or not right else SAME if left == right else DIFFERENT


def _place(person: Person, name: str) -> str:
    return str(getattr(person, name) or getattr(person, f"{name}_text"))


def _label(code_set: str, code: str) -> str:
    return CODES[code_set].label(code) if code else ""


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


def kin(person: UUID) -> list[str]:
    """How somebody is tied, without saying to whom: the other may be restricted."""
    rows = Relationship.objects.filter(other=person, to_on=None, person__restricted=False).values_list("kind", flat=True)
    return sorted({CODES["relationship"].label(kind) for kind in rows})


def involved(person: UUID) -> list[str]:
    rows = Involvement.objects.filter(person=person, to_on=None).select_related("agency", "team")
    return [f"{each.team or each.agency} ({CODES['involvement_kind'].label(each.kind).lower()})" for each in rows]


def conflicts(one: Person, other: Person) -> list[str]:
    """Sentences, each of which speaks against these two being one person."""
    records = one_with([one.pk, other.pk])
    ours, theirs = records[one.pk], records[other.pk]
    found = [_told_apart(ours, theirs), *_numbers(ours, theirs), _born(one, other), _sexes(one, other), _related(ours, theirs)]
    if involved(one.pk) and involved(other.pk):
        found.append("Agencies are involved now with both. Each goes on with the record it knows: tell them.")
    if one.restricted != other.restricted:
        kept = one if one.restricted else other
        found.append(f"{kept.reference} is restricted and the other is not. Those not named go on seeing only the other.")
    return [each for each in found if each]


def _told_apart(ours: list[UUID], theirs: list[UUID]) -> str:
    apart = told_apart([*ours, *theirs])
    if any(frozenset((a, b)) in apart for a in ours for b in theirs):
        return "Somebody looked before and said that these are two people."
    return ""


def _numbers(ours: list[UUID], theirs: list[UUID]) -> list[str]:
    rows = Identifier.objects.filter(person__in=[*ours, *theirs], kind__in=ONE_OF_A_KIND, to_on=None)
    held: dict[tuple[str, bool], set[str]] = {}
    for kind, value, person in rows.values_list("kind", "value", "person"):
        held.setdefault((kind, person in ours), set()).add(value)
    found = []
    for kind in ONE_OF_A_KIND:
        mine, yours = held.get((kind, True), set()), held.get((kind, False), set())
        if mine and yours and not mine & yours:
            shown = [show_nhs_number(min(each)) if kind == "NHS" else min(each) for each in (mine, yours)]
            found.append(f"Each has a {CODES['identifier_kind'].label(kind)} of its own: {shown[0]} and {shown[1]}.")
    return found


def _born(one: Person, other: Person) -> str:
    if one.born_on and other.born_on and one.born_on != other.born_on and not (one.birth_is_a_guess or other.birth_is_a_guess):
        return f"The dates of birth differ: {short_day(one.born_on)} and {short_day(other.born_on)}."
    if one.is_unborn != other.is_unborn:
        return "One is not yet born and the other is. If the baby was born, record that on the unborn baby’s record first."
    return ""


def _sexes(one: Person, other: Person) -> str:
    return "The sexes differ: twins, perhaps." if {one.sex, other.sex} == {"F", "M"} else ""


def _related(ours: list[UUID], theirs: list[UUID]) -> str:
    tie = Relationship.objects.filter(person__in=ours, other__in=theirs).first() or Relationship.objects.filter(
        person__in=theirs, other__in=ours
    ).first()
    return f"One is recorded as the other’s {CODES['relationship'].label(tie.kind).lower()}." if tie else ""
