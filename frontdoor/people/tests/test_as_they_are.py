"""People as they are: about an age, unborn and born, twins, and those of whom a few words are known."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from frontdoor.foundations.record.models import RowChange
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.actions import add_address, add_name, born, expect, relate, relate_somebody_new
from frontdoor.people.matching import likely
from frontdoor.people.models import Person, PersonName, Relationship

DETAILS = {"source": "School"}


@pytest.fixture
def jo(add):
    return add(given_names="Jo", family_name="Ashgrove", sex="F")


def test_an_age_is_about_a_day_and_shown_as_about(cast, as_, at):
    today = timezone.localdate()
    as_(cast.rosa).post("/people/new/", {**DETAILS, "given_names": "Dave", "about_age": "30"})
    dave = Person.objects.get()
    assert (dave.about_age, dave.about_age_on, dave.birth_is_a_guess) == (30, today, True)
    assert dave.birth_years == (today.year - 31, today.year - 30)
    page = as_(cast.rosa).get(f"/people/{dave.pk}/").content.decode()
    assert f"so born in {today.year - 31} or {today.year - 30}" in page and "1 Jan" not in page


def test_correcting_something_else_leaves_the_age_as_it_was_said(cast, as_, add):
    said = date(2024, 5, 1)
    dave = add(given_names="Dave", about_age=30, about_age_on=said, born_on=date(1994, 1, 1), birth_is_a_guess=True)
    form = {"given_names": "David", "about_age": "30", "version": str(dave.version)}
    assert as_(cast.rosa).post(f"/people/{dave.pk}/correct/", form).status_code == 302
    dave.refresh_from_db()
    assert (dave.given_names, dave.about_age_on, dave.born_on, dave.birth_is_a_guess) == ("David", said, date(1994, 1, 1), True)
    form = {"given_names": "David", "born_on-day": "3", "born_on-month": "4", "born_on-year": "1993", "version": str(dave.version)}
    assert as_(cast.rosa).post(f"/people/{dave.pk}/correct/", form).status_code == 302
    dave.refresh_from_db()
    assert (dave.about_age, dave.born_on, dave.birth_is_a_guess, dave.birth_years) == (None, date(1993, 4, 3), False, None)


def test_twins_are_expected_by_one_mother_and_born_as_themselves(cast, as_, at, jo):
    due = at.date() + timedelta(weeks=10)
    one, two = expect(jo, by=cast.rosa, at=at, source="Midwife", expected_on=due, how_many=2)
    assert {each.name for each in (one, two)} == {"Unborn baby Ashgrove"}
    assert Relationship.objects.filter(person=jo, kind="MOTHER", other__in=[one, two]).count() == 2
    assert Relationship.objects.filter(kind="TWIN").count() == 1
    page = as_(cast.rosa).get(f"/people/{one.pk}/").content.decode()
    assert "Record the birth" in page and "Twin" in page
    day = at + timedelta(weeks=11)
    made = born(one, by=cast.rosa, at=day, born_on=day.date(), given_names="Wren", sex="F", nhs_number="9990000018", nhs_number_status="01")
    assert made.pk == one.pk and not made.is_unborn and made.expected_on == due
    assert made.name == "Wren Ashgrove" and made.nhs_number_status == "01"
    assert Person.objects.get(pk=two.pk).is_unborn
    found = likely({"given_names": "Wren", "family_name": "Ashgrove", "born_on": day.date()}, user=cast.rosa)
    assert found[0].person.pk == one.pk
    assert RowChange.objects.filter(row_id=str(one.pk), operation="UPDATE").exists()


def test_a_birth_far_from_the_date_or_recorded_already_is_refused(cast, at, jo):
    (baby,) = expect(jo, by=cast.rosa, at=at, source="Midwife", expected_on=at.date())
    for on in (at.date() - timedelta(weeks=30), at.date() + timedelta(weeks=8)):
        with pytest.raises(Refused, match="another baby"):
            born(baby, by=cast.rosa, at=at + timedelta(weeks=9), born_on=on)
    born(baby, by=cast.rosa, at=at, born_on=at.date())
    with pytest.raises(Refused, match="recorded already"):
        born(baby, by=cast.rosa, at=at, born_on=at.date())
    with pytest.raises(Refused, match="from 1 to 6"):
        expect(jo, by=cast.rosa, at=at, source="Midwife", how_many=7)


def test_a_small_child_a_boy_and_the_unborn_are_nobodys_mother(cast, as_, at, add, jo, robin):
    (baby,) = expect(jo, by=cast.rosa, at=at, source="Midwife")
    for person in (robin, baby, add(given_names="Ted", sex="M")):
        with pytest.raises(Refused, match="cannot be the mother"):
            expect(person, by=cast.rosa, at=at, source="Midwife")
        assert "Record an unborn baby" not in as_(cast.rosa).get(f"/people/{person.pk}/").content.decode()


def test_pages_of_the_unborn(cast, as_, jo):
    assert as_(cast.rosa).post(f"/people/{jo.pk}/unborn/", {"how_many": "1", "source": "Midwife"}).status_code == 302
    baby = Person.objects.get(not_yet_born=True)
    today = timezone.localdate()
    form = {"born_on-day": str(today.day), "born_on-month": str(today.month), "born_on-year": str(today.year), "given_names": "Wren"}
    assert as_(cast.rosa).post(f"/people/{baby.pk}/born/", form).status_code == 302
    assert "Wren Ashgrove" in as_(cast.rosa).get(f"/people/{baby.pk}/").content.decode() or Person.objects.get(pk=baby.pk).given_names == "Wren"


def test_somebody_without_a_record_is_a_few_words(cast, as_, robin):
    form = {"who": "NEW", "scrap": "Dave, the boyfriend", "kind": "PARENTS_PARTNER", "source": "School"}
    assert as_(cast.rosa).post(f"/people/{robin.pk}/relate/", form).status_code == 302
    assert Relationship.objects.get(other=robin).person.name == "Dave, the boyfriend"
    form = {"who": "NEW", "kind": "UNKNOWN_FATHER", "source": "School"}
    assert as_(cast.rosa).post(f"/people/{robin.pk}/relate/", form).status_code == 302
    assert "Father, not known by name" in as_(cast.rosa).get(f"/people/{robin.pk}/").content.decode()
    form = {"who": "NEW", "kind": "STEPPARENT", "source": "School"}
    assert as_(cast.rosa).post(f"/people/{robin.pk}/relate/", form).status_code == 422


def test_a_relationship_may_have_ended_when_it_is_told(cast, at, robin, jo):
    tie = relate(jo, by=cast.rosa, at=at, other=robin, kind="PARENTS_EX_PARTNER", from_on=date(2020, 1, 1), to_on=date(2021, 1, 1))
    assert (tie.from_on, tie.to_on) == (date(2020, 1, 1), date(2021, 1, 1))
    with pytest.raises(Refused, match="before it began"):
        relate(jo, by=cast.rosa, at=at, other=robin, kind="PARTNER", from_on=date(2022, 1, 1), to_on=date(2021, 1, 1))


def test_a_hospital_is_where_somebody_is_and_not_where_they_live(cast, at, robin):
    add_address(robin, by=cast.rosa, at=at, address="Alder Vale Hospital", postcode="ZZ3 3ZZ", kind="HOSPITAL")
    robin.refresh_from_db()
    assert robin.postcode == "ZZ9 9ZZ"
    add_address(robin, by=cast.rosa, at=at, address="A refuge", postcode="ZZ4 4ZZ", kind="REFUGE")
    robin.refresh_from_db()
    assert robin.address_is_protected


def test_a_name_written_from_another_script_is_found(cast, at, robin):
    add_name(robin, by=cast.rosa, at=at, kind=PersonName.Kind.TRANSLITERATION, given_names="Robiin", family_name="Eshgrof")
    found = likely({"given_names": "Robiin", "family_name": "Eshgrof", "born_on": date(2019, 3, 27)}, user=cast.rosa)
    assert [match.person.pk for match in found] == [robin.pk]


def test_twins_given_by_nobody_in_words(cast, at, robin):
    with pytest.raises(Refused, match="in the words"):
        relate_somebody_new(robin, by=cast.rosa, at=at, kind="PARTNER")
