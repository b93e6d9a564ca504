"""Is a referral concise and complete, and can its dates be true? Values in, sentences out.

A good referral: Working Together 2023, chapter 3; what joint inspection letters of 2022 to 2025 found missing (the child's
voice, history, the effect on the child, whether parents were told). It nudges; it never blocks an urgent one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WORKED_WITH_TO = 25  # care leavers, and young people with special educational needs
LONG_CONCERN = 4000


@dataclass(frozen=True)
class Gap:
    """What is missing, why it matters, and where to say it. Only what is `needed` stops sending."""

    section: str
    sentence: str
    why: str
    needed: bool = False


def impossible_birth(born: date | None, *, on: date, what: str = "child") -> str:
    """Why this cannot be the date of birth; nothing if it can."""
    if born is None:
        return ""
    if born > on:
        return "The date of birth is in the future. For a baby not yet born, answer ‘Not yet’ and give the date it is due"
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if what == "child" and years > WORKED_WITH_TO:
        return f"This date of birth makes the child {years} years old: check the year, or add them as an adult"
    if years > 120:
        return f"This date of birth makes them {years} years old: check the year"
    return ""


def impossible_due_date(due: date | None, *, on: date) -> str:
    """A baby is due within the next ten months, or is a few weeks late at most."""
    if due is None:
        return ""
    if due > on + timedelta(days=310):
        return "The date the baby is due is more than 10 months away: check the month and year"
    if due < on - timedelta(days=42):
        return "The baby was due more than 6 weeks ago: check the date, or say that the child has been born"
    return ""


def estimated_birth(age: int, *, on: date) -> date:
    """The middle of the year in which somebody of this age was born: shown as an estimate, never as a date."""
    return on - timedelta(days=round((age + 0.5) * 365.25))


def look_over(*, children: Sequence[Mapping], adults: Sequence[Mapping], given: Mapping[str, Any]) -> list[Gap]:
    """What to put right before sending, the needed first; for an urgent one only what cannot be done without."""
    needed = list(_needed(children, given))
    return needed if given.get("is_urgent") else [*needed, *_would_help(children, adults, given), *_too_long(given)]


def _needed(children: Sequence[Mapping], given: Mapping[str, Any]):
    if not children:
        yield Gap("children", "Say who the child is", "A first name, a few words such as ‘the baby upstairs’, or that the baby is not yet born, is enough.", True)
    if not (given.get("concern") or "").strip():
        yield Gap("worries", "Say what you are worried about", "Nobody can act without it. One sentence is enough to send.", True)


def _would_help(children: Sequence[Mapping], adults: Sequence[Mapping], given: Mapping[str, Any]):
    for child in children:
        yield from _about(child)
    lacks = {name for name in WHY if not given.get(name)}
    for name, (section, sentence, why) in WHY.items():
        if name in lacks:
            yield Gap(section, sentence, why)
    if given.get("parents_told") in ("NO", "SOME") and not (given.get("not_told_reason") or given.get("parents_not_told_why")):
        yield Gap("agreement", "Say why the parents were not told", "It may be right not to tell them; the reason tells us how to approach the family safely.")
    if not adults:
        yield Gap("family", "Add the parents, and anybody else in the home", "Even ‘Dave, the boyfriend’ lets every agency search its records. Absent parents and ex-partners matter too.")


WHY = {  # field: (section, what is missing, why it matters)
    "happened": ("worries", "Say what happened, and when", "A worry with an event behind it can be acted on today."),
    "impact": ("worries", "Say what the effect on the child is", "The level of help is decided by the effect on the child, not by the event."),
    "level_claimed": ("chart", "Choose a level on the threshold chart", "If we see it differently we will tell you why."),
    "strengths": ("strengths", "Say what keeps the child safe", "Help is built on what already works."),
    "tried": ("strengths", "Say what has been tried", "So that the family is not offered the same again."),
    "history": ("history", "Say what you know of the past", "Patterns over years are missed when each worry is read alone."),
    "safety_now": ("safety", "Say where the children are now", "It decides how quickly somebody must see them."),
    "parents_told": ("agreement", "Say whether the parents know about this referral", "We may speak to them today, and must not be the first to tell them by mistake."),
    "referrer_phone": ("you", "Give a phone number", "We may need to ask you one thing before we can decide."),
}


def _about(child: Mapping):
    name = child.get("given_names") or child.get("scrap") or "this child"
    if child.get("not_yet_born"):
        yield from _about_unborn(child)
        return
    if not (child.get("own_words") or child.get("lived_experience")):
        yield Gap("voice", f"Add what {name} has said, or what a day is like for them",
                  "The child's own words are what is most often missing, and what changes most decisions.")
    if not (child.get("born_on") or child.get("expected_on")):
        yield Gap("children", f"Add how old {name} is", "A guess is enough: how worrying something is depends on age.")
    if not (child.get("address") or child.get("postcode") or child.get("nhs_number") or child.get("upn") or child.get("school_text")):
        yield Gap("children", f"Add where {name} lives or goes to school", "It is how we find the right child, and do not open the wrong record.")


def _about_unborn(child: Mapping):
    """Nobody asks what a baby not yet born has said, or where it goes to school."""
    if not child.get("expected_on"):
        yield Gap("children", "Add when the baby is due", "A guess is enough: what must be in place before the birth depends on it.")


def _too_long(given: Mapping[str, Any]):
    over = len(given.get("concern") or "")
    if over > LONG_CONCERN:
        yield Gap("worries", f"Shorten what you are worried about: it is {over:,} characters",
                  "Put the main worry in the first few sentences; a long history can go under History or in a file.")
