from frontdoor.foundations.notify.declare import MessageKind

GLASS_BROKEN = MessageKind(
    "glass-broken", "A restricted record was opened",
    "A restricted record on which you are named, or which you review, was opened by somebody for an immediate danger. It closes by itself.",
)
SEALED_SEARCH = MessageKind(
    "sealed-search", "Somebody may have looked for a sealed record",
    "A search was made that a sealed record of which you are a custodian would have answered. Nothing was shown. Read who searched.",
)
RESTRICTED_MATCH = MessageKind(
    "restricted-match", "Something may be about a restricted record",
    "Something has come in that may be about a restricted record on which you are named. Only you and the others named can say so. Read it now.",
)
