"""Everybody a contact names, beside who they may be and what is known of them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery, prefetch_related_objects

from frontdoor.contacts.models import Contact, ContactAdult, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.people.matching import Match, likely_for_all
from frontdoor.people.models import Involvement, Person, Relationship

from ..actions import patterned_children
from ..models import Outcome

MOST = 40  # earlier contacts, and people nearby, that are shown


@dataclass
class Named:
    """One person a contact names: who they are, or who they may be."""

    row: ContactChild | ContactAdult
    is_child: bool
    matches: list[Match]
    open_to: list[Involvement] = field(default_factory=list)
    relation: str = ""


@dataclass
class Picture:
    """What the screener sees beside what was sent."""

    named: list[Named]
    earlier: list[ContactChild]  # of the people linked: each with its contact, and `settled`, the outcome then
    times: dict[Any, int]  # person: how many other contacts, for the likely as well as the linked
    open_to: dict[Any, list[Involvement]]
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
    found = likely_for_all([each.row for each in named if not each.row.person_id], user=user)
    for each in named:
        each.matches = found.get(each.row.pk, [])
    linked = {each.row.person_id: each.row.person for each in named if each.row.person_id}
    maybe = {match.person.pk for each in named for match in each.matches}
    before, working = earlier_contacts(contact, {*linked, *maybe}, user), open_work({*linked, *maybe}, user)
    for each in named:
        each.open_to = working.get(each.row.person_id, [])
    times: dict[Any, int] = {}
    for row in before:
        times[row.person_id] = times.get(row.person_id, 0) + 1
    return Picture(
        named=named, earlier=[row for row in before if row.person_id in linked][:MOST], times=times, open_to=working,
        nearby=people_nearby(named, linked, user), patterned=patterned_children(contact),
    )


def everybody_named(contact: Contact) -> list[Named]:
    """The children first, then the others, in the order they were named."""
    prefetch_related_objects([contact], "children__person", "children__school", "children__gp")
    adults = contact.adults.select_related("person", "school", "gp")
    return [Named(row, True, []) for row in contact.children.all()] + [
        Named(row, False, [], relation=CODES["relationship"].label(row.relationship, on=contact.received_at)) for row in adults
    ]


def earlier_contacts(contact: Contact, people: set, user: User) -> list[ContactChild]:
    """Other contacts about these people, newest first, with the outcome reception settled for that child."""
    if not people:
        return []
    last = Outcome.objects.filter(child=OuterRef("pk"), replaced_by=None).values("outcome")[:1]
    rows = ContactChild.objects.filter(person__in=people, contact__in=Contact.objects.visible_to(user).values("pk"))
    return list(
        rows.exclude(contact=contact).select_related("contact", "person").annotate(settled=Subquery(last))
        .order_by("-contact__received_at")
    )


def open_work(people: set, user: User) -> dict[Any, list[Involvement]]:
    """Who is working with each of them now, and whom to ring."""
    found: dict[Any, list[Involvement]] = {}
    if people:
        visible = Person.objects.visible_to(user).filter(pk__in=people).values("pk")
        for each in Involvement.objects.filter(person__in=visible, to_on=None).select_related("agency", "team"):
            found.setdefault(each.person_id, []).append(each)
    return found


def people_nearby(named: list[Named], linked: dict[Any, Person], user: User) -> list[tuple[Person, str]]:
    """Others said to be related, and others at the same postcode. A protected address finds nobody, and is found by nobody."""
    visible = Person.objects.visible_to(user)
    found: dict[Any, tuple[Person, str]] = {}
    for tie in _ties(linked, visible):
        one, other = (tie.other, tie.person) if tie.person_id in linked else (tie.person, tie.other)
        if one.pk not in linked:
            word = CODES["relationship"].label(tie.kind).lower()
            found[one.pk] = (one, f"{other.name} is their {word}" if tie.person_id in linked else f"{word} of {other.name}")
    homes = [row for each in named for row in (each.row, each.row.person) if row and row.postcode and not row.address_is_protected]
    for person in visible.filter(postcode__in={home.postcode for home in homes}, address_is_protected=False).exclude(pk__in=linked)[:MOST] if homes else ():
        same = any(home.postcode == person.postcode and _plain(home.address) == _plain(person.address) for home in homes)
        found.setdefault(person.pk, (person, "same address" if same else "same postcode"))
    return list(found.values())[:MOST]


def _ties(linked: dict[Any, Person], visible: Any) -> Any:
    if not linked:
        return []
    ends = Q(person__in=linked, other__in=visible.values("pk")) | Q(other__in=linked, person__in=visible.values("pk"))
    return Relationship.objects.filter(ends, to_on=None).select_related("person", "other")


def _plain(address: str) -> str:
    return "".join(letter for letter in address.lower() if letter.isalnum())


def the_named(contact: Contact, pk: Any) -> ContactChild | ContactAdult | None:
    """The child or the other person of this contact with this key."""
    child = ContactChild.objects.filter(contact=contact, pk=pk).first()
    return child or ContactAdult.objects.filter(contact=contact, pk=pk).first()
