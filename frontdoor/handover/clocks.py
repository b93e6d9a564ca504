from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingDays, WorkingHours

from .actions import (
    accept,
    accept_for_mash,
    accept_for_them,
    end,
    offer,
    send_back,
    send_back_for_them,
    send_back_from_mash,
    send_elsewhere,
    set_aside,
    withdraw,
)

SENT_BACK = (send_back, send_back_from_mash, send_back_for_them)

TAKE_ON = Clock(
    code="take-on", duty="Accept the work or send it back", limit=WorkingDays(1), starts=(offer,),
    stops=(accept, accept_for_mash, accept_for_them, withdraw, *SENT_BACK),
    source="Local protocol: work is somebody's from the day it is offered",
    since=lambda handover: handover.offered_at, pick=lambda handover: WorkingHours(1) if handover.is_urgent else None,
)
DECIDE_AGAIN = Clock(
    code="decide-again", duty="Decide where returned work goes", limit=WorkingHours(4), starts=SENT_BACK,
    stops=(send_elsewhere, set_aside, end), source="Local protocol",
)
