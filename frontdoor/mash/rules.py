"""The MASH's rules. Values in, answer out."""

from datetime import datetime, timedelta
from typing import Any

# What each of the four answers still needs before it can be given.
NEEDS = {
    "HELD": ("items", "Add at least one item, or choose “searched, nothing held”."),
    "NOTHING_HELD": ("searched", "Say what was searched: nothing held means nothing until somebody knows where you looked."),
    "NOT_SEARCHED": ("why_not", "Say why it was not searched, and when it will be."),
    "CANNOT_SHARE": ("why_not", "Say why it cannot be shared, and whom to speak to."),
}
HOLDS_ITEMS = "HELD"
A_DAY = timedelta(days=1)


def what_an_answer_needs(
    outcome: str, *, items: int, searched: str, why_not: str, speak_to: str = "", sensitive: int = 0,
) -> tuple[str, str] | None:
    """The field and the sentence that an answer still needs, or None."""
    if outcome not in NEEDS:
        return "outcome", "Choose which it is: held, nothing held, not searched, or cannot share."
    if items and outcome != HOLDS_ITEMS:
        return "outcome", "You wrote down something you hold: choose “information held”, or take it out."
    field, sentence = NEEDS[outcome]
    if not {"items": items, "searched": searched.strip(), "why_not": why_not.strip()}[field]:
        return field, sentence
    if (sensitive or outcome == "CANNOT_SHARE") and not speak_to.strip():
        return "speak_to", "Say whom the hub should speak to about what is held back."
    return None


def what_a_question_needs(
    agency: str, *, what: str, why: str, months_back: int | None, basis: str, people: list[str],
) -> tuple[str, str] | None:
    """A scoped question says what, why, how far back, on what basis and about whom (Information sharing advice 2024)."""
    for name, words in (("what", what), ("why", why)):
        if not words.strip():
            return name, f"Tell {agency} {name} you are asking: a vague question gets a late answer."
    if not months_back or not 1 <= months_back <= 240:
        return "months_back", f"Say how many months back {agency} should look: from 1 to 240."
    if not basis:
        return "lawful_basis", f"Choose the lawful basis on which {agency} is asked."
    if not any(name.strip() for name in people):
        return "people", f"Say about whom {agency} is asked."
    return None


ANALYSIS = {
    "history": "history", "risks": "risks", "strengths": "strengths", "lived_experience": "the child’s lived experience",
    "not_known": "what is not known", "analysis": "your analysis",
}


def what_the_analysis_needs(words: dict[str, str]) -> str | None:
    """Nothing goes to a decision without all its parts, what is not known among them."""
    missing = [said for field, said in ANALYSIS.items() if not words.get(field, "").strip()]
    return f"Before it can be decided, write: {', '.join(missing)}." if missing else None


def what_a_recommendation_needs(name: str, said: Any, *, known: bool) -> str | None:
    """A recommendation for each child, with its level and why."""
    if said is None or not said.why.strip():
        return f"Recommend something for {name}, and say why."
    if not known:
        return f"Choose what you recommend for {name}."
    if said.level not in (1, 2, 3, 4):
        return f"Choose the threshold level for {name}."
    return None


def is_time_to_chase(*, warn_at: datetime, due_at: datetime, last: datetime | None, now: datetime) -> bool:
    """A late answer chases itself: when the time is nearly over, when it is over, and every day after (local protocol)."""
    if now < warn_at:
        return False
    if last is None or last < warn_at:
        return True
    if now < due_at:
        return False
    return last < due_at or now - last >= A_DAY


def answer_state(*, stage: str, outcome: str, is_late: bool) -> str:
    """Nothing held, not searched, cannot share and no answer yet are four different things."""
    if stage == "WITHDRAWN":
        return "withdrawn"
    if outcome:
        return outcome.lower()
    return "late" if is_late else "asked"
