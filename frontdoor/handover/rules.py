"""Which kind of team takes on what. Values in, answer out."""

_ANY_OPEN_CASE = frozenset({"ASSESSMENT", "EARLY_HELP", "EXPLOITATION", "OTHER"})

# For each outcome, what a team must be for (access.Team.Function) to be offered the work.
TAKEN_BY: dict[str, frozenset[str]] = {
    "EARLY_HELP": frozenset({"EARLY_HELP"}),
    "OPEN_CASE": _ANY_OPEN_CASE,  # new information on an open case goes to its worker: HIPS procedures, referrals
    "MASH_ENQUIRY": frozenset({"MASH"}),
    "STRATEGY_NOW": frozenset({"ASSESSMENT"}),
    "STRATEGY": frozenset({"ASSESSMENT"}),
    "ASSESSMENT": frozenset({"ASSESSMENT"}),
    "OTHER_AUTHORITY": frozenset({"OTHER_AUTHORITY"}),
    "ADULT_SAFEGUARDING": frozenset({"ADULTS"}),
    "ALLEGATION": frozenset({"ALLEGATIONS"}),
}


def takes(function: str, outcome: str) -> bool:
    """May a team of this function be offered this?"""
    return function in TAKEN_BY.get(outcome, frozenset())
