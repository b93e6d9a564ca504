"""What a force sees of what it sent: where each notice stands, what became of each child in the words it may have, and what
came back to it. Of its own notices alone."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from frontdoor.foundations.access.models import User

from ..models import Drop, Gap, Notice, NoticeOutcome, NoticePerson, Quarantine
from ..reading import sentence

MOST = 50
STATES = {"waiting": (Notice.Stage.WAITING,), "decided": (Notice.Stage.DECIDED, Notice.Stage.SECOND_LOOK), "withdrawn": (Notice.Stage.WITHDRAWN,)}


@dataclass
class Sent:
    """One notice as its force sees it: never why it was decided so, nor by whom; that stays in the hub."""

    notice: Notice
    children: list[tuple[str, str]] = field(default_factory=list)  # name as they gave it, code of the outcome

    @property
    def state(self) -> str:
        if self.notice.stage == Notice.Stage.WITHDRAWN:
            return "Withdrawn"
        if self.notice.stage != Notice.Stage.WAITING:
            return "Decided"
        return "Being looked at" if self.notice.opened_at else "Waiting"

    @property
    def decided_at(self):
        return self.notice.decided_at if self.state == "Decided" else None


def sent(user: User, *, state: str = "", words: str = "") -> QuerySet:
    """Newest first. By where it stands, or by any of the force's own numbers."""
    found = Notice.objects.visible_to(user).filter(owned_by=user.agency).order_by("-received_at", "pk")
    if state in STATES:
        found = found.filter(stage__in=STATES[state])
    if words:
        found = found.filter(Q(ppn_id=words) | Q(occurrence_no=words) | Q(log_no=words))
    return found


def as_sent(notices: list[Notice]) -> list[Sent]:
    """With what was decided for each child: two queries however many."""
    outcomes: dict[Any, dict] = defaultdict(dict)
    for outcome in NoticeOutcome.objects.filter(notice__in=notices, replaced_by=None):
        outcomes[outcome.notice_id][outcome.child_id] = outcome.outcome
    rows = {notice.pk: Sent(notice) for notice in notices}
    for child in NoticePerson.objects.filter(notice__in=notices, is_child=True, gone_in_version=None):
        one = rows[child.notice_id]
        one.children.append((child.name, outcomes[child.notice_id].get(child.pk, "") if one.state == "Decided" else ""))
    for one in rows.values():
        if None in outcomes[one.notice.pk] and not one.children:
            one.children.append(("No child named", outcomes[one.notice.pk][None]))
    return list(rows.values())


def refused(user: User) -> list[Drop]:
    """Drops that could not be taken at all, with why."""
    of_ours = Q(owned_by=user.agency) | Q(force_code=user.agency.code or None)
    drops = Drop.objects.filter(of_ours, stage__in=[Drop.Stage.REFUSED, Drop.Stage.DEALT_WITH])
    return list(drops.order_by("-received_at")[:MOST])


def unreadable(user: User) -> list[tuple[Quarantine, list[str]]]:
    """What could not be read and waits to be mended, each with the sentences that say why."""
    held = Quarantine.objects.visible_to(user).filter(owned_by=user.agency, stage=Quarantine.Stage.WAITING)
    return [(each, [sentence(problem) for problem in each.problems]) for each in held.select_related("drop").order_by("-received_at")[:MOST]]


def missing(user: User) -> list[Gap]:
    """The numbers that have not come."""
    return list(Gap.objects.visible_to(user).filter(owned_by=user.agency, stage=Gap.Stage.OPEN).order_by("first")[:MOST])


def is_of_a_force(user: User) -> bool:
    """Whether this is somebody of the police, who see what became of what their force sent."""
    return bool(user.agency and user.agency.kind == "POLICE")
