"""What is counted on a page is what its reader may see; what makes somebody look again is everything."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frontdoor.contacts.models import Contact
from frontdoor.governance.actions import restrict_contact
from frontdoor.people.actions import add_person
from frontdoor.screening.actions import identify, screen
from frontdoor.screening.rules import ChildOutcome
from tests.scenarios import a_school_refers

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(cast, at):
    """Robin's third contact; the first is restricted to Mina."""
    robin = add_person(by=cast.rosa, at=at, source="School", given_names="Robin", family_name="Ashgrove")
    contacts = []
    for days in (60, 30, 0):
        contact = a_school_refers(at=at - timedelta(days=days))
        identify(contact, by=cast.rosa, at=at, named=contact.children.get(), person=robin, how="MATCH")
        contacts.append(contact)
    restrict_contact(contacts[0], by=cast.mina, at=at, reason="STAFF", why="A colleague’s family.", people=[cast.mina])
    return Contact.objects.get(pk=contacts[2].pk)


def test_a_contact_she_may_not_see_is_not_counted_on_her_page_and_a_manager_still_looks(third, cast, at, as_):
    page = as_(cast.rosa).get(reverse("screen", args=[third.pk])).text
    assert "A pattern of contacts" not in page
    assert "A pattern of contacts" in as_(cast.mina).get(reverse("screen", args=[third.pk])).text
    screen(third, by=cast.rosa, at=at, rating="GREEN", outcomes=[ChildOutcome(child, "NFA", 1, "Seen and well.", [], None) for child in third.children.all()])
    third.refresh_from_db()
    assert third.stage == Contact.Stage.AWAITING_MANAGER
