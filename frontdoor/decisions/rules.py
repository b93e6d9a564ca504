"""The rules of a decision. Values in, answer out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from frontdoor.screening.rules import HANDED_ON


def what_a_decision_needs(name: str, given: Any, *, known: bool) -> str | None:
    """The sentence that says what the decision for one child still needs, or None.

    A rationale, a level, and actions with dates: decisions without timescales drift (JTAI letter, Solihull 2022).
    """
    if not known:
        return f"Choose what is decided for {name}."
    if given.level not in (1, 2, 3, 4):
        return f"Choose the threshold level for {name}."
    if not given.rationale.strip():
        return f"Give your rationale for {name}: it will be read in years to come."
    if given.outcome in HANDED_ON and given.to_team is None:
        return f"Choose the team that takes {name}’s work on."
    if given.outcome == "NFA" and given.level == 4:
        return f"Level 4 and no further action do not go together for {name}: change one of them."
    return None


def what_an_action_needs(todo: Any, *, today: date) -> str | None:
    """Who does what by when: all three, and not in the past."""
    if not todo.what.strip():
        return "Say what is to be done."
    if not todo.who.strip():
        return f"Say who does this: “{todo.what}”."
    if todo.due_on is None:
        return f"Say by when this is done: “{todo.what}”."
    if todo.due_on < today:
        return f"“{todo.what}” is due before today."
    return None


def is_below_the_threshold(levels: Iterable[int], *, strip_below: int) -> bool:
    """Every child of the enquiry stands below the level at which what partners gave may go on outside the hub."""
    return max(levels) < strip_below
