"""What the pages of decisions read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Team, User
from frontdoor.mash.models import Enquiry

from .models import Decision


@dataclass
class Line:
    """All that was decided for one child, the newest first: what stands, and what stood before it."""

    child: ContactChild
    decisions: list[Decision]

    @property
    def standing(self) -> Decision:
        return self.decisions[0]

    @property
    def before(self) -> list[Decision]:
        return self.decisions[1:]


def lines(enquiry: Enquiry, *, user: User, child: ContactChild | None = None) -> list[Line]:
    """Each child's decisions that this reader may see, in the children's order."""
    found = Decision.objects.visible_to(user).filter(enquiry=enquiry)
    if child:
        found = found.filter(child=child)
    found = found.select_related("child", "to_team__agency", "decided_by").prefetch_related("actions")
    made: dict = {}
    for decision in found.order_by("child__number", "-decided_at", "-pk"):
        made.setdefault(decision.child_id, Line(decision.child, [])).decisions.append(decision)
    for line in made.values():
        line.decisions = _in_order(line.decisions)
    return list(made.values())


def _in_order(decisions: list[Decision]) -> list[Decision]:
    """By what amends what, which is surer than the time when two were made in one minute."""
    amended = {each.amends_id: each for each in decisions if each.amends_id}
    here = {each.pk for each in decisions}
    chain = [next(each for each in decisions if each.amends_id not in here)]
    while chain[-1].pk in amended:
        chain.append(amended[chain[-1].pk])
    return chain[::-1]


def receiving_teams() -> QuerySet:
    """The teams that take work on from a decision."""
    ended = {"ended_at": None, "agency__ended_at": None}
    return Team.objects.filter(**ended).exclude(function__in=["RECEPTION", "MASH"]).select_related("agency").order_by("name")
