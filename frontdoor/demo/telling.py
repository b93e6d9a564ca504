"""The sentences of a named story, each one action at its time."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from frontdoor.contacts.actions import link_adult, link_child, receive
from frontdoor.contacts.models import Contact
from frontdoor.decisions.actions import ForChild, decide
from frontdoor.foundations.clocks.calendars import wall_clock
from frontdoor.foundations.clocks.limits import is_working_day
from frontdoor.handover.models import Handover
from frontdoor.mash.actions import Given, Recommendation, answer, ask, open_enquiry, recommend
from frontdoor.mash.models import Enquiry
from frontdoor.people.actions import add_person, relate
from frontdoor.people.models import Person
from frontdoor.screening.actions import screen
from frontdoor.screening.rules import ChildOutcome

from .teller import Teller


def working_days_ago(teller: Teller, days: int, hour: int, minute: int = 0) -> datetime:
    """On the clock of a working day that many working days before today."""
    day = teller.now.date()
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return wall_clock(day, time(hour, minute))


def minutes_ago(teller: Teller, minutes: int) -> datetime:
    return teller.now - timedelta(minutes=minutes)


def refers(teller: Teller, who: str, *, at: datetime, concern: str, children: list[dict], **given: Any) -> Contact:
    """A professional of the cast sends a referral."""
    by = teller.people[who]
    return teller.do(receive, by=by, at=at, **{
        "submission": UUID(int=teller.drawn.getrandbits(128)), "received_at": at, "channel": "FORM", "source": by.agency.source_code or "8",
        "concern": concern, "children": children, "referrer": by, "referrer_name": by.name, "referrer_agency": by.agency,
        "referrer_email": by.email, **given,
    })


def known(teller: Teller, contact: Contact, *, at: datetime, by: str = "rosa", adults: bool = True) -> list[Person]:
    """Reception adds everybody named, links them and says who is whose."""
    people = []
    fields = ("given_names", "family_name", "born_on", "expected_on", "sex", "ethnicity", "address", "postcode", "address_is_protected", "nhs_number", "phone", "scrap")
    for row in contact.children.all():
        given = {key: getattr(row, key) for key in fields if getattr(row, key)}
        person = teller.do(add_person, by=by, at=at, source=contact.reference, **given)
        teller.do(link_child, row, by=by, at=at, person=person, how="NEW")
        people.append(person)
    for row in contact.adults.all() if adults else []:
        given = {key: getattr(row, key) for key in fields if getattr(row, key)}
        grown = teller.do(add_person, by=by, at=at, source=contact.reference, **given)
        teller.do(link_adult, contact, by=by, at=at, adult=row, person=grown, how="NEW")
        for child in people:
            teller.do(relate, grown, by=by, at=at, other=child, kind=row.relationship or "OTHER", lives_with=row.lives_with_children,
                      has_parental_responsibility=row.has_parental_responsibility, source=contact.reference)
    for first in people:
        for second in people:
            if first.pk < second.pk:
                teller.do(relate, first, by=by, at=at, other=second, kind="SIBLING", lives_with=True, source=contact.reference)
    return people


def link_again(teller: Teller, contact: Contact, people: list[Person], *, at: datetime, by: str = "rosa") -> None:
    for row, person in zip(contact.children.all(), people, strict=False):
        teller.do(link_child, row, by=by, at=at, person=person, how="MATCH")


def screened(teller: Teller, contact: Contact, *, at: datetime, outcome: str, level: int, reason: str, team: str | None = None,
             by: str = "rosa", rating: str = "AMBER", **more: Any) -> Contact:
    children = contact.children.all()
    return teller.do(screen, contact, by=by, at=at, rating=rating, outcomes=[
        ChildOutcome(child, outcome, level, reason, [], teller.teams[team] if team else None) for child in children
    ], **more)


def opened(teller: Teller, contact: Contact, *, at: datetime, rating: str = "AMBER", by: str = "sam") -> Enquiry:
    return teller.do(open_enquiry, by=by, at=at, rating=rating, handover=Handover.objects.get(contact=contact, stage="OFFERED", to_team__function="MASH"))


def asks(teller: Teller, enquiry: Enquiry, *agencies: str, at: datetime, by: str = "sam", why: str = "To understand whether the children are safe at home") -> list:
    names = [row.child.name for row in enquiry.children.select_related("child")]
    return [
        teller.do(ask, enquiry, by=by, at=at, agency=teller.agencies[agency], what="Contacts, call-outs, attendances and worries about these children and the adults at home",
                  why=why, months_back=24, lawful_basis="ART6_1E", people=names)
        for agency in agencies
    ]


def answers(teller: Teller, request: Any, who: str, *, at: datetime, outcome: str = "HELD", items: list[tuple] = (), **more: Any) -> Any:
    given = [Given(text=text, source=source, is_opinion=kind == "OPINION", is_sensitive=kind == "SENSITIVE") for text, source, kind in items]
    return teller.do(answer, request, by=who, at=at, outcome=outcome, items=given, **more)


def recommends(teller: Teller, enquiry: Enquiry, *, at: datetime, outcome: str, level: int, why: str, said: dict[str, str], by: str = "sam") -> Enquiry:
    rows = [row.child for row in enquiry.children.select_related("child")]
    return teller.do(recommend, enquiry, by=by, at=at, words=said, recommendations=[Recommendation(child, outcome, level, why) for child in rows])


def decides(teller: Teller, enquiry: Enquiry, *, at: datetime, outcome: str, level: int, rationale: str, team: str | None, by: str = "mina", dissent: str = "") -> list:
    rows = [row.child for row in enquiry.children.select_related("child")]
    return teller.do(decide, enquiry, by=by, at=at, took_part=["Pete Sandiford, police", "Hana Birtwell, health"], dissent=dissent, decisions=[
        ForChild(child, outcome, level, rationale, teller.teams[team] if team else None) for child in rows
    ])
