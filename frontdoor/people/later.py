"""What was recorded of somebody since two records were said to be one: the officer says of each whose it is.

Each capability says for its own rows that name a person how they read and how they are moved: `register(...)` in its
AppConfig.ready(). Which rows are later is read from the row changes, which nobody can forget to write.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.models import RowChange

from .merging import one_with
from .models import Merged, Person


@dataclass(frozen=True)
class Kind:
    """Rows of one model that name a person in one field."""

    label: str
    field: str
    says: Callable[[Any], str]
    move: Callable[..., Any]  # (row, *, person, by, at), within the action
    seen_by: Callable[[QuerySet, User], QuerySet]
    related: tuple[str, ...]

    @property
    def code(self) -> str:
        return f"{self.label.lower()}:{self.field}"


@dataclass(frozen=True)
class Later:
    kind: Kind
    row: Any
    at: datetime
    by: str

    @property
    def key(self) -> str:
        return f"{self.kind.code}:{self.row.pk}"

    @property
    def says(self) -> str:
        return self.kind.says(self.row)


KINDS: dict[str, Kind] = {}


def register(
    label: str, *, field: str = "person", says: Callable[[Any], str], move: Callable[..., Any],
    seen_by: Callable[[QuerySet, User], QuerySet] = lambda rows, user: rows, related: Iterable[str] = (),
) -> None:
    kind = Kind(label, field, says, move, seen_by, tuple(related))
    KINDS[kind.code] = kind


def recorded_since(merged: Merged, *, user: User) -> list[Later]:
    """The rows that came to the record in front after the merge, oldest first, of those this reader may see."""
    since, records = _written(merged), _above(merged)
    found = [each for kind in KINDS.values() for each in _of(kind, records, since, user)]
    return sorted(found, key=lambda each: (each.at, each.key))


def fields_changed_since(merged: Merged) -> list[str]:
    """The details of the record in front that were corrected after the merge: they stay, and are corrected by hand."""
    changes = RowChange.objects.filter(
        id__gt=_written(merged), table_name=Person._meta.db_table, row_id__in=[str(pk) for pk in _above(merged)], operation="UPDATE"
    )
    quiet = {"version", "match_keys"}
    return sorted({
        name for change in changes for name, value in change.after.items() if name not in quiet and change.before.get(name) != value
    })  # fmt: skip


def _written(merged: Merged) -> int:
    """The place of the merge itself among all row changes."""
    made = RowChange.objects.filter(table_name=Merged._meta.db_table, row_id=str(merged.pk), operation="INSERT")
    return made.values_list("id", flat=True).get()


def _above(merged: Merged) -> list:
    """The record it was merged into, and those in front of that one: where later work was written."""
    records, on = one_with([merged.into_id])[merged.into_id], {merged.into_id}
    ties = dict(Merged.objects.filter(person__in=records, ended_at=None).values_list("person", "into"))
    at = merged.into_id
    while at in ties:
        at = ties[at]
        on.add(at)
    return sorted(on)


def _of(kind: Kind, records: list, since: int, user: User) -> list[Later]:
    model, column = apps.get_model(kind.label), f"{kind.field}_id"
    rows = kind.seen_by(model.objects.filter(**{f"{kind.field}__in": records}), user).select_related(*kind.related)
    held = {str(row.pk): row for row in rows}
    if not held:
        return []
    changes = RowChange.objects.filter(id__gt=since, table_name=model._meta.db_table, row_id__in=held)
    wanted, found = {str(pk) for pk in records}, {}
    for change in changes.select_related("event__by").order_by("id"):
        before = (change.before or {}).get(column)
        if change.after.get(column) in wanted and before not in wanted:
            found[change.row_id] = Later(kind, held[change.row_id], change.event.at, str(change.event.by))
    return list(found.values())


def move_to(later: Later, person: Person, *, by: User, at: datetime) -> None:
    """Within the action that says whose it is. What the row said before stays in the row changes."""
    later.kind.move(later.row, person=person, by=by, at=at)
