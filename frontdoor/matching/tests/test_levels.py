"""The engine: hostile values, symmetry, evidence, relatives, rivals, households. And that SQL and Python say the same."""

import csv
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.matching.families import make
from frontdoor.matching.keys import asked, held
from frontdoor.matching.levels import COMPARISONS, levels
from frontdoor.matching.model import current
from frontdoor.matching.standard import Standard, standard
from frontdoor.matching.weighing import compare, judge

COLUMNS = ("first_name", "middle_name", "surname", "dob", "sex", "address", "postcode", "nhs_number", "prev_surname", "prev_postcode")
EVERYBODY = {"first": {}, "surname": {}}
ROBIN = {"first_name": "Robin", "middle_name": "Ada", "surname": "Ashgrove", "dob": "2019-03-27", "sex": "F", "address": "12 Elm Row", "postcode": "YB9 9ZZ", "nhs_number": "9990000018"}
ODD = st.one_of(
    st.sampled_from(["", "Unknown", "unknown", "N/A", "Baby", "1900-01-01", "2019-02-31", "31/12/2018", "Робин", "O’Neill", "ZZ99 3VZ", "\x00", "=1+1", "a" * 100_000, "٣", "0000000000"]),
    st.text(max_size=12), st.text(alphabet=string.ascii_letters + "'- ", max_size=14), st.dates().map(str), st.from_regex(r"9[0-9]{9}", fullmatch=True),
)
ROW = st.fixed_dictionaries({}, optional={name: ODD for name in COLUMNS})


def weighed(one: dict, other: dict):
    return compare(standard(one), standard(other), model=current(), rarity=EVERYBODY)


@given(ROW, ROW)
@settings(max_examples=300, deadline=None)
def test_anything_can_be_compared_and_the_order_does_not_matter(one, other):
    there, back = weighed(one, other), weighed(other, one)
    assert (there.levels, round(there.weight, 9)) == (back.levels, round(back.weight, 9))
    assert held(standard(one)) <= asked(standard(one))


@given(st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(["", "Unknown", "UNKNOWN", "not known", "1900-01-01", "Baby", "N/A", "0000000000", "9999999999"])))
@settings(deadline=None)
def test_blanks_agree_with_nothing(row):
    both = weighed(row, row)
    assert all(level == -1 for level, each in zip(both.levels, COMPARISONS, strict=True) if each.name != "sex")
    assert standard(row).first == standard(row).dob == ""


def test_two_people_called_unknown_are_not_a_match():
    nobody = {"first_name": "Unknown", "surname": "Unknown", "dob": "1900-01-01"}
    nowhere = {"address": "No fixed abode", "postcode": "ZZ99 3VZ"}
    assert set(weighed(nowhere, nowhere).levels) == {-1}
    assert set(weighed(nobody, nobody).levels) == {-1} and held(standard(nobody)) == set()


@given(st.lists(st.sampled_from(sorted(ROBIN)), unique=True), st.sampled_from(sorted(ROBIN)))
@settings(deadline=None)
def test_evidence_that_agrees_never_lowers_the_weight(known, more):
    fewer = {name: ROBIN[name] for name in known if name != more}
    assert weighed({**fewer, more: ROBIN[more]}, ROBIN).weight >= weighed(fewer, ROBIN).weight - 1e-9


@pytest.mark.parametrize(
    ("written", "field", "level"),
    [
        ({"first_name": "Rob"}, "first", "form"), ({"first_name": "Ada"}, "first", "middle"), ({"first_name": "Ashgrove", "surname": "Robin"}, "first", "exchanged"),
        ({"first_name": "R"}, "first", "initial"), ({"surname": "Ash-Ashgrove"}, "surname", "sound"), ({"surname": "Marsh-Ashgrove"}, "surname", "part"),
        ({"surname": "Marsh", "prev_surname": "Ashgrove"}, "surname", "former"), ({"dob": "2019-01-01"}, "dob", "january"), ({"dob": "2019-03-28"}, "dob", "digit"),
        ({"dob": "1987-03-27"}, "dob", "near"), ({"postcode": "YB9 9ZX"}, "home", "slip"), ({"nhs_number": "9990000028"}, "nhs", "digit"),
    ],
)
def test_how_a_field_can_nearly_agree(written, field, level):
    found = dict(zip((each.name for each in COMPARISONS), levels(standard({**ROBIN, **written}), standard(ROBIN)), strict=True))
    comparison = next(each for each in COMPARISONS if each.name == field)
    assert comparison.levels[found[field]].code == level or (level == "sound" and comparison.levels[found[field]].code in {"part", "spelling"})


def test_a_twin_is_a_relative_and_not_the_child():
    twin = weighed({**ROBIN, "first_name": "Wren", "middle_name": "", "nhs_number": ""}, {**ROBIN, "nhs_number": ""})
    judge([[twin]], people=100_000, model=current())
    assert twin.probability < 0.95 and twin.relative > 0.05


def test_two_good_candidates_are_not_two_links():
    """One record is of one person: two who fit as well are each no more than even."""
    asked_for = {"first_name": "Robin", "surname": "Ashgrove", "sex": "F"}
    two = [compare(standard(asked_for), standard({**asked_for, "dob": born}), model=current(), rarity={"first": {"robin": 1e-5}, "surname": {"ashgrove": 1e-5}}, key=born) for born in ("2019-03-27", "1988-01-02")]
    judge([two], people=1000, model=current())
    assert all(0.3 < each.probability < 0.5 for each in two)


def test_people_named_together_are_evidence_for_each_other():
    """A mother found beyond doubt raises the child of her house whose record alone would not be enough."""
    house = {"address": "12 Elm Row", "postcode": "YB9 9ZZ"}
    mother, child = {**ROBIN, "first_name": "Amara", "dob": "1990-02-03", "nhs_number": "9990000026", **house}, {**ROBIN, **house}
    elsewhere = {"address": "7 Far Lane", "postcode": "KB1 1AA"}
    scrap = {"first_name": "Robin", "surname": "Ashgrove", **elsewhere}

    def found():
        rarity = {"first": {"robin": 1e-3}, "surname": {"ashgrove": 1e-3}}
        return [[compare(standard({**mother, **elsewhere}), standard(mother), model=current(), rarity=rarity, key=1)], [compare(standard(scrap), standard(child), model=current(), rarity=rarity, key=2)]]

    together, (_, alone) = found(), found()
    judge(together, people=100_000, model=current())
    judge([alone], people=100_000, model=current())
    assert together[1][0].probability > 0.9 > 0.5 > alone[0].probability


def test_the_order_of_those_named_does_not_matter():
    rows = [standard({**ROBIN, "first_name": name}) for name in ("Robin", "Wren", "Jay")]
    known = [standard({**ROBIN, "first_name": name, "nhs_number": ""}) for name in ("Robin", "Wren")]

    def judged(order):
        found = {at: [compare(rows[at], each, model=current(), rarity=EVERYBODY, key=n) for n, each in enumerate(known)] for at in order}
        judge(list(found.values()), people=50_000, model=current())
        return {(at, each.key): each.probability for at, them in found.items() for each in them}

    there, back = judged([0, 1, 2]), judged([2, 1, 0])
    assert there.keys() == back.keys() and all(there[key] == pytest.approx(back[key], abs=1e-12) for key in there)


def test_steps_add_up_to_the_answer():
    one = weighed({**ROBIN, "nhs_number": ""}, ROBIN)
    judge([[one]], people=100_000, model=current())
    odds = 2 ** sum(bits for _, _, bits in one.steps)
    assert odds / (1 + odds) == pytest.approx(one.probability, abs=0.02)


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    make(people=6_000, incoming=1_500, seed=23, out=folder)
    return folder


def test_sql_and_python_say_the_same(county):
    """The same levels and the same weight to a millionth, on every pair worth a look."""
    from frontdoor.matching import files, scoring

    index, incoming = (files.read(county / f"{name}.csv") for name in ("index", "incoming"))
    pairs, rarity = scoring.predicted(index, incoming, model=current(), least=-60), scoring.rarity_of(index)
    known, came_in = (dict(zip(table["unique_id"].to_pylist(), files.rows(table), strict=True)) for table in (index, incoming))
    by_sql = dict(zip(zip(pairs["unique_id_l"].to_pylist(), pairs["unique_id_r"].to_pylist(), strict=True), pairs["match_weight"].to_pylist(), strict=True))
    assert len(by_sql) >= 3_000
    for left, right, found in scoring._levels(pairs):
        assert levels(came_in[right], known[left]) == found, (came_in[right], known[left])
        ours = compare(came_in[right], known[left], model=current(), rarity=rarity).weight
        assert ours + current().prior(len(index)) == pytest.approx(by_sql[left, right], abs=1e-6)


def test_a_file_is_read_as_a_row_is(county):
    from frontdoor.matching import files

    table = files.read(county / "incoming.csv")
    with open(county / "incoming.csv", newline="") as file:
        assert files.rows(table) == [standard(row) for row in csv.DictReader(file)]
    assert isinstance(files.rows(table)[0], Standard)
