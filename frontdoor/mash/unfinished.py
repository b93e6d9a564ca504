"""Words being written: kept on the server from the first of them, and never over somebody else's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frontdoor.foundations.access.models import User

from .models import Unfinished


@dataclass(frozen=True)
class Words:
    """What was kept, by whom, and the version a form must name to save again."""

    words: dict[str, Any]
    version: int
    saved_at: datetime | None = None
    saved_by: User | None = None


def held(key: str) -> Words:
    found = Unfinished.objects.filter(key=key).select_related("saved_by").first()
    if found is None:
        return Words({}, 0)
    return Words(found.words, found.version, found.saved_at, found.saved_by)


def keep(key: str, words: dict[str, Any], *, by: User, at: datetime, seen: int) -> int | None:
    """The new version; or None when somebody else saved since this form was opened, and nothing of theirs is touched."""
    made, new = Unfinished.objects.get_or_create(key=key, defaults={"words": words, "saved_at": at, "saved_by": by})
    if new:
        return made.version
    changed = Unfinished.objects.filter(key=key, version=seen).update(words=words, saved_at=at, saved_by=by, version=seen + 1)
    return seen + 1 if changed else None


def finished(key: str) -> None:
    """It was given: what was kept meanwhile is emptied."""
    Unfinished.objects.filter(key=key).update(words={})
