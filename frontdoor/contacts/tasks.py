"""The task list of a referral: each section, whether anything is in it, and what still reads wrong."""

from collections import Counter
from typing import Any

from django.urls import reverse

from frontdoor.foundations.access.models import User

from . import drafts
from .models import Draft
from .queries import files_of_draft
from .reading import TITLES, children_of, read

HINTS = {
    "children": "A first name, a few words, or that the baby is not yet born, is enough", "worries": "One sentence is enough to send",
    "voice": "What is most often missing, and changes most decisions", "family": "Ex-partners and absent parents too, from any scrap you have",
    "safety": "Say here if a child could be in danger today",
}


def tasks_of(draft: Draft, *, user: User) -> list[dict[str, Any]]:
    """Rows for `task_list`: needed, nothing yet, something to look at, or done."""
    wrong = Counter(gap.section for gap in read(draft, user=user).unread)
    files = len(files_of_draft(draft, user=user))
    return [
        {"title": title, "href": reverse("referral-section", args=[draft.pk, slug]), "hint": HINTS.get(slug, ""), **_status(draft, slug, wrong, files)}
        for slug, title in TITLES.items()
    ]


def _status(draft: Draft, slug: str, wrong: Counter, files: int) -> dict[str, str]:
    if wrong[slug]:
        return {"status": f"{wrong[slug]} to look at", "tone": "warning"}
    people = len(draft.answers.get(slug, [])) if slug in drafts.PEOPLE else files if slug == "files" else 0
    if people:
        return {"status": f"{people} added", "tone": "done"}
    if slug not in drafts.PEOPLE and any(value.strip() for values in draft.answers.get(slug, {}).values() for value in values):
        return {"status": "Saved", "tone": "done"}
    if slug in ("children", "worries"):
        return {"status": "Needed to send", "tone": "info"}
    if slug == "voice" and not children_of(draft):
        return {"status": "Add a child first", "tone": "quiet"}
    return {"status": "Nothing yet", "tone": "quiet"}
