"""Where a contact stands, in words for whoever raised it: never what was decided, which is told to them as feedback."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Standing:
    short: str
    tone: str
    now: str
    next: str


WAITING = Standing(
    "Received", "info", "Our reception team has it and will read it.",
    "Somebody decides what should happen for each child, usually within one working day, and within hours if it is urgent. Then we tell you.",
)
STANDINGS = {
    "AWAITING_SCREENING": WAITING,
    "AWAITING_MANAGER": WAITING,  # that a manager looks again says something about the family: not for here
    "SCREENED": Standing(
        "Being dealt with", "info", "It has been read, and the right people have it.",
        "We tell you what was decided as soon as we may. Go on doing what you do for the child meanwhile.",
    ),
    "FINISHED": Standing("Finished", "good", "What you sent has been dealt with, and everybody who was due to hear has been told.",
                         "If something changes, or you disagree, tell us below."),
}


def where_it_stands(contact: Any) -> Standing:
    return STANDINGS[contact.stage]
