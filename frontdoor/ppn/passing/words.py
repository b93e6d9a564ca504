"""The draft of what a school or a surgery is told, from what the police gave field by field: never their raw summary. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .rules import CAUTION, must_not_tell_family

TYPES = {
    "DA": "domestic abuse", "HBA": "so-called honour-based abuse", "CHILD": "a worry about a child", "MISSING": "somebody missing",
    "ADULT": "a worry about an adult", "HATE": "a hate incident", "PREVENT": "a worry about radicalisation",
}
RELATIONS = {
    "mother": "mother", "father": "father", "step": "step-parent", "grandparent": "grandparent", "partner": "a parent’s partner",
    "ex_partner": "a parent’s former partner", "sibling": "brother or sister",
}
DO_NOT_TELL = "Do not tell the family that you know, and do not ask them about it. The police ask this to keep people safe."
NOT_SAID = "The police did not say."


@dataclass(frozen=True)
class Facts:
    """What a draft may draw on: one child of one notice."""

    name: str
    given: str  # what to call the child in a sentence
    born_on: date | None
    birth_is_a_guess: bool
    reference: str
    ppn_type: str
    when: str  # in words, no more exact than the police were; empty if not known
    at_home: bool | None
    address: str  # the child's home; empty if it is not known, or anybody's address in the notice is protected
    present: bool | None
    witnessed: bool | None
    injured: bool | None
    others: tuple[str, ...]  # who else was there, by what they are to the child
    arrested: bool
    voice: str
    several: bool  # the notice names more children than this one
    info_share_limit: str


def draft(facts: Facts) -> dict[str, str]:
    """Each part in words, and the caution where there is one."""
    parts = {
        "CHILD": f"{facts.name}, {_born(facts)}", "REFERENCE": facts.reference, "WHEN": facts.when or NOT_SAID, "PLACE": _place(facts),
        "PRESENT": _present(facts), "VOICE": _voice(facts), "WHO": _who(facts.others), "WHAT": _what(facts),
    }
    return {**parts, **({CAUTION: DO_NOT_TELL} if must_not_tell_family(facts.ppn_type, facts.info_share_limit) else {})}


def _born(facts: Facts) -> str:
    if facts.born_on is None:
        return "date of birth not known"
    day = f"{facts.born_on.day} {facts.born_on:%B %Y}"
    return f"born about {day}" if facts.birth_is_a_guess else f"born {day}"


def _place(facts: Facts) -> str:
    if facts.at_home is None:
        return NOT_SAID
    if not facts.at_home:
        return "Elsewhere, not at the child’s home."
    return f"At home: {facts.address}" if facts.address else "At home."


def _present(facts: Facts) -> str:
    if facts.present is None and not (facts.witnessed or facts.injured):
        return f"The police did not say whether {facts.given} was there."
    if facts.present is False and not (facts.witnessed or facts.injured):
        return f"{facts.given} was not there."
    did = [words for words, said in (("saw or heard it", facts.witnessed), ("was hurt", facts.injured)) if said]
    return f"{facts.given} was there{''.join(f', and {each}' for each in did)}."


def _voice(facts: Facts) -> str:
    if not facts.voice:
        return "The police wrote nothing down."
    return f"{facts.voice} (The police do not say which of the children.)" if facts.several else facts.voice


def _who(others: tuple[str, ...]) -> str:
    words = [f"{count} of: {each}" if (count := others.count(each)) > 1 else each for each in dict.fromkeys(others)]
    return f"Also there: {'; '.join(words)}." if words else NOT_SAID


def _what(facts: Facts) -> str:
    where = {True: " at the child’s home", False: " away from the child’s home", None: ""}[facts.at_home]
    said = [f"The police were called to {TYPES.get(facts.ppn_type, 'an incident')}{where}."]
    if facts.present or facts.witnessed or facts.injured:
        said.append(_present(facts))
    if facts.arrested:
        said.append("Somebody was arrested.")
    return " ".join(said)


def holds(text: str, words: str) -> bool:
    """Whether a text holds these words, or the first line of them, with a comma or without."""
    low, first = f" {_plain(text)} ", _plain(re.split(r"[,\n]", words)[0])
    return any(len(part) > 4 and f" {part} " in low for part in (_plain(words), first))


def names(text: str, name: str) -> bool:
    low = _plain(name)
    return len(low) > 4 and f" {low} " in f" {_plain(text)} "


def must_not_hold(texts: Iterable[str], *, addresses: Iterable[str], sources: Iterable[str]) -> str:
    """A sentence that refuses: a protected address, or who told the police where the source is protected. Empty if neither."""
    said = " ".join(texts)
    if any(holds(said, each) for each in addresses if each):
        return "It holds an address that is protected. Take it out: “at home” or “elsewhere” is enough."
    if any(names(said, each) for each in sources if each):
        return "It names who told the police, which is protected. Take it out."
    return ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
