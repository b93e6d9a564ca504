"""The verbs of telling."""

from .owing import acknowledge, draft_for, owe, owe_acknowledgement, reopen
from .reading import claim, read, read_reply, reply
from .telling import exempt, tell, untell

__all__ = [
    "acknowledge", "claim", "draft_for", "exempt", "owe", "owe_acknowledgement", "read", "read_reply", "reopen", "reply", "tell", "untell",
]
