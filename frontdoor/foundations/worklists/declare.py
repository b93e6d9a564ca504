"""A worklist is a named queue: a query, a clock, who sees it. Every open stage of every record is in exactly one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.declare import Clock

WORKLISTS: dict[str, "Worklist"] = {}


@dataclass(frozen=True)
class Worklist:
    """Declared once: which records at which stages, whose clock, who works it, and what a row says."""

    code: str
    title: str
    owner: str  # who works it, in words
    model: type
    stages: tuple[str, ...]
    clock: Clock
    permission: May
    columns: tuple[str, ...]
    row: Callable[[Any], tuple]  # the cells, the first of which is the link's text
    link: Callable[[Any], str]
    empty: str
    mine: Callable[[QuerySet, User], QuerySet] = field(default=lambda records, user: records)
    related: tuple[str, ...] = ()
    together: tuple[str, ...] = ()  # prefetched
    also: Callable[[QuerySet], QuerySet] = field(default=lambda records: records)  # told apart from another list of the stage
    desk: str = ""  # the name of a page of its own, where there is one
    order: int = 50

    def __post_init__(self):
        assert self.code not in WORKLISTS, self.code
        WORKLISTS[self.code] = self

    def everything(self) -> QuerySet:
        """All that waits here, whoever may see it: for conservation and the oldest item."""
        return self.also(self.model.objects.filter(stage__in=self.stages))

    def items(self, user: User) -> QuerySet:
        """What waits here and this person may see."""
        return self.mine(self.also(self.model.objects.visible_to(user).filter(stage__in=self.stages)), user)


def worklists_of(user: User) -> list[Worklist]:
    return sorted((each for each in WORKLISTS.values() if user.may(each.permission)), key=lambda each: (each.order, each.title))
