from .encompass import owe_encompass
from .passing import (
    do_not_pass,
    owe,
    pass_on,
    pass_on_together,
    say_home_educated,
    say_where,
    use_known_school,
)
from .reading_passing import claim_passing, read_passing
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
    "AlreadyTaken", "bring_back", "claim_passing", "deal_with_drop", "deal_with_gap", "do_not_pass", "end_school_days", "owe",
    "owe_encompass", "pass_on", "pass_on_together", "read_passing", "receive_notice", "refuse_drop", "release", "replace_notice",
    "say_home_educated", "say_school_days", "say_where", "set_aside", "take_drop", "take_forms", "use_known_school", "withdraw_notice",
]
