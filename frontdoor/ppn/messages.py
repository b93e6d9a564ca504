from frontdoor.foundations.notify.declare import MessageKind

UPGRADED = MessageKind(
    "notice-upgraded", "A police notice is now graded higher", "The hub has graded a police notice higher than the police did. Read it at once.",
    opened_within_days=1,
)
OUTRUN = MessageKind(
    "notices-outrun", "More police notices come than leave", "For longer than the area allows, more police notices have come to the desk than have "
    "left it. See what waits, and ask who can help.",
    opened_within_days=1,
)
