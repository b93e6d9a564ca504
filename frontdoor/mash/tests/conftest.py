"""An enquiry about Robin, at each of its stages."""

from datetime import timedelta

import pytest

from tests.scenarios import a_school_refers, it_asks, reception_sends_it_to_the_mash, the_mash_opens_it


@pytest.fixture
def enquiry(cast, at):
    """Opened by Sam on Monday at ten, amber, with Robin and an unborn sibling; nobody asked yet."""
    children = [
        {"given_names": "Robin", "family_name": "Ashgrove", "school": cast.tess.agency}, {"family_name": "Ashgrove", "expected_on": at.date() + timedelta(weeks=9)},
    ]
    contact = a_school_refers(at=at, children=children)
    reception_sends_it_to_the_mash(contact, at=at)
    return the_mash_opens_it(contact, at=at)


@pytest.fixture
def asked(enquiry, at):
    """Police and the hospital were asked."""
    return it_asks(enquiry, at=at)
