"""Looking for somebody: found in the ways people are remembered, kept in the log, and never more than one may see."""

from datetime import date

import pytest

from frontdoor.foundations.record.models import Viewing
from frontdoor.people.actions import add_identifier, add_name, correct
from frontdoor.people.search import MOST, search, too_little

EMPTY = {"born_on-day": "", "born_on-month": "", "born_on-year": ""}


def look(client, **terms):
    return client.post("/people/", {**EMPTY, **terms}, follow=True)


def names(terms, user):
    return [each.person.name for each in search(terms, user=user)[0]]


@pytest.mark.parametrize(
    "terms",
    [
        {"name": "Robin Ashgrove"},
        {"name": "robin ashgrove"},
        {"name": "Ashgrove Robin"},
        {"name": "Rob Ashgrove"},
        {"name": "Robyn Ashgrave"},
        {"name": "Robin Jane Ashgrove"},
        {"name": "R Ashgrove", "postcode": "ZZ9 9ZZ"},
        {"name": "Robin", "born_on": date(2019, 3, 27)},
        {"name": "Ashgrove", "born_on": date(2019, 3, 27)},
        {"name": "Robin Ashgrove", "born_on": date(2019, 3, 28)},
        {"postcode": "zz99zz"},
        {"address": "12 Elm Row"},
        {"number": "999 000 0018"},
        {"number": "P0000001"},
        {"phone": "+44 1632 960123"},
        {"phone": "960123"},
    ],
)
def test_found_as_people_are_remembered(terms, cast, robin):
    if terms.get("number", "").startswith("P"):
        terms = {"number": robin.reference.lower()}
    if terms.get("phone") == "960123":
        terms = {"phone": "01632960123"}
    assert names(terms, cast.rosa) == ["Robin Ashgrove"]


def test_found_under_earlier_names_numbers_and_homes(cast, at, robin):
    add_name(robin, by=cast.rosa, at=at, kind="ALIAS", given_names="Bobbin", source="The school")
    add_identifier(robin, by=cast.rosa, at=at, kind="POLICE", value="WP-77123", source="Police")
    correct(
        robin,
        by=cast.rosa,
        at=at,
        fields=["family_name", "address", "postcode"],
        values={"family_name": "Marsh", "address": "3 Far Lane", "postcode": "ZZ1 1ZZ"},
    )
    for terms in (
        {"name": "Bobbin Marsh"},
        {"name": "Robin Ashgrove"},
        {"number": "WP-77123"},
        {"postcode": "ZZ9 9ZZ"},
        {"postcode": "ZZ1 1ZZ"},
    ):
        assert names(terms, cast.rosa) == ["Robin Marsh"], terms


def test_the_best_comes_first_and_the_others_say_why(cast, add, robin):
    add(given_names="Wren", family_name="Ashgrove", born_on=date(2019, 3, 27))
    add(given_names="Robin", family_name="Ashgrove", born_on=date(1985, 1, 1))
    found, more = search({"name": "Robin Ashgrove", "born_on": date(2019, 3, 27)}, user=cast.rosa)
    assert [each.person.born_on for each in found][0] == date(2019, 3, 27) and found[0].person == robin and not more
    assert found[0].why == "Same given names, family name, date of birth"
    assert len(found) == 3


def test_capped_and_says_so(cast, as_, add):
    for number in range(MOST + 2):
        add(given_names="Robin", family_name="Ashgrove", scrap=str(number))
    found, more = search({"name": "Robin Ashgrove"}, user=cast.rosa)
    assert len(found) == MOST and more
    assert "More than 50 people fit" in look(as_(cast.rosa), name="Robin Ashgrove").content.decode()


@pytest.mark.parametrize(
    ("terms", "enough"),
    [
        ({}, False),
        ({"name": "Robin"}, False),
        ({"born_on": date(2019, 3, 27)}, False),
        ({"phone": "0163"}, False),
        ({"name": "-- --"}, False),
        ({"name": "Robin Ashgrove"}, True),
        ({"name": "Robin", "born_on": date(2019, 3, 27)}, True),
        ({"postcode": "ZZ9 9ZZ"}, True),
        ({"number": "P1"}, True),
    ],
)
def test_the_least_to_ask(terms, enough):
    assert (too_little(terms) == "") is enough


def test_too_little_is_said_in_a_sentence(cast, as_):
    response = look(as_(cast.rosa), name="Robin")
    assert response.status_code == 422 and "Give two names" in response.content.decode()
    assert not Viewing.objects.filter(how="SEARCH").exists()


def test_nothing_found_is_not_nothing_known(cast, as_):
    assert (
        "this does not mean nothing is known, it means nothing is held here under these words"
        in look(as_(cast.rosa), name="Nobody Atall").content.decode()
    )
    kept = Viewing.objects.get(how="SEARCH")
    assert (kept.by, kept.details["asked"], kept.details["records"]) == (cast.rosa, {"name": "Nobody Atall"}, [])


def test_a_search_is_kept_with_what_was_asked_and_whom_it_showed(cast, as_, robin):
    response = look(
        as_(cast.rosa), **{"name": "Robin Ashgrove", "born_on-day": "27", "born_on-month": "3", "born_on-year": "2019"}
    )
    assert "P000" in response.content.decode() and "Robin" not in response.redirect_chain[-1][0]
    kept = Viewing.objects.get(how="SEARCH")
    assert kept.details["asked"] == {"name": "Robin Ashgrove", "born_on": "2019-03-27"} and kept.details["records"] == [
        str(robin.pk)
    ]


def test_nobody_reads_another_persons_search(cast, as_, robin):
    look(as_(cast.rosa), name="Robin Ashgrove")
    token = Viewing.objects.get(how="SEARCH").details["token"]
    assert "Ashgrove" not in as_(cast.mina).get(f"/people/?search={token}").content.decode()
    assert "Ashgrove" in as_(cast.rosa).get(f"/people/?search={token}").content.decode()


@pytest.mark.parametrize("name", ["tess", "nadia", "elsie", "fay", "bea", "ada", "ivor", "inez", "helen"])
def test_outside_the_hub_there_is_no_search(name, cast, as_, robin):
    client = as_(getattr(cast, name))
    assert client.get("/people/").status_code == 403
    response = look(client, name="Robin Ashgrove")
    assert response.status_code == 403 and robin.reference not in response.content.decode()


def test_a_restricted_person_is_found_by_those_named_only(cast, as_, robin, restrict):
    restrict(robin, to=cast.sam)
    for terms in (
        {"name": "Robin Ashgrove"},
        {"number": "9990000018"},
        {"postcode": "ZZ9 9ZZ"},
        {"number": robin.reference},
        {"phone": "01632960123"},
    ):
        assert names(terms, cast.mina) == [] and names(terms, cast.sam) == ["Robin Ashgrove"]
    assert robin.reference not in look(as_(cast.mina), name="Robin Ashgrove").content.decode()


def test_nobody_is_found_by_a_protected_address(cast, as_, add):
    add(
        given_names="Tansy",
        family_name="Holt",
        address="7 Larkspur Refuge",
        postcode="ZZ7 7ZZ",
        address_is_protected=True,
    )
    for terms in ({"postcode": "ZZ7 7ZZ"}, {"address": "7 Larkspur Refuge"}):
        assert names(terms, cast.mina) == []
    right, wrong = (
        search({"name": "Tansy Holt", "postcode": postcode}, user=cast.mina)[0] for postcode in ("ZZ7 7ZZ", "ZZ8 8ZZ")
    )
    assert [each.why for each in right] == [each.why for each in wrong] == ["Same given names, family name"]
    body = look(as_(cast.mina), name="Tansy Holt").content.decode()
    assert "Address withheld" in body and "Larkspur" not in body and "ZZ7" not in body


def test_script_and_nonsense_are_only_words(cast, as_, robin):
    body = look(
        as_(cast.rosa), name="<script>alert(1)</script> Ashgrove", number="'; drop table", phone="12345678901234567890"
    ).content.decode()
    assert "<script>alert" not in body
    assert as_(cast.rosa).get("/people/?search=nonsense").status_code == 200


def test_the_same_few_queries(cast, as_, add, django_assert_max_num_queries):
    for number in range(60):
        add(given_names="Robin", family_name="Ashgrove", postcode="ZZ9 9ZZ", scrap=str(number))
    client = as_(cast.rosa)
    look(client, name="Robin Ashgrove", postcode="ZZ9 9ZZ", number="9990000018")
    token = Viewing.objects.get(how="SEARCH").details["token"]
    with django_assert_max_num_queries(15):
        client.get(f"/people/?search={token}")
