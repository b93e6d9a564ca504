from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import Days, WorkingDays

from .actions import (
    amend_restriction,
    break_glass,
    continue_restriction,
    keep_restriction,
    lift_restriction,
    review_opening,
)

REVIEW_RESTRICTION = Clock(
    code="review-restriction", duty="Review the restriction", limit=Days(90),
    starts=(keep_restriction, continue_restriction, amend_restriction), stops=(continue_restriction, amend_restriction, lift_restriction),
    source="Published restriction policies of other authorities: a rolling review every 90 days",
)
REVIEW_OPENING = Clock(
    code="review-opening", duty="Review the breaking of the glass", limit=WorkingDays(1), starts=(break_glass,), stops=(review_opening,),
    source="Local protocol: looked at afterwards within one working day",
)
