"""What is missing in the records of people: counted in a few queries, within what the reader may see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.people.actions import add_identifier, expect, merge, relate
from frontdoor.people.quality import MEASURES, counted, found

from .conftest import ROBIN

ON = date(2026, 3, 2)


def numbers(user) -> dict[str, int]:
    return {measure.code: number for measure, number in counted(user, on=ON)[0]}


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        (ROBIN, {"unverified", "no-upn", "no-father"}),
        ({**ROBIN, "nhs_number_status": "01", "upn": "A999999999999"}, {"no-father"}),
        ({"given_names": "Jo", "born_on": date(1990, 1, 1)}, {"no-nhs-number"}),
        ({"scrap": "Dave, the boyfriend"}, {"no-nhs-number", "no-birth-date"}),
        ({"given_names": "Jo", "born_on": date(1996, 1, 1), "birth_is_a_guess": True}, {"no-nhs-number", "no-birth-date"}),
        ({"family_name": "Marsh", "not_yet_born": True}, set()),
        ({"given_names": "Jo", "born_on": date(1990, 1, 1), "address": "The Old Mill"}, {"no-nhs-number", "no-house-number"}),
        ({"given_names": "Jo", "born_on": date(1990, 1, 1), "address": "The Mill", "address_is_protected": True}, {"no-nhs-number"}),
        ({"given_names": "Jo", "born_on": date(1950, 1, 1), "died_on": date(2020, 1, 1)}, set()),
    ],
)
def test_each_measure_finds_whom_it_should(cast, add, details, codes):
    person = add(**details)
    assert {code for code, number in numbers(cast.rosa).items() if number} == codes
    for code in MEASURES:
        assert list(found(code, cast.rosa, on=ON)) == ([person] if code in codes else [])


def test_a_father_said_either_way_or_said_to_be_unknown_is_linked(cast, at, add):
    for kind, way in (("FATHER", "his"), ("UNKNOWN_FATHER", "his"), ("CHILD", "theirs")):
        child, man = add(given_names="Wren", born_on=date(2020, 1, 1)), add(given_names="Ted", sex="M", born_on=date(1990, 1, 1))
        one, other = (man, child) if way == "his" else (child, man)
        relate(one, by=cast.rosa, at=at, other=other, kind=kind)
    assert numbers(cast.rosa)["no-father"] == 0


def test_a_number_that_was_checked_is_verified(cast, at, robin):
    add_identifier(robin, by=cast.rosa, at=at, kind="NHS", value=robin.nhs_number, source="Spine", is_verified=True)
    assert numbers(cast.rosa)["unverified"] == 0


def test_records_that_lead_elsewhere_are_not_counted_twice(cast, at, robin, add):
    merge(by=cast.sam, at=at, person=add(given_names="Robyn"), into=robin, reason="Alike.", despite=True)
    assert numbers(cast.rosa)["no-nhs-number"] == 0


def test_nobody_restricted_is_in_a_number_or_a_list(cast, robin, restrict):
    restrict(robin, cast.mina)
    assert set(numbers(cast.rosa).values()) == {0} and numbers(cast.mina)["unverified"] == 1
    assert not found("unverified", cast.rosa, on=ON).exists()


def test_the_page_by_who_recorded(cast, as_, at, robin, add):
    expect(add(given_names="Jo", sex="F"), by=cast.sam, at=at, source="Midwife")
    client = as_(cast.rosa)
    page = client.get("/people/quality/").content.decode()
    assert "Rosa Whitlock" in page and "Sam Okonedo-Vale" in page and "Robin" not in page
    listed = client.get(f"/people/quality/unverified/?by={cast.rosa.pk}").content.decode()
    assert "Robin Ashgrove" in listed
    assert "Nobody that you may see" in client.get(f"/people/quality/unverified/?by={cast.sam.pk}").content.decode()
    for bad in ("nothing/", "unverified/?by=rosa"):
        assert client.get(f"/people/quality/{bad}").status_code == 404
    assert as_(cast.pete).get("/people/quality/").status_code == 403


def test_as_many_queries_for_three_people_as_for_thirty(cast, as_, add):
    client, asked = as_(cast.rosa), []
    client.get("/people/quality/")
    for many in (3, 27):
        for _ in range(many):
            add(given_names="Jo", family_name="Marsh")
        for path in ("", "no-nhs-number/"):
            with CaptureQueriesContext(connection, ) as seen:
                client.get(f"/people/quality/{path}")
            asked.append(len(seen.captured_queries))
    assert asked[:2] == asked[2:] and max(asked) <= 12
