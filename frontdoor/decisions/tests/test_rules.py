from datetime import date
from types import SimpleNamespace as Some

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.decisions.rules import is_below_the_threshold, what_a_decision_needs, what_an_action_needs
from frontdoor.screening.rules import ENDS_HERE, HANDED_ON

WHOLE = {"outcome": "EARLY_HELP", "level": 3, "rationale": "Because.", "to_team": "Hub north"}


@pytest.mark.parametrize(
    ("change", "known", "sentence"),
    [({}, False, "Choose what is decided for Robin."), ({"level": 0}, True, "level for Robin"), ({"level": 5}, True, "level for Robin"),
     ({"rationale": " \n"}, True, "read in years to come"), ({"to_team": None}, True, "team that takes Robin’s work on"),
     ({"outcome": "NFA", "level": 4}, True, "Level 4 and no further action")],
)
def test_what_a_decision_still_needs(change, known, sentence):
    assert sentence in what_a_decision_needs("Robin", Some(**{**WHOLE, **change}), known=known)


@given(st.sampled_from(sorted(HANDED_ON | ENDS_HERE)), st.integers(1, 4))
def test_a_complete_decision_needs_nothing_but_never_level_four_and_nothing(outcome, level):
    said = what_a_decision_needs("Robin", Some(**{**WHOLE, "outcome": outcome, "level": level}), known=True)
    assert (said is None) == ((outcome, level) != ("NFA", 4))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"what": ""}, "what is to be done"), ({"who": " "}, "who does this"), ({"due_on": None}, "by when"), ({"due_on": date(2026, 3, 1)}, "before today"),
     ({}, None), ({"due_on": date(2026, 3, 2)}, None)],
)
def test_an_action_says_who_does_what_by_when(change, sentence):
    said = what_an_action_needs(Some(**{"what": "Visit", "who": "Elsie", "due_on": date(2026, 3, 9), **change}), today=date(2026, 3, 2))
    assert said is None if sentence is None else sentence in said


@given(st.lists(st.integers(1, 4), min_size=1), st.integers(2, 4))
def test_one_child_at_the_threshold_keeps_the_enquiry_above_it(levels, strip_below):
    assert is_below_the_threshold(levels, strip_below=strip_below) == all(level < strip_below for level in levels)
