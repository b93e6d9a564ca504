"""A manager decides for each child."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Team, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.limits import LONDON
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import Share, share
from frontdoor.foundations.record.refusals import ChangedMeanwhile, Refused
from frontdoor.handover.actions import offer, set_aside, withdraw
from frontdoor.handover.models import Handover
from frontdoor.mash.models import AgencyRequest, Enquiry, Item
from frontdoor.mash.unfinished import finished
from frontdoor.screening.rules import HANDED_ON, URGENT

from .models import AgreedAction, Decision
from .rules import is_below_the_threshold, what_a_decision_needs, what_an_action_needs

Stage = Enquiry.Stage
GOES_TO, RESTS_ON_IT = "Decided: goes to ", "The decision rests on it"


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
    related=("contact__referrer_agency", "contact__referrer"),
)
def decide(
    enquiry: Enquiry, *, by: User, at: datetime, decisions: list[ForChild], took_part: list[str], dissent: str = "",
    read: Collection[UUID] | None = None,
) -> list[Decision]:
    """A manager decides for every child before the clock ends: rationale, level, who does what by when, who took part, dissent.

    `read` are the requests whose answers the manager had on the screen: one that came since must be read first.
    """
    _nothing_came_since(enquiry, read)
    given = {each.child.pk for each in decisions}
    if given != set(enquiry.children.order_by().values_list("child", flat=True)):
        missing = ", ".join(row.child.name for row in enquiry.children.exclude(child__in=given).select_related("child"))
        raise Refused(f"Decide for each child: {missing}." if missing else "One of those children is not in this enquiry.")
    made = [_decide_one(enquiry, each, by=by, at=at, took_part=took_part, dissent=dissent) for each in decisions]
    items = _items(enquiry)
    _hand_on(enquiry, made, items, by=by, at=at)
    _keep_within_the_hub([each.level for each in made], items, at=at)
    finished(f"decision:{enquiry.pk}:{by.pk}")
    return made


def _nothing_came_since(enquiry: Enquiry, read: Collection[UUID] | None) -> None:
    # Locked until this is decided: an answer under way is seen here, or knows that it came after the decision.
    requests = AgencyRequest.objects.select_for_update().filter(enquiry=enquiry).order_by("pk").only("stage", "agency_id")
    unread = [each for each in requests if each.is_answered and read is not None and each.pk not in read]
    if unread:
        new = [str(each.agency) for each in unread]
        raise ChangedMeanwhile(f"{' and '.join(new)} answered after you opened this page. Read what they say, then decide.")


def _items(enquiry: Enquiry) -> list[Item]:
    return list(Item.objects.filter(request__enquiry=enquiry).only("is_needed", "is_sensitive"))


def _decide_one(enquiry: Enquiry, each: ForChild, *, by: User, at: datetime, took_part: list[str], dissent: str, **amending) -> Decision:
    known = CODES["mash_outcome"].knows(each.outcome, on=at)
    if missing := what_a_decision_needs(each.child.name, each, known=known):
        raise Refused(missing)
    decision = Decision.objects.create(
        enquiry=enquiry, child=each.child, outcome=each.outcome, level=each.level, rationale=each.rationale,
        took_part=took_part, dissent=dissent, to_team=each.to_team if each.outcome in HANDED_ON else None, decided_at=at,
        decided_by=by, owned_by=by.agency, **amending,
    )
    for todo in each.actions:
        if missing := what_an_action_needs(todo, today=at.astimezone(LONDON).date()):
            raise Refused(missing)
    AgreedAction.objects.bulk_create(
        [AgreedAction(decision=decision, what=todo.what, who=todo.who, due_on=todo.due_on) for todo in each.actions]
    )
    return decision


def _hand_on(enquiry: Enquiry, made: list[Decision], items: list[Item], *, by: User, at: datetime) -> None:
    together = defaultdict(list)
    for decision in made:
        if decision.outcome in HANDED_ON:
            together[decision.outcome, decision.to_team].append(decision)
    for (code, team), group in together.items():
        offer(
            by=by, at=at, contact=enquiry.contact, children=[each.child for each in group], outcome=code, to_team=team,
            reason=_why(group), level=max(each.level for each in group), is_urgent=code in URGENT,
        )
        if team.agency_id != enquiry.owned_by_id:
            share(enquiry, *group, at=at, agency=team.agency, reason=f"{GOES_TO}{team}")
            needed = [each for each in items if each.is_needed and not each.is_sensitive]
            share(*needed, at=at, agency=team.agency, reason=RESTS_ON_IT)


def _why(group: list[Decision]) -> str:
    return "\n".join(f"{each.child.name}: {each.rationale}" if len(group) > 1 else each.rationale for each in group)


def _take_back(made: Decision, *, by: User, at: datetime, why: str) -> None:
    """What the earlier decision left on offer, or sent back and not yet placed, is over for this child."""
    waiting = Handover.objects.filter(contact=made.enquiry.contact_id, children__child=made.child, stage__in=["OFFERED", "RETURNED"])
    for handover in waiting.exclude(outcome="MASH_ENQUIRY").select_related("to_team__agency"):
        others = list(Decision.objects.filter(
            enquiry=made.enquiry, amended_by=None, child__in=handover.children.exclude(child=made.child).values("child")
        ).select_related("child__person"))
        if handover.stage == Handover.Stage.OFFERED:
            withdraw(handover, by=by, at=at, why=why)
            _offer_the_rest(handover, others, by=by, at=at)
        elif all(each.amends_id and each.decided_at > handover.offered_at for each in others):
            set_aside(handover, by=by, at=at)
        _keep_from(handover.to_team, made.enquiry, at=at)


def _offer_the_rest(handover: Handover, others: list[Decision], *, by: User, at: datetime) -> None:
    """Brothers and sisters for whom it still stands stay on offer to the same team, with the clock as it was."""
    if others:
        offer(
            by=by, at=at, contact=handover.contact, children=[each.child for each in others], outcome=handover.outcome, reason=_why(others),
            to_team=handover.to_team, level=max(each.level for each in others), is_urgent=handover.is_urgent, follows=handover,
            since=handover.offered_at,
        )


def _keep_from(team: Team, enquiry: Enquiry, *, at: datetime) -> None:
    """Nothing of this enquiry is with that agency now: what went along with the work ends, and that it was decided stays."""
    if team.agency_id == enquiry.owned_by_id:
        return
    theirs = Handover.objects.filter(contact=enquiry.contact_id, to_team__agency=team.agency, stage__in=["OFFERED", "ACCEPTED", "RETURNED"])
    if not theirs.exists():
        given = [enquiry.pk, *Item.objects.filter(request__enquiry=enquiry).values_list("pk", flat=True)]
        went_along = Q(reason__startswith=GOES_TO) | Q(reason=RESTS_ON_IT)
        Share.objects.open().filter(went_along, agency=team.agency, record_id__in=given).update(ended_at=at)


def _keep_within_the_hub(standing: list[int], items: list[Item], *, at: datetime) -> None:
    """Closing below the threshold: what partners gave that is not needed stops being visible outside the hub.

    Its owner keeps seeing it, and so does whoever in the hub was shown it by name; every other share of it ends.
    """
    if not is_below_the_threshold(standing, strip_below=settings.PROTOCOL.STRIP_BELOW_LEVEL):
        return
    kept = [item.pk for item in items if not item.is_needed]
    shared = Share.objects.open().filter(record_type=ContentType.objects.get_for_model(Item), record_id__in=kept)
    for each in shared.select_related("user") if kept else ():
        if each.user is None or not each.user.may(May.SEE_HUB):
            each.ended_at = at
            each.save(update_fields=["ended_at"])


@action("Amend a decision", permission=May.DECIDE, on=Decision, keeps=("outcome", "level", "to_team"))
def amend(
    decision: Decision, *, by: User, at: datetime, outcome: str, level: int, rationale: str, why: str, to_team: Team | None = None,
    actions: list[ToDo] = (), took_part: list[str] = (), dissent: str = "",
) -> Decision:
    """A new decision for the same child; the old one stands beside it. Never over it."""
    if Decision.objects.filter(amends=decision).exists():
        raise Refused("This decision was amended already. Amend the newer one.")
    if not why.strip():
        raise Refused("Say why the decision changes.", field="why")
    before = decision.to_team
    each = ForChild(decision.child, outcome, level, rationale, to_team, list(actions))
    made = _decide_one(decision.enquiry, each, by=by, at=at, took_part=list(took_part), dissent=dissent, amends=decision, why_amended=why)
    items = _items(decision.enquiry)
    if (made.outcome, made.to_team) != (decision.outcome, before):
        _take_back(made, by=by, at=at, why=why)
        _hand_on(decision.enquiry, [made], items, by=by, at=at)  # the same team has it already
    if before and before.agency_id != decision.owned_by_id:
        # Whoever acts on the old decision must hear that it stands no longer, and what stands beside it.
        share(made, at=at, agency=before.agency, reason="It amends what was handed to them")
    standing = Decision.objects.filter(enquiry=decision.enquiry_id, amended_by=None).values_list("level", flat=True)
    _keep_within_the_hub(standing, items, at=at)
    return made
