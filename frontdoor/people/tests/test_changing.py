"""Saying who is who: what is kept, what is refused and in which words, and the pages that ask."""

from datetime import date

import pytest

from frontdoor.foundations.record.models import Event, RowChange
from frontdoor.foundations.record.refusals import ChangedMeanwhile, MayNot, Refused
from frontdoor.people.actions import (
    add_address,
    add_identifier,
    add_name,
    add_person,
    correct,
    end_involvement,
    end_relationship,
    involve,
    relate,
    share_person,
)
from frontdoor.people.matching import likely
from frontdoor.people.models import Person

from .conftest import ROBIN


def day(name, value):
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def held(person, **changes):
    """The correction form as a browser would send it back, with some of it changed."""
    shown = (
        "given_names",
        "family_name",
        "preferred_name",
        "scrap",
        "sex",
        "nhs_number",
        "upn",
        "phone",
        "school_text",
        "gp_text",
        "communication",
    )
    sent = {name: getattr(person, name) for name in shown} | {"version": person.version}
    if not person.address_is_protected:
        sent |= {"address": person.address, "postcode": person.postcode}
    else:
        sent |= {"address": "", "postcode": "", "address_is_protected": "on"}
    for name in ("born_on", "expected_on", "died_on"):
        sent |= day(name, getattr(person, name)) if getattr(person, name) else {}
    return {**sent, **changes}


class TestActions:
    def test_a_correction_keeps_what_it_was(self, cast, at, robin):
        correct(
            robin,
            by=cast.rosa,
            at=at,
            fields=["family_name", "nhs_number", "address", "postcode"],
            values={"family_name": "Marsh", "nhs_number": "9990000026", "address": "3 Far Lane", "postcode": "ZZ1 1ZZ"},
        )
        now = Person.objects.get(pk=robin.pk)
        assert now.name == "Robin Marsh"
        assert [(each.family_name, each.kind) for each in now.names.all()] == [("Ashgrove", "FORMER")]
        assert {(each.value, each.to_on is None) for each in now.identifiers.all()} == {
            ("9990000018", False),
            ("9990000026", True),
        }
        assert {(each.address, each.to_on is None) for each in now.residences.all()} == {
            ("12 Elm Row", False),
            ("3 Far Lane", True),
        }
        change = RowChange.objects.filter(table_name="people_person", operation="UPDATE").earliest("id")
        assert (change.before["family_name"], change.after["family_name"]) == ("Ashgrove", "Marsh")
        assert Event.objects.get(kind="people.correct").details["fields"] == [
            "family_name",
            "nhs_number",
            "address",
            "postcode",
        ]

    def test_a_number_given_back_is_open_again(self, cast, at, robin):
        for number in ("9990000026", "9990000018"):
            correct(robin, by=cast.rosa, at=at, fields=["nhs_number"], values={"nhs_number": number})
        assert {each.value for each in robin.identifiers.filter(to_on=None)} == {"9990000018"}

    def test_the_unborn_becomes_the_newborn(self, cast, at, add):
        baby = add(family_name="Ashgrove", expected_on=date(2026, 3, 20))
        assert baby.is_unborn and baby.name == "Unborn baby Ashgrove"
        born = {"given_names": "Wren", "born_on": date(2026, 2, 27), "sex": "F"}
        correct(baby, by=cast.rosa, at=at, fields=list(born), values=born)
        now = Person.objects.get(pk=baby.pk)
        assert not now.is_unborn and now.expected_on == date(2026, 3, 20) and now.name == "Wren Ashgrove"
        assert (
            likely({"given_names": "Wren", "family_name": "Ashgrove", "born_on": date(2026, 2, 27)}, user=cast.rosa)[
                0
            ].person
            == baby
        )

    def test_protecting_an_address_hides_it_from_the_keys_at_once(self, cast, at, robin):
        correct(robin, by=cast.rosa, at=at, fields=["address_is_protected"], values={"address_is_protected": True})
        now = Person.objects.get(pk=robin.pk)
        assert not any("ZZ99ZZ" in key or "elmrow" in key for key in now.match_keys)
        assert now.residences.get().is_protected and now.residences.count() == 1

    def test_a_refuge_is_always_protected(self, cast, at, robin):
        add_address(
            robin,
            by=cast.rosa,
            at=at,
            address="7 Larkspur",
            postcode="ZZ7 7ZZ",
            kind="REFUGE",
            is_protected=False,
            source="Refuge",
        )
        now = Person.objects.get(pk=robin.pk)
        assert (
            now.address_is_protected
            and now.address == "7 Larkspur"
            and not any("ZZ77ZZ" in key for key in now.match_keys)
        )
        assert any("ZZ99ZZ" in key for key in now.match_keys)  # where they used to live is no secret
        assert now.residences.get(address="12 Elm Row").to_on == at.date()

    def test_an_earlier_address_moves_nobody(self, cast, at, robin):
        add_address(
            robin, by=cast.rosa, at=at, address="1 Old Street", kind="PREVIOUS", source="Mum", lives_there=False
        )
        assert Person.objects.get(pk=robin.pk).address == "12 Elm Row"
        assert robin.residences.get(address="12 Elm Row").to_on is None

    def test_related_once_and_ended_once(self, cast, at, robin, add):
        kelly = add(given_names="Kelly")
        one = relate(kelly, by=cast.rosa, at=at, other=robin, kind="MOTHER", lives_with=True)
        assert relate(kelly, by=cast.rosa, at=at, other=robin, kind="MOTHER") == one
        end_relationship(kelly, by=cast.rosa, at=at, relationship=one)
        with pytest.raises(Refused, match="ended already"):
            end_relationship(kelly, by=cast.rosa, at=at, relationship=one)
        with pytest.raises(Refused, match="related to themselves"):
            relate(kelly, by=cast.rosa, at=at, other=kelly, kind="MOTHER")

    def test_involved_and_no_longer(self, cast, at, robin):
        made = involve(robin, by=cast.rosa, at=at, agency=cast.tess.agency, kind="OTHER", from_on=date(2026, 1, 1))
        assert end_involvement(robin, by=cast.rosa, at=at, involvement=made).to_on == at.date()
        with pytest.raises(Refused, match="has ended already"):
            end_involvement(robin, by=cast.rosa, at=at, involvement=made)

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({}, "at least one name"),
            ({"given_names": "Robin", "born_on": date(2027, 1, 1)}, "born in the future"),
            ({"given_names": "Robin", "born_on": date(1850, 1, 1)}, "more than 125 years"),
            (
                {"given_names": "Robin", "born_on": date(2019, 1, 1), "died_on": date(2018, 1, 1)},
                "before the date of birth",
            ),
            ({"given_names": "Robin", "died_on": date(2030, 1, 1)}, "in the future"),
        ],
    )
    def test_nobody_impossible(self, cast, at, given, sentence):
        with pytest.raises(Refused, match=sentence):
            add_person(by=cast.rosa, at=at, source="x", **given)

    def test_refusals(self, cast, at, robin):
        with pytest.raises(Refused, match="cannot be corrected here"):
            correct(robin, by=cast.rosa, at=at, fields=["restricted"], values={"restricted": False})
        with pytest.raises(Refused, match="Give the name"):
            add_name(robin, by=cast.rosa, at=at, kind="ALIAS")
        with pytest.raises(Refused, match="Give the address"):
            add_address(robin, by=cast.rosa, at=at, address=" ")
        with pytest.raises(Refused, match="Give the number"):
            add_identifier(robin, by=cast.rosa, at=at, kind="NHS", value=" ", source="x")
        with pytest.raises(ChangedMeanwhile):
            correct(robin, by=cast.rosa, at=at, seen=99, fields=[], values={})

    @pytest.mark.parametrize("name", ["pete", "tess", "nadia", "elsie", "bea", "ada", "ivor", "inez"])
    def test_who_may_not(self, name, cast, at, robin):
        by = getattr(cast, name)
        with pytest.raises(MayNot):
            add_person(by=by, at=at, source="x", given_names="Robin")
        for act, details in (
            (correct, {"fields": [], "values": {}}),
            (add_name, {"kind": "ALIAS"}),
            (add_address, {"address": "x"}),
            (involve, {"agency": by.agency, "kind": "OTHER", "from_on": at.date()}),
            (relate, {"other": robin, "kind": "OTHER"}),
        ):
            with pytest.raises(MayNot):
                act(robin, by=by, at=at, **details)

    def test_a_restricted_person_is_not_shared_with_an_agency(self, cast, at, robin, restrict):
        restrict(robin, to=cast.sam)
        assert share_person(Person.objects.get(pk=robin.pk), cast.elsie.agency, at=at, reason="x") is False


class TestPages:
    def test_added_from_a_scrap_with_an_age(self, cast, as_):
        response = as_(cast.rosa).post(
            "/people/new/", {"scrap": "Dave, the boyfriend", "about_age": "35", "source": "The school"}, follow=True
        )
        dave = Person.objects.get(scrap__startswith="Dave")
        assert dave.birth_is_a_guess and dave.age_on(date.today()) in (34, 35)
        assert "is added, as" in response.content.decode()

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({}, "Enter who told us"),
            ({"source": "x"}, "Give at least one name"),
            ({"given_names": "Robin", "source": "x", "nhs_number": "9990000019"}, "its last digit does not agree"),
            ({"given_names": "Robin", "source": "x", "upn": "A123"}, "UPN"),
            ({"given_names": "Robin", "source": "x", "postcode": "nowhere"}, "Enter a full postcode"),
            ({"given_names": "Robin", "source": "x", "phone": "ring mum"}, "A phone number has digits only"),
            ({"given_names": "Robin", "source": "x", "about_age": "200"}, "120 or less"),
            ({"given_names": "R" * 101, "source": "x"}, "too long"),
            (
                {"given_names": "Robin", "source": "x", **day("born_on", date(2090, 1, 1))},
                "must be today or in the past",
            ),
            (
                {
                    "given_names": "Robin",
                    "source": "x",
                    "born_on-day": "31",
                    "born_on-month": "2",
                    "born_on-year": "2019",
                },
                "date of birth",
            ),
            ({"source": "x", **day("expected_on", date(2090, 1, 1))}, "must be on or before"),
        ],
    )
    def test_a_sentence_for_what_is_wrong(self, sent, sentence, cast, as_):
        response = as_(cast.rosa).post("/people/new/", sent)
        assert (
            response.status_code == 422
            and sentence in response.content.decode()
            and "Error: " in response.content.decode()
        )
        assert not Person.objects.filter(owned_by=cast.rosa.agency, given_names="Robin").exists()

    def test_an_unborn_baby_with_no_due_date(self, cast, as_):
        as_(cast.rosa).post("/people/new/", {"family_name": "Ashgrove", "not_yet_born": "on", "source": "Midwife"})
        baby = Person.objects.get(family_name="Ashgrove")
        assert baby.is_unborn and baby.name == "Unborn baby Ashgrove"

    def test_a_number_that_fails_can_be_kept_as_given(self, cast, as_):
        as_(cast.rosa).post(
            "/people/new/", {"given_names": "Robin", "source": "x", "nhs_number": "999 000 0019", "keep_as_given": "on"}
        )
        assert Person.objects.get(given_names="Robin").nhs_number == "999 000 0019"

    def test_corrected_on_the_page(self, cast, as_, robin):
        response = as_(cast.rosa).post(f"/people/{robin.pk}/correct/", held(robin, family_name="Marsh"), follow=True)
        assert "Corrected. What it was before is kept." in response.content.decode()
        assert Event.objects.get(kind="people.correct").details["fields"] == ["family_name"]
        again = Person.objects.get(pk=robin.pk)
        as_(cast.rosa).post(f"/people/{robin.pk}/correct/", held(again))
        assert Event.objects.filter(kind="people.correct").count() == 1

    def test_a_stale_form_is_told_and_keeps_the_words(self, cast, as_, at, robin):
        sent = held(robin, given_names="Robyn")
        correct(robin, by=cast.mina, at=at, fields=["phone"], values={"phone": "01632 960999"})
        response = as_(cast.rosa).post(f"/people/{robin.pk}/correct/", sent)
        body = response.content.decode()
        assert (
            response.status_code == 422
            and "This changed after you opened it" in body
            and "Mina Farrow" in body
            and "Robyn" in body
        )
        assert Person.objects.get(pk=robin.pk).given_names == "Robin"

    def test_a_protected_address_left_blank_stays(self, cast, as_, add):
        tansy = add(given_names="Tansy", address="7 Larkspur", postcode="ZZ7 7ZZ", address_is_protected=True)
        body = (
            as_(cast.rosa)
            .post(f"/people/{tansy.pk}/correct/", held(tansy, family_name="Holt"), follow=True)
            .content.decode()
        )
        now = Person.objects.get(pk=tansy.pk)
        assert (now.family_name, now.address, now.postcode, now.address_is_protected) == (
            "Holt",
            "7 Larkspur",
            "ZZ7 7ZZ",
            True,
        )
        assert "Larkspur" not in body

    def test_family_by_choice_and_by_reference(self, cast, as_, robin, add):
        wren, far = (
            add(**{**ROBIN, "given_names": "Wren", "nhs_number": ""}),
            add(given_names="Sheila", family_name="Lund"),
        )
        client, path = as_(cast.rosa), f"/people/{robin.pk}/relate/"
        assert "Wren Ashgrove" in client.get(path).content.decode()
        client.post(path, {"who": str(wren.pk), "kind": "SIBLING", "source": "Mum"})
        client.post(
            path,
            {
                "who": "OTHER",
                "reference": far.reference.lower(),
                "kind": "GRANDPARENT",
                "has_parental_responsibility": "no",
                "source": "Mum",
            },
        )
        assert {(each.person, each.kind) for each in robin.has.all()} == {(wren, "SIBLING"), (far, "GRANDPARENT")}
        body = client.get(f"/people/{robin.pk}/").content.decode()
        assert "Grandparent" in body and "Brother or sister" in body
        assert "Grandchild" in client.get(f"/people/{far.pk}/").content.decode()
        wrong = client.post(path, {"who": "OTHER", "reference": "P9999999", "kind": "OTHER", "source": "Mum"})
        assert wrong.status_code == 422 and "Nobody you may see has this reference" in wrong.content.decode()
        tie = robin.has.get(person=far)
        client.post(f"/people/{robin.pk}/relate/{tie.pk}/end/")
        assert robin.has.get(person=far).to_on and "Ended" in client.get(f"/people/{robin.pk}/").content.decode()

    def test_the_other_pages(self, cast, as_, robin):
        client = as_(cast.rosa)
        for more, sent in (
            ("name", {"kind": "ALIAS", "given_names": "Bobbin", "source": "School"}),
            (
                "address",
                {
                    "address": "3 Far Lane",
                    "postcode": "zz11zz",
                    "kind": "HOME",
                    "lives_there": "yes",
                    "source": "School",
                },
            ),
            ("number", {"kind": "POLICE", "value": "WP-1", "source": "Police", "is_verified": "on"}),
            (
                "involve",
                {
                    "agency": str(cast.tess.agency.pk),
                    "kind": "OTHER",
                    "worker_name": "Tess",
                    **day("from_on", date(2026, 1, 5)),
                },
            ),
        ):
            assert client.post(f"/people/{robin.pk}/{more}/", {}).status_code == 422
            assert client.post(f"/people/{robin.pk}/{more}/", sent).status_code == 302, more
        body = client.get(f"/people/{robin.pk}/").content.decode()
        for words in ("Bobbin", "3 Far Lane, ZZ1 1ZZ", "WP-1", "Verified", "Other service", "Thornbury Hill School"):
            assert words in body, words
        made = robin.involvements.get()
        assert client.post(f"/people/{robin.pk}/involve/{made.pk}/end/").status_code == 302
        assert client.post(f"/people/{robin.pk}/involve/{made.pk}/end/").status_code == 404

    def test_a_team_of_another_agency_is_refused(self, cast, as_, robin):
        sent = {
            "agency": str(cast.tess.agency.pk),
            "team": str(cast.elsie.team.pk),
            "kind": "OTHER",
            **day("from_on", date(2026, 1, 5)),
        }
        assert "is not a team of" in as_(cast.rosa).post(f"/people/{robin.pk}/involve/", sent).content.decode()

    def test_pages_of_change_ask_few_queries(self, cast, as_, robin, add, django_assert_max_num_queries):
        for number in range(10):
            add(
                given_names=f"{'ABCDEFGHIJ'[number]}dam",
                family_name="Ashgrove",
                postcode="ZZ9 9ZZ",
                address="12 Elm Row",
            )
        client = as_(cast.rosa)
        client.get(f"/people/{robin.pk}/relate/")
        for more in ("correct", "name", "address", "number", "relate", "involve"):
            with django_assert_max_num_queries(16):
                client.get(f"/people/{robin.pk}/{more}/")


def test_the_door_to_a_person_is_the_same_for_posts(cast, as_, robin, at):
    """An outsider who posts is refused as one who reads is."""
    before = Event.objects.count()
    for name in ("tess", "elsie", "nadia", "pete"):
        for more in ("correct", "name", "address", "number", "relate", "involve"):
            assert as_(getattr(cast, name)).post(f"/people/{robin.pk}/{more}/", held(robin)).status_code in (403, 404)
    assert Event.objects.count() == before
