from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.mash.rules import (
    NEEDS,
    answer_state,
    is_time_to_chase,
    what_a_question_needs,
    what_an_answer_needs,
    what_the_analysis_needs,
)
from tests.scenarios import ANALYSIS

WARN = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
DUE = datetime(2026, 3, 2, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"outcome": ""}, "outcome"), ({"outcome": "PERHAPS"}, "outcome"), ({"outcome": "HELD"}, "items"),
        ({"outcome": "NOTHING_HELD"}, "searched"), ({"outcome": "NOTHING_HELD", "searched": "  "}, "searched"),
        ({"outcome": "NOT_SEARCHED"}, "why_not"), ({"outcome": "CANNOT_SHARE"}, "why_not"),
        ({"outcome": "CANNOT_SHARE", "why_not": "A court order"}, "speak_to"), ({"outcome": "HELD", "items": 2, "sensitive": 1}, "speak_to"),
        ({"outcome": "NOTHING_HELD", "searched": "RMS", "items": 1}, "outcome"),
    ],
)
def test_each_of_the_four_answers_says_what_makes_it_honest(given_, field):
    needs = what_an_answer_needs(**{"items": 0, "searched": "", "why_not": "", **given_})
    assert needs and needs[0] == field and needs[1].endswith(".")


@pytest.mark.parametrize(
    "complete",
    [
        {"outcome": "HELD", "items": 1}, {"outcome": "HELD", "items": 1, "sensitive": 1, "speak_to": "Pete"},
        {"outcome": "NOTHING_HELD", "searched": "RMS"}, {"outcome": "NOT_SEARCHED", "why_not": "Down until 3pm"},
        {"outcome": "CANNOT_SHARE", "why_not": "A court order", "speak_to": "Pete"},
    ],
)
def test_a_complete_answer_needs_nothing_more(complete):
    assert what_an_answer_needs(**{"items": 0, "searched": "", "why_not": "", **complete}) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"what": " "}, "what"), ({"why": ""}, "why"), ({"months_back": 0}, "months_back"), ({"months_back": None}, "months_back"),
     ({"months_back": 999}, "months_back"), ({"basis": ""}, "lawful_basis"), ({"people": []}, "people"), ({"people": [" "]}, "people")],
)
def test_a_question_is_scoped(change, field):
    whole = {"what": "Call-outs", "why": "Shouting at night", "months_back": 12, "basis": "ART6_1E", "people": ["Robin"]}
    assert what_a_question_needs("Westshire Police", **whole) is None
    assert what_a_question_needs("Westshire Police", **{**whole, **change})[0] == field


@given(st.sets(st.sampled_from(sorted(ANALYSIS))))
def test_the_analysis_names_every_part_that_is_missing(left_out):
    words = {part: "" if part in left_out else text for part, text in ANALYSIS.items()}
    said = what_the_analysis_needs(words)
    assert (said is None) == (not left_out)
    if "not_known" in left_out:
        assert "what is not known" in said


def test_chased_when_nearly_over_when_over_and_every_day_after():
    at = WARN - timedelta(minutes=1)
    assert not is_time_to_chase(warn_at=WARN, due_at=DUE, last=None, now=at)
    chased, last = [], None
    for minute in range(0, 3 * 24 * 60, 5):
        now = WARN + timedelta(minutes=minute)
        if is_time_to_chase(warn_at=WARN, due_at=DUE, last=last, now=now):
            chased.append(now)
            last = now
    assert chased == [WARN, DUE, DUE + timedelta(days=1), DUE + timedelta(days=2)]


def test_what_was_silent_for_days_is_chased_once_and_not_for_each_missed_time():
    now = DUE + timedelta(days=3)
    assert is_time_to_chase(warn_at=WARN, due_at=DUE, last=None, now=now)
    assert not is_time_to_chase(warn_at=WARN, due_at=DUE, last=now, now=now + timedelta(hours=1))


def test_the_four_answers_no_answer_and_late_are_six_different_states():
    answered = [answer_state(stage="ANSWERED", outcome=each, is_late=True) for each in NEEDS]
    waiting = [answer_state(stage="ASKED", outcome="", is_late=late) for late in (False, True)]
    assert len({*answered, *waiting, answer_state(stage="WITHDRAWN", outcome="", is_late=False)}) == 7
