"""Everybody a contact names, beside who they may be and what is known of them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from frontdoor.contacts.models import Contact, ContactAdult, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.people.matching import Match
from frontdoor.people.models import Person
from frontdoor.people.proposing import proposed_for_all

from ..actions import patterned_among
from .around import Around, Before, Work, around

MOST = 40  # other contacts that are shown


@dataclass
class Named:
    """One person a contact names: who they are, or who they may be."""

    row: ContactChild | ContactAdult
    is_child: bool
    matches: list[Match]
    open_to: list[Work] = field(default_factory=list)
    relation: str = ""


@dataclass
class Picture:
    """What the screener sees beside what was sent."""

    named: list[Named]
    earlier: list[Before]  # of the people linked, newest first
    times: dict[Any, int]  # person: how many other contacts, for the likely as well as the linked
    open_to: dict[Any, list[Work]]
    nearby: list[tuple[Person, str]]
    patterned: set  # the children who have come through the door often enough to make a pattern

    @property
    def children(self) -> list[ContactChild]:
        return [each.row for each in self.named if each.is_child]

    @property
    def adults(self) -> list[ContactAdult]:
        return [each.row for each in self.named if not each.is_child]

    @property
    def already_open(self) -> list[Named]:
        return [each for each in self.named if each.is_child and each.open_to]

    @property
    def patterned_names(self) -> list[str]:
        return [each.row.name for each in self.named if each.row.pk in self.patterned]


def picture(contact: Contact, user: User) -> Picture:
    """The whole of it, in a constant number of queries."""
    named = everybody_named(contact)
    found = proposed_for_all([each.row for each in named if not each.row.person_id], user=user)
    for each in named:
        each.matches = found.get(each.row.pk, [])
    linked = {each.row.person_id: each.row.person for each in named if each.row.person_id}
    maybe = {match.person.pk for each in named for match in each.matches}
    known = around(contact, linked, maybe, homes_of(named), user=user)
    for each in named:
        each.open_to = known.working.get(each.row.person_id, [])
    return Picture(
        named=named, earlier=_newest_first(known, linked), nearby=known.nearby, open_to=known.working,
        times={person: sum(each.may_be_seen for each in before) for person, before in known.before.items()},
        patterned=patterned_among(contact, [(person, each.received_at) for person, before in known.before.items() for each in before if each.may_be_seen]),
    )


def _newest_first(known: Around, linked: dict[Any, Person]) -> list[Before]:
    rows = [each for person in linked for each in known.before.get(person, []) if each.may_be_seen]
    return sorted(rows, key=lambda each: each.received_at, reverse=True)[:MOST]


def everybody_named(contact: Contact) -> list[Named]:
    """The children first, then the others, in the order they were named."""
    prefetch_related_objects([contact], Prefetch("children", ContactChild.objects.select_related("person", "school", "gp")))
    adults = contact.adults.select_related("person", "school", "gp")
    return [Named(row, True, []) for row in contact.children.all()] + [
        Named(row, False, [], relation=CODES["relationship"].label(row.relationship, on=contact.received_at)) for row in adults
    ]


def homes_of(named: list[Named]) -> list[tuple[str, str]]:
    """Where they live, as given and as known. A protected address finds nobody."""
    rows = [row for each in named for row in (each.row, each.row.person) if row]
    return [(row.postcode, row.address) for row in rows if row.postcode and not row.address_is_protected]


def the_named(contact: Contact, pk: Any) -> ContactChild | ContactAdult | None:
    """The child or the other person of this contact with this key."""
    child = ContactChild.objects.filter(contact=contact, pk=pk).first()
    return child or ContactAdult.objects.filter(contact=contact, pk=pk).first()
