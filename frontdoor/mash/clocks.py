from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingHours

from .actions import answer, follow_rating, make_request, withdraw

AGENCY_ANSWER = Clock(
    code="agency-answer", duty="Answer the hub's request", limit=WorkingHours(24), starts=(make_request,), stops=(answer, withdraw),
    resets=(follow_rating,),
    source="Local protocol; comparators: Merton 2, 6 and 24 hours", rating=lambda request: request.enquiry.rating,
)
