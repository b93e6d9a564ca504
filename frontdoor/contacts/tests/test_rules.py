"""What is missing is said, with why it matters; and nothing but a child and a concern stops a referral."""

from datetime import date, timedelta

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some

from frontdoor.contacts.rules import WHY, estimated_birth, impossible_birth, impossible_due_date, look_over

TODAY = date(2026, 3, 2)
ROBIN = {"given_names": "Robin", "born_on": date(2019, 2, 3), "address": "1 High Street", "own_words": "I hide."}
FULL = {"concern": "Shouting every night.", **{name: "said" for name in WHY}, "parents_told": "YES"}


def said(**given):
    return [gap.sentence for gap in look_over(**{"children": [ROBIN], "adults": [{"scrap": "Dave"}], "given": FULL} | given)]


def test_a_complete_one_lacks_nothing():
    assert said() == []


def test_without_a_child_or_a_concern_it_cannot_be_sent():
    gaps = look_over(children=[], adults=[], given={"concern": "  "})
    assert [gap.section for gap in gaps if gap.needed] == ["children", "worries"]


def test_an_urgent_one_is_asked_for_nothing_more():
    assert look_over(children=[{"scrap": "the baby upstairs"}], adults=[], given={"concern": "Blue lips.", "is_urgent": True}) == []


@pytest.mark.parametrize("name", WHY)
def test_each_thing_that_helps_is_asked_for_with_its_reason(name):
    gaps = look_over(children=[ROBIN], adults=[{"scrap": "Dave"}], given={**FULL, name: ""})
    assert [(gap.sentence, gap.needed) for gap in gaps] == [(WHY[name][1], False)]
    assert all(gap.why for gap in gaps)


def test_the_childs_voice_is_asked_for_by_name():
    assert said(children=[{**ROBIN, "own_words": ""}]) == ["Add what Robin has said, or what a day is like for them"]


def test_a_baby_not_yet_born_is_asked_only_when_it_is_due():
    baby = {"scrap": "Unborn baby of Kay", "not_yet_born": True}
    assert said(children=[ROBIN, baby]) == ["Add when the baby is due"]
    assert said(children=[ROBIN, {**baby, "expected_on": TODAY}]) == []


def test_a_child_nobody_can_find_is_named():
    assert said(children=[{**ROBIN, "address": ""}]) == ["Add where Robin lives or goes to school"]
    assert said(children=[{**ROBIN, "address": "", "upn": "X"}]) == []


def test_not_telling_parents_wants_a_reason():
    assert said(given={**FULL, "parents_told": "NO"}) == ["Say why the parents were not told"]
    assert said(given={**FULL, "parents_told": "NO", "not_told_reason": "RISK_TO_CHILD"}) == []


def test_too_long_is_said_and_not_refused():
    gaps = look_over(children=[ROBIN], adults=[{"scrap": "Dave"}], given={**FULL, "concern": "x" * 4001})
    assert "4,001" in gaps[0].sentence and not gaps[0].needed


@pytest.mark.parametrize(("born", "what", "words"), [
    (TODAY + timedelta(days=1), "child", "in the future"), (date(1990, 1, 1), "child", "36 years old"), (date(1890, 1, 1), "person", "136 years old"),
    (date(1990, 1, 1), "person", ""), (TODAY, "child", ""), (date(2001, 1, 1), "child", ""), (None, "child", ""),
])
def test_dates_of_birth_that_cannot_be(born, what, words):
    assert words in impossible_birth(born, on=TODAY, what=what)
    assert bool(words) == bool(impossible_birth(born, on=TODAY, what=what))


@pytest.mark.parametrize(("days", "wrong"), [(0, False), (309, False), (311, True), (-41, False), (-43, True)])
def test_a_baby_is_due_within_ten_months(days, wrong):
    assert bool(impossible_due_date(TODAY + timedelta(days=days), on=TODAY)) == wrong


@whatever(some.integers(0, 120), some.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_an_estimated_birth_gives_back_the_age(age, on):
    born = estimated_birth(age, on=on)
    assert on.year - born.year - ((on.month, on.day) < (born.month, born.day)) == age
