from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingDays

from .actions import keep_addition, read_addition

READ_ADDITION = Clock(
    code="read-addition", duty="Read what was added", limit=WorkingDays(1), starts=(keep_addition,), stops=(read_addition,),
    source="Local protocol; disagreement: HIPS procedure 7.3, stage 1",
)
