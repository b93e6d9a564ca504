"""Where a record has its page. Each capability says so for its own; people knows none of them.

In a capability's urls.py or AppConfig.ready(): `register("contacts.Contact", "contact")`, the name of a page that takes the
record's id, or a function from the id to an address.
"""

from collections.abc import Callable
from uuid import UUID

from django.urls import NoReverseMatch, reverse

LINKS: dict[str, str | Callable[[UUID], str]] = {}


def register(label: str, to: str | Callable[[UUID], str]) -> None:
    LINKS[label.lower()] = to


def link_to(label: str, pk: UUID) -> str:
    """The address of the record's page, or nothing where it has none."""
    to = LINKS.get(label.lower())
    if to is None:
        return ""
    if callable(to):
        return to(pk)
    try:
        return reverse(to, args=[pk])
    except NoReverseMatch:
        return ""
