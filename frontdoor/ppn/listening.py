"""A line of the desk is drawn again when a clock of one of its notices was set again: after the clocks, in the same
transaction."""

from typing import Any

from frontdoor.foundations.record.models import Event

from .lines import draw
from .models import Notice

SETS_A_CLOCK = {"ppn.regrade", "ppn.send_back", "ppn.decide"}


def listen(event: Event, record: Any) -> None:
    if event.kind in SETS_A_CLOCK and isinstance(record, Notice):
        draw([record.family_id])


def listen_to_many(pairs: list[tuple[Event, Any]]) -> None:
    """What comes by the thousand is drawn once, by whoever lays it."""


listen.many = listen_to_many
