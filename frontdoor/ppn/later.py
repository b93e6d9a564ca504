"""How those named in police notices are moved to the other of two people who were taken for one."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.people.later import register
from frontdoor.people.models import Person

from .actions import identify
from .models import Notice


def register_later() -> None:
    register("ppn.NoticePerson", says=_says, move=_move, related=("notice",), seen_by=_seen)


def _says(row: Any) -> str:
    return f"Police notice {row.notice}, which names {row.name}"


def _seen(rows: QuerySet, user: User) -> QuerySet:
    return rows.filter(gone_in_version=None, notice__in=Notice.objects.visible_to(user).values("pk"))


def _move(row: Any, *, person: Person, by: User, at: datetime) -> None:
    identify(row.notice, by=by, at=at, named=row, person=person, how="UNMERGED")
