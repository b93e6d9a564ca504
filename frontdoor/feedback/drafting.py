"""What a draft draws on: the decision that stands for each child this recipient is to be told about."""

from django.conf import settings

from frontdoor.contacts.models import ContactChild
from frontdoor.decisions.models import Decision
from frontdoor.foundations.codes.sets import CODES
from frontdoor.handover.models import Handover, HandoverChild
from frontdoor.screening.models import Outcome

from .models import Feedback
from .must_not import asked_about, was_asked
from .words import About, draft

ENDED = "a manager has looked at it again and nothing more is to be done now"


def draft_for(feedback: Feedback) -> str:
    """The draft: what stands now for each child this letter is about, in the words this recipient may have."""
    told_about, others = children_of(feedback)
    return draft(
        profile=feedback.profile, reference=feedback.contact.reference, children=told_about,
        urgent_phone=settings.PARTNERSHIP["urgent_phone"], others_follow=others and feedback.to != Feedback.To.CONTRIBUTOR,
    )


def children_of(feedback: Feedback) -> tuple[list[About], bool]:
    """Each child is told of once: after an enquiry, the children of that enquiry; without one, those who did not go to one.

    Also whether other children of the contact are still in an enquiry, of whom the recipient will hear later.
    """
    rows = list(feedback.contact.children.all())
    ended = _ended(rows)
    if feedback.enquiry_id:
        made = _decisions(feedback)
        if feedback.to == Feedback.To.CONTRIBUTOR:
            known = asked_about(feedback)
            made = {pk: each for pk, each in made.items() if was_asked(each.child.name, known)}
        return [_about(row, made[row.pk], "mash_outcome", ended) for row in rows if row.pk in made], False
    made = {
        outcome.child_id: outcome
        for outcome in Outcome.objects.filter(child__in=rows, replaced_by=None).select_related("to_team__agency")
    }
    enquired = {pk for pk, outcome in made.items() if outcome.outcome == "MASH_ENQUIRY" and (pk, "MASH_ENQUIRY") not in ended}
    return [
        _about(row, made[row.pk], "contact_outcome", ended) for row in rows if row.pk in made and row.pk not in enquired
    ], bool(enquired)


def _decisions(feedback: Feedback) -> dict:
    standing = Decision.objects.filter(enquiry=feedback.enquiry_id, amended_by=None)
    return {each.child_id: each for each in standing.select_related("to_team__agency", "child")}


def _ended(rows: list[ContactChild]) -> set:
    """Work that came back and that a manager then ended: (child, outcome)."""
    return set(
        HandoverChild.objects.filter(child__in=rows, handover__stage=Handover.Stage.ENDED).values_list("child_id", "handover__outcome")
    )


def _about(row: ContactChild, made, codes: str, ended: set) -> About:
    if (row.pk, made.outcome) in ended:
        return About(row.name, ENDED, f"level {made.level}", "", "")
    team = made.to_team
    return About(
        row.name, CODES[codes].label(made.outcome), f"level {made.level}", str(team or ""), team.agency.phone if team else "",
    )

