"""A manager decides for each child."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import share, unshare
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.actions import offer
from frontdoor.mash.models import AgencyRequest, Enquiry, Item
from frontdoor.screening.rules import HANDED_ON, URGENT

from .models import AgreedAction, Decision

Stage = Enquiry.Stage


@dataclass(frozen=True)
class ToDo:
    what: str
    who: str
    due_on: date


@dataclass(frozen=True)
class ForChild:
    """What is decided for one child."""

    child: ContactChild
    outcome: str
    level: int
    rationale: str
    to_team: Team | None = None
    actions: list[ToDo] = field(default_factory=list)


@action(
    "Decide", permission=May.DECIDE, on=Enquiry, allowed_from=[Stage.AWAITING_DECISION, Stage.GATHERING], moves_to=Stage.DECIDED,
)
def decide(
    enquiry: Enquiry, *, by: User, at: datetime, decisions: list[ForChild], took_part: list[str], dissent: str = "",
) -> list[Decision]:
    """A manager decides for every child before the clock ends: rationale, level, who does what by when, who took part, dissent."""
    rows = {row.child_id: row.child for row in enquiry.children.select_related("child")}
    given = {each.child.pk for each in decisions}
    if given != set(rows):
        missing = ", ".join(child.name for pk, child in rows.items() if pk not in given)
        raise Refused(f"Decide for each child: {missing}." if missing else "One of those children is not in this enquiry.")
    made = [_decide_one(enquiry, each, by=by, at=at, took_part=took_part, dissent=dissent) for each in decisions]
    _hand_on(enquiry, made, by=by, at=at)
    _keep_within_the_hub(enquiry, made, at=at)
    return made


def _decide_one(enquiry: Enquiry, each: ForChild, *, by: User, at: datetime, took_part: list[str], dissent: str, **amending) -> Decision:
    if not each.rationale.strip():
        raise Refused(f"Give your rationale for {each.child.name}: it will be read in years to come.")
    if each.outcome in HANDED_ON and each.to_team is None:
        raise Refused(f"Choose the team that takes {each.child.name}’s work on.")
    decision = Decision.objects.create(
        enquiry=enquiry, child=each.child, outcome=each.outcome, level=each.level, rationale=each.rationale,
        took_part=took_part, dissent=dissent, to_team=each.to_team, decided_at=at, owned_by=by.agency, **amending,
    )
    for todo in each.actions:
        if todo.due_on < at.date():
            raise Refused(f"“{todo.what}” is due before today.")
        AgreedAction.objects.create(decision=decision, what=todo.what, who=todo.who, due_on=todo.due_on)
    return decision


def _hand_on(enquiry: Enquiry, made: list[Decision], *, by: User, at: datetime) -> None:
    together = defaultdict(list)
    for decision in made:
        if decision.outcome in HANDED_ON:
            together[decision.outcome, decision.to_team].append(decision)
    for (code, team), group in together.items():
        offer(
            by=by, at=at, contact=enquiry.contact, children=[each.child for each in group], outcome=code, to_team=team,
            reason="\n".join(f"{each.child.name}: {each.rationale}" if len(group) > 1 else each.rationale for each in group),
            level=max(each.level for each in group), is_urgent=code in URGENT,
        )
        if team.agency_id != enquiry.owned_by_id:
            for record in (enquiry, *group):
                share(record, at=at, agency=team.agency, reason=f"Decided: goes to {team}")
            for item in Item.objects.filter(request__enquiry=enquiry, is_sensitive=False, is_needed=True):
                share(item, at=at, agency=team.agency, reason="The decision rests on it")


def _keep_within_the_hub(enquiry: Enquiry, made: list[Decision], *, at: datetime) -> None:
    """Closing below the threshold: what partners gave that is not needed stops being visible outside the hub."""
    if max(decision.level for decision in made) < settings.PROTOCOL.STRIP_BELOW_LEVEL:
        for item in Item.objects.filter(request__enquiry=enquiry, is_needed=False):
            unshare(item, at=at)


@action("Amend a decision", permission=May.DECIDE, on=Decision, keeps=("why",))
def amend(
    decision: Decision, *, by: User, at: datetime, outcome: str, level: int, rationale: str, why: str, to_team: Team | None = None,
    actions: list[ToDo] = (), took_part: list[str] = (), dissent: str = "",
) -> Decision:
    """A new decision for the same child; the old one stands beside it. Never over it."""
    if Decision.objects.filter(amends=decision).exists():
        raise Refused("This decision was amended already. Amend the newer one.")
    if not why.strip():
        raise Refused("Say why the decision changes.", field="why")
    each = ForChild(decision.child, outcome, level, rationale, to_team, list(actions))
    made = _decide_one(decision.enquiry, each, by=by, at=at, took_part=list(took_part), dissent=dissent, amends=decision, why_amended=why)
    _hand_on(decision.enquiry, [made], by=by, at=at)
    return made
