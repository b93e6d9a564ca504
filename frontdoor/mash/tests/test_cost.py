"""What the pages cost: the same for one as for thirty."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frontdoor.mash import actions
from frontdoor.mash.actions import Given
from tests.scenarios import a_school_refers, it_asks, reception_sends_it_to_the_mash, sam_recommends

from .stories import AGENCIES, link_all, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 30])
def test_the_desk_costs_the_same_for_one_and_for_thirty(cast, as_, at, many, django_assert_max_num_queries):
    for number in range(many):
        it_asks(opened(at, name=f"Robin{number}"), at=at)
        reception_sends_it_to_the_mash(a_school_refers(at=at), at=at)
    sam = as_(cast.sam)
    sam.get(reverse("mash"))
    with django_assert_max_num_queries(15):
        page = sam.get(reverse("mash"))
    assert page.text.count("0 of 2 answered") == many


@pytest.mark.parametrize("many", [1, 30])
def test_an_enquiry_and_its_decision_cost_the_same_for_one_and_for_thirty(cast, as_, at, many, django_assert_max_num_queries):
    from frontdoor.people.actions import add_person

    robin = add_person(by=cast.rosa, at=at, source="test", given_names="Robin", family_name="Ashgrove")
    for number in range(many):
        link_all(opened(at - timedelta(days=number + 1), children=2), robin, cast, at)
    enquiry = opened(at, children=min(many, 8))
    link_all(enquiry, robin, cast, at)
    for request in it_asks(enquiry, at=at, agencies=AGENCIES[: min(many, 5)]):
        who = {"Westshire Police": cast.pete, "Alder Vale Hospitals Trust": cast.nadia, "Alder Homes": cast.hugh, "Westshire Probation": cast.priya}.get(request.agency.name)
        if who:
            actions.answer(request, by=who, at=at, outcome="HELD", items=[Given(f"Item {n}", "Source") for n in range(many)])
    sam_recommends(enquiry, at=at)
    mina = as_(cast.mina)
    for name in ("enquiry", "decide"):
        mina.get(reverse(name, args=[enquiry.pk]))
        with django_assert_max_num_queries(15):
            page = mina.get(reverse(name, args=[enquiry.pk]))
        assert page.text.count("Item 0") >= 1 and page.status_code == 200
    with django_assert_max_num_queries(15):
        mina.get(reverse("enquiry-answers", args=[enquiry.pk]))
