"""The comparison of two people: what it says of one field, of families, and of anything at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdoor.people.comparing import births, compare, family_names, given_names, homes
from frontdoor.people.keys import asked, keys
from frontdoor.people.matching import side_of
from frontdoor.people.rules import WORDS, Known, Verdict

HOW = {"same", "close", "different", "missing"}


@pytest.mark.parametrize(
    ("one", "other", "how", "because"),
    [
        ("Robin", "ROBIN", "same", ""),
        ("Robin Jane", "Robin", "same", "middle"),
        ("Zoë", "Zoe", "same", ""),
        ("Kate", "Katherine", "close", "nickname"),
        ("Muhammad", "Mohammed", "close", "nickname"),
        ("Samuel", "Samantha", "different", ""),
        ("Sam", "Samantha", "close", "nickname"),
        ("J", "James", "close", "initial"),
        ("Jane", "Sarah Jane", "close", "middle"),
        ("Kaylee", "Kayleigh", "close", "sound"),
        ("Jayden", "Kayden", "close", "spelling"),
        ("Robin", "Wren", "different", ""),
        ("", "Wren", "missing", ""),
        ("محمد", "محمد", "same", ""),
    ],
)
def test_given_names(one, other, how, because):
    for judged in (given_names(one, other), given_names(other, one)):
        assert (judged[0], judged[2]) == (how, because)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("O’Neill", "ONeill", "same"),
        ("Smith-Jones", "Jones", "close"),
        ("Ashgrove", "Ashgrave", "close"),
        ("Smyth", "Smith", "close"),
        ("Łukasik", "Lukasik", "same"),
        ("Ashgrove", "Marsh", "different"),
        ("Ashgrove", "", "missing"),
    ],
)
def test_family_names(one, other, how):
    assert family_names(one, other)[0] == family_names(other, one)[0] == how


@pytest.mark.parametrize(
    ("one", "other", "how", "because"),
    [
        ({"born_on": date(2019, 3, 7)}, {"born_on": date(2019, 3, 7)}, "same", ""),
        ({"born_on": date(2019, 3, 7)}, {"born_on": date(2019, 7, 3)}, "close", "exchanged"),
        ({"born_on": date(2019, 3, 7)}, {"born_on": date(2018, 3, 7)}, "close", "digit"),
        ({"born_on": date(2019, 3, 12)}, {"born_on": date(2019, 3, 21)}, "close", "digit"),
        ({"born_on": date(1970, 3, 7)}, {"born_on": date(1990, 3, 7)}, "different", ""),
        ({"born_on": date(2010, 1, 1), "is_a_guess": True}, {"born_on": date(2012, 6, 1)}, "close", "guess"),
        ({"born_on": date(2010, 1, 1), "is_a_guess": True}, {"born_on": date(2016, 6, 1)}, "different", ""),
        ({"expected_on": date(2026, 6, 1)}, {"born_on": date(2026, 5, 20)}, "close", "due"),
        ({"expected_on": date(2026, 6, 1)}, {"born_on": date(2025, 5, 20)}, "different", ""),
        ({"expected_on": date(2026, 6, 1)}, {"expected_on": date(2026, 6, 9)}, "close", "due"),
        ({"born_on": date(2019, 3, 7)}, {}, "missing", ""),
    ],
)
def test_dates_of_birth(one, other, how, because):
    for judged in (births(Known(**one), Known(**other)), births(Known(**other), Known(**one))):
        assert (judged[0], judged[2]) == (how, because)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (("12 Elm Row", "ZZ9 9ZZ"), ("12, Elm Row", "zz99zz"), "same"),
        (("", "ZZ9 9ZZ"), ("12 Elm Row", "ZZ9 9ZZ"), "close"),
        (("14 Elm Row", "ZZ9 9ZZ"), ("12 Elm Row", "ZZ9 9ZZ"), "close"),
        (("12 Elm Row", "ZZ9 9ZZ"), ("12 Elm Row", "ZZ8 8ZZ"), "different"),
        (("12 Elm Row", ""), ("12 Elm Row", ""), "same"),
        (("12 Elm Row", ""), ("", ""), "missing"),
        (("12 Elm Row", ""), ("", "ZZ9 9ZZ"), "missing"),
    ],
)
def test_homes(one, other, how):
    assert homes(one, other)[0] == homes(other, one)[0] == how


ROBIN = Known(
    names=(("Robin", "Ashgrove"),),
    born_on=date(2012, 3, 27),
    sex="M",
    homes=(("12 Elm Row", "ZZ9 9ZZ"),),
    nhs_number="9990000018",
    phone="01632 960123",
    school="Thornbury Hill School",
)


def of(**changes):
    return Known(**{**ROBIN.__dict__, "nhs_number": "", **changes})


@pytest.mark.parametrize(
    ("known", "verdict", "word"),
    [
        (of(names=(("Wren", "Ashgrove"),)), "RELATIVE", "twins"),
        (of(names=(("Rowan", "Ashgrove"),), sex="F"), "RELATIVE", "twins"),
        (of(names=(("Robyn", "Ashgrove"),), sex="F"), "MAY_BE", "sexes"),
        (of(names=(("Rodin", "Ashgrove"),)), "MAY_BE", "twins"),
        (of(names=(("Wren", "Ashgrove"),), born_on=date(2015, 6, 1)), "RELATIVE", "different given names"),
        (of(born_on=date(1984, 9, 2), school=""), "RELATIVE", "parent and child"),
        (
            of(born_on=date(1984, 9, 2), school="", homes=(("3 Far Lane", "ZZ1 1ZZ"),), phone=""),
            "RELATIVE",
            "parent and child",
        ),
        (of(nhs_number="9990000026"), "MAY_BE", "NHS numbers"),
        (of(names=(("Wren", "Ashgrove"),), nhs_number="9990000018"), "MAY_BE", "brother’s or a sister’s"),
        (
            of(nhs_number="9990000018", names=(("Robbie", "Marsh"),), homes=(("3 Far Lane", "ZZ1 1ZZ"),)),
            "VERY_LIKELY",
            "NHS number",
        ),
        (
            of(names=(("Jude", "Ashgrove"),), homes=(), phone="", school="", born_on=date(2001, 1, 1)),
            "UNLIKELY",
            "family name",
        ),
    ],
)
def test_families(known, verdict, word):
    ours = Known(**{**ROBIN.__dict__, "nhs_number": "9990000018" if known.nhs_number else ""})
    for answer in (compare(ours, known), compare(known, ours)):
        assert (answer.verdict, word in answer.why) == (verdict, True), answer.why


def test_a_relative_is_never_called_the_same_however_much_agrees():
    """Twins who share everything but a given name and an NHS number."""
    twin = of(names=(("Wren", "Ashgrove"),), nhs_number="9990000026")
    assert compare(ROBIN, twin).verdict == Verdict.RELATIVE


def test_a_verdict_is_absolute():
    """It depends on the two sides alone, and there is no number in its words."""
    assert all(not any(letter.isdigit() for letter in words) for words in WORDS.values())
    assert compare(ROBIN, Known(names=(("Unlike", "Anybody"),))).verdict == Verdict.UNLIKELY


texts = st.one_of(
    st.sampled_from(["", "Robin", "robin", "Rob", "Robyn Jane", "R", "O'Neill", "Ashgrove-Marsh", "-", "٣", "ß"]),
    st.text(max_size=12),
)
days = st.one_of(st.none(), st.dates(), st.dates(date(2009, 12, 1), date(2010, 2, 28)))
sides = st.builds(
    Known,
    names=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    born_on=days,
    is_a_guess=st.booleans(),
    expected_on=days,
    sex=st.sampled_from(["", "F", "M", "U", "?"]),
    homes=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    withheld=st.booleans(),
    nhs_number=texts,
    upn=texts,
    phone=texts,
    school=texts,
)


@settings(max_examples=300, deadline=None)
@given(sides, sides)
def test_anything_can_be_compared_and_either_way_round(one, other):
    there, back = compare(one, other), compare(other, one)
    assert there.verdict == back.verdict
    assert {name: each.how for name, each in there.fields.items()} == {
        name: each.how for name, each in back.fields.items()
    }
    assert {each.how for each in there.fields.values()} <= HOW
    assert there.why and there.words


@settings(max_examples=200, deadline=None)
@given(sides)
def test_nobody_differs_from_themselves(one):
    assert "different" not in {each.how for each in compare(one, one).fields.values()}


@settings(max_examples=200, deadline=None)
@given(
    sides,
    st.text(min_size=1, max_size=12, alphabet="QXZ0123456789"),
    st.text(min_size=4, max_size=7, alphabet="QXZ123456789"),
)
def test_a_protected_address_changes_nothing_that_is_said(other, address, postcode):
    """Whoever guesses the address gets the answer of whoever does not."""
    held = Known(**{**ROBIN.__dict__, "withheld": True, "homes": ((address, postcode),)})
    said = compare(other, held)
    elsewhere = compare(other, Known(**{**held.__dict__, "homes": (("99 Elsewhere", "ZZ0 0ZZ"),)}))
    assert (said.verdict, said.why, said.fields) == (elsewhere.verdict, elsewhere.why, elsewhere.fields)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=20),
    st.text(max_size=20),
    days,
    days,
    st.text(max_size=12),
    st.text(max_size=12),
    st.text(max_size=12),
)
def test_whoever_is_asked_for_as_they_are_held_is_found(
    given_name, family_name, born_on, expected_on, postcode, number, address
):
    held = dict(
        given_names=given_name,
        family_name=family_name,
        born_on=born_on,
        expected_on=expected_on,
        postcode=postcode,
        phone=number,
        address=address,
    )
    mine = keys(**held)
    assert set(mine) <= set(asked(**held)) and all(len(key) <= 60 for key in mine)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(-120, 21))
def test_a_baby_born_when_due_is_found_under_the_due_date(due, late):
    unborn = keys(family_name="Ashgrove", expected_on=due)
    assert set(unborn) & set(asked(family_name="Ashgrove", given_names="Wren", born_on=due + timedelta(days=late)))
    born = keys(family_name="Ashgrove", given_names="Wren", born_on=due + timedelta(days=late))
    assert set(born) & set(asked(family_name="Ashgrove", expected_on=due))


def test_a_dictionary_is_as_good_as_a_row():
    assert side_of({"given_names": "Robin", "school_text": "Mill Lane"}) == Known(
        names=(("Robin", ""),), school="Mill Lane"
    )
