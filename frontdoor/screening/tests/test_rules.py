"""Reception's rules, for inputs nobody thought of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.foundations.codes.sets import CODES
from frontdoor.handover.rules import TAKEN_BY
from frontdoor.screening.rules import (
    ENDS_HERE,
    HANDED_ON,
    ChildOutcome,
    is_a_pattern,
    is_professional,
    wants_a_managers_eye,
    what_a_rating_needs,
    what_is_missing,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ROBIN = SimpleNamespace(pk=1, name="Robin Ashgrove")
moments = st.datetimes(min_value=datetime(2023, 1, 1), max_value=datetime(2026, 12, 31), timezones=st.just(UTC))
outcomes = st.sampled_from(sorted(HANDED_ON | ENDS_HERE))


def a_team(function):
    return SimpleNamespace(function=function)


@given(earlier=st.lists(moments, max_size=8), how_many=st.integers(1, 5), in_months=st.integers(1, 24))
def test_a_pattern_counts_this_contact_and_those_before_it_in_the_months(earlier, how_many, in_months):
    since = NOW - relativedelta(months=in_months)
    inside = len([at for at in earlier if since <= at < NOW])
    assert is_a_pattern(earlier, now=NOW, how_many=how_many, in_months=in_months) == (inside + 1 >= how_many)


@given(earlier=st.lists(moments, max_size=8), more=moments)
def test_one_more_contact_never_ends_a_pattern(earlier, more):
    rule = {"now": NOW, "how_many": 3, "in_months": 12}
    assert is_a_pattern([*earlier, more], **rule) or not is_a_pattern(earlier, **rule)


@pytest.mark.parametrize("days, pattern", [((30, 364), True), ((30, 366), False), ((30,), False), ((1, 2), True)])
def test_three_in_twelve_months(days, pattern):
    assert is_a_pattern([NOW - timedelta(days=d) for d in days], now=NOW, how_many=3, in_months=12) is pattern


def test_what_came_later_is_not_an_earlier_contact():
    assert not is_a_pattern([NOW, NOW + timedelta(days=1), NOW + timedelta(days=2)], now=NOW, how_many=2, in_months=12)


@given(outcome=outcomes, patterned=st.booleans())
def test_only_a_pattern_that_would_end_here_wants_a_manager(outcome, patterned):
    each = ChildOutcome(ROBIN, outcome, 2, "Why.")
    assert wants_a_managers_eye([each], patterned={1} if patterned else set()) == (patterned and outcome in ENDS_HERE)


@given(outcome=outcomes, level=st.integers(-1, 6), reason=st.text(max_size=5), function=st.sampled_from(["", "MASH", "EARLY_HELP", "ASSESSMENT"]))
def test_nothing_incomplete_passes(outcome, level, reason, function):
    each = ChildOutcome(ROBIN, outcome, level, reason, [], a_team(function) if function else None)
    complete = (
        reason.strip() and level in (1, 2, 3, 4) and not (outcome == "NFA" and level == 4)
        and (outcome in ENDS_HERE or function in TAKEN_BY[outcome])
    )
    assert (what_is_missing(each) is None) == bool(complete)
    assert complete or "Robin Ashgrove" in what_is_missing(each)


def test_level_four_may_not_end_with_nothing():
    whole = ChildOutcome(ROBIN, "NFA", 3, "Seen and well.")
    assert what_is_missing(whole) is None
    assert "ask a manager" in what_is_missing(replace(whole, level=4))


def test_every_source_is_either_a_professional_or_not():
    assert [row.code for row in CODES["referral_source"] if not is_professional(row.code)] == ["1A", "1B", "1C", "1D", "9", "10"]


@pytest.mark.parametrize("quality, gaps, asks", [("GOOD", [], False), ("POOR", [], True), ("POOR", ["HISTORY"], False), ("", [], False), ("ENOUGH", [], False)])
def test_a_poor_referral_says_what_was_missing(quality, gaps, asks):
    assert bool(what_a_rating_needs(quality, gaps)) is asks
