"""A clock is a duty with a time limit. Declared once; read by pages, worklists, reports and tests."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings

CLOCKS: dict[str, "Clock"] = {}
STARTED_BY: dict[str, list["Clock"]] = defaultdict(list)
STOPPED_BY: dict[str, list["Clock"]] = defaultdict(list)
RESET_BY: dict[str, list["Clock"]] = defaultdict(list)


class Limit(Protocol):
    def due(self, start: datetime) -> datetime: ...


@dataclass(frozen=True)
class Clock:
    """A duty: what starts it, what ends it, how long there is, and which law or protocol says so.

    The limit is the area's own (settings.PROTOCOL.LIMITS[code]) where the area has one, else the one declared here.
    An area's limit may be one, or one for each rating: then `rating` says which of them a record has.
    """

    code: str
    duty: str
    limit: Limit
    starts: tuple  # the actions that start it
    stops: tuple  # the actions that end it
    source: str
    resets: tuple = ()  # the actions after which the due time is worked out again, from the same start
    applies: Callable[[Any], bool] = field(default=lambda record: True)
    since: Callable[[Any], datetime] | None = None  # when the duty began, if not when the action was done
    rating: Callable[[Any], str] | None = None
    pick: Callable[[Any], Limit] | None = None  # a limit of the record's own, before the area's

    def __post_init__(self):
        assert self.code not in CLOCKS, self.code
        CLOCKS[self.code] = self
        for actions, index in ((self.starts, STARTED_BY), (self.stops, STOPPED_BY), (self.resets, RESET_BY)):
            for done in actions:
                index[done.kind].append(self)

    def limit_for(self, record: Any) -> Limit:
        chosen = (self.pick(record) if self.pick else None) or settings.PROTOCOL.LIMITS.get(self.code, self.limit)
        if isinstance(chosen, dict):
            return chosen.get(self.rating(record) if self.rating else "", self.limit)
        return chosen
