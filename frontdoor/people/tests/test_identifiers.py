import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.people.identifiers import (
    KEPT,
    check_nhs_number,
    check_phone,
    check_postcode,
    check_upn,
    is_temporary_upn,
    show_nhs_number,
    take,
)

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NINE = st.builds(str.__add__, st.sampled_from("456789"), st.text("0123456789", min_size=8, max_size=8))  # not Scottish


def nhs_check(nine):
    """The oracle: weights 10 down to 2, eleven minus the remainder; 11 is 0; 10 is none."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return {11: "0", 10: None}.get(check, str(check))


def upn_check(twelve):
    """The oracle: each of the twelve by 2 to 13, modulo 23; a letter counts as its place among the letters."""
    values = [LETTERS.index(c) if c in LETTERS else int(c) for c in twelve]
    return LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23]


# --- NHS numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["9000000009", "900 000 0009", " 900-000-0009 ", "900\u00a0000\u20110009", "\uff19" + "000000009"]
)
def test_an_nhs_number_as_people_write_it(text):
    assert check_nhs_number(text) == "9000000009"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("485 777 3456", "its last digit does not agree"),  # the example in GOV.UK's own guidance
        ("900000000", "has 10 digits. This one has 9"),
        ("90000000099", "This one has 11"),
        ("", "This one has 0"),
        ("90000O0009", "such as O for 0"),
        ("0000000000", "not an NHS number"),
        ("1111111111", "not an NHS number"),
        ("<script>", "digits only"),
        ("²000000009", "not an NHS number"),
        ("٩000000009", "digits only"),  # an Arabic nine is a digit to Python
    ],
)
def test_an_nhs_number_that_is_not(text, sentence):
    with pytest.raises(ValueError, match=sentence) as refused:
        check_nhs_number(text)
    assert not text or text not in str(refused.value), "the number is not repeated"


@given(NINE, st.sampled_from("0123456789"))
def test_only_the_right_last_digit_passes(nine, last):
    right = nhs_check(nine) == last and len(set(nine + last)) > 1
    try:
        assert check_nhs_number(nine + last) == nine + last
        assert right
    except ValueError:
        assert not right


def test_a_scottish_number_starts_with_a_date_of_birth():
    with_date, without = ("311268123", "132289729")  # born on 31 December 2068, by its first six digits: nobody
    assert check_nhs_number(with_date + nhs_check(with_date))
    with pytest.raises(ValueError, match="Scottish"):
        check_nhs_number(without + nhs_check(without))


def test_an_nhs_number_as_printed():
    assert show_nhs_number("9000000009") == "900 000 0009"
    assert show_nhs_number("unknown, tbc") == "unknown, tbc"


# --- UPNs -------------------------------------------------------------------------------------------------------------


@given(
    st.sampled_from(["850", "838", "839", "940", "941", "942", "943", "001", "681"]),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from("0123456789" + LETTERS),
    st.sampled_from(LETTERS),
)
def test_only_the_right_letter_passes(authority, middle, last, letter):
    rest = authority + middle + last
    try:
        assert check_upn(letter + rest) == letter + rest
        assert upn_check(rest) == letter
    except ValueError as refused:
        assert upn_check(rest) != letter, refused


def test_a_upn_as_people_write_it():
    upn = upn_check("850000026001") + "850000026001"
    assert check_upn(f" {upn[:4].lower()} {upn[4:8]} {upn[8:]} ") == upn
    assert not is_temporary_upn(upn)


def test_a_temporary_upn_ends_in_a_letter():
    upn = upn_check("85000002600Z") + "85000002600Z"
    assert check_upn(upn) == upn
    assert is_temporary_upn(upn)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A85000002600", "This one has 12"),
        ("I850000026001", "I, O and S are never used"),
        ("A85000002600O", "I, O and S are never used"),
        ("A8500000X6001", "then 12 digits"),
        (upn_check("999000026001") + "999000026001", "number of a local authority"),
        (upn_check("000000026001") + "000000026001", "number of a local authority"),
    ],
)
def test_a_upn_that_is_not(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_upn(text)


# --- postcodes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("zz99zz", "ZZ9 9ZZ"), (" ZZ9  9ZZ ", "ZZ9 9ZZ"), ("z1 1zz", "Z1 1ZZ"), ("z11 1zz", "Z11 1ZZ"),
        ("zz11 1zz", "ZZ11 1ZZ"), ("z1z 1zz", "Z1Z 1ZZ"), ("zz1z1zz", "ZZ1Z 1ZZ"), ("ZZ99-3VZ", "ZZ99 3VZ"),
    ],
)  # fmt: skip
def test_a_postcode_in_one_form(text, stored):
    assert check_postcode(text) == stored
    assert check_postcode(stored) == stored


@pytest.mark.parametrize("text", ["", "ZZ9", "9ZZ ZZ9", "ZZZ9 9ZZ", "ZZ999 9ZZ", "12345", "ZZ9 9Z", "=1+1", "ZZ9 9ZZZ"])
def test_a_postcode_that_is_not(text):
    with pytest.raises(ValueError, match="Enter a full postcode"):
        check_postcode(text)


def test_the_letter_o_for_nought_is_pointed_out():
    with pytest.raises(ValueError, match="letter O meant to be 0"):
        check_postcode("ZZ9 OZZ")


# --- phones -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("07700900123", "07700 900123"),
        ("+44 7700 900 123", "07700 900123"),
        ("0044 (0)7700-900123", "07700 900123"),
        ("+44 (0) 7700 900123", "07700 900123"),
        ("(01632) 960 123", "01632 960123"),
        ("0163296012", "01632 96012"),
        ("02079460123", "020 7946 0123"),
        ("0300 555 1386", "0300 555 1386"),
        ("01134960123", "0113 496 0123"),
        ("01214960123", "0121 496 0123"),
        ("0300 555 1386 ext. 12", "0300 555 1386 ext 12"),
        ("0300 555 1386 x12", "0300 555 1386 ext 12"),
        ("0800 1111", "0800 1111"),
        ("00353 1 800 0000", "+35318000000"),
    ],
)
def test_a_phone_number_in_one_form(text, stored):
    assert check_phone(text) == stored
    assert check_phone(stored) == stored


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("999", "begins with 0 and has 10 or 11 digits. This one has 3"),
        ("7700 900123", "begins with 0"),
        ("077009001234", "This one has 12"),
        ("00000000000", "7 to 15 digits|begins with 0"),
        ("ask her mum", "digits only"),
        ("+12", "7 to 15 digits"),
        ("", "digits only"),
    ],
)
def test_a_phone_number_that_is_not(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_phone(text)


# --- kept as given ----------------------------------------------------------------------------------------------------


def test_a_good_number_is_stored_in_its_one_form():
    taken = take("NHS", " 900 000  0009")
    assert (taken.value, taken.as_given, taken.is_verified, taken.note) == ("9000000009", "900 000 0009", True, "")


def test_a_bad_number_is_refused_unless_kept_as_given():
    with pytest.raises(ValueError, match="its last digit"):
        take("NHS", "485 777 3456")
    taken = take("NHS", "485 777 3456", keep=True)
    assert taken.value == taken.as_given == "485 777 3456"
    assert (taken.is_verified, taken.note) == (False, KEPT)
    assert "its last digit" in taken.problem


def test_keeping_as_given_still_checks_first():
    assert take("POSTCODE", "zz99zz", keep=True).value == "ZZ9 9ZZ"


def test_nothing_given_is_nothing():
    assert take("UPN", "  ") == take("UPN", "", keep=True)
    assert take("UPN", "").is_verified


def test_too_long_to_keep_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="At most 20 characters"):
        take("NHS", "9" * 21, keep=True)


@given(st.sampled_from(["NHS", "UPN", "POSTCODE", "PHONE"]), st.text(max_size=40))
def test_whatever_is_typed_gives_a_value_or_a_sentence(kind, text):
    try:
        taken = take(kind, text, keep=True)
    except ValueError as refused:
        assert str(refused).startswith("At most")
        return
    assert "\x00" not in taken.value
    taken.value.encode("utf-8")
    assert taken.value == taken.value.strip()
    assert take(kind, taken.value, keep=True).value == taken.value, "taking it again changes nothing"
