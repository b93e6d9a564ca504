from .feeds import begin_feed, end_feed
from .keying import key_notice
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
    "AlreadyTaken", "begin_feed", "bring_back", "deal_with_drop", "deal_with_gap", "end_feed", "key_notice", "receive_notice", "refuse_drop",
    "release", "replace_notice", "set_aside", "take_drop", "take_forms", "withdraw_notice",
]
