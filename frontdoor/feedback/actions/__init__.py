"""The verbs of telling."""

from .owing import acknowledge, owe, owe_acknowledgement, owe_feedback, redraft, reopen
from .reading import add_to_reply, claim, read, read_reply, reply
from .telling import exempt, tell, untell

__all__ = [
    "acknowledge", "add_to_reply", "claim", "exempt", "owe", "owe_acknowledgement", "owe_feedback", "read", "read_reply", "redraft", "reopen", "reply", "tell", "untell",
]
