"""Who looked at what. Read from the viewings that every page leaves; indexed by person and time, and by record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.models import Record, Viewing, shown_among

ROWS = 50


@dataclass(frozen=True)
class Look:
    """One line of the log, in words."""

    viewing: Viewing
    what: str  # "Contact FD-2026-0012"; a list's or a search's own words
    record_id: UUID | None
    more: str  # what was asked, which page refused, how many were shown


def viewings(
    *, person: str = "", reference: str = "", how: str = "", since: date | None = None, until: date | None = None,
) -> QuerySet[Viewing]:
    """The newest first. Asked for by person or by record it walks an index; otherwise the newest rows of all."""
    found = Viewing.objects.select_related("by", "agency", "record_type")
    if person:
        found = found.filter(by__in=User.objects.filter(Q(name__icontains=person) | Q(email__icontains=person)))
    if reference:
        found = found.filter(looks_at(records_called(reference)))
    if how:
        found = found.filter(how=how)
    if since:
        found = found.filter(at__gte=_starts(since))
    if until:
        found = found.filter(at__lt=_starts(until + timedelta(days=1)))
    return found.order_by("-at", "-pk") if person or reference else found.order_by("-pk")


def of_record(pk: UUID) -> QuerySet[Viewing]:
    return Viewing.objects.filter(looks_at([pk])).select_related("by", "agency", "record_type").order_by("-at", "-pk")


def looks_at(records: list[UUID]) -> Q:
    """Opened, or shown in a list or among what a search found: to see somebody's name in a list is to look."""
    return Q(record_id__in=records) | shown_among(records)


def after(found: QuerySet[Viewing], last: str) -> tuple[list[Viewing], str]:
    """One page from where the last one ended, and where this one ends. No counting of millions."""
    end = Viewing.objects.filter(pk=int(last)).first() if last.isdecimal() and len(last) < 19 else None
    if end and found.query.order_by[0] == "-at":
        found = found.filter(Q(at__lt=end.at) | Q(at=end.at, pk__lt=end.pk))
    elif end:
        found = found.filter(pk__lt=end.pk)
    rows = list(found[: ROWS + 1])
    return rows[:ROWS], str(rows[ROWS - 1].pk) if len(rows) > ROWS else ""


def in_words(rows: Iterable[Viewing]) -> list[Look]:
    rows = list(rows)
    called = references(rows)
    return [Look(row, _what(row, called), row.record_id, _more(row.details)) for row in rows]


def _what(row: Viewing, called: dict[UUID, str]) -> str:
    if row.record_id is None:
        return {"SEARCH": "A search", "LIST": "A list", "REFUSED": "A page"}.get(row.how, "A page")
    kind = row.record_type.name.capitalize() if row.record_type else "Record"
    return f"{kind} {called.get(row.record_id, '')}".strip()


def _more(details: dict[str, Any]) -> str:
    """What was asked or shown. Records shown in a list are counted, not named."""
    said = []
    if details.get("worklist"):
        said.append(str(details["worklist"]))
    if isinstance(details.get("asked"), dict):
        said.append(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in details["asked"].items() if value))
    if isinstance(details.get("records"), list):
        said.append(f"{len(details['records'])} shown")
    if details.get("path"):
        said.append(str(details["path"]))
    if details.get("reason"):
        said.append(f"reason given: {details['reason']}")
    return "; ".join(each for each in said if each)


@cache
def models_with_reference() -> tuple[type[Record], ...]:
    return tuple(
        model for model in apps.get_models()
        if issubclass(model, Record) and any(field.name == "reference" and field.unique for field in model._meta.fields)
    )


def records_called(reference: str) -> list[UUID]:
    """The record of that reference. The log is kept by people who may not open it: they get its number and nothing else."""
    return [
        pk for model in models_with_reference()
        for pk in model.objects.filter(reference__iexact=reference.strip()).values_list("pk", flat=True)
    ]


def references(rows: Iterable[Viewing]) -> dict[UUID, str]:
    """The reference of each record looked at, where its kind has one: one query for each kind."""
    wanted = defaultdict(set)
    for row in rows:
        if row.record_id and row.record_type:
            wanted[row.record_type.model_class()].add(row.record_id)
    return {
        pk: reference for model in models_with_reference() if wanted[model]
        for pk, reference in model.objects.filter(pk__in=wanted[model]).values_list("pk", "reference")
    }


def _starts(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
