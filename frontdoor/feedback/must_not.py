"""What a letter to one recipient must not say: gathered for the person who checks it, whatever that person may see.

Here the questions go past `visible_to`, on purpose: a protected address or words given in confidence must be found in a
letter even when the one who checks it may not read them. Only that they were found is shown, never what they are.
"""

from django.db.models import Q

from frontdoor.contacts.models import ContactAdult
from frontdoor.mash.models import AgencyRequest, Item
from frontdoor.people.models import Person, PersonName, Relationship, Residence

from .models import Feedback
from .words import MustNotBeSaid

To = Feedback.To


def must_not_be_said(feedback: Feedback) -> MustNotBeSaid:
    contact = feedback.contact
    children, adults = list(contact.children.all()), list(ContactAdult.objects.filter(contact=contact))
    people = {row.person_id for row in (*children, *adults) if row.person_id}
    family, names = _family(people)
    as_child = {row.name for row in children}
    known = as_child | {row.name for row in adults}
    if feedback.to == To.CONTRIBUTOR:
        asked = asked_about(feedback)
        known = {name for name in known if was_asked(name, asked)}
    of_children = {row.person_id for row in children}
    return MustNotBeSaid(
        children=as_child - known,
        adults=({row.name for row in adults} | {person.name for person in family if person.pk not in of_children} | names) - known,
        who_raised_it=contact.referrer_name if feedback.to == To.CONTRIBUTOR else "",
        addresses=_protected([*children, *adults, *family], people | {person.pk for person in family}),
        in_confidence=list(Item.objects.filter(request__enquiry__contact=contact, is_sensitive=True).values_list("text", flat=True)),
        known=known, no_names=feedback.profile == "MINIMAL",
        about_a_professional=contact.handovers.filter(outcome="ALLEGATION").exists(),
    )


def _family(people: set) -> tuple[list[Person], set[str]]:
    """Those related to the people named, and the other names that anybody here goes by."""
    related = Relationship.objects.filter(Q(person__in=people) | Q(other__in=people)).values_list("person", "other")
    ids = people | {each for pair in related for each in pair}
    other_names = {
        f"{row.given_names} {row.family_name}".strip() for row in PersonName.objects.filter(person__in=ids - people, person__sealed=False)
    }
    return list(Person.objects.filter(pk__in=ids, sealed=False)), other_names  # nobody may learn that the sealed are there


def _protected(rows: list, people: set) -> list[str]:
    given = [words for row in rows if row.address_is_protected for words in (row.address, row.postcode) if words]
    lived = Residence.objects.filter(person__in=people, is_protected=True).values_list("address", "postcode")
    return given + [words for pair in lived for words in pair if words]


def asked_about(feedback: Feedback) -> set[str]:
    """Whom the hub named when it asked this agency: whom it already knows to be part of this."""
    requests = AgencyRequest.objects.filter(enquiry=feedback.enquiry_id, agency=feedback.agency_id)
    return {name.casefold() for people in requests.values_list("people", flat=True) for name in people}


def was_asked(name: str, asked: set[str]) -> bool:
    """Requests name people as an agency may know them: "Robin Ashgrove, born 2 May 2017" names Robin Ashgrove."""
    return any(name.casefold() in each for each in asked)
