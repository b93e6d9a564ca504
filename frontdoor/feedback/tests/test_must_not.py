"""What is found in a letter, from the record itself: protected addresses, confidences, people the recipient does not know of."""

import pytest

from frontdoor.contacts.models import ContactAdult
from frontdoor.feedback.actions import tell
from frontdoor.feedback.queries import worries_in
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused
from frontdoor.mash.models import AgencyRequest, Item
from frontdoor.people.models import Person, PersonName, Relationship, Residence

from .conftest import fresh

pytestmark = pytest.mark.django_db


@action("Plant what must not be said", permission=None, shown=False)
def plant(*, by, at, contact):
    """Robin is a known person, with a sister and a father whom nobody named, and a protected address."""
    child = contact.children.get()
    made = {
        name: Person.objects.create(given_names=name, family_name=family, reference=f"P-{name}", owned_by=by.agency)
        for name, family in (("Robin", "Ashgrove"), ("Zanthe", "Quillfeather"), ("Dominic", "Quillfeather"))
    }
    child.person = made["Robin"]
    child.save(update_fields=["person"])
    ContactAdult.objects.create(contact=contact, number=1, given_names="Jo", family_name="Ashgrove", address="3 Plain Street", postcode="ZZ1 1ZZ")
    Relationship.objects.create(person=made["Zanthe"], other=made["Robin"], kind="SISTER")
    Relationship.objects.create(person=made["Robin"], other=made["Dominic"], kind="SON")
    PersonName.objects.create(person=made["Dominic"], given_names="Spike")
    Residence.objects.create(person=made["Robin"], address="14 Hidden Row, Alder", postcode="ZZ9 9ZZ", is_protected=True)
    Residence.objects.create(person=made["Dominic"], address="77 Secret Court", is_protected=True)
    Item.objects.create(
        request=AgencyRequest.objects.first(), owned_by=by.agency, given_at=at, text="An informant says he carries a knife", source="Intelligence",
        is_sensitive=True, circulation="NAMED")
    return contact


@pytest.fixture
def planted(decided, cast, at):
    return plant(by=cast.rosa, at=at, contact=decided)


@pytest.mark.parametrize(("text", "expected"), [
    ("Zanthe is at her gran’s", "It names Zanthe Quillfeather"), ("Dominic must stay away", "It names Dominic Quillfeather"),
    ("Spike rang", "It names Spike"), ("They are at 14 Hidden Row now", "an address that is protected"),
    ("He is at 77 secret court", "an address that is protected"), ("an informant says he carries", "given in confidence"),
])
def test_each_is_found(text, expected, planted, for_tess):
    assert any(expected in sentence for sentence in worries_in(fresh(for_tess), text))


@pytest.mark.parametrize("text", ["Jo Ashgrove was told", "Robin is safe", "3 Plain Street"])
def test_what_the_recipient_told_us_is_not(text, planted, for_tess):
    assert worries_in(fresh(for_tess), text) == []


def test_a_contributor_does_not_know_who_raised_it_nor_whom_it_was_not_asked_about(planted, for_pete):
    found = worries_in(fresh(for_pete), "Tess Holloway-Bright told us that Jo Ashgrove drinks")
    assert any("who raised this" in sentence for sentence in found) and any("It names Jo Ashgrove" in sentence for sentence in found)


def test_the_sentence_does_not_say_what_was_found(planted, for_tess):
    found = " ".join(worries_in(fresh(for_tess), "14 Hidden Row; an informant says he carries a knife"))
    assert "Hidden" not in found and "informant" not in found and "knife" not in found


def test_it_does_not_go_until_it_was_looked_at(planted, for_tess, cast):
    text = "Zanthe is at her gran’s."
    with pytest.raises(Refused, match="It names Zanthe"):
        tell(for_tess, by=cast.rosa, at=for_tess.owed_at, text=text)
    with pytest.raises(Refused, match="14 Hidden Row|address that is protected"):
        tell(for_tess, by=cast.rosa, at=for_tess.owed_at, text=text + " 14 Hidden Row", looked_at=worries_in(for_tess, text))
    tell(for_tess, by=cast.rosa, at=for_tess.owed_at, text=text, looked_at=worries_in(for_tess, text))
    assert fresh(for_tess).stage == "TOLD"


def test_the_draft_itself_goes_without_a_worry(planted, for_tess, for_pete, cast):
    for each in (for_tess, for_pete):
        assert worries_in(fresh(each), each.draft) == []


def test_it_asks_no_more_however_large_the_family(planted, for_tess, django_assert_max_num_queries):
    owed = fresh(for_tess)
    with django_assert_max_num_queries(10):
        worries_in(owed, "Zanthe")
