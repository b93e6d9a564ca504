"""Chores: what the worker does again and again. Each leaves a heartbeat, and its silence is shown to people."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.seal import seal

from .delivery import notice_silence, send_all
from .models import Heartbeat

log = logging.getLogger(__name__)
CHORES: dict[str, "Chore"] = {}


@dataclass(frozen=True)
class Chore:
    name: str
    every_seconds: int
    do: Callable  # (by=, at=) -> how many
    says: str

    def __post_init__(self):
        assert self.name not in CHORES, self.name
        CHORES[self.name] = self


Chore("post", 5, send_all, "messages sent")
Chore("silence", 600, notice_silence, "messages nobody opened")
Chore("seal", 60, lambda *, by, at: seal(at=at), "rows sealed")


MISSED = 3  # so many in a row, and people are told


def beat(name: str, *, at: datetime, every_seconds: int, note: str = "") -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": at, "every_seconds": every_seconds, "note": note[:200]})


def silent(*, now: datetime) -> list[tuple[Chore, Heartbeat | None]]:
    """The chores not done for three times as long as they should take, and when each was last done, if ever."""
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    return [
        (chore, beats.get(chore.name)) for chore in CHORES.values()
        if chore.name not in beats or (now - beats[chore.name].beat_at).total_seconds() > MISSED * chore.every_seconds
    ]


def do_chores(*, by: User, at: datetime, last: dict[str, datetime]) -> None:
    """Do each chore that is due. One that fails says so in its heartbeat's note and does not stop the others."""
    for chore in CHORES.values():
        done = last.get(chore.name)
        if done and (at - done).total_seconds() < chore.every_seconds:
            continue
        last[chore.name] = at
        try:
            number = chore.do(by=by, at=at)
        except (OperationalError, InterfaceError):
            last.pop(chore.name)  # the database went away: at once again when it is back
            raise
        except Exception as trouble:  # noqa: BLE001 one chore's fault must not silence the rest; it is logged and shown
            log.exception("chore %s failed", chore.name)
            Heartbeat.objects.filter(name=chore.name).update(note=f"Failed at {timezone.localtime(at):%H:%M}: {type(trouble).__name__}")
            continue
        beat(chore.name, at=at, every_seconds=chore.every_seconds, note=f"{number} {chore.says}" if number else "")
