"""What a person can do from home besides working a list: by the names of pages, which may not be installed."""

from django.urls import NoReverseMatch, reverse

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May

# (page, what it says, what it is for, who may)
LINKS = [
    ("referral-new", "Tell us about a child", "The inter-agency referral form. What you write is kept as you write it.", May.REFER),
    ("referrals", "My referrals", "Drafts to go on with, what you sent, and what came of it.", May.REFER),
    ("feedback-mine", "Feedback I have been given", "What was decided about what you raised or contributed.", May.REFER),
    ("messages", "Just let go", "For two minutes after you let a message go, you can take it back.", May.TELL),
    ("governance:find-restricted", "Open by reference", "A restricted record, when a child needs you to see it now. You are asked why.", May.BREAK_GLASS),
    ("flow", "The health of the door", "What waits longest, and anything that has gone silent.", May.SEE_FLOW),
    ("feedback-health", "How soon people are told", "Acknowledgement and feedback, by agency.", May.SEE_FLOW),
]


def links_for(user: User) -> list[dict[str, str]]:
    """The pages this person may open and that are there."""
    found = []
    for name, text, hint, permission in LINKS:
        if not user.may(permission):
            continue
        try:
            found.append({"href": reverse(name), "text": text, "hint": hint})
        except NoReverseMatch:
            continue
    return found
