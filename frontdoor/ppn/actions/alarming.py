"""The alarm: more comes to the desk than leaves it, for longer than the area allows."""

from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub

from ..models import Alarm

PATH = "/notices/flow/"


@action("Raise the alarm about the flow of notices", permission=May.RUN, keeps=("days",), shown=False)
def raise_alarm(*, by: User, at: datetime, days: int) -> Alarm:
    """Once, to whoever is on duty in the hub: a backlog that grows unseen is how notices rot."""
    hub = the_hub()
    alarm = Alarm.objects.create(days=days, raised_at=at, owned_by=hub)
    if hub.inbox:
        post(
            by=by, at=at, kind="notices-outrun", to_address=hub.inbox, to_name="duty manager", about=alarm, reference=f"PPN-{at:%Y%m%d}",
            path=PATH,
        )
    return alarm


@action(
    "Ease the alarm about the flow of notices", permission=May.RUN, on=Alarm, allowed_from=[Alarm.Stage.RAISED], moves_to=Alarm.Stage.EASED,
    shown=False,
)
def ease_alarm(alarm: Alarm, *, by: User, at: datetime) -> Alarm:
    """As many leave the desk again as come to it."""
    alarm.stage, alarm.eased_at = Alarm.Stage.EASED, at
    alarm.save(update_fields=["stage", "eased_at"])
    return alarm
