"""Which team takes on what."""

from hypothesis import given
from hypothesis import strategies as st

from frontdoor.foundations.access.models import Team
from frontdoor.foundations.codes.sets import CODES
from frontdoor.handover.rules import TAKEN_BY, takes
from frontdoor.screening.rules import ENDS_HERE

OUTCOMES = [row.code for name in ("contact_outcome", "mash_outcome") for row in CODES[name]]
FUNCTIONS = [str(code) for code in Team.Function.values]


def test_every_outcome_either_ends_here_or_is_taken_on_by_some_kind_of_team():
    assert set(OUTCOMES) == set(TAKEN_BY) | set(ENDS_HERE)
    assert all(functions and functions <= set(FUNCTIONS) for functions in TAKEN_BY.values())


@given(outcome=st.sampled_from(OUTCOMES), function=st.sampled_from(FUNCTIONS))
def test_a_team_takes_only_what_it_is_for(outcome, function):
    assert takes(function, outcome) == (function in TAKEN_BY.get(outcome, ()))
    assert not takes(function, "NFA")
    assert not takes("RECEPTION", outcome), "reception sends on; nothing is sent to it"
