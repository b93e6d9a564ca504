"""A contact is finished when every child's work is somebody's, and everyone due has been told."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from frontdoor.contacts.actions import finish
from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.decisions.models import Decision
from frontdoor.foundations.access.models import User
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.handover.models import Handover, HandoverChild
from frontdoor.mash.models import Enquiry
from frontdoor.screening.models import Outcome
from frontdoor.screening.rules import ENDS_HERE

from .models import Feedback
from .rules import ChildSoFar, Unfinished, what_is_unfinished

AT_ONCE = 200
OWED = (Feedback.Stage.DUE,)
UNSETTLED = (Message.Stage.WAITING, Message.Stage.NOT_DELIVERED)


def nothing_open() -> QuerySet:
    """Screened contacts that have nothing open: what should now be finished."""
    posts = Message.objects.filter(about_id__in=Feedback.objects.filter(contact=OuterRef(OuterRef("pk"))).values("pk"), stage__in=UNSETTLED)
    return Contact.objects.filter(stage=Contact.Stage.SCREENED).exclude(
        Exists(Handover.objects.filter(contact=OuterRef("pk")).exclude(stage__in=Handover.closed_stages))
    ).exclude(
        Exists(Enquiry.objects.filter(contact=OuterRef("pk")).exclude(stage__in=Enquiry.closed_stages))
    ).exclude(
        Exists(Feedback.objects.filter(contact=OuterRef("pk"), stage__in=OWED))
    ).exclude(Exists(posts))


def unfinished(contacts: Iterable[Contact]) -> dict:
    """What each contact still waits for, in a constant number of queries: {contact id: Unfinished}."""
    ids = [contact.pk for contact in contacts]
    children, work = _children(ids)
    told, owed, feedback = {}, dict.fromkeys(ids, 0), {}
    for pk, contact, stage, to, kind in Feedback.objects.filter(contact__in=ids).values_list("pk", "contact", "stage", "to", "kind"):
        feedback[pk] = contact
        owed[contact] += stage in OWED
        told[contact] = told.get(contact, False) or (to == "REFERRER" and kind == "DECISION" and stage not in OWED)
    posts = dict.fromkeys(ids, 0)
    for about in Message.objects.filter(about_id__in=feedback, stage__in=UNSETTLED).values_list("about_id", flat=True):
        posts[feedback[about]] += 1
    still = dict.fromkeys(ids, 0)
    for contact in Enquiry.objects.filter(contact__in=ids).exclude(stage__in=Enquiry.closed_stages).values_list("contact", flat=True):
        still[contact] += 1
    return {
        pk: what_is_unfinished(
            children=[work[child] for child in children[pk]], enquiries_open=still[pk], referrer_told=told.get(pk, False), owed=owed[pk],
            posts_unsettled=posts[pk], ends_here=ENDS_HERE,
        )
        for pk in ids
    }


def _children(ids: list) -> tuple[dict, dict]:
    """The children of each contact, and what became of each."""
    children: dict = {pk: [] for pk in ids}
    for child, contact in ContactChild.objects.filter(contact__in=ids).values_list("pk", "contact"):
        children[contact].append(child)
    every = [child for group in children.values() for child in group]
    first = dict(Outcome.objects.filter(child__in=every, replaced_by=None, settled_at__isnull=False).values_list("child", "outcome"))
    decided = dict(
        Decision.objects.filter(child__in=every, amended_by=None).order_by("decided_at").values_list("child", "outcome")
    )
    handed: dict = {}
    for child, outcome, stage in HandoverChild.objects.filter(child__in=every).values_list("child", "handover__outcome", "handover__stage"):
        handed.setdefault(child, set()).add((outcome, stage))
    return children, {
        child: ChildSoFar(first.get(child, ""), decided.get(child, ""), frozenset(handed.get(child, ()))) for child in every
    }


def finish_if_done(contact: Contact, *, at: datetime) -> bool:
    """Finish this contact now, if nothing more is owed about it. Nobody can come to owe something meanwhile."""
    with transaction.atomic():
        held = Contact.objects.select_for_update().filter(pk=contact.pk, stage=Contact.Stage.SCREENED).first()
        if held is None or unfinished([held])[held.pk]:
            return False
        finish(held, by=the_system(), at=at)
    return True


def finish_what_is_done(*, by: User, at: datetime) -> int:
    """The chore: every screened contact about which nothing is open."""
    return sum(finish_if_done(contact, at=at) for contact in nothing_open().order_by("received_at")[:AT_ONCE])


def why_not(contact: Contact) -> Unfinished:
    return unfinished([contact])[contact.pk]
