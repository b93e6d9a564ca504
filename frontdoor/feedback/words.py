"""The draft of what is said, from the decision, by who the recipient is; and what must not be in it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class About:
    """What a draft may draw on, for one child."""

    name: str
    outcome: str  # the label
    level: str
    team: str
    team_phone: str


NEXT = (
    "If you are worried again, or things do not get better, tell us. If you disagree, use “I disagree” on the page where you "
    "read this, or your agency's escalation policy."
)
NEXT_PUBLIC = "If you are worried again, or things do not get better, tell us."
OTHERS = "We are still asking about the other children you told us of. You will hear about them when that is decided."
NOT_YET = "We are still asking, and nothing is decided yet. You will hear when it is."


def draft(*, profile: str, reference: str, children: list[About], urgent_phone: str, others_follow: bool = False) -> str:
    """Continuing role: the decision and who to work with. Limited: the kind of outcome and whom to ask. Minimal: received
    and considered. (Information sharing advice 2024; domain practice on three content profiles.)"""
    if profile == "MINIMAL":
        return (
            f"Thank you for telling us what worried you (reference {reference}). We have looked at it and decided what to do. "
            f"We cannot tell you more about the family. {NEXT_PUBLIC}"
        )
    if not children and others_follow:
        return f"Thank you for your referral or information (reference {reference}). {NOT_YET} {NEXT}"
    if profile == "LIMITED" or not children:
        outcomes = sorted({_inside(child.outcome) for child in children})
        decided = f"It was decided: {'; '.join(outcomes)}." if outcomes else "What was needed has been decided."
        return (
            f"Thank you for your referral or information (reference {reference}). {decided} "
            f"If you need to speak to somebody about it, call {urgent_phone}. {NEXT}"
        )
    lines = [f"Thank you for your referral or information (reference {reference}). This is what was decided.", ""]
    for child in children:
        line = f"{child.name}: {_inside(child.outcome)} ({_inside(child.level)})."
        if child.team:
            line += f" {child.team} has been asked to take this on" + (f" (call {child.team_phone})." if child.team_phone else ".")
        lines.append(line)
    if others_follow:
        lines += ["", OTHERS]
    return "\n".join([*lines, "", "Please go on working with the child and the family in your own role.", NEXT])


def _inside(label: str) -> str:
    """A label within a sentence: "Early help" to "early help", and "MASH enquiry" as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@dataclass(frozen=True)
class MustNotBeSaid:
    """What this recipient is not known to know, or may not: names, addresses, words given in confidence."""

    children: Iterable[str] = ()  # of the contact, or of the family, whom the recipient did not name and was not asked about
    adults: Iterable[str] = ()
    who_raised_it: str = ""
    addresses: Iterable[str] = ()  # protected
    in_confidence: Iterable[str] = ()  # the texts of sensitive items
    known: Iterable[str] = ()  # whom they do know: a first name shared with one of these says nothing new
    no_names: bool = False  # the public are told the least: not even whom they themselves named
    about_a_professional: bool = False
    outcome_words: Iterable[str] = field(default_factory=tuple)


def worries_about(text: str, must_not: MustNotBeSaid) -> list[str]:
    """What somebody must look at before this goes: sentences, none when nothing was found. It never scrubs by itself."""
    found, low = [], _plain(text)
    known = {word for name in must_not.known for word in _plain(name).split()}
    for name in _each_once(must_not.children):
        if _names(low, name, known):
            found.append(f"It names {name}, a child this recipient is not known to know of.")
    for name in _each_once(must_not.adults):
        if _names(low, name, known):
            found.append(f"It names {name}, whom this recipient is not known to know of.")
    if must_not.who_raised_it and _names(low, must_not.who_raised_it, known):
        found.append("It names who raised this, which is protected.")
    if must_not.no_names and any(_plain(name) and _plain(name) in low for name in must_not.known):
        found.append("It names somebody: a member of the public is told only that it was looked at.")
    if any(_holds_address(low, address) for address in must_not.addresses):
        found.append("It holds an address that is protected.")
    if any(_repeats(low, words) for words in must_not.in_confidence):
        found.append("It holds words from information that was given in confidence.")
    if must_not.about_a_professional:
        found.append("One outcome is about a professional: make sure that the person concerned does not read this.")
    return found + _numbers_and_places(text)


def _numbers_and_places(text: str) -> list[str]:
    found = []
    if re.search(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", text, re.IGNORECASE):
        found.append("It holds a postcode: an address is not told unless the recipient needs it.")
    if re.search(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", text):
        found.append("It holds what looks like an NHS number.")
    return found


def _plain(text: str) -> str:
    """Lower case, no punctuation, single spaces: an address is the same with a comma or without."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


def _each_once(names: Iterable[str]) -> list[str]:
    return sorted({name.strip() for name in names if name.strip()})


def _names(low: str, name: str, known: set[str]) -> bool:
    """The whole name, or the first or any later word of it that no known person shares."""
    words = _plain(name).split()
    alone = [word for word in words if len(word) > 2 and word not in known and word not in COMMON]
    return f" {' '.join(words)} " in f" {low} " or any(f" {word} " in f" {low} " for word in alone)


# Words that stand in scraps of names ("Dave, the boyfriend", "Unborn baby") and in any letter.
COMMON = frozenset("the and for with from her his their mum mother dad father gran boyfriend girlfriend partner baby unborn child name not known "
                   "step brother sister uncle aunt mr mrs miss may will hope grace faith early help new".split())


def _holds_address(low: str, address: str) -> bool:
    first_line = _plain(re.split(r"[,\n]", address)[0])
    return any(len(part) > 5 and f" {part} " in f" {low} " for part in (_plain(address), first_line))


def _repeats(low: str, words: str, run: int = 4) -> bool:
    """The same four words in a row; or the whole, where it is shorter."""
    said = _plain(words).split()
    runs = [said] if len(said) <= run else [said[i : i + run] for i in range(len(said) - run + 1)]
    return any(each and f" {' '.join(each)} " in f" {low} " for each in runs)
