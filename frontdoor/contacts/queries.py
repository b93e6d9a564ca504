"""What may be read of contacts, and by whom: every list goes through `visible_to`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.founding import NOT_LISTED
from frontdoor.people.merging import one_with
from frontdoor.people.models import Person

from .models import Addition, Attachment, Contact, ContactAdult, ContactChild, Draft


def files_of_draft(draft: Draft, *, user: User) -> list[Attachment]:
    return list(Attachment.objects.visible_to(user).filter(draft=draft, contact=None, taken_back_at=None))


def files_of(contact: Contact, *, user: User) -> list[Attachment]:
    return list(Attachment.objects.visible_to(user).filter(contact=contact))


def people_in(contact: Contact) -> tuple[list[ContactChild], list[ContactAdult]]:
    """Everybody that an opened contact names, as given."""
    return list(contact.children.select_related("school", "gp")), list(contact.adults.select_related("school", "gp"))


def sent_by(user: User) -> QuerySet[Contact]:
    """What this person sent; for those who see their agency's, all that it sent."""
    mine = Q(referrer=user)
    if user.may(May.SEE_OWN_AGENCY):
        mine |= Q(referrer_agency=user.agency)
    return Contact.objects.visible_to(user).filter(mine).select_related("referrer", "referrer_agency").prefetch_related("children").order_by("-received_at", "-pk")


def sent_as(submission: UUID, *, user: User) -> Contact | None:
    """The contact that this person's own draft became: the page that thanks them is for nobody else."""
    mine = Draft.objects.filter(pk=submission, owner=user).exclude(sent_at=None)
    return Contact.objects.visible_to(user).filter(submission__in=mine.values("pk")).first()


def agencies_that_refer() -> list[Agency]:
    """Every agency that somebody may say they ring from."""
    return list(Agency.objects.filter(ended_at=None).exclude(source_code="").exclude(name=NOT_LISTED))


def additions_of(contact: Contact, *, user: User) -> list[Addition]:
    return list(Addition.objects.visible_to(user).filter(contact=contact).select_related("added_by"))


def may_see_referrer(contact: Contact, *, user: User) -> bool:
    """Who raised it is for the hub's own staff (partners who sit in the hub see what was said, not who said it), for
    themselves, and for those who lead safeguarding in their own agency."""
    own_agency = user.may(May.SEE_OWN_AGENCY) and contact.referrer_agency_id and contact.referrer_agency_id == user.agency.pk
    return user.may(May.RECORD_CONTACT) or contact.referrer_id == user.pk or bool(own_agency)


def _all_records(people: Iterable[Person]) -> list[UUID]:
    """Those said to be the same human beings too: history must not be halved."""
    return [pk for records in one_with(each.pk for each in people).values() for pk in records]


def contacts_about(people: Iterable[Person], *, user: User, since: datetime | None = None) -> QuerySet[ContactChild]:
    """Each time one of these people was a child in a contact, newest first, with the contact."""
    rows = ContactChild.objects.visible_to(user).filter(person__in=_all_records(people)).select_related("contact", "contact__referrer_agency")
    return (rows.filter(contact__received_at__gte=since) if since else rows).order_by("-contact__received_at", "pk")
