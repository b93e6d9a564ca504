"""Reception screens: rates, sets an outcome for each child, hands on."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.codes.threshold import ThresholdChart
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.actions import offer

from .models import Outcome
from .rules import HANDED_ON, URGENT, ChildOutcome, is_a_pattern, wants_a_managers_eye, what_is_missing

Stage = Contact.Stage


def patterned_children(contact: Contact) -> set:
    """The rows of this contact whose child has come through the door often enough to make a pattern."""
    rule, earlier = settings.PROTOCOL.REPEAT_CONTACTS, defaultdict(list)
    people = {child.person_id: child.pk for child in contact.children.all() if child.person_id}
    seen = ContactChild.objects.filter(person__in=people).exclude(contact=contact)
    for person, at in seen.values_list("person_id", "contact__received_at"):
        earlier[person].append(at)
    return {row for person, row in people.items() if is_a_pattern(earlier[person], now=contact.received_at, **rule)}


@action(
    "Screen a contact", permission=May.SCREEN, on=Contact, allowed_from=[Stage.AWAITING_SCREENING],
    moves_to=[Stage.SCREENED, Stage.AWAITING_MANAGER], keeps=("rating",),
)
def screen(
    contact: Contact, *, by: User, at: datetime, rating: str, outcomes: list[ChildOutcome], quality: str = "",
    quality_gaps: list[str] = (),
) -> Contact:
    """Rate the contact and set an outcome for every child in it, each with its level and reason.

    A repeat contact that would end here waits for a manager's eye. Decision within one working day: KCSIE 2025 para 62.
    """
    _check(contact, outcomes, at=at)
    contact.rating, contact.quality, contact.quality_gaps = rating, quality, list(quality_gaps)
    contact.save(update_fields=["rating", "quality", "quality_gaps"])
    chart = ThresholdChart.current(on=at).version
    for each in outcomes:
        Outcome.objects.create(
            child=each.child, outcome=each.outcome, level=each.level, indicators=each.indicators, chart_version=chart,
            reason=each.reason, to_team=each.to_team, proposed_at=at, owned_by=by.agency,
        )
    if wants_a_managers_eye(outcomes, patterned=patterned_children(contact)) and not by.may(May.DECIDE):
        contact.stage = Stage.AWAITING_MANAGER
        return contact
    contact.stage = Stage.SCREENED
    settle(contact, by=by, at=at)
    return contact


def _check(contact: Contact, outcomes: list[ChildOutcome], *, at: datetime) -> None:
    children = {child.pk: child for child in contact.children.all()}
    given = {each.child.pk for each in outcomes}
    for pk, child in children.items():
        if pk not in given:
            raise Refused(f"Set an outcome for {child.name}: every child has one of their own.")
    for each in outcomes:
        if each.child.pk not in children:
            raise Refused("One of those children is not in this contact.")
        if not CODES["contact_outcome"].knows(each.outcome, on=at):
            raise Refused(f"“{each.outcome}” is not an outcome that reception can set.")
        if missing := what_is_missing(each):
            raise Refused(missing)


@action("Settle the outcome for each child", permission=May.SCREEN, on=Contact, shown=False)
def settle(contact: Contact, *, by: User, at: datetime) -> Contact:
    """What was set takes effect: each child's work goes to whoever takes it on, siblings for one team together."""
    open_outcomes = Outcome.objects.filter(child__contact=contact, settled_at=None).select_related("child", "to_team")
    together = defaultdict(list)
    for outcome in open_outcomes:
        outcome.settled_at = at
        outcome.save(update_fields=["settled_at"])
        if outcome.outcome in HANDED_ON:
            together[outcome.outcome, outcome.to_team].append(outcome)
    for (code, team), group in together.items():
        offer(
            by=by, at=at, contact=contact, children=[each.child for each in group], outcome=code, to_team=team,
            reason="\n".join(f"{each.child.name}: {each.reason}" if len(group) > 1 else each.reason for each in group),
            level=max(each.level for each in group), is_urgent=contact.is_urgent or code in URGENT,
        )
    return contact


@action(
    "Agree after a manager's eye", permission=May.DECIDE, on=Contact, allowed_from=[Stage.AWAITING_MANAGER], moves_to=Stage.SCREENED,
)
def agree(contact: Contact, *, by: User, at: datetime, outcomes: list[ChildOutcome]) -> Contact:
    """A manager has looked at the whole pattern and agrees what was proposed, or sets another; the proposal stands beside it."""
    _check(contact, outcomes, at=at)
    chart = ThresholdChart.current(on=at).version
    for each in outcomes:
        before = Outcome.objects.filter(child=each.child, replaced_by=None).get()
        same = (before.outcome, before.level, before.reason) == (each.outcome, each.level, each.reason)
        if same and before.to_team == each.to_team:
            continue
        before.settled_at = at
        before.save(update_fields=["settled_at"])
        Outcome.objects.create(
            child=each.child, outcome=each.outcome, level=each.level, indicators=each.indicators, chart_version=chart,
            reason=each.reason, to_team=each.to_team, proposed_at=at, owned_by=by.agency, replaces=before,
        )
    settle(contact, by=by, at=at)
    return contact
