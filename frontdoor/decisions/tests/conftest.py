"""An enquiry about Robin and an unborn sibling, waiting for a manager."""

from datetime import timedelta

import pytest

from frontdoor.mash.actions import mark_needed
from tests.scenarios import (
    a_school_refers,
    it_asks,
    police_answer,
    reception_sends_it_to_the_mash,
    sam_recommends,
    the_mash_opens_it,
)


@pytest.fixture
def waiting(cast, at):
    """Police answered with one thing, the hospital has not; Sam recommends early help at level three."""
    children = [{"given_names": "Robin", "family_name": "Ashgrove"}, {"family_name": "Ashgrove", "expected_on": at.date() + timedelta(weeks=9)}]
    contact = a_school_refers(at=at, children=children)
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    police_answer(it_asks(enquiry, at=at)[0], at=at, text="PLAIN-two-call-outs")
    sam_recommends(enquiry, at=at)
    return enquiry


@pytest.fixture
def needed(waiting, cast, at):
    """The same, with the police's item marked as needed."""
    item = waiting.requests.get(stage="ANSWERED").items.get()
    return mark_needed(item, by=cast.sam, at=at, needed=True)


@pytest.fixture
def children(waiting):
    return [row.child for row in waiting.children.order_by("child__number")]
