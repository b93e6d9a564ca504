from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import Hours, WorkingDays, WorkingHours

from . import clocks_passing  # noqa: F401  the clocks of passing on
from .actions import (
    bring_back,
    deal_with_drop,
    deal_with_gap,
    receive_notice,
    refuse_drop,
    release,
    replace_notice,
    set_aside,
    withdraw_notice,
)
from .actions.taking import fill_gap, notice_gap
from .actions.verbs import set_in_quarantine

NOTICE = Clock(
    code="notice", duty="Decide on the notice", limit=Hours(24), starts=(receive_notice, bring_back), stops=(withdraw_notice,),
    resets=(replace_notice,), rating=lambda notice: notice.grade,
    since=lambda notice: notice.waiting_since,
    source="Local protocol, by grade; inspectorates test for 24 hours (HMICFRS revisit, Hampshire, 2022)",
)
QUARANTINE = Clock(
    code="notice-quarantine", duty="Mend what could not be read", limit=WorkingHours(4), starts=(set_in_quarantine,),
    stops=(release, set_aside), source="Local protocol: what cannot be read may be about a child at high risk",
)
REFUSED = Clock(
    code="drop-refused", duty="See that a refused drop comes again", limit=WorkingHours(4), starts=(refuse_drop,), stops=(deal_with_drop,),
    source="Local protocol",
)
GAP = Clock(
    code="sequence-gap", duty="Ask for what has not come", limit=WorkingDays(1), starts=(notice_gap,), stops=(deal_with_gap, fill_gap),
    source="PPN drop v1: a gap in the sequence raises an alert",
)
