from frontdoor.foundations.notify.declare import MessageKind

UPGRADED = MessageKind(
    "notice-upgraded", "A police notice is now graded higher", "The hub has graded a police notice higher than the police did. Read it at once.",
    opened_within_days=1,
)
