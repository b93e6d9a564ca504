"""Offering, accepting, sending back, and what becomes of what came back."""

from datetime import datetime

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.actions import begin_involvement

from .models import Handover, HandoverChild
from .queries import nobody_answers_for
from .sharing import INVOLVES, show, stop_showing

Stage = Handover.Stage
OFFERED = [Stage.OFFERED]
TEAM = ("to_team__agency",)


@action("Hand on", permission=May.SCREEN, keeps=("outcome", "to_team", "level"))
def offer(
    *, by: User, at: datetime, contact: Contact, children: list[ContactChild], outcome: str, to_team: Team, reason: str,
    level: int | None = None, is_urgent: bool = False, follows: Handover | None = None, since: datetime | None = None,
) -> Handover:
    """Offer children's work to a team. It is nobody else's until that team accepts; it sees what it was offered.

    `since` is when it was first offered, where part of an earlier offer goes on: the clock goes on with it.
    """
    if not reason.strip():
        raise Refused("Say why this goes to them: they will read it first.", field="reason")
    if to_team.ended_at or to_team.agency.ended_at:
        raise Refused(f"{to_team} no longer takes work. Choose another team.", field="to_team")
    if outcome == "MASH_ENQUIRY" and to_team.function != Team.Function.MASH:
        raise Refused(f"{to_team} cannot open a MASH enquiry. Choose a MASH team, or another outcome.", field="to_team")
    if not children:
        raise Refused("Say which child this is about.")
    handover = Handover.objects.create(
        contact=contact, outcome=outcome, to_team=to_team, reason=reason, level=level, is_urgent=is_urgent, offered_at=since or at,
        follows=follows, owned_by=by.agency,
    )
    HandoverChild.objects.bulk_create([HandoverChild(handover=handover, child=child) for child in children])
    show(handover, at=at)
    return handover


@action("Accept work", permission=May.TAKE_ON, on=Handover, allowed_from=OFFERED, moves_to=Stage.ACCEPTED, keeps=("worker_name",), related=TEAM)
def accept(handover: Handover, *, by: User, at: datetime, worker_name: str = "") -> Handover:
    """The receiving team takes it on: from now on it is theirs."""
    _must_be_offered_to(handover, by)
    return _take(handover, by=by, at=at, worker_name=worker_name)


@action("Accept work for the MASH", permission=May.ENQUIRE, on=Handover, allowed_from=OFFERED, moves_to=Stage.ACCEPTED, shown=False, related=TEAM)
def accept_for_mash(handover: Handover, *, by: User, at: datetime, worker_name: str = "") -> Handover:
    """The MASH takes it on by opening an enquiry."""
    _must_be_for_the_mash(handover)
    return _take(handover, by=by, at=at, worker_name=worker_name)


@action("Record that they accepted", permission=May.SCREEN, on=Handover, allowed_from=OFFERED, moves_to=Stage.ACCEPTED, keeps=("worker_name",))
def accept_for_them(handover: Handover, *, by: User, at: datetime, worker_name: str) -> Handover:
    """Where nobody signs in, the hub asks them by telephone and writes down who took it on."""
    _must_have_nobody_there(handover)
    if not worker_name.strip():
        raise Refused("Write the name of the person there who took it on.", field="worker_name")
    return _take(handover, by=by, at=at, worker_name=worker_name)


def _take(handover: Handover, *, by: User, at: datetime, worker_name: str) -> Handover:
    handover.accepted_by, handover.worker_name = by, worker_name.strip() or by.name
    handover.save(update_fields=["accepted_by", "worker_name"])
    if kind := INVOLVES.get(handover.outcome):
        rows = handover.children.exclude(child__person=None).select_related("child__person")
        begin_involvement(
            [row.child.person for row in rows], at=at, team=handover.to_team, kind=kind, worker_name=handover.worker_name,
        )
    return handover


def _must_be_offered_to(handover: Handover, by: User) -> None:
    team = handover.to_team
    if by.agency != team.agency or by.team not in (None, team):
        raise Refused(f"This was offered to {team} ({team.agency}). Only they can take it on or send it back.")


def _must_be_for_the_mash(handover: Handover) -> None:
    if handover.to_team.function != Team.Function.MASH:
        raise Refused(f"This was offered to {handover.to_team}, not to the MASH.")


def _must_have_nobody_there(handover: Handover) -> None:
    if handover.to_team.function == Team.Function.MASH or not nobody_answers_for(handover.to_team):
        raise Refused(f"{handover.to_team} signs in and answers for itself. Ask them to look at their list.")


@action("Send work back", permission=May.TAKE_ON, on=Handover, allowed_from=OFFERED, moves_to=Stage.RETURNED, related=TEAM)
def send_back(handover: Handover, *, by: User, at: datetime, reason: str) -> Handover:
    """Not for us, and why: it goes back to whoever sent it, who decides again."""
    _must_be_offered_to(handover, by)
    return _return(handover, reason)


@action("Send work back from the MASH", permission=May.ENQUIRE, on=Handover, allowed_from=OFFERED, moves_to=Stage.RETURNED)
def send_back_from_mash(handover: Handover, *, by: User, at: datetime, reason: str) -> Handover:
    """Not for an enquiry, and why: reception decides again."""
    _must_be_for_the_mash(handover)
    return _return(handover, reason)


@action("Record that they sent it back", permission=May.SCREEN, on=Handover, allowed_from=OFFERED, moves_to=Stage.RETURNED)
def send_back_for_them(handover: Handover, *, by: User, at: datetime, reason: str) -> Handover:
    """Where nobody signs in, the hub writes down that they said no, and why."""
    _must_have_nobody_there(handover)
    return _return(handover, reason)


def _return(handover: Handover, reason: str) -> Handover:
    if not reason.strip():
        raise Refused("Say why it comes back, so that it can go to the right place.", field="reason")
    handover.return_reason = reason
    handover.save(update_fields=["return_reason"])
    return handover


@action("Send work elsewhere", permission=May.SCREEN, on=Handover, allowed_from=[Stage.RETURNED], moves_to=Stage.SENT_ELSEWHERE, keeps=("to_team",))
def send_elsewhere(handover: Handover, *, by: User, at: datetime, to_team: Team, reason: str, outcome: str = "") -> Handover:
    """After a return: offer the same children to another team, or to the same with more said."""
    children = [each.child for each in handover.children.select_related("child__person")]
    made = offer(
        by=by, at=at, contact=handover.contact, children=children, outcome=outcome or handover.outcome, to_team=to_team,
        reason=reason, level=handover.level, is_urgent=handover.is_urgent, follows=handover,
    )
    stop_showing(handover, at=at)
    return made


@action("Set aside what came back", permission=May.SCREEN, on=Handover, allowed_from=[Stage.RETURNED], moves_to=Stage.SENT_ELSEWHERE, shown=False)
def set_aside(handover: Handover, *, by: User, at: datetime) -> Handover:
    """The children of work that came back were given another outcome: this offer is over, and its team sees it no longer."""
    stop_showing(handover, at=at)
    return handover


@action("Withdraw work on offer", permission=May.DECIDE, on=Handover, allowed_from=OFFERED, moves_to=Stage.WITHDRAWN)
def withdraw(handover: Handover, *, by: User, at: datetime, why: str) -> Handover:
    """The decision it came from stands no longer: its team sees that it was withdrawn and why, and no more of the children."""
    if not why.strip():
        raise Refused("Say why it is withdrawn: the team that had it on offer reads this.", field="why")
    handover.ended_why = why
    handover.save(update_fields=["ended_why"])
    stop_showing(handover, at=at, itself=False)
    return handover


@action("End work that came back", permission=May.DECIDE, on=Handover, allowed_from=[Stage.RETURNED], moves_to=Stage.ENDED)
def end(handover: Handover, *, by: User, at: datetime, why: str) -> Handover:
    """A manager decides that nothing more is needed, and says why."""
    if not why.strip():
        raise Refused("Say why nothing more is needed.", field="why")
    handover.ended_why = why
    handover.save(update_fields=["ended_why"])
    stop_showing(handover, at=at)
    return handover
