"""Receiving a contact, and what may be added to it."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.limits import LONDON
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.models import share
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.merging import leads_to
from frontdoor.people.models import Person

from .files import NotTaken, take_file
from .models import Addition, Attachment, Contact, ContactAdult, ContactChild, Draft
from .scanner import scan

Stage = Contact.Stage


def _reference(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('contacts_contact_reference')")
        return f"FD{at.astimezone(LONDON):%y}-{cursor.fetchone()[0]:06d}"


def receive(*, submission: UUID, by: User, **given: Any) -> Contact:
    """Take in one item; the same submission sent again is the same contact."""
    same = Contact.objects.filter(submission=submission)
    if held := same.first():
        return held
    try:
        with transaction.atomic():
            return receive_contact(by=by, submission=submission, **given)
    except IntegrityError:  # sent twice at the same moment: the other was first
        if held := same.first():
            return held
        raise


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
        concern=concern, owned_by=hub, **{"recorded_at": at, **given},
    )
    ContactChild.objects.bulk_create(
        [ContactChild(contact=contact, number=number, owned_by=hub, **child) for number, child in enumerate(children, 1)]
    )
    ContactAdult.objects.bulk_create(
        [ContactAdult(contact=contact, number=number, **adult) for number, adult in enumerate(adults, 1)]
    )
    _let_the_referrer_follow(contact, at=at)
    for attachment in Attachment.objects.filter(draft=draft, taken_back_at=None) if draft else ():
        _send_along(attachment, contact, at=at)
    return contact


def _send_along(attachment: Attachment, contact: Contact, *, at: datetime) -> None:
    """Until it was sent, only its sender could see the file; now it goes where the contact goes."""
    attachment.contact, attachment.restricted = contact, False  # from now on it follows the contact
    attachment.save(update_fields=["contact", "restricted"])
    if contact.referrer_id:
        share(attachment, at=at, user=contact.referrer, reason="They raised it")
    if contact.referrer_agency_id and contact.referrer_agency_id != attachment.owned_by_id:
        share(attachment, at=at, agency=contact.referrer_agency, reason="Their agency raised it")


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
    child.person = leads_to(person, user=by) if person else None
    child.save(update_fields=["person"])
    return child


@action("Link an adult to a known person", permission=May.LINK_PEOPLE, on=Contact, keeps=("adult", "person", "how"))
def link_adult(contact: Contact, *, by: User, at: datetime, adult: ContactAdult, person: Person | None, how: str = "") -> ContactAdult:
    if adult.contact_id != contact.pk:
        raise Refused("That person is not named in this contact.")
    adult.person = leads_to(person, user=by) if person else None
    adult.save(update_fields=["person"])
    return adult


@action("Add to a contact", permission=May.REFER, on=Contact, keeps=("kind",))
def add(contact: Contact, *, by: User, at: datetime, kind: str, words: str) -> Addition:
    """More information, or "I disagree": whoever can see the contact may say it, and somebody reads it."""
    if not words.strip():
        raise Refused("Write what you want to add.", field="words")
    return keep_addition(by=by, at=at, contact=contact, kind=kind, words=words)


@action("Keep what was added", permission=May.REFER, shown=False)
def keep_addition(*, by: User, at: datetime, contact: Contact, kind: str, words: str) -> Addition:
    """A record of its own, with a clock of its own: somebody reads it."""
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


@action("Attach a file before sending", permission=May.REFER, shown=False)
def attach_to_draft(*, by: User, at: datetime, draft: Draft, name: str, content: bytes) -> Attachment:
    """Keep a file with what is being written: only its writer sees it until it is sent."""
    if draft.owner_id != by.pk or draft.sent_at or draft.discarded_at:
        raise Refused("This was already sent or thrown away. Add the file to what you sent.", field="files")
    held = Attachment.objects.filter(draft=draft, taken_back_at=None).count()
    if held >= settings.PROTOCOL.UPLOADS["most_files"]:
        raise Refused(f"At most {settings.PROTOCOL.UPLOADS['most_files']} files can be sent. Take one back first.", field="files")
    attachment = _keep(by=by, at=at, name=name, content=content, draft=draft, restricted=True)
    share(attachment, at=at, user=by, reason="They sent it")
    return attachment


@action("Attach a file", permission=May.REFER, on=Contact)
def attach(contact: Contact, *, by: User, at: datetime, name: str, content: bytes) -> Attachment:
    """Add a file to what was sent; whoever can see the contact can see it."""
    attachment = _keep(by=by, at=at, name=name, content=content)
    _send_along(attachment, contact, at=at)
    return attachment


def _keep(*, by: User, at: datetime, name: str, content: bytes, **given: Any) -> Attachment:
    limits = settings.PROTOCOL.UPLOADS
    try:
        taken = take_file(name, content, largest=limits["most_bytes"])
        scanned = scan(taken.name, content, scanner=limits["scanner"])
    except NotTaken as no:
        raise Refused(str(no), field="files") from no
    return Attachment.objects.create(
        name=taken.name, media_type=taken.media_type, size=len(taken.content), sha256=sha256(taken.content).hexdigest(),
        file=ContentFile(taken.content, name=f"{uuid4().hex}.{taken.ending}"), scanned=scanned, added_at=at, owned_by=the_hub(), **given,
    )


@action("Take back a file before sending", permission=May.REFER, on=Attachment, shown=False)
def take_back(attachment: Attachment, *, by: User, at: datetime) -> Attachment:
    """The wrong file, or the wrong child's: its bytes go, and that it was there stays known."""
    if attachment.contact_id or attachment.draft.owner_id != by.pk:
        raise Refused("This file was already sent. Tell us on the page of what you sent, and we will deal with it.")
    attachment.taken_back_at = at
    attachment.save(update_fields=["taken_back_at"])
    transaction.on_commit(lambda: attachment.file.delete(save=False))
    return attachment


@action("Say whom a file is about", permission=May.SCREEN, on=Attachment, keeps=("children",), shown=False)
def say_whom_it_is_about(attachment: Attachment, *, by: User, at: datetime, children: list[ContactChild]) -> Attachment:
    """A file goes on only with the children it is about; with none, it stays in the hub. Somebody has read it first."""
    if attachment.contact_id is None:
        raise Refused("This file was not sent yet.")
    if any(child.contact_id != attachment.contact_id for child in children):
        raise Refused("One of those children is not in this contact.", field="children")
    attachment.is_about = sorted(child.number for child in children)
    attachment.save(update_fields=["is_about"])
    return attachment


@action("Finish a contact", permission=May.RUN, on=Contact, allowed_from=[Stage.SCREENED], moves_to=Stage.FINISHED)
def finish(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Every child has a decision that somebody took on, and everyone due was told or exempted."""
    return contact
