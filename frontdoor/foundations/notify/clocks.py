from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import Hours, WorkingHours

from .actions import came_back, deal_with, mark_not_delivered, mark_not_opened, mark_opened, mark_sent, post, take_back

GO_OUT = Clock(
    code="message-goes-out", duty="Send the message", limit=Hours(1), starts=(post,),
    stops=(mark_sent, take_back, mark_not_delivered, mark_opened), source="Local protocol",
)
MESSAGE_FAILED = Clock(
    code="message-failed", duty="Tell them another way", limit=WorkingHours(4), starts=(mark_not_delivered, mark_not_opened, came_back),
    stops=(deal_with, mark_opened), source="Local protocol: telling is not done until somebody was told",
)
