"""Where a record has its page. Each capability says so for its own; people knows none of them.

In a capability's urls.py or AppConfig.ready(): `register("contacts.Contact", "contact")`, the name of a page that takes the
record's id, or a function from the id to an address; with `may`, for those who may one of these things.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May


@dataclass(frozen=True)
class Link:
    to: str | Callable[[UUID], str]
    may: tuple[May, ...]


LINKS: dict[str, Link] = {}


def register(label: str, to: str | Callable[[UUID], str], *, may: tuple[May, ...] = ()) -> None:
    LINKS[label.lower()] = Link(to, may)


def link_to(label: str, pk: UUID, *, user: User) -> str:
    """The address of the record's page; nothing where it has none, or none for this reader."""
    link = LINKS.get(label.lower())
    if link is None or link.may and not any(user.may(each) for each in link.may):
        return ""
    if callable(link.to):
        return link.to(pk)
    try:
        return reverse(link.to, args=[pk])
    except NoReverseMatch:
        return ""
