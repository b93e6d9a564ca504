from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingDays, WorkingHours

from .actions import accept, accept_for_mash, end, offer, send_back, send_elsewhere

TAKE_ON = Clock(
    code="take-on", duty="Accept the work or send it back", limit=WorkingDays(1), starts=(offer,),
    stops=(accept, accept_for_mash, send_back), source="Local protocol: work is somebody's from the day it is offered",
    pick=lambda handover: WorkingHours(1) if handover.is_urgent else None,
)
DECIDE_AGAIN = Clock(
    code="decide-again", duty="Decide where returned work goes", limit=WorkingHours(4), starts=(send_back,),
    stops=(send_elsewhere, end), source="Local protocol",
)
