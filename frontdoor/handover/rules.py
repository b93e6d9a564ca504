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


def file_goes_along(*, about: list[int] | None, offered: set[int], everybody: set[int], may_say_what_is_protected: bool) -> bool:
    """Is a file shown to a team, by the numbers of the children it is about and of those the team was offered?

    Where nobody said whom it is about, it goes only where all the children went; and not where it may say what is protected.
    """
    if about is not None:
        return bool(about) and set(about) <= offered
    return bool(offered) and offered == everybody and not may_say_what_is_protected
