"""Reception's queue, and what is already known of the children in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from frontdoor.contacts.models import Addition, Contact, ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import ClockRun, Face
from frontdoor.foundations.worklists.declare import WORKLISTS, Worklist
from frontdoor.foundations.worklists.queue import by_due, counts
from frontdoor.handover.worklists import RETURNED, RING_THEM
from frontdoor.people.models import Involvement, Person

from ..worklists import MANAGERS, RECEPTION

ROWS = 50
SORTS = {
    "due": ("due_at",), "age": ("received_at",), "source": ("source", "due_at"), "urgency": ("-is_urgent", "-level_claimed", "due_at"),
}
PRESSING = ("-is_urgent", "due_at", "pk")  # the desk's own order: urgent first, then by due time


@dataclass
class Waiting:
    """One row of the desk."""

    contact: Contact
    children: list[ContactChild]
    face: Face | None
    earlier: int = 0  # contacts before this one about a child in it, linked or of the same NHS number
    open_to: list[str] = field(default_factory=list)


def waiting(user: User, *, now: datetime, asked: dict[str, Any], number: Any = 1) -> tuple[Page, list[Waiting]]:
    """One page of the queue as filtered and sorted, with what is already known, in a constant number of queries."""
    contacts = _filtered(by_due(RECEPTION.items(user), RECEPTION), asked, now=now).order_by(*_order(asked.get("sort", "")))
    children = Prefetch("children", ContactChild.objects.select_related("person"))
    page = Paginator(contacts.select_related("referrer_agency").prefetch_related(children), ROWS).get_page(number)
    rows = [Waiting(contact, list(contact.children.all()), None) for contact in page.object_list]
    runs = ClockRun.objects.filter(clock=RECEPTION.clock.code, record_id__in=[row.contact.pk for row in rows], stopped_at=None)
    by_record = {run.record_id: run.face(now=now) for run in runs}
    for row in rows:
        row.face = by_record.get(row.contact.pk)
    _say_what_is_known(rows, user)
    return page, rows


def _order(sort: str) -> tuple[str, ...]:
    fields = SORTS.get(sort.removeprefix("-"))
    if not fields:
        return PRESSING
    turned = [each.removeprefix("-") if each.startswith("-") else f"-{each}" for each in fields]
    return (*(turned if sort.startswith("-") else fields), "pk")


def _filtered(contacts: QuerySet, asked: dict[str, Any], *, now: datetime) -> QuerySet:
    if asked.get("level"):
        contacts = contacts.filter(level_claimed=None if asked["level"] == "none" else int(asked["level"]))
    if asked.get("source"):
        contacts = contacts.filter(source=asked["source"])
    if asked.get("urgent"):
        contacts = contacts.filter(is_urgent=True)
    if asked.get("overdue"):
        contacts = contacts.filter(due_at__lt=now)
    if asked.get("q"):
        contacts = contacts.filter(reference__icontains=asked["q"])
    return contacts


def _say_what_is_known(rows: list[Waiting], user: User) -> None:
    """Earlier contacts and open work, of the people linked and of those with exactly the NHS number given."""
    every = [child for row in rows for child in row.children]
    numbers = {child.nhs_number for child in every if child.nhs_number and not child.person_id}
    linked = {child.person_id for child in every if child.person_id}
    if not (numbers or linked):
        return
    people = Person.objects.filter(pk__in=linked).values("pk").union(Person.objects.filter(nhs_number__in=numbers).values("pk"))
    seen, open_to = _seen_before(people, user), _open_to(people, user)
    for row in rows:
        keys = {child.person_id or child.nhs_number for child in row.children} - {"", None}
        before = {pk for key in keys for pk, at in seen[key] if pk != row.contact.pk and at < row.contact.received_at}
        row.earlier = len(before)
        row.open_to = sorted({said for key in keys for said in open_to[key]})


def _seen_before(people: QuerySet, user: User) -> dict[Any, set]:
    """Person, and their NHS number: every contact about them that this person may see."""
    found = defaultdict(set)
    children = ContactChild.objects.filter(person__in=people, contact__in=Contact.objects.visible_to(user).values("pk"))
    for person, number, contact, at in children.values_list("person_id", "person__nhs_number", "contact_id", "contact__received_at"):
        for key in {person, number} - {""}:
            found[key].add((contact, at))
    return found


def _open_to(people: QuerySet, user: User) -> dict[Any, set]:
    found = defaultdict(set)
    working = Involvement.objects.filter(person__in=people, to_on=None, person__pk__in=Person.objects.visible_to(user).values("pk"))
    for person, number, team, agency in working.values_list("person_id", "person__nhs_number", "team__name", "agency__name"):
        for key in {person, number} - {""}:
            found[key].add(team or agency)
    return found


def tabs(user: User, *, now: datetime) -> list[dict[str, Any]]:
    """The desk's side tabs, each a worklist with how many wait and how many are late, counted in one query."""
    shown = [each for each in _beside_the_desk() if user.may(each.permission)]
    found = counts(shown, user=user, now=now)
    return [
        {"code": each.code, "text": each.title, "href": reverse(each.desk) if each.desk else reverse("worklist", args=[each.code]),
         **found[each.code]} for each in shown
    ]


def _beside_the_desk() -> list[Worklist]:
    """What was added to contacts, and feedback, are declared by capabilities on either side of this one."""
    additions = [each for each in WORKLISTS.values() if each.model is Addition]
    feedback = [each for each in WORKLISTS.values() if each.model._meta.app_label == "feedback"]
    return [RECEPTION, MANAGERS, RETURNED, RING_THEM, *additions, *feedback]
