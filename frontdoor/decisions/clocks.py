from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import Hours
from frontdoor.mash.actions import open_enquiry, rate

from .actions import decide

MASH_DECISION = Clock(
    code="mash-decision", duty="Decide for each child", limit=Hours(48), starts=(open_enquiry,), stops=(decide,), resets=(rate,),
    source="Hampshire MASH protocol: a management decision before 48 hours end", since=lambda enquiry: enquiry.accepted_at,
    rating=lambda enquiry: enquiry.rating,
)
