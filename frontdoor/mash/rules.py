"""The MASH's rules. Values in, answer out."""

# What each of the four answers still needs before it can be given.
NEEDS = {
    "HELD": ("items", "Add at least one item, or choose “searched, nothing held”."),
    "NOTHING_HELD": ("searched", "Say what was searched: nothing held means nothing until somebody knows where you looked."),
    "NOT_SEARCHED": ("why_not", "Say why it was not searched, and when it will be."),
    "CANNOT_SHARE": ("why_not", "Say why it cannot be shared, and whom to speak to."),
}


def what_an_answer_needs(outcome: str, *, items: int, searched: str, why_not: str) -> tuple[str, str] | None:
    """The field and the sentence that an answer still needs, or None."""
    if outcome not in NEEDS:
        return "outcome", "Choose which it is: held, nothing held, not searched, or cannot share."
    field, sentence = NEEDS[outcome]
    given = {"items": items, "searched": searched.strip(), "why_not": why_not.strip()}[field]
    return None if given else (field, sentence)


ANALYSIS = {
    "history": "history", "risks": "risks", "strengths": "strengths", "lived_experience": "the child’s lived experience",
    "not_known": "what is not known", "analysis": "your analysis",
}


def what_the_analysis_needs(words: dict[str, str]) -> str | None:
    """Nothing goes to a decision without all its parts, what is not known among them."""
    missing = [said for field, said in ANALYSIS.items() if not words.get(field, "").strip()]
    return f"Before it can be decided, write: {', '.join(missing)}." if missing else None
