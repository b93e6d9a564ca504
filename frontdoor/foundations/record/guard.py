"""The event under way. A record may be written only while there is one."""

from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

current_event: ContextVar[UUID | None] = ContextVar("current_event", default=None)
# The events of this action and of those within it: written together at its end, the innermost first.
to_be_written: ContextVar[list | None] = ContextVar("to_be_written", default=None)
# The demonstration tells six months of stories in a minute: it says when each was typed. Elsewhere never set.
told_at: ContextVar[datetime | None] = ContextVar("told_at", default=None)


class WrittenOutsideAnAction(RuntimeError):
    """A record was about to change with nobody answerable for it."""


def must_be_in_action(model: type) -> None:
    if current_event.get() is None:
        raise WrittenOutsideAnAction(f"{model.__name__} may only be written by an action")
