"""Two records, one human being: shown together, kept apart, and taken back as if it had never been."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from frontdoor.contacts.actions import link_child
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import MayNot, Refused
from frontdoor.people.actions import (
    add_address,
    add_identifier,
    add_name,
    correct,
    involve,
    merge,
    relate,
    tell_people_apart,
    unmerge,
)
from frontdoor.people.apart import told_apart
from frontdoor.people.later import recorded_since
from frontdoor.people.merging import one_with, records_of
from frontdoor.people.models import Apart, Merged, Person
from frontdoor.people.proposing import proposed
from frontdoor.people.search import search
from tests.scenarios import a_school_refers, reception_sends_it_to_the_mash, the_mash_opens_it

from .conftest import ROBIN

BECAUSE = {"reason": "One NHS letter names both."}


@pytest.fixture
def robyn(add):
    """The same child, misspelt, of whom another number and another home are known."""
    return add(given_names="Robyn", family_name="Ashgrove", born_on=date(2019, 3, 27), sex="F", address="7 Quay Street", postcode="ZZ1 1ZZ")


@pytest.fixture
def joined(cast, at, robin, robyn):
    return merge(by=cast.sam, at=at, person=robyn, into=robin, despite=True, **BECAUSE)


def body(client, person, more=""):
    return client.get(f"/people/{person.pk}/{more}", follow=True).content.decode()


def linked(cast, at, person, name="Robin"):
    contact = a_school_refers(at=at, children=[{"given_names": name, "family_name": "Ashgrove", "own_words": f"I am {name}."}])
    link_child(contact.children.get(), by=cast.rosa, at=at, person=person)
    return contact


class TestMerging:
    def test_everything_recorded_of_both_shows_on_the_page_in_front(self, cast, as_, at, add, robin, robyn):
        mother = add(given_names="Jo", family_name="Ashgrove")
        relate(mother, by=cast.rosa, at=at, other=robyn, kind="MOTHER")
        relate(mother, by=cast.rosa, at=at, other=robin, kind="MOTHER")
        involve(robyn, by=cast.rosa, at=at, agency=cast.gita.agency, kind="OTHER", from_on=at.date())
        add_name(robyn, by=cast.rosa, at=at, kind="ALIAS", given_names="Bobbie", family_name="Quay")
        add_identifier(robyn, by=cast.rosa, at=at, kind="POLICE", value="44:777", source="Police")
        before = linked(cast, at, robyn, "Robyn")
        merge(by=cast.sam, at=at, person=robyn, into=robin, despite=True, **BECAUSE)
        page = body(as_(cast.sam), robin)
        for said in ("Bobbie Quay", "44:777", "7 Quay Street", "Quayside Surgery", "I am Robyn.", robyn.reference, "One NHS letter names both."):
            assert said in page
        assert page.count(f'href="/people/{mother.pk}/"') == 1
        assert f"/contacts/{before.pk}" in page or before.reference in page or str(before.pk) in page

    def test_the_other_page_leads_to_the_one_in_front_with_a_sentence(self, cast, as_, robin, robyn, joined):
        answer = as_(cast.sam).get(f"/people/{robyn.pk}/", follow=True)
        assert answer.redirect_chain == [(f"/people/{robin.pk}/", 302)]
        assert f"{robyn.reference} is the same person as {robin.reference}" in answer.content.decode()

    def test_what_is_written_on_the_other_is_written_on_the_one_in_front(self, cast, as_, robin, robyn, joined):
        form = {"kind": "ALIAS", "given_names": "Bobbie", "family_name": "", "source": "School"}
        assert as_(cast.sam).post(f"/people/{robyn.pk}/name/", form).status_code == 302
        assert list(robin.names.values_list("given_names", flat=True)) == ["Bobbie"]
        assert not robyn.names.exists()

    def test_search_matching_and_links_lead_to_the_one_in_front(self, cast, at, robin, robyn, joined):
        found, _ = search({"name": "Robyn Ashgrove"}, user=cast.sam)
        assert [each.person.pk for each in found] == [robin.pk]
        found, _ = search({"postcode": "ZZ1 1ZZ"}, user=cast.sam)
        assert [each.person.pk for each in found] == [robin.pk]
        given = {"given_names": "Robyn", "family_name": "Ashgrove", "born_on": date(2019, 3, 27)}
        assert [match.person.pk for match in proposed(given, user=cast.sam)] == [robin.pk]
        assert linked(cast, at, robyn).children.get().person == robin

    def test_nobody_is_proposed_as_themselves(self, cast, robin, robyn, joined):
        assert proposed(robin, user=cast.sam) == []

    def test_chains_are_followed_and_circles_cannot_close(self, cast, at, add, robin, robyn, joined):
        third = add(**{**ROBIN, "nhs_number": ""})
        merge(by=cast.sam, at=at, person=robin, into=third, despite=True, **BECAUSE)
        assert one_with([robyn.pk])[robyn.pk] == [third.pk, robin.pk, robyn.pk]
        with pytest.raises(Refused, match="one person already"):
            merge(by=cast.sam, at=at, person=third, into=robyn, despite=True, **BECAUSE)

    def test_the_database_lets_no_circle_close_and_no_second_merge_stand(self, cast, at, add, robin, robyn, joined):
        other = add(**ROBIN)
        with pytest.raises(DatabaseError, match="circle"), transaction.atomic():
            _forced(robin, by=cast.sam, at=at, into=robyn)
        with pytest.raises(IntegrityError, match="one_open_merge_a_person"), transaction.atomic():
            _forced(robyn, by=cast.sam, at=at, into=other)
        with pytest.raises(DatabaseError, match="circle"), transaction.atomic():
            _forced(other, by=cast.sam, at=at, into=other)

    def test_the_second_to_say_it_gets_a_sentence(self, cast, at, robin, robyn, joined, add):
        with pytest.raises(Refused, match="one person already"):
            merge(by=cast.rosa, at=at, person=robyn, into=robin, **BECAUSE)
        with pytest.raises(Refused, match=f"{robyn.reference} was said to be the same person as {robin.reference} meanwhile, by Sam"):
            merge(by=cast.rosa, at=at, person=robyn, into=add(given_names="Wren"), despite=True, **BECAUSE)

    def test_only_those_who_say_who_is_who(self, cast, at, robin, robyn):
        for name in ("pete", "tess", "elsie", "ivor"):
            with pytest.raises(MayNot):
                merge(by=getattr(cast, name), at=at, person=robyn, into=robin, **BECAUSE)


@action("Merge by force (told in tests)", permission=None, on=Person, shown=False)
def _forced(person, *, by, at, into):
    return Merged.objects.create(person=person, into=into, reason="Forced", at=at, by=by)


class TestConflicts:
    def test_what_speaks_against_it_must_be_looked_at(self, cast, as_, at, add, robin):
        twin = add(**{**ROBIN, "given_names": "Wren", "sex": "M", "born_on": date(2019, 3, 28), "nhs_number": "9990000026"})
        for each in (robin, twin):
            involve(each, by=cast.rosa, at=at, agency=cast.tess.agency, kind="OTHER", from_on=at.date())
        relate(robin, by=cast.rosa, at=at, other=twin, kind="SIBLING")
        page = body(as_(cast.sam), robin, f"same/{twin.pk}/")
        for said in ("NHS number of its own", "dates of birth differ", "sexes differ", "brother or sister", "involved now with both"):
            assert said in page
        with pytest.raises(Refused, match="speaks against"):
            merge(by=cast.sam, at=at, person=twin, into=robin, **BECAUSE)
        assert as_(cast.sam).post(f"/people/{robin.pk}/same/{twin.pk}/", {"front": str(robin.pk), **BECAUSE}).status_code == 422
        form = {"front": str(robin.pk), "despite": "on", **BECAUSE}
        assert as_(cast.sam).post(f"/people/{robin.pk}/same/{twin.pk}/", form).status_code == 302
        assert one_with([twin.pk])[twin.pk][0] == robin.pk

    def test_told_apart_is_remembered(self, cast, at, robin, robyn):
        assert [match.person for match in proposed(robin, user=cast.sam)] == [robyn]
        tell_people_apart(robin, by=cast.sam, at=at, other=robyn)
        assert told_apart([robin.pk, robyn.pk]) == {frozenset((robin.pk, robyn.pk))}
        assert proposed(robin, user=cast.sam) == [] == proposed(robyn, user=cast.sam)
        with pytest.raises(Refused, match="speaks against"):
            merge(by=cast.sam, at=at, person=robyn, into=robin, **BECAUSE)

    def test_restricted_is_said_only_by_those_named_on_it(self, cast, as_, at, robin, robyn, restrict):
        restrict(robyn, cast.mina)
        with pytest.raises(Refused, match="ask those named"):
            merge(by=cast.sam, at=at, person=robyn, into=robin, **BECAUSE)
        assert as_(cast.sam).get(f"/people/{robin.pk}/same/{robyn.pk}/").status_code == 404
        merge(by=cast.mina, at=at, person=robyn, into=robin, despite=True, **BECAUSE)
        assert robyn.reference in body(as_(cast.mina), robin)

    def test_nobody_sees_more_than_before(self, cast, as_, at, robin, robyn, restrict):
        add_name(robyn, by=cast.rosa, at=at, kind="ALIAS", given_names="Hushname")
        before = {name: body(as_(getattr(cast, name)), robin) for name in ("sam", "rosa", "pete")}
        restrict(robyn, cast.mina)
        merge(by=cast.mina, at=at, person=robyn, into=robin, despite=True, **BECAUSE)
        for name in before:
            after = body(as_(getattr(cast, name)), robin)
            assert "Hushname" not in after and robyn.reference not in after
        assert "Hushname" in body(as_(cast.mina), robin)
        assert search({"name": "Robyn Hushname"}, user=cast.sam)[0] == []
        assert records_of(robin, user=cast.sam) == [robin]

    def test_whoever_sees_only_the_other_sees_it_as_it_was(self, cast, as_, at, robin, robyn, share_with):
        share_with(robyn, cast.elsie)
        merge(by=cast.sam, at=at, person=robyn, into=robin, despite=True, **BECAUSE)
        answer = as_(cast.elsie).get(f"/people/{robyn.pk}/")
        assert answer.status_code == 200 and robin.reference not in answer.content.decode()
        assert as_(cast.elsie).get(f"/people/{robin.pk}/").status_code == 404


class TestUnmerging:
    def test_it_ends_and_both_are_as_they_were(self, cast, as_, at, robin, robyn, joined):
        merged = Merged.objects.get()
        assert as_(cast.sam).post(f"/people/{robyn.pk}/apart/{merged.pk}/", {"why": "Two births."}).status_code == 302
        merged.refresh_from_db()
        assert (merged.ended_by, merged.why_ended) == (cast.sam, "Two births.")
        assert as_(cast.sam).get(f"/people/{robyn.pk}/").status_code == 200
        assert Apart.objects.count() == 1
        with pytest.raises(Refused, match="taken back already, by Sam"):
            unmerge(by=cast.rosa, at=at, merged=merged, why="Again.")

    def test_what_was_recorded_since_stays_or_is_said_to_be_the_others(self, cast, as_, at, add, robin, robyn):
        early = linked(cast, at - timedelta(days=2), robyn, "Robyn")
        merge(by=cast.sam, at=at, person=robyn, into=robin, despite=True, **BECAUSE)
        later = at + timedelta(days=1)
        contact, stays = linked(cast, later, robyn), linked(cast, later, robin)
        add_name(robin, by=cast.rosa, at=later, kind="ALIAS", given_names="Bobbie")
        add_address(robin, by=cast.rosa, at=later, address="9 New Road", postcode="ZZ9 1AA")
        correct(robin, by=cast.rosa, at=later, fields=["phone"], values={"phone": "01632 960777"})
        merged, found = Merged.objects.get(), recorded_since(Merged.objects.get(), user=cast.sam)
        assert {each.kind.label for each in found} == {"contacts.ContactChild", "people.PersonName", "people.Residence"}
        page = body(as_(cast.sam), robyn, f"apart/{merged.pk}/")
        assert contact.reference in page and early.reference not in page and "The name Bobbie" in page and "Address, phone, postcode" in page
        moved = [each.key for each in found if str(contact.children.get().pk) in each.key or "personname" in each.key]
        answer = as_(cast.sam).post(f"/people/{robyn.pk}/apart/{merged.pk}/", {"why": "Two births.", "moved": moved})
        assert answer.status_code == 302
        assert contact.children.get().person == robyn == early.children.get().person and stays.children.get().person == robin
        assert robyn.names.get().given_names == "Bobbie" and robin.residences.filter(address="9 New Road").exists()
        assert [each.person.pk for each in search({"name": "Bobbie Ashgrove", "born_on": date(2019, 3, 27)}, user=cast.sam)[0]][:1]

    def test_nothing_that_was_moved_meanwhile_is_moved_twice(self, cast, at, robin, robyn, joined):
        with pytest.raises(Refused, match="meanwhile"):
            unmerge(by=cast.sam, at=at, merged=Merged.objects.get(), why="Two.", moved=["people.personname:person:99"])


def test_an_enquiry_shows_the_earlier_contacts_of_every_record(cast, as_, at, robin, robyn):
    """Previous history must inform every decision: also what stands on the other record."""
    early = linked(cast, at - timedelta(days=40), robyn, "Robyn")
    merge(by=cast.sam, at=at, person=robyn, into=robin, despite=True, **BECAUSE)
    contact = linked(cast, at, robin)
    assert early.reference in as_(cast.rosa).get(f"/reception/{contact.pk}/").content.decode()
    reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=1))
    enquiry = the_mash_opens_it(contact, at=at + timedelta(hours=2))
    assert early.reference in as_(cast.sam).get(f"/mash/{enquiry.pk}/").content.decode()
