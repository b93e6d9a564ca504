from frontdoor.foundations.notify.declare import MessageKind

RECEIVED = MessageKind(
    "received", "We have received what you sent",
    "We have received what you sent us. A social worker or a reception officer will read it. You will be told what is decided.",
)
FEEDBACK = MessageKind(
    "feedback", "What came of what you raised", "There is an answer for you about what you raised or contributed.",
    opened_within_days=3,
)
FEEDBACK_INBOX = MessageKind(
    "feedback-inbox", "What came of what your organisation raised",
    "There is an answer for your organisation about what one of your staff raised, or what you contributed.", opened_within_days=3,
)
