"""Offering, accepting, sending back."""

from datetime import datetime

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share, unshare
from frontdoor.foundations.record.refusals import Refused

from .models import Handover, HandoverChild

Stage = Handover.Stage


@action("Hand on", permission=May.SCREEN, keeps=("outcome", "to_team", "level"))
def offer(
    *, by: User, at: datetime, contact: Contact, children: list[ContactChild], outcome: str, to_team: Team, reason: str,
    level: int | None = None, is_urgent: bool = False, follows: Handover | None = None,
) -> Handover:
    """Offer children's work to a team. It is nobody else's until that team accepts; it sees what it was offered."""
    if not reason.strip():
        raise Refused("Say why this goes to them: they will read it first.", field="reason")
    if to_team.ended_at:
        raise Refused(f"{to_team} no longer takes work. Choose another team.", field="to_team")
    handover = Handover.objects.create(
        contact=contact, outcome=outcome, to_team=to_team, reason=reason, level=level, is_urgent=is_urgent, offered_at=at,
        follows=follows, owned_by=by.agency,
    )
    for child in children:
        HandoverChild.objects.create(handover=handover, child=child)
    if to_team.agency_id != contact.owned_by_id:
        for record in (handover, contact, *children):
            share(record, at=at, agency=to_team.agency, reason=f"Offered to {to_team}")
    return handover


@action("Accept work", permission=May.TAKE_ON, on=Handover, allowed_from=[Stage.OFFERED], moves_to=Stage.ACCEPTED, keeps=("worker_name",))
def accept(handover: Handover, *, by: User, at: datetime, worker_name: str = "") -> Handover:
    """The receiving team takes it on: from now on it is theirs."""
    return _take(handover, by=by, worker_name=worker_name)


@action("Accept work for the MASH", permission=May.ENQUIRE, on=Handover, allowed_from=[Stage.OFFERED], moves_to=Stage.ACCEPTED, shown=False)
def accept_for_mash(handover: Handover, *, by: User, at: datetime, worker_name: str = "") -> Handover:
    return _take(handover, by=by, worker_name=worker_name)


def _take(handover: Handover, *, by: User, worker_name: str) -> Handover:
    handover.accepted_by, handover.worker_name = by, worker_name or by.name
    handover.save(update_fields=["accepted_by", "worker_name"])
    return handover


@action("Send work back", permission=May.TAKE_ON, on=Handover, allowed_from=[Stage.OFFERED], moves_to=Stage.RETURNED)
def send_back(handover: Handover, *, by: User, at: datetime, reason: str) -> Handover:
    """Not for us, and why: it goes back to whoever sent it, who decides again."""
    if not reason.strip():
        raise Refused("Say why it comes back, so that it can go to the right place.", field="reason")
    handover.return_reason = reason
    handover.save(update_fields=["return_reason"])
    return handover


@action("Send work elsewhere", permission=May.SCREEN, on=Handover, allowed_from=[Stage.RETURNED], moves_to=Stage.SENT_ELSEWHERE, keeps=("to_team",))
def send_elsewhere(handover: Handover, *, by: User, at: datetime, to_team: Team, reason: str) -> Handover:
    """After a return: offer the same children to another team, or to the same with more said."""
    children = [each.child for each in handover.children.select_related("child")]
    made = offer(
        by=by, at=at, contact=handover.contact, children=children, outcome=handover.outcome, to_team=to_team, reason=reason,
        level=handover.level, is_urgent=handover.is_urgent, follows=handover,
    )
    if to_team.agency_id != handover.to_team.agency_id:
        for record in (handover, *children):
            unshare(record, at=at, agencies=[handover.to_team.agency])
    return made


@action("End work that came back", permission=May.DECIDE, on=Handover, allowed_from=[Stage.RETURNED], moves_to=Stage.ENDED)
def end(handover: Handover, *, by: User, at: datetime, why: str) -> Handover:
    """A manager decides that nothing more is needed, and says why."""
    if not why.strip():
        raise Refused("Say why nothing more is needed.", field="why")
    handover.ended_why = why
    handover.save(update_fields=["ended_why"])
    return handover
