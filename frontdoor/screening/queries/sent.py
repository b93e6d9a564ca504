"""What came with a contact, and after it: its files, what was added, and its running clocks. One query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from frontdoor.contacts.models import Addition, Attachment, Contact
from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import ClockRun, Face


@dataclass(frozen=True)
class File:
    pk: UUID
    name: str
    size: int
    scanned: str
    is_about: list[int] | None


@dataclass(frozen=True)
class Added:
    kind: str
    words: str
    added_at: datetime
    by: str
    what_was_done: str


@dataclass(frozen=True)
class SentWith:
    files: list[File]
    added: list[Added]
    faces: list[Face]


def sent_with(contact: Contact, user: User, *, now: datetime) -> SentWith:
    """The files and additions this person may see, oldest first; the clocks still running, soonest first."""
    files = Attachment.objects.visible_to(user).filter(contact=OuterRef("pk"), taken_back_at=None).order_by("added_at")
    added = Addition.objects.visible_to(user).filter(contact=OuterRef("pk")).order_by("added_at")
    runs = ClockRun.objects.filter(record_id=OuterRef("pk"), stopped_at=None).order_by("due_at")
    row = Contact.objects.filter(pk=contact.pk).values(
        its_files=ArraySubquery(files.values(told=JSONObject(pk="pk", name="name", size="size", scanned="scanned", is_about="is_about"))),
        its_added=ArraySubquery(added.values(told=JSONObject(
            kind="kind", words="words", added_at="added_at", by="added_by__name", what_was_done="what_was_done",
        ))),
        its_runs=ArraySubquery(runs.values(told=JSONObject(
            clock="clock", started_at="started_at", warn_at="warn_at", due_at="due_at", limit="limit",
        ))),
    ).get()
    return SentWith(
        files=[File(**{**each, "pk": UUID(each["pk"])}) for each in row["its_files"] or ()],
        added=[Added(**_moments(each)) for each in row["its_added"] or ()],
        faces=[ClockRun(**_moments(each)).face(now=now) for each in row["its_runs"] or ()],
    )


def _moments(row: dict[str, Any]) -> dict[str, Any]:
    return {name: datetime.fromisoformat(value) if name.endswith("_at") else value for name, value in row.items()}
