"""How a hand-over is said on a page."""

from frontdoor.foundations.codes.sets import CODES

from .models import Handover


def for_what(handover: Handover) -> str:
    """The outcome in words, whichever step set it."""
    name = "contact_outcome" if CODES["contact_outcome"].knows(handover.outcome) else "mash_outcome"
    return CODES[name].label(handover.outcome, on=handover.offered_at)


def children_of(handover: Handover) -> str:
    """The children's names and ages then, as the link of a row."""
    return ", ".join(with_age(each.child, handover.offered_at) for each in handover.children.all())


def with_age(child, at) -> str:
    """Robin Ashgrove, 7: age as at the time."""
    years = child.age_on(at.date())
    return f"{child.name}, {years}" if years is not None else child.name


def level_words(level: int | None) -> str:
    return f"Level {level}" if level else "Not said"
