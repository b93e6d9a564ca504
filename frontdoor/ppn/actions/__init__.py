from .alarming import ease_alarm, raise_alarm
from .deciding import decide, decide_line, look_again, open_notice, regrade, send_back, settle
from .linking import add_named, identify
from .taking import (
    AlreadyTaken,
    deal_with_drop,
    deal_with_gap,
    refuse_drop,
    release,
    set_aside,
    take_drop,
    take_forms,
)
from .verbs import bring_back, receive_notice, replace_notice, withdraw_notice

__all__ = [
    "AlreadyTaken", "add_named", "ease_alarm", "raise_alarm", "bring_back", "decide", "decide_line", "identify", "look_again", "open_notice", "regrade", "send_back", "settle", "deal_with_drop", "deal_with_gap", "receive_notice", "refuse_drop", "release", "replace_notice",
    "set_aside", "take_drop", "take_forms", "withdraw_notice",
]
