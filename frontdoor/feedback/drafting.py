"""What a draft draws on: what stands now for each child this recipient is to be told about."""

from collections.abc import Iterable

from django.conf import settings

from frontdoor.contacts.models import ContactChild
from frontdoor.decisions.models import Decision
from frontdoor.foundations.codes.sets import CODES
from frontdoor.handover.models import Handover, HandoverChild
from frontdoor.mash.models import EnquiryChild
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
    work = where_the_work_is(rows)
    if feedback.enquiry_id:
        made, others = _decided(feedback, rows), False
    else:
        made, others = _settled(rows, work)
    return [_about(row, made[row.pk], work.get(row.pk)) for row in rows if row.pk in made], others


def _decided(feedback: Feedback, rows: list[ContactChild]) -> dict:
    """The decisions of one enquiry; to an agency that was asked, only those about whom it was asked."""
    standing = Decision.objects.filter(enquiry=feedback.enquiry_id, amended_by=None).select_related("to_team__agency")
    made = {each.child_id: each for each in standing}
    if feedback.to != Feedback.To.CONTRIBUTOR:
        return made
    known = asked_about(feedback)
    return {row.pk: made[row.pk] for row in rows if row.pk in made and was_asked(row.name, known)}


def _settled(rows: list[ContactChild], work: dict) -> tuple[dict, bool]:
    """What reception set for the children who are in no enquiry, nor on their way to one."""
    outcomes = Outcome.objects.filter(child__in=rows, replaced_by=None, settled_at__isnull=False).select_related("to_team__agency")
    made = {each.child_id: each for each in outcomes}
    enquiries = dict(EnquiryChild.objects.filter(child__in=rows).values_list("child", "enquiry__stage"))
    on_the_way = {pk for pk, handover in work.items() if handover.outcome == "MASH_ENQUIRY" and handover.stage != Handover.Stage.ENDED}
    enquired = set(enquiries) | on_the_way
    others = any(enquiries.get(pk) != "DECIDED" for pk in enquired)
    return {pk: each for pk, each in made.items() if pk not in enquired}, others


def where_the_work_is(rows: Iterable[ContactChild]) -> dict:
    """The newest hand-over of each child that was not sent elsewhere or withdrawn: {child id: Handover}."""
    offered = HandoverChild.objects.filter(child__in=rows).exclude(handover__stage__in=[Handover.Stage.SENT_ELSEWHERE, Handover.Stage.WITHDRAWN])
    offered = offered.select_related("handover__to_team__agency").order_by("handover__offered_at", "handover_id")
    return {each.child_id: each.handover for each in offered}


def _about(row: ContactChild, made: Outcome | Decision, handover: Handover | None) -> About:
    """What was decided for one child; where the work was then sent elsewhere or ended, that."""
    outcome, team = made.outcome, made.to_team
    if handover and team:  # it was handed on
        if handover.stage == Handover.Stage.ENDED:
            return About(row.name, ENDED, f"level {made.level}", "", "")
        outcome, team = handover.outcome, handover.to_team
    return About(row.name, _label(outcome), f"level {made.level}", str(team or ""), team.agency.phone if team else "")


def _label(outcome: str) -> str:
    """Reception's list and the MASH's share most codes; a hand-over may carry one of either."""
    return CODES["contact_outcome" if CODES["contact_outcome"].knows(outcome) else "mash_outcome"].label(outcome)
