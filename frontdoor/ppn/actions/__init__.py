from .alarming import ease_alarm, raise_alarm
from .deciding import decide, decide_line, look_again, open_notice, regrade, send_back, settle
from .encompass import owe_encompass
from .feeds import begin_feed, end_feed
from .keying import key_notice
from .linking import add_named, identify
from .passing import (
    do_not_pass,
    owe,
    pass_on,
    pass_on_together,
    say_home_educated,
    say_where,
    use_known_school,
)
from .reading_passing import claim_passing, read_passing, say_not_theirs
from .school_days import end_school_days, say_school_days
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
    "AlreadyTaken", "add_named", "begin_feed", "bring_back", "claim_passing", "deal_with_drop", "deal_with_gap", "decide",
    "decide_line", "do_not_pass", "ease_alarm", "end_feed", "end_school_days", "identify", "key_notice", "look_again",
    "open_notice", "owe", "owe_encompass", "pass_on", "pass_on_together", "raise_alarm", "read_passing", "receive_notice",
    "refuse_drop", "regrade", "release", "replace_notice", "say_home_educated", "say_not_theirs", "say_school_days", "say_where",
    "send_back", "set_aside", "settle", "take_drop", "take_forms", "use_known_school", "withdraw_notice",
]
