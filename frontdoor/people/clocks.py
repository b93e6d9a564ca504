from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingDays

from .actions import look_later, propose_again, propose_pair, settle_as_one, settle_as_two

DUPLICATES = Clock(
    code="duplicates", duty="Say whether two records are one person", limit=WorkingDays(10), starts=(propose_pair, propose_again, look_later),
    stops=(look_later, settle_as_one, settle_as_two),
    source="Local protocol: a child held twice has half a history on each record",
)
