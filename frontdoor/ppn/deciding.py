"""The rules of a decision on a notice. Values in, answer out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Outcomes that go through a contact: the hub's own way of handing work on and of telling whoever raised it.
BY_CONTACT = ("CONTACT", "OPEN_CASE", "EARLY_HELP")
HANDED_ON = ("OPEN_CASE", "EARLY_HELP")
HIGH_RISK_MEETING = ("DA", "HBA")
RATING = {"H": "RED", "M": "AMBER", "U": "AMBER", "S": "GREEN"}


@dataclass(frozen=True)
class Choice:
    """What is decided for one child of one notice; `child` is None where a notice names no child."""

    notice: Any
    child: Any
    outcome: str
    reason: str
    level: int | None = None
    to_team: Any = None


def what_is_missing(each: Choice) -> str | None:
    """The sentence that says what a choice still needs, or None."""
    name = each.child.name if each.child else "the notice"
    if not each.reason.strip():
        return f"Give the reason for {name}."
    if each.child is None and each.outcome not in ("NFA", "HRDA"):
        return "This notice names no child: no further action, or the daily high-risk meeting. Otherwise ask the police who the children are."
    if each.outcome in HANDED_ON and each.level not in (1, 2, 3, 4):
        return f"Choose the threshold level for {name}."
    if each.outcome in HANDED_ON and each.to_team is None:
        return f"Choose the team that takes {name}’s work on."
    if each.outcome == "HRDA" and each.notice.ppn_type not in HIGH_RISK_MEETING:
        return f"The daily high-risk meeting is for domestic abuse. Choose another outcome for {name}."
    if each.outcome in BY_CONTACT and each.notice.is_test:
        return f"{each.notice} is a test notice: it cannot become a contact."
    return None


def wants_a_second_look(choices: Iterable[Choice], *, grade: str, is_pattern: bool, drawn: bool) -> bool:
    """Standard risk: so many in a hundred, drawn at random. And always where a pattern ends in no further action."""
    ends = any(each.outcome == "NFA" for each in choices)
    return (grade == "S" and drawn) or (is_pattern and ends)
