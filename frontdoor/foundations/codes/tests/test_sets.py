import csv
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.foundations.codes.labels import label, labels
from frontdoor.foundations.codes.listing import listing
from frontdoor.foundations.codes.sets import CODES, COLUMNS, DATA, BadCodeSet, CodeSets

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
NAMES = st.sampled_from(sorted(CODES))

PROMISED = {
    "contact_outcome": "NFA INFO_ADVICE SIGNPOST EARLY_HELP OPEN_CASE MASH_ENQUIRY STRATEGY_NOW OTHER_AUTHORITY"
    " ADULT_SAFEGUARDING ALLEGATION",
    "mash_outcome": "NFA INFO_ADVICE SIGNPOST EARLY_HELP ASSESSMENT STRATEGY OPEN_CASE OTHER_AUTHORITY"
    " ADULT_SAFEGUARDING ALLEGATION",
    "sex": "F M U",
    "disability": "NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA",
    "ethnicity": "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT",
    "referral_source": "1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10",
    "return_outcome": "HELD NOTHING_HELD NOT_SEARCHED CANNOT_SHARE",
    "threshold_level": "1 2 3 4",
    "rating": "RED AMBER GREEN",
    "contact_channel": "FORM CALL EMAIL LETTER IN_PERSON OUT_OF_HOURS POLICE_NOTICE",
}


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_the_codes_that_other_code_relies_on(name):
    assert [code for code, _ in CODES[name].choices(on=TODAY)] == PROMISED[name].split()


def test_every_file_is_in_the_index_and_every_set_reads():
    files = {path.stem for path in DATA.glob("*.csv")} - {"sets", "threshold_chart"}
    assert files == set(CODES)
    assert {CODES[name].owner for name in CODES} == {"statutory", "national", "local"}


def test_every_code_fits_where_it_is_kept():
    assert all(len(row.code) <= 40 for name in CODES for row in CODES[name])
    assert all(len(row.code) <= 20 for name in ("religion", "language", "return_outcome") for row in CODES[name])
    assert all(len(row.code) <= 20 for name in ("feedback_kind", "feedback_exemption") for row in CODES[name])


def test_a_code_is_shown_as_it_was_worded_on_the_day():
    need = CODES["primary_need"]
    assert need.label("N1", on=date(2025, 3, 31)) == "Abuse or neglect"
    assert need.label("N1", on=date(2025, 4, 1)) == "Abuse, neglect and exploitation"
    assert need.label("N1") == "Abuse, neglect and exploitation"
    assert need.maps("N1", on=TODAY) == {"annexa": "N1 - Abuse or neglect"}


def test_a_moment_counts_as_its_day_in_england():
    half_past_midnight_in_summer_time = datetime(2025, 3, 31, 23, 30, tzinfo=UTC)
    assert CODES["primary_need"].label("N1", on=half_past_midnight_in_summer_time) == "Abuse, neglect and exploitation"


def test_sex_replaced_gender_in_april_2024():
    sex = CODES["sex"]
    assert [code for code, _ in sex.choices(on=date(2024, 3, 31))] == ["2", "1", "0", "9"]
    assert not sex.knows("F", on=date(2024, 3, 31))
    assert sex.knows("F", on=date(2024, 4, 1))
    assert sex.label("2", on=TODAY) == "Female", "an old record still reads"
    assert not sex.knows("2", on=TODAY), "and cannot be chosen"


def test_a_retired_factor_reads_and_cannot_be_chosen():
    factors = CODES["assessment_factors"]
    assert factors.label("18A", on=TODAY) == "Physical abuse"
    assert not factors.knows("18A", on=TODAY)
    assert factors.knows("18C", on=TODAY)
    assert not factors.knows("8A", on=TODAY), "there is no 8A in the current set"


def test_an_unknown_code_shows_itself():
    assert CODES["ethnicity"].label("XXXX", on=TODAY) == "XXXX (not in the list)"
    assert CODES["ethnicity"].maps("XXXX") == {}
    assert CODES["ethnicity"].label(None) == "" == CODES["ethnicity"].label("")


def test_codes_stay_strings():
    assert CODES["nhs_number_status"].knows("01")
    assert not CODES["nhs_number_status"].knows("1")


def test_ethnicity_maps_to_health_police_and_annex_a():
    assert CODES["ethnicity"].maps("CHNE") == {"annexa": "q) CHNE", "nhs": "R", "police": "O1", "police18": "A4"}
    letters = [row.maps_to["annexa"][0] for row in CODES["ethnicity"]]
    assert letters == list("abcdefghijklmnopqrst")


@pytest.mark.parametrize(
    ("set_name", "target"),
    [
        ("source_local", "referral_source"),
        ("concern_category", "category_of_abuse"),
        ("concern_category", "assessment_factors"),
    ],
)
def test_what_is_mapped_up_exists(set_name, target):
    mapped = [row.maps_to[target] for row in CODES[set_name] if target in row.maps_to]
    assert mapped
    assert all(CODES[target].knows(code, on=TODAY) for code in mapped)


def test_every_local_source_maps_to_the_dfe_list():
    assert all("referral_source" in row.maps_to for row in CODES["source_local"])
    for code in ("MIDWIFE", "AMBULANCE", "SCHOOL_DSL", "NURSERY", "CAMHS"):
        assert CODES["source_local"].knows(code, on=TODAY)


def test_every_relationship_has_an_inverse_that_comes_back():
    kinds = CODES["relationship"]

    def inverse(code):
        return kinds.maps(code)["inverse"]

    for row in kinds:
        assert kinds.knows(inverse(row.code)), row.code
        assert inverse(inverse(inverse(row.code))) == inverse(row.code), row.code
    assert inverse("MOTHER") == "CHILD"
    assert inverse("GRANDPARENT") == "GRANDCHILD"
    assert inverse("HALF_SIBLING") == "HALF_SIBLING"
    assert inverse("PARENTS_EX_PARTNER") == "EX_PARTNERS_CHILD"


@given(NAMES, DAYS)
def test_what_may_be_chosen_is_known_and_reads_the_same(name, day):
    choices = CODES[name].choices(on=day)
    assert len({code for code, _ in choices}) == len(choices), "one wording each"
    for code, words in choices:
        assert CODES[name].knows(code, on=day)
        assert CODES[name].label(code, on=day) == words


@given(NAMES, DAYS)
def test_every_code_ever_used_reads_on_every_day(name, day):
    assert all("not in the list" not in CODES[name].label(row.code, on=day) for row in CODES[name])


@given(NAMES, DAYS, st.text(min_size=1, max_size=12))
def test_anything_else_is_refused_and_still_shown(name, day, code):
    if code not in {row.code for row in CODES[name]}:
        assert not CODES[name].knows(code, on=day)
        assert CODES[name].label(code, on=day).startswith(code)


def test_a_missing_set_is_named():
    with pytest.raises(KeyError, match="no code set called 'shoe_size'"):
        CODES["shoe_size"]


def test_the_filters():
    assert label("EARLY_HELP", "contact_outcome", on=TODAY) == "Early help"
    assert labels(["VIS", "MOB", "ZZZ"], "disability", on=TODAY) == ["Mobility", "Vision", "ZZZ (not in the list)"]
    assert labels(None, "disability") == []


def test_the_listing_holds_every_set_and_every_label():
    text = listing()
    for name in CODES:
        assert f"(`{name}`)" in text
        for row in CODES[name]:
            assert f"| {row.code} | {row.label} |" in text


def _sets(tmp_path, *rows):
    with (tmp_path / "sets.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["set", "title", "owner", "source"], ["fruit", "Fruit", "local", "invented"]])
    with (tmp_path / "fruit.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return CodeSets(tmp_path)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "the set is empty"),
        ([["A", "", "", "", "1", "", "", "s"]], "needs a code, a label and a source"),
        ([["A", "Apple", "", "", "1", "", "", ""]], "needs a code, a label and a source"),
        ([["A", "Apple", "2025-01-01", "2024-01-01", "1", "", "", "s"]], "ends before it starts"),
        ([["A", "Apple", "", "", "1", "", "", "s"], ["A", "Pear", "2025-01-01", "", "1", "", "", "s"]], "two wordings"),
        ([["A", "Apple", "soon", "", "1", "", "", "s"]], "line 2"),
        ([["A", "Apple", "", "", "first", "", "", "s"]], "line 2"),
        ([["A", "Apple", "", "", "1", "nhs", "", "s"]], "a mapping is written"),
        ([["A", "Apple", "", "", "1", "", "", "s", "extra"]], "number of columns"),
        ([["A", "Apple"]], "number of columns"),
    ],
)
def test_wrong_data_is_refused_with_a_sentence(tmp_path, rows, sentence):
    with pytest.raises(BadCodeSet, match=sentence):
        _sets(tmp_path, *rows)["fruit"]


def test_a_change_of_wording_the_day_after_the_old_one_ends(tmp_path):
    old = ["A", "Apple", "", "2024-12-31", "1", "", "", "s"]
    new = ["A", "Eating apple", "2025-01-01", "", "1", "", "", "s"]
    fruit = _sets(tmp_path, old, new)["fruit"]
    assert fruit.label("A", on=date(2024, 12, 31)) == "Apple"
    assert fruit.label("A", on=date(2025, 1, 1)) == "Eating apple"
