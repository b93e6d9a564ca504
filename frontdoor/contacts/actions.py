"""Receiving a contact, and what may be added to it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.limits import LONDON
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.models import share
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.models import Person

from .models import Addition, Attachment, Contact, ContactAdult, ContactChild, Draft

Stage = Contact.Stage


def _reference(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('contacts_contact_reference')")
        return f"FD{at.astimezone(LONDON):%y}-{cursor.fetchone()[0]:06d}"


def receive(*, submission: UUID, by: User, **given: Any) -> Contact:
    """Take in one item; the same submission sent again is the same contact."""
    held = Contact.objects.filter(submission=submission).first()
    return held or receive_contact(by=by, submission=submission, **given)


@action("Receive a contact", permission=May.REFER, keeps=("channel", "source", "is_urgent", "received_at"))
def receive_contact(
    *, by: User, at: datetime, submission: UUID, received_at: datetime, channel: str, source: str, concern: str,
    children: list[dict[str, Any]], adults: list[dict[str, Any]] = (), draft: Draft | None = None, **given: Any,
) -> Contact:
    """Receive one inbound item about one or more children, unborn included; `received_at` is when it reached us.

    The hub owns it; whoever raised it may see what they sent, and so may their agency's safeguarding lead.
    """
    if not children:
        raise Refused("Name at least one child, or say that the baby is not yet born.", field="children")
    if received_at > at:
        raise Refused("A contact cannot have arrived in the future.", field="received_at")
    if not concern.strip():
        raise Refused("Say what you are worried about.", field="concern")
    hub = the_hub()
    contact = Contact.objects.create(
        reference=_reference(received_at), submission=submission, received_at=received_at, channel=channel, source=source,
        concern=concern, owned_by=hub, **given,
    )
    for number, child in enumerate(children, 1):
        ContactChild.objects.create(contact=contact, number=number, owned_by=hub, **child)
    for number, adult in enumerate(adults, 1):
        ContactAdult.objects.create(contact=contact, number=number, **adult)
    _let_the_referrer_follow(contact, at=at)
    if draft:
        Attachment.objects.filter(draft=draft).update(contact=contact)
    return contact


def _let_the_referrer_follow(contact: Contact, *, at: datetime) -> None:
    if contact.referrer_id:
        share(contact, at=at, user=contact.referrer, reason="They raised it")
    if contact.referrer_agency_id and contact.referrer_agency_id != contact.owned_by_id:
        share(contact, at=at, agency=contact.referrer_agency, reason="Their agency raised it")


@action(
    "Link a child to a known person", permission=May.LINK_PEOPLE, on=ContactChild, keeps=("person", "how"),
)
def link_child(child: ContactChild, *, by: User, at: datetime, person: Person | None, how: str = "") -> ContactChild:
    """Say that the child named here is this person, or take that back with None. Nothing is linked without a person."""
    child.person = person
    child.save(update_fields=["person"])
    return child


@action("Link an adult to a known person", permission=May.LINK_PEOPLE, on=Contact, keeps=("adult", "person", "how"))
def link_adult(contact: Contact, *, by: User, at: datetime, adult: ContactAdult, person: Person | None, how: str = "") -> ContactAdult:
    if adult.contact_id != contact.pk:
        raise Refused("That person is not named in this contact.")
    adult.person = person
    adult.save(update_fields=["person"])
    return adult


@action("Add to a contact", permission=May.REFER, on=Contact, keeps=("kind",))
def add(contact: Contact, *, by: User, at: datetime, kind: str, words: str) -> Addition:
    """More information, or "I disagree": whoever can see the contact may say it, and somebody reads it."""
    if not words.strip():
        raise Refused("Write what you want to add.", field="words")
    addition = Addition.objects.create(
        contact=contact, kind=kind, words=words, added_at=at, added_by=by, owned_by=by.agency,
    )
    share(addition, at=at, user=by, reason="They wrote it")
    return addition


@action("Read what was added", permission=May.SCREEN, on=Addition, allowed_from=[Addition.Stage.NEW], moves_to=Addition.Stage.READ, shown=False)
def read_addition(addition: Addition, *, by: User, at: datetime, what_was_done: str) -> Addition:
    if not what_was_done.strip():
        raise Refused("Say what you did with it, even if nothing needs to change.", field="what_was_done")
    addition.what_was_done = what_was_done
    addition.save(update_fields=["what_was_done"])
    return addition


@action("Finish a contact", permission=May.RUN, on=Contact, allowed_from=[Stage.SCREENED], moves_to=Stage.FINISHED)
def finish(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Every child has a decision that somebody took on, and everyone due was told or exempted."""
    return contact
