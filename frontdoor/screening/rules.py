"""Reception's rules. Values in, answer out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta

# Outcomes after which somebody else takes the child's work on.
HANDED_ON = frozenset({
    "EARLY_HELP", "OPEN_CASE", "MASH_ENQUIRY", "STRATEGY_NOW", "OTHER_AUTHORITY", "ADULT_SAFEGUARDING", "ALLEGATION", "ASSESSMENT",
    "STRATEGY",
})
# Outcomes that end the front door's work with this child.
ENDS_HERE = frozenset({"NFA", "INFO_ADVICE", "SIGNPOST"})
URGENT = frozenset({"STRATEGY_NOW", "STRATEGY"})


@dataclass(frozen=True)
class ChildOutcome:
    """What is set for one child: the row on the contact, and the decision about them."""

    child: Any
    outcome: str
    level: int
    reason: str
    indicators: list[str] = field(default_factory=list)
    to_team: Any = None


def is_a_pattern(earlier: list[datetime], *, now: datetime, how_many: int, in_months: int) -> bool:
    """So many contacts about one child in so many months, this one included (three in twelve by default: local practice)."""
    since = now - relativedelta(months=in_months)
    return 1 + sum(since <= at < now for at in earlier) >= how_many


def wants_a_managers_eye(outcomes: list[ChildOutcome], *, patterned: set) -> bool:
    """A repeat contact may not end with no further action until a manager has looked at the whole."""
    return any(each.outcome in ENDS_HERE and each.child.pk in patterned for each in outcomes)


def what_is_missing(each: ChildOutcome) -> str | None:
    """The sentence that says what an outcome still needs, or None."""
    if not each.reason.strip():
        return f"Give the reason for the outcome for {each.child.name}."
    if each.outcome in HANDED_ON and each.to_team is None:
        return f"Choose the team that takes {each.child.name}’s work on."
    if each.level not in (1, 2, 3, 4):
        return f"Choose the threshold level for {each.child.name}."
    if each.outcome == "NFA" and each.level == 4:
        return f"Level 4 and no further action do not go together for {each.child.name}: change one, or ask a manager."
    return None
