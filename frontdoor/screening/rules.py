"""Reception's rules. Values in, answer out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta

from frontdoor.handover.rules import TAKEN_BY, takes

# Outcomes after which somebody else takes the child's work on.
HANDED_ON = frozenset(TAKEN_BY)
# Outcomes that end the front door's work with this child.
ENDS_HERE = frozenset({"NFA", "INFO_ADVICE", "SIGNPOST"})
URGENT = frozenset({"STRATEGY_NOW", "STRATEGY"})
# Family, neighbours, the child, and whoever gave no name: nobody rates what they sent.
NOT_PROFESSIONAL = frozenset({"1A", "1B", "1C", "1D", "9", "10"})


@dataclass(frozen=True)
class ChildOutcome:
    """What is set for one child: the row on the contact, and the decision about them."""

    child: Any
    outcome: str
    level: int
    reason: str
    indicators: list[str] = field(default_factory=list)
    to_team: Any = None


def is_professional(source: str) -> bool:
    """Was this sent by somebody whose work it is to refer? The quality of theirs is rated and told to their agency."""
    return source not in NOT_PROFESSIONAL


def is_a_pattern(earlier: list[datetime], *, now: datetime, how_many: int, in_months: int) -> bool:
    """So many contacts about one child in so many months, this one included (three in twelve by default: local practice)."""
    since = now - relativedelta(months=in_months)
    return 1 + sum(since <= at < now for at in earlier) >= how_many


def wants_a_managers_eye(outcomes: list[ChildOutcome], *, patterned: set) -> bool:
    """A repeat contact may not end with no further action until a manager has looked at the whole."""
    return any(each.outcome in ENDS_HERE and each.child.pk in patterned for each in outcomes)


def what_is_missing(each: ChildOutcome) -> str | None:
    """The sentence that says what an outcome still needs, or None."""
    name = each.child.name
    if not each.reason.strip():
        return f"Give the reason for the outcome for {name}."
    if each.outcome in HANDED_ON and each.to_team is None:
        return f"Choose the team that takes {name}’s work on."
    if each.outcome in HANDED_ON and not takes(each.to_team.function, each.outcome):
        return f"{each.to_team} does not take that on. Choose another team for {name}."
    if each.level not in (1, 2, 3, 4):
        return f"Choose the threshold level for {name}."
    if each.outcome == "NFA" and each.level == 4:
        return f"Level 4 and no further action do not go together for {name}: change one, or ask a manager."
    return None


def what_a_rating_needs(quality: str, gaps: list[str]) -> str | None:
    """A poor rating without a gap teaches nobody anything."""
    if quality == "POOR" and not gaps:
        return "Say what was missing from the referral: it goes back to their agency, so that the next one is better."
    return None
