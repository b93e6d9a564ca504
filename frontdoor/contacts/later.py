"""How those named in contacts are moved to the other of two people who were taken for one."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.foundations.pages.filters import short_day
from frontdoor.people.later import register
from frontdoor.people.models import Person

from .actions import link_adult, link_child
from .models import Contact


def register_later() -> None:
    register("contacts.ContactChild", says=_says, move=_move_child, related=("contact",), seen_by=_children)
    register("contacts.ContactAdult", says=_says, move=_move_adult, related=("contact",), seen_by=_adults)


def _says(row: Any) -> str:
    return f"Contact {row.contact.reference} of {short_day(row.contact.received_at)}, which names {row.name}"


def _children(rows: QuerySet, user: User) -> QuerySet:
    return rows.filter(pk__in=rows.model.objects.visible_to(user).values("pk"))


def _adults(rows: QuerySet, user: User) -> QuerySet:
    return rows.filter(contact__in=Contact.objects.visible_to(user).values("pk"))


def _move_child(row: Any, *, person: Person, by: User, at: datetime) -> None:
    link_child(row, by=by, at=at, person=person, how="UNMERGED")


def _move_adult(row: Any, *, person: Person, by: User, at: datetime) -> None:
    link_adult(row.contact, by=by, at=at, adult=row, person=person, how="UNMERGED")
