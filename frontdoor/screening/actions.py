"""Reception screens: rates, sets an outcome for each child, hands on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects

from frontdoor.contacts.actions import link_adult, link_child
from frontdoor.contacts.models import Contact, ContactAdult, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.codes.threshold import ThresholdChart
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.actions import offer, set_aside
from frontdoor.handover.models import Handover
from frontdoor.people.actions import IDENTITY_FIELDS, add_person, relate
from frontdoor.people.merging import one_with
from frontdoor.people.models import Person

from .models import Outcome
from .rules import (
    ENDS_HERE,
    HANDED_ON,
    URGENT,
    ChildOutcome,
    is_a_pattern,
    wants_a_managers_eye,
    what_a_rating_needs,
    what_is_missing,
)

Stage = Contact.Stage


def patterned_children(contact: Contact) -> set:
    """The rows of this contact whose child has come through the door often enough to make a pattern."""
    one = one_with(child.person_id for child in contact.children.all() if child.person_id)
    linked = [(record, asked) for asked, records in one.items() for record in records]
    seen = ContactChild.objects.filter(person__in=[record for record, _ in linked]).exclude(contact=contact)
    times = list(seen.values_list("person_id", "contact__received_at"))
    return patterned_among(contact, [(asked, at) for record, asked in linked for person, at in times if person == record])


def patterned_among(contact: Contact, times: Iterable[tuple[Any, datetime]]) -> set:
    """The same, from the other times each person came."""
    earlier = defaultdict(list)
    for person, at in times:
        earlier[person].append(at)
    return {
        child.pk for child in contact.children.all()
        if child.person_id and is_a_pattern(earlier[child.person_id], now=contact.received_at, **settings.PROTOCOL.REPEAT_CONTACTS)
    }


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
    prefetch_related_objects([contact], "children")
    _check_rating(rating, quality, list(quality_gaps), at=at)
    _check(list(contact.children.all()), outcomes, at=at)
    contact.rating, contact.quality, contact.quality_gaps = rating, quality, list(quality_gaps)
    contact.save(update_fields=["rating", "quality", "quality_gaps"])
    chart = ThresholdChart.current(on=at).version
    Outcome.objects.bulk_create([
        Outcome(
            child=each.child, outcome=each.outcome, level=each.level, indicators=each.indicators, chart_version=chart,
            reason=each.reason, to_team=each.to_team, proposed_at=at, owned_by=by.agency,
        ) for each in outcomes
    ])
    if wants_a_managers_eye(outcomes, patterned=patterned_children(contact)) and not by.may(May.DECIDE):
        contact.stage = Stage.AWAITING_MANAGER
        return contact
    contact.stage = Stage.SCREENED
    settle(contact, by=by, at=at)
    return contact


def _check_rating(rating: str, quality: str, gaps: list[str], *, at: datetime) -> None:
    if not CODES["rating"].knows(rating, on=at):
        raise Refused("Rate it red, amber or green.", field="rating")
    if quality and not CODES["referral_quality"].knows(quality, on=at):
        raise Refused("Rate the referral good, enough to decide, or had to be chased.", field="quality")
    if not all(CODES["referral_gap"].knows(gap, on=at) for gap in gaps):
        raise Refused("Choose what was missing from the list.", field="quality_gaps")
    if needs := what_a_rating_needs(quality, gaps):
        raise Refused(needs, field="quality_gaps")


def _check(children: list[ContactChild], outcomes: list[ChildOutcome], *, at: datetime) -> None:
    children = {child.pk: child for child in children}
    given = [each.child.pk for each in outcomes]
    for pk, child in children.items():
        if pk not in given:
            raise Refused(f"Set an outcome for {child.name}: every child has one of their own.")
    chart = ThresholdChart.current(on=at)
    for each in outcomes:
        if each.child.pk not in children:
            raise Refused("One of those children is not in this contact.")
        if given.count(each.child.pk) > 1:
            raise Refused(f"Set one outcome for {each.child.name}, not two.")
        if not all(chart.knows(code) for code in each.indicators):
            raise Refused("Choose the indicators from the threshold chart.", field="indicators")
        if not CODES["contact_outcome"].knows(each.outcome, on=at):
            raise Refused(f"Choose what happens for {each.child.name} from the list of outcomes.")
        if missing := what_is_missing(each):
            raise Refused(missing)


@action("Settle the outcome for each child", permission=May.SCREEN, on=Contact, shown=False)
def settle(contact: Contact, *, by: User, at: datetime) -> Contact:
    """What was set takes effect: each child's work goes to whoever takes it on, siblings for one team together."""
    open_outcomes = Outcome.objects.filter(child__contact=contact, settled_at=None).select_related("child__person", "to_team__agency").order_by("child__number")
    together = defaultdict(list)
    for outcome in open_outcomes:
        outcome.settled_at = at
        outcome.save(update_fields=["settled_at"])
        if outcome.outcome in HANDED_ON:
            together[outcome.outcome, outcome.to_team].append(outcome)
    for (code, team), group in together.items():
        offer(
            by=by, at=at, contact=contact, children=[each.child for each in group], outcome=code, to_team=team,
            reason=_why(group),
            level=max(each.level for each in group), is_urgent=contact.is_urgent or code in URGENT,
        )
    return contact


def _why(group: list[Outcome]) -> str:
    """One reason said once; where they differ, each child's own."""
    if len({each.reason for each in group}) == 1:
        return group[0].reason
    return "\n".join(f"{each.child.name}: {each.reason}" for each in group)


@action(
    "Agree after a manager's eye", permission=May.DECIDE, on=Contact, allowed_from=[Stage.AWAITING_MANAGER], moves_to=Stage.SCREENED,
)
def agree(contact: Contact, *, by: User, at: datetime, outcomes: list[ChildOutcome]) -> Contact:
    """A manager has looked at the whole pattern and agrees what was proposed, or sets another; the proposal stands beside it."""
    _check(list(contact.children.all()), outcomes, at=at)
    for each in outcomes:
        before = Outcome.objects.filter(child=each.child, replaced_by=None).get()
        same = (before.outcome, before.level, before.reason) == (each.outcome, each.level, each.reason)
        if not same or before.to_team != each.to_team:
            _replace(before, each, by=by, at=at)
    settle(contact, by=by, at=at)
    return contact


def _replace(before: Outcome, each: ChildOutcome, *, by: User, at: datetime) -> Outcome:
    """A later outcome beside the earlier one, never over it."""
    if before.settled_at is None:
        before.settled_at = at
        before.save(update_fields=["settled_at"])
    return Outcome.objects.create(
        child=each.child, outcome=each.outcome, level=each.level, indicators=each.indicators, reason=each.reason, to_team=each.to_team,
        chart_version=ThresholdChart.current(on=at).version, proposed_at=at, owned_by=by.agency, replaces=before,
    )


@action(
    "Set another outcome after work came back", permission=May.SCREEN, on=Contact, allowed_from=[Stage.SCREENED], keeps=("handover",),
)
def decide_again(contact: Contact, *, by: User, at: datetime, handover: Handover, outcomes: list[ChildOutcome]) -> Contact:
    """The team said it is not for them: each child gets an outcome again, the earlier one beside it. Whoever raised it is told
    again. Ending here what reception had handed on is a manager's decision."""
    children = [each.child for each in handover.children.select_related("child")]
    if handover.contact_id != contact.pk or any(child.enquiries.exists() for child in children):
        raise Refused("This was not decided by reception. Amend the decision on its enquiry.")
    _check(children, outcomes, at=at)
    if any(each.outcome in ENDS_HERE for each in outcomes) and not by.may(May.DECIDE):
        raise Refused("Work that came back ends only by a manager’s decision. Ask a MASH manager, or choose who takes it on.")
    set_aside(handover, by=by, at=at)
    for each in outcomes:
        _replace(Outcome.objects.filter(child=each.child, replaced_by=None).get(), each, by=by, at=at)
    settle(contact, by=by, at=at)
    return contact


@action("Say who somebody named is", permission=May.LINK_PEOPLE, on=Contact, keeps=("named", "person", "how"), shown=False)
def identify(
    contact: Contact, *, by: User, at: datetime, named: ContactChild | ContactAdult, person: Person | None, how: str = "",
) -> Contact:
    """Link somebody the contact names to somebody known, or take the link back with None; what they are to the children
    goes with them. Matching proposes; a person confirms."""
    if named.contact_id != contact.pk:
        raise Refused("That person is not named in this contact.")
    if isinstance(named, ContactChild):
        link_child(named, by=by, at=at, person=person, how=how)
    else:
        link_adult(contact, by=by, at=at, adult=named, person=person, how=how)
    if person:
        _say_how_they_are_related(contact, named, by=by, at=at)
    return contact


def _say_how_they_are_related(contact: Contact, named: ContactChild | ContactAdult, *, by: User, at: datetime) -> None:
    children = ContactChild.objects.filter(contact=contact, person__isnull=False).select_related("person")
    adults = contact.adults.filter(person__isnull=False).exclude(relationship__in=["", "NOT_KNOWN"]).select_related("person")
    for adult in adults if isinstance(named, ContactChild) else adults.filter(pk=named.pk):
        for child in children.filter(pk=named.pk) if isinstance(named, ContactChild) else children:
            if adult.person_id != child.person_id:
                relate(
                    adult.person, by=by, at=at, other=child.person, kind=adult.relationship, source=contact.reference,
                    has_parental_responsibility=adult.has_parental_responsibility, lives_with=adult.lives_with_children,
                )


@action("Add somebody named as a new person", permission=May.LINK_PEOPLE, on=Contact, keeps=("named",), shown=False)
def add_named(contact: Contact, *, by: User, at: datetime, named: ContactChild | ContactAdult) -> Person:
    """Nobody known is this person: record them, from whatever was given, and link them."""
    now = type(named)._default_manager.filter(contact=contact).select_related("person").get(pk=named.pk)
    if now.person_id:
        raise Refused(f"{now.name} was linked to {now.person.name} ({now.person.reference}) meanwhile.")
    given = {name: getattr(now, name) for name in IDENTITY_FIELDS}
    person = add_person(by=by, at=at, source=contact.reference, **given)
    identify(contact, by=by, at=at, named=now, person=person, how="NEW")
    return person
