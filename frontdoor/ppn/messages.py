from frontdoor.foundations.notify.declare import MessageKind

UPGRADED = MessageKind(
    "notice-upgraded", "A police notice is now graded higher", "The hub has graded a police notice higher than the police did. Read it at once.",
    opened_within_days=1,
)
ENCOMPASS = MessageKind(
    "encompass", "Operation Encompass: this is not a referral",
    "The police have told us of something for which a child in your care may need you. It is for your safeguarding lead, so that the child is "
    "supported. This is not a referral, and nobody has referred the child by sending it. If you are worried about a child, tell us as "
    "you always would.",
)  # not opened in time: chores_passing, by the days of the school
PASSED_ON = MessageKind(
    "passed-on", "What the police told us: this is not a referral",
    "The police have told us of something that you may need to know to care for a child. It is for your safeguarding lead. This is not a referral. "
    "If you are worried about a child, tell us as you always would.",
    opened_within_days=2,
)
TOLD_CHANGED = MessageKind(
    "told-changed", "What the police told us has changed: this is not a referral",
    "Something that the police told us, and that we passed on to you, was changed or withdrawn. Please read what stands now. It is for your "
    "safeguarding lead. This is not a referral.",
    opened_within_days=2,
)
OUTRUN = MessageKind(
    "notices-outrun", "More police notices come than leave", "For longer than the area allows, more police notices have come to the desk than have "
    "left it. See what waits, and ask who can help.",
    opened_within_days=1,
)
