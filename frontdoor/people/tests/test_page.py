"""The child's page: one screen, within what the reader may see, in a constant number of queries."""

import re
from datetime import date, timedelta

import pytest

from frontdoor.contacts.actions import link_child
from frontdoor.foundations.record.models import Viewing
from frontdoor.people.actions import add_person, correct
from tests.scenarios import a_school_refers, all_the_way_to_a_decision

ROBIN = {"given_names": "Robin", "family_name": "Ashgrove", "born_on": date(2019, 3, 27), "postcode": "ZZ9 9ZZ", "address": "12 Elm Row"}


@pytest.fixture
def robin(cast, at):
    return add_person(by=cast.rosa, at=at - timedelta(days=9), source="Told in a test", **ROBIN)


@pytest.fixture
def decided(cast, at, robin):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    link_child(contact.children.get(), by=cast.rosa, at=at + timedelta(hours=1), person=robin)
    return contact


def page_of(person, client, more=""):
    return client.get(f"/people/{person.pk}/{more}")


def test_what_happened_across_agencies(cast, as_, robin, decided):
    body = page_of(robin, as_(cast.rosa)).content.decode()
    for words in ("Robin Ashgrove", "Received a contact", "Thornbury Hill School", "Answered a request", "Westshire Police",
                  "Early help; level 3", "age 6"):
        assert words in body, words
    assert Viewing.objects.filter(by=cast.rosa, record_id=robin.pk, how="READ").count() == 1
