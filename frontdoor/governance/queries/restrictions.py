"""What is restricted, who is named on it, and whom to ask."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import ROLES, May
from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.models import ClockRun, Face
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.record.models import Event, Record, Share

from ..models import Opening, Restriction


def named_on(restriction: Restriction) -> list[User]:
    """Those named, managers first; not whoever broke the glass for an hour."""
    shares = Share.objects.open().filter(record_id=restriction.pk, user__isnull=False, until=None)
    found = User.objects.filter(pk__in=shares.values("user"), is_active=True).order_by("name")
    return sorted(found, key=lambda user: not user.may(May.DECIDE))


def sent_it(restriction: Restriction) -> list[User]:
    """Whoever raised a restricted contact sees what they sent, and only that."""
    shares = Share.objects.open().filter(record_id=restriction.of.pk, user__isnull=False, until=None).values("user")
    return list(User.objects.filter(pk__in=shares).exclude(pk__in=[user.pk for user in named_on(restriction)]))


def who_can_be_named() -> QuerySet[User]:
    """Those who work in the hub, or take work on from it: a name lets nobody do what their role does not."""
    roles = [role.code for role in ROLES.values() if role.may & {May.SEE_HUB, May.TAKE_ON} and May.RUN not in role.may]
    held = {"memberships__role__in": roles, "memberships__ended_at": None}
    return User.objects.filter(is_active=True, **held).order_by("name")


def restriction_of(record: Record, *, user: User) -> Restriction | None:
    """The one in force on this contact or person, if this reader is named on it."""
    which = {"contact": record.pk} if isinstance(record, Contact) else {"person": record.pk}
    return Restriction.objects.visible_to(user).filter(**which, stage=Restriction.Stage.IN_FORCE).first()


def in_force(contact: Contact) -> QuerySet[Restriction]:
    """What keeps this contact to named people: its own restriction, and those of the people it names."""
    people = contact.children.values("person").union(contact.adults.values("person"))
    return Restriction.objects.filter(Q(contact=contact) | Q(person__in=people), stage=Restriction.Stage.IN_FORCE)


def closing(reference: str, *, user: User) -> list[Restriction]:
    """What keeps this person from the contact of exactly this reference: its own restriction, or one of somebody it names. Where a
    seal does, nothing: the contact is not there."""
    contact = Contact.objects.filter(reference=reference.strip().upper()).first()
    if contact is None or Contact.objects.visible_to(user).filter(pk=contact.pk).exists():
        return []
    mine = Share.objects.open().filter(user=user)
    held = [each for each in in_force(contact).select_related("contact", "person") if not mine.filter(record_id=each.of.pk).exists()]
    return [] if any(each.kind == Restriction.Kind.SEALED for each in held) else held  # behind a seal there is no glass


def blind_matches(restriction: Restriction) -> list[tuple[datetime, str]]:
    """What came in or was asked for that may be about whom this keeps, newest first: when, and what or by whom."""
    events = Event.objects.filter(record_id=restriction.pk, kind__in=["governance.tell_custodians", "governance.tell_of_search"])
    events = list(events.order_by("-at")[:50])
    people = {str(each.pk): each for each in User.objects.filter(pk__in=[each.details["searcher"] for each in events if "searcher" in each.details])}
    return [(each.at, _what_matched(each, people)) for each in events]


def _what_matched(event: Event, people: dict[str, User]) -> str:
    searcher = people.get(event.details.get("searcher", ""))
    return f"A search by {searcher}, {searcher.agency}" if searcher else "A contact or a police notice"


def contact_called(reference: str, *, user: User) -> Contact | None:
    return Contact.objects.visible_to(user).filter(reference=reference.strip().upper()).first()


def openings_of(restriction: Restriction, *, user: User) -> QuerySet[Opening]:
    return Opening.objects.visible_to(user).filter(restriction=restriction).select_related("opened_by", "reviewed_by")


@dataclass(frozen=True)
class Counts:
    """For the monthly report: numbers only."""

    in_force: list[tuple[str, int]]
    opened: int
    found: list[tuple[str, int]]


def counted(*, now: datetime) -> Counts:
    in_force = Counter(Restriction.objects.filter(stage=Restriction.Stage.IN_FORCE).values_list("reason", flat=True))
    found = list(Opening.objects.filter(opened_at__gte=now - timedelta(days=365)).values_list("finding", flat=True))
    return Counts(_in_words("restriction_reason", in_force), len(found), _in_words("break_glass_finding", Counter(filter(None, found))))


def _in_words(codes: str, numbers: Counter) -> list[tuple[str, int]]:
    return [(CODES[codes].label(code), number) for code, number in numbers.most_common()]


def clock_of(record: Record, clock: Clock, *, now: datetime) -> Face | None:
    run = ClockRun.objects.filter(record_id=record.pk, clock=clock.code, stopped_at=None).first()
    return run.face(now=now) if run else None


def person_named(restriction: Restriction, pk: str) -> User | None:
    """Somebody who may see the record by name, of those on the page."""
    return next((user for user in [*named_on(restriction), *sent_it(restriction)] if str(user.pk) == pk), None)
