"""Proposing who somebody is: likely, perhaps, a relative; and never a person one may not see."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType

from frontdoor.people.actions import add_person, tell_apart
from frontdoor.people.matching import MOST, likely, likely_for_all
from frontdoor.people.models import Person
from tests.scenarios import a_school_refers

ROBIN = {
    "given_names": "Robin",
    "family_name": "Ashgrove",
    "born_on": date(2019, 3, 27),
    "sex": "F",
    "address": "12 Elm Row",
    "postcode": "ZZ9 9ZZ",
}


def known(by, at, **details):
    return add_person(by=by, at=at, source="Told in a test", **{**ROBIN, **details})


def verdicts(as_given, user):
    return {match.person.given_names: match.verdict for match in likely(as_given, user=user)}


@pytest.mark.parametrize(
    ("as_given", "verdict"),
    [
        ({}, "VERY_LIKELY"),
        ({"given_names": "Robyn", "family_name": "Ash-grove"}, "VERY_LIKELY"),
        ({"born_on": date(2019, 3, 28)}, "VERY_LIKELY"),
        ({"born_on": date(2018, 3, 27), "address": "", "postcode": ""}, "MAY_BE"),
        ({"family_name": "Marsh"}, "MAY_BE"),
        ({"given_names": "Ashgrove", "family_name": "Robin"}, "MAY_BE"),
        ({"born_on": None}, "MAY_BE"),
        ({"given_names": "Jamie"}, "RELATIVE"),
        ({"given_names": "Jamie", "born_on": date(2016, 1, 1)}, "RELATIVE"),
        ({"born_on": date(1988, 3, 27)}, "RELATIVE"),
    ],
)
def test_each_is_called_what_it_is(cast, at, as_given, verdict):
    known(cast.rosa, at)
    assert verdicts({**ROBIN, **as_given}, cast.rosa) == {"Robin": verdict}


def test_day_and_month_exchanged_are_found(cast, at):
    known(cast.rosa, at, born_on=date(2019, 3, 7))
    assert verdicts({**ROBIN, "born_on": date(2019, 7, 3), "postcode": "", "address": ""}, cast.rosa) == {
        "Robin": "MAY_BE"
    }


def test_the_unborn_is_found_when_born_early(cast, at):
    known(cast.rosa, at, given_names="", born_on=None, expected_on=date(2026, 6, 1), sex="U")
    assert verdicts({"family_name": "Ashgrove", "given_names": "Wren", "born_on": date(2026, 4, 20)}, cast.rosa) == {
        "": "MAY_BE"
    }


def test_a_stranger_is_not_shown_even_when_there_is_no_better(cast, at):
    known(cast.rosa, at)
    assert (
        likely(
            {**ROBIN, "given_names": "Jude", "family_name": "Ash", "postcode": "ZZ1 1ZZ", "address": "1 High Street"},
            user=cast.rosa,
        )
        == []
    )


def test_twins_are_both_shown_and_only_one_is_the_same(cast, at):
    known(cast.rosa, at)
    known(cast.rosa, at, given_names="Wren")
    found = likely(ROBIN, user=cast.rosa)
    assert [(each.person.given_names, each.verdict) for each in found] == [
        ("Robin", "VERY_LIKELY"),
        ("Wren", "RELATIVE"),
    ]
    assert "twins" in found[1].why


def test_at_most_eight(cast, at):
    for number in range(MOST + 3):
        known(cast.rosa, at, born_on=None, address=f"{number} Elm Row")
    assert len(likely({**ROBIN, "born_on": None}, user=cast.rosa)) == MOST


def test_told_apart_is_never_proposed_again(cast, at):
    person = known(cast.rosa, at)
    contact = a_school_refers(at=at, children=[ROBIN])
    child = contact.children.get()
    assert [each.person for each in likely(child, user=cast.rosa)] == [person]
    tell_apart(person, by=cast.rosa, at=at, as_given=child, reason="A cousin")
    assert likely(child, user=cast.rosa) == []


def test_a_restricted_person_is_proposed_to_those_named_and_no_one_else(cast, at, restrict):
    person = restrict(known(cast.rosa, at), to=cast.mina)
    assert likely(ROBIN, user=cast.rosa) == []
    assert [each.person for each in likely(ROBIN, user=cast.mina)] == [person]


def test_partners_who_were_given_nothing_find_nothing(cast, at):
    known(cast.rosa, at)
    for user in (cast.tess, cast.nadia, cast.elsie, cast.bea, cast.ada, cast.inez):
        assert likely(ROBIN, user=user) == []


def test_a_protected_address_is_neither_shown_nor_found_nor_compared(cast, at):
    person = known(cast.rosa, at, address="7 Harbour Refuge", postcode="ZZ7 7ZZ", address_is_protected=True)
    assert not any("ZZ77ZZ" in key for key in person.match_keys)
    for postcode in ("ZZ7 7ZZ", "ZZ8 8ZZ"):
        (match,) = likely({**ROBIN, "address": "7 Harbour Refuge", "postcode": postcode}, user=cast.mina)
        home = next(each for each in match.fields if each.name == "home")
        assert (home.right, home.how) == ("Address withheld", "missing")
        assert "Refuge" not in repr(match.fields).replace(home.left, "") and "ZZ7" not in match.why


def test_everybody_in_a_contact_in_a_constant_number_of_queries(cast, at, django_assert_num_queries):
    for number in range(12):
        known(
            cast.rosa,
            at,
            given_names=f"{'RWJKLMNOPQST'[number]}obin",
            family_name=f"Ashgrove{'' if number % 2 else 's'}",
        )
    assert cast.rosa.membership  # read once in a request
    ContentType.objects.get_for_model(Person)
    for size in (1, 6):
        contact = a_school_refers(
            at=at,
            children=[{**ROBIN, "given_names": name} for name in ("Robin", "Wobin", "Jobin")[: max(1, size // 2)]],
            adults=[{"given_names": "Kobin", "family_name": "Ashgrove", "postcode": "ZZ9 9ZZ"}] * (size // 2),
        )
        rows = [*contact.children.all(), *contact.adults.all()]
        with django_assert_num_queries(2):
            found = likely_for_all(rows, user=cast.rosa)
        assert set(found) == {row.pk for row in rows} and all(found.values())


def test_nothing_given_asks_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert likely({"scrap": "Dave, the boyfriend"}, user=cast.rosa) == []
        assert likely_for_all([], user=cast.rosa) == {}
