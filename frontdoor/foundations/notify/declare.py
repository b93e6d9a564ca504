"""The wording of every message, declared: only a reference and a link can be filled in, so no child's data can go out."""

import re
from dataclasses import dataclass

MESSAGES: dict[str, "MessageKind"] = {}
# What somebody typed as their name goes out only if it is one: no address of a page, no number, no second line.
LOOKS_LIKE_A_NAME = re.compile(r"(?:[^\W\d_]|[ ,.'’()-]){1,80}")


@dataclass(frozen=True)
class MessageKind:
    code: str
    subject: str
    says: str
    opened_within_days: int | None = None  # if not opened by then it returns to a worklist

    def __post_init__(self):
        assert self.code not in MESSAGES, self.code
        MESSAGES[self.code] = self

    def words(self, *, name: str, reference: str, link: str, partnership: dict[str, str]) -> tuple[str, str]:
        """Subject and body."""
        greeting = f"Dear {name}," if LOOKS_LIKE_A_NAME.fullmatch(name) else "Hello,"
        body = (
            f"{greeting}\n\n{self.says}\n\nReference: {reference}\nRead it here, after signing in: {link}\n\n"
            f"If a child is in immediate danger call 999. To speak to somebody call {partnership['urgent_phone']} "
            f"(out of hours {partnership['out_of_hours_phone']}).\n\n{partnership['name']}\n"
        )
        return f"{self.subject} ({reference})", body
