"""What a draft says to whom, and what is found in a letter that may have to stay unsaid. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.feedback.words import About, MustNotBeSaid, draft, worries_about

ROBIN = About("Robin Ashgrove", "Early help", "level 3", "Hub north", "01632 960100")
WREN = About("Wren Ashgrove", "MASH enquiry", "level 3", "", "")


def said(profile, *children, **more):
    return draft(profile=profile, reference="FD26-000001", children=list(children), urgent_phone="0300 555 0100", **more)


def test_continuing_says_the_decision_for_each_child_and_whom_to_work_with():
    words = said("CONTINUING", ROBIN, WREN)
    assert "Robin Ashgrove: early help (level 3). Hub north has been asked to take this on (call 01632 960100)." in words
    assert "Wren Ashgrove: MASH enquiry (level 3)." in words and "If you disagree" in words


@pytest.mark.parametrize("profile", ["LIMITED", "MINIMAL"])
def test_limited_and_minimal_name_nobody(profile):
    words = said(profile, ROBIN, WREN)
    assert "Robin" not in words and "Ashgrove" not in words and "Hub north" not in words


def test_minimal_says_only_received_and_considered():
    words = said("MINIMAL", ROBIN)
    assert "early help" not in words and "level" not in words and "We have looked at it" in words


def test_others_still_asked_about_are_promised_and_not_named():
    assert "the other children you told us of" in said("CONTINUING", ROBIN, others_follow=True)
    assert "nothing is decided yet" in said("CONTINUING", others_follow=True)
    assert "other children" not in said("LIMITED", ROBIN, others_follow=True)


@pytest.mark.parametrize("profile", ["CONTINUING", "LIMITED", "MINIMAL"])
def test_a_draft_worries_nobody_by_itself(profile):
    no_names = profile == "MINIMAL"
    assert worries_about(said(profile, ROBIN, WREN), MustNotBeSaid(known=["Robin Ashgrove", "Wren Ashgrove"], no_names=no_names)) == []


FOUND = [
    ("Kit Talland is safe", {"children": ["Kit Talland"]}, "a child this recipient"),
    ("KIT is safe", {"children": ["Kit Talland"]}, "a child this recipient"),
    ("Mr Talland rang", {"children": ["Kit Talland"]}, "a child this recipient"),
    ("Dave must not come home", {"adults": ["Dave, the boyfriend"]}, "It names Dave, the boyfriend"),
    ("Tess Holloway-Bright told us", {"who_raised_it": "Tess Holloway-Bright"}, "who raised this"),
    ("They moved to 14 Hidden Row", {"addresses": ["14 Hidden Row, Alder", "ZZ9 9ZZ"]}, "an address that is protected"),
    ("they moved to 14  hidden row,", {"addresses": ["14 Hidden Row"]}, "an address that is protected"),
    ("Police say he carries a knife in his coat", {"in_confidence": ["Source says he carries a knife"]}, "in confidence"),
    ("Refuge place", {"in_confidence": ["Refuge place"]}, "in confidence"),
    ("Robin is fine", {"known": ["Robin Ashgrove"], "no_names": True}, None),
    ("Robin Ashgrove is fine", {"known": ["Robin Ashgrove"], "no_names": True}, "a member of the public"),
    ("It is at ZZ9 9ZZ", {}, "a postcode"), ("it is at zz99zz", {}, "a postcode"), ("999 123 4567", {}, "an NHS number"),
    ("9991234567", {}, "an NHS number"), ("anything", {"about_a_professional": True}, "about a professional"),
]


@pytest.mark.parametrize(("text", "must_not", "expected"), FOUND)
def test_what_is_found(text, must_not, expected):
    found = worries_about(text, MustNotBeSaid(**must_not))
    assert (found == []) if expected is None else any(expected in sentence for sentence in found)


@pytest.mark.parametrize(("text", "must_not"), [
    ("Robin Ashgrove is safe", {"children": ["Wren Ashgrove"], "known": ["Robin Ashgrove"]}),  # the family name is known
    ("The kitchen is warm", {"children": ["Kit Talland"]}), ("Call 01632 960100 or 0300 555 0100 about FD26-000001", {}),
    ("He carries shopping", {"in_confidence": ["Source says he carries a knife"]}), ("the boyfriend", {"adults": ["Dave, the boyfriend"]}),
    ("", {"children": ["", " "], "addresses": [""], "in_confidence": [""]}),
])
def test_what_is_not_found(text, must_not):
    assert worries_about(text, MustNotBeSaid(**must_not)) == []


@given(before=st.text(max_size=40), after=st.text(max_size=40), name=st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", fullmatch=True))
def test_a_whole_name_is_found_wherever_it_stands(before, after, name):
    assert any(name in sentence for sentence in worries_about(f"{before} {name}, {after}", MustNotBeSaid(children=[name])))
