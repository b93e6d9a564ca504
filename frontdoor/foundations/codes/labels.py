"""The Jinja filters that turn codes into words.

`{{ contact.outcome | label("contact_outcome", on=contact.received_at) }}`
"""

from datetime import date

from .sets import CODES


def label(code: str | None, set_name: str, on: date | None = None) -> str:
    """The words for a code as they read on the day of the event."""
    return CODES[set_name].label(code, on=on)


def labels(codes: list[str] | None, set_name: str, on: date | None = None) -> list[str]:
    """The words for several codes, in the order of the set."""
    place = {row.code: row.order for row in CODES[set_name]}
    return [label(code, set_name, on) for code in sorted(codes or [], key=lambda code: place.get(code, 10_000))]
