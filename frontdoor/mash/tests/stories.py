"""Enquiries to tell of in tests."""

from frontdoor.contacts.actions import link_child
from tests.scenarios import a_school_refers, reception_sends_it_to_the_mash, the_mash_opens_it

AGENCIES = ("Westshire Police", "Alder Vale Hospitals Trust", "Westshire Adult Services", "Alder Homes", "Westshire Probation")


def opened(at, *, rating="AMBER", name="Robin", children=1):
    contact = a_school_refers(at=at, children=[{"given_names": f"{name}{n or ''}", "family_name": "Ashgrove"} for n in range(children)])
    reception_sends_it_to_the_mash(contact, at=at, rating=rating)
    return the_mash_opens_it(contact, at=at, rating=rating)


def link_all(enquiry, person, cast, at):
    for row in enquiry.children.select_related("child"):
        link_child(row.child, by=cast.rosa, at=at, person=person)
