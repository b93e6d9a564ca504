from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import Hours, WorkingDays, WorkingHours

from . import clocks_passing  # noqa: F401  the clocks of passing on
from .actions import (
    bring_back,
    deal_with_drop,
    deal_with_gap,
    decide,
    receive_notice,
    refuse_drop,
    regrade,
    release,
    replace_notice,
    send_back,
    set_aside,
    withdraw_notice,
)
from .actions.deciding import draw_for_second_look, look_again
from .actions.taking import fill_gap, notice_gap
from .actions.verbs import set_in_quarantine

NOTICE = Clock(
    code="notice", duty="Decide on the notice", limit=Hours(24), starts=(receive_notice, bring_back, send_back), stops=(decide, withdraw_notice),
    resets=(replace_notice, regrade), rating=lambda notice: notice.grade,
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
SECOND_LOOK = Clock(
    code="second-look", duty="Look again at a decision", limit=WorkingDays(2), starts=(draw_for_second_look,), stops=(look_again,),
    source="Local protocol: a sample of standard-risk decisions is looked at again (HMICFRS found some wrongly graded)",
)
