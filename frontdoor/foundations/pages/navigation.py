"""The primary navigation: each capability registers the pages it wants in it; people see what they may open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone


@dataclass(frozen=True)
class Entry:
    """One link. `permission` as in user.may(permission); empty means anybody signed in. `only_if`: of those, for whom it is.
    `near`: not for those who come to it from a page they have open all day. Lower `order` comes first."""

    label: str
    url_name: str
    permission: Any = ""
    order: int = 100
    only_if: Callable[[Any], bool] | None = None
    near: Any = ""  # who may this has the page at hand elsewhere: on a desk of theirs, or at home


NAVIGATION: list[Entry] = []


def register(*entries: Entry) -> None:
    """Called from a capability's AppConfig.ready(); registering twice adds once."""
    NAVIGATION.extend(entry for entry in entries if entry not in NAVIGATION)
    NAVIGATION.sort(key=lambda entry: (entry.order, entry.label))


def entries_for(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    shown = []
    for entry in NAVIGATION:
        if entry.permission and not user.may(entry.permission) or entry.only_if and not entry.only_if(user):
            continue
        if entry.near and user.may(entry.near):
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        here = request.path == href
        shown.append(
            {
                "text": entry.label,
                "href": href,
                "current": here,
                "active": not here and href != "/" and request.path.startswith(href),
            }
        )
    nearest = max((each["href"] for each in shown if each["current"] or each["active"]), key=len, default="")
    return [{**each, "active": each["active"] and each["href"] == nearest} for each in shown]


def who(request: HttpRequest) -> dict[str, str] | None:
    """Who is signed in, in words: their name, their agency and their role there."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    role = user.role
    return {"name": str(user), "agency": str(user.agency or ""), "role": role.name if role else ""}


def glass_open(request: HttpRequest) -> dict[str, Any] | None:
    """What this person broke the glass of, while it is open: said on every page they turn to."""
    held = request.session.get("glass") if hasattr(request, "session") else None
    until = datetime.fromisoformat(held["until"]) if held else None
    return {**held, "until": until} if until and until > timezone.now() else None
