from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingHours

from .actions import (
    answer,
    answer_by_letter,
    answer_by_telephone,
    follow_rating,
    make_request,
    read_late_answer,
    withdraw,
)

ANSWERS = (answer, answer_by_letter, answer_by_telephone)
AGENCY_ANSWER = Clock(
    code="agency-answer", duty="Answer the hub's request", limit=WorkingHours(24), starts=(make_request,), stops=(*ANSWERS, withdraw),
    resets=(follow_rating,),
    source="Local protocol; comparators: Merton 2, 6 and 24 hours", rating=lambda request: request.enquiry.rating,
)
READ_LATE_ANSWER = Clock(
    code="read-late-answer", duty="Read what came after the decision", limit=WorkingHours(4), starts=ANSWERS, stops=(read_late_answer,),
    source="Local protocol", applies=lambda request: request.stage == "ANSWERED_AFTER",
)
