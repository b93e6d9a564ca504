"""The draft of what is said, from the decision, by who the recipient is; and what must not be in it. Pure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """What a draft may draw on, for one child."""

    name: str
    outcome: str  # the label
    level: str
    team: str
    team_phone: str


NEXT = (
    "If you are worried again, or things do not get better, tell us. If you disagree, use “I disagree” on the page where you "
    "read this, or your agency's escalation policy."
)


def draft(*, profile: str, reference: str, children: list[About], urgent_phone: str) -> str:
    """Continuing role: the decision and who to work with. Limited: the kind of outcome and whom to ask. Minimal: received
    and considered. (Information sharing advice 2024; domain practice on three content profiles.)"""
    if profile == "MINIMAL":
        return (
            f"Thank you for telling us what worried you (reference {reference}). We have looked at it and decided what to do. "
            f"We cannot tell you more about the family. {NEXT}"
        )
    if profile == "LIMITED":
        outcomes = sorted({child.outcome.lower() for child in children})
        return (
            f"Thank you for your referral or information (reference {reference}). It was decided: {'; '.join(outcomes)}. "
            f"If you need to speak to somebody about it, call {urgent_phone}. {NEXT}"
        )
    lines = [f"Thank you for your referral or information (reference {reference}). This is what was decided.", ""]
    for child in children:
        line = f"{child.name}: {child.outcome.lower()} ({child.level.lower()})."
        if child.team:
            line += f" {child.team} is taking this on" + (f" (call {child.team_phone})." if child.team_phone else ".")
        lines.append(line)
    return "\n".join([*lines, "", "Please go on working with the child and the family in your own role.", NEXT])


def worries_about(text: str, *, other_names: list[str], protected: list[str]) -> list[str]:
    """What somebody must look at before this goes: sentences, none when nothing was found. It never scrubs by itself."""
    found = []
    low = text.lower()
    for name in other_names:
        if name and re.search(rf"\b{re.escape(name.lower())}\b", low):
            found.append(f"It names {name}, who is not one of the children this recipient knows about.")
    for words in protected:
        if words and words.lower() in low:
            found.append("It holds an address that is protected, or words from information that was given in confidence.")
    if re.search(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", text):
        found.append("It holds a postcode: an address is not told unless the recipient needs it.")
    if re.search(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", text):
        found.append("It holds what looks like an NHS number.")
    return found
