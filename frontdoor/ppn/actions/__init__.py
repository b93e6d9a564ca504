from .deciding import decide, decide_line, look_again, open_notice, regrade, send_back, settle
from .feeds import begin_feed, end_feed
from .keying import key_notice
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
    "AlreadyTaken", "add_named", "begin_feed", "bring_back", "deal_with_drop", "deal_with_gap", "decide", "decide_line", "end_feed", "identify", "key_notice", "look_again", "open_notice", "receive_notice", "refuse_drop", "regrade", "release", "replace_notice", "send_back", "set_aside", "settle", "take_drop", "take_forms", "withdraw_notice",
]
