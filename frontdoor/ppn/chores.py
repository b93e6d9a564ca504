"""Drops put into the watched folder are taken in, and what became of them written beside; the flow is watched."""

from datetime import datetime

from django.conf import settings

from frontdoor.foundations.access.models import User
from frontdoor.foundations.notify.chores import Chore

from . import chores_passing  # noqa: F401 declares its own
from .actions.alarming import ease_alarm, raise_alarm
from .models import Alarm
from .pace import days_outrun
from .queries.flow import days_of
from .taking.watching import watch, write_outcomes_of_all


def watch_the_flow(*, by: User, at: datetime) -> int:
    """Say once that more comes than leaves, and note when that is over."""
    allowed = settings.PROTOCOL.PPN["alarm_after_days"]
    running = days_outrun(days_of(now=at, days=allowed)[:-1])
    raised = Alarm.objects.filter(stage=Alarm.Stage.RAISED).first()
    if running >= allowed and raised is None:
        raise_alarm(by=by, at=at, days=running)
        return 1
    if not running and raised is not None:
        ease_alarm(raised, by=by, at=at)
    return 0


Chore("notices flow", 900, watch_the_flow, "alarms raised")
Chore("notices", 20, watch, "files taken from the notices folder")
Chore("notice-outcomes", 300, write_outcomes_of_all, "outcome files written")
