"""Restricting a record to named people, and keeping that in order. Published policies: named list, reason, review every 90 days."""

from collections.abc import Collection, Iterable
from datetime import datetime

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.notify.actions import post
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.foundations.record.models import Record, Share, share
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.merging import one_with
from frontdoor.people.models import Person
from frontdoor.ppn.models import Notice

from ..models import Restriction

Stage = Restriction.Stage
NAMED = "Named on a restricted record"


@action("Restrict a contact", permission=May.RESTRICT, on=Contact, keeps=("reason", "people"))
def restrict_contact(contact: Contact, *, by: User, at: datetime, reason: str, why: str, people: Iterable[User]) -> Restriction:
    """Only those named see the contact and all that follows it. Whoever sent it still sees what they sent."""
    return _restrict(contact, by=by, at=at, reason=reason, why=why, people=people)


@action("Restrict a person's record", permission=May.RESTRICT, on=Person, keeps=("reason", "people"))
def restrict_person(person: Person, *, by: User, at: datetime, reason: str, why: str, people: Collection[User]) -> Restriction:
    """Only those named see the person, and every contact that names them, now and from now on; on whichever record of theirs."""
    made = _restrict(person, by=by, at=at, reason=reason, why=why, people=people)
    for other in Person.objects.visible_to(by).filter(pk__in=one_with([person.pk])[person.pk], restricted=False):
        restrict_person(other, by=by, at=at, reason=reason, why=why, people=people)
    return made


def _restrict(
    record: Record, *, by: User, at: datetime, reason: str, why: str, people: Iterable[User], kind: str = Restriction.Kind.NAMED,
) -> Restriction:
    if record.restricted:
        raise Refused("This record is restricted already. Change who is named on it instead.")
    people = list(people)
    _somebody_decides(people)
    made = keep_restriction(by=by, at=at, record=record, reason=reason, why=why, kind=kind)
    record.restricted = True
    record.save(update_fields=["restricted"])
    for each in people:
        _name(made, each, at=at)
    return made


@action("Keep a restriction", permission=May.RESTRICT, keeps=("reason",), shown=False)
def keep_restriction(
    *, by: User, at: datetime, record: Record, reason: str, why: str, kind: str = Restriction.Kind.NAMED,
) -> Restriction:
    """A record of its own, with a clock of its own: it is reviewed within ninety days."""
    _of_the_list(reason)
    which = {"contact": record} if isinstance(record, Contact) else {"person": record}
    return Restriction.objects.create(
        **which, kind=kind, reference=record.reference, reason=reason, why=_said(why, "why"), set_at=at, set_by=by, owned_by=the_hub(),
        circulation=Record.Circulation.NAMED, restricted=True,
    )


@action("Name a person on a restricted record", permission=May.RESTRICT, on=Restriction, allowed_from=[Stage.IN_FORCE], keeps=("person",))
def name_person(restriction: Restriction, *, by: User, at: datetime, person: User) -> Restriction:
    _name(restriction, person, at=at)
    return restriction


@action(
    "Take a name off a restricted record", permission=May.RESTRICT, on=Restriction, allowed_from=[Stage.IN_FORCE], keeps=("person",),
)
def unname_person(restriction: Restriction, *, by: User, at: datetime, person: User) -> Restriction:
    """At once. Somebody who may decide stays, so that the child's work goes on."""
    left = User.objects.filter(pk__in=_named(restriction).exclude(user=person).values("user"))
    _somebody_decides(left)
    _shares(restriction).filter(user=person).update(ended_at=at)
    return restriction


@action("Continue a restriction", permission=May.RESTRICT, on=Restriction, allowed_from=[Stage.IN_FORCE])
def continue_restriction(restriction: Restriction, *, by: User, at: datetime, review: str) -> Restriction:
    """Reviewed, and still needed, with the same people."""
    return _reviewed(restriction, at=at, review=review)


@action("Amend a restriction", permission=May.RESTRICT, on=Restriction, allowed_from=[Stage.IN_FORCE], keeps=("reason",))
def amend_restriction(restriction: Restriction, *, by: User, at: datetime, reason: str, review: str) -> Restriction:
    """Reviewed, and still needed, for another reason than before."""
    _of_the_list(reason)
    restriction.reason = reason
    return _reviewed(restriction, at=at, review=review)


@action("Lift a restriction", permission=May.RESTRICT, on=Restriction, allowed_from=[Stage.IN_FORCE], moves_to=Stage.LIFTED)
def lift_restriction(restriction: Restriction, *, by: User, at: datetime, review: str) -> Restriction:
    """The record is as it was before: its own circulation, and no longer anybody's by name."""
    record = restriction.of
    record.restricted, fields = False, ["restricted"]
    if restriction.kind == Restriction.Kind.SEALED:
        record.sealed, fields = False, ["restricted", "sealed"]
    record.save(update_fields=fields)
    _shares(restriction).filter(record_id=record.pk, reason=NAMED).update(ended_at=at)
    return _reviewed(restriction, at=at, review=review)


@action("Tell those named that something came in", permission=May.REFER, keeps=("about",), shown=False)
def tell_custodians(*, by: User, at: datetime, restriction: Restriction, about: Contact | Notice, path: str) -> Restriction:
    """What came in may be about a restricted child: nobody at reception can know, so those named are told, and say who it is."""
    for each in User.objects.filter(pk__in=_named(restriction).values("user"), is_active=True):
        post(
            by=by, at=at, kind="restricted-match", to_address=each.email, to_name=each.name, to_user=each, about=restriction,
            reference=about.reference[:40], path=path,
        )
    return restriction


def _name(restriction: Restriction, person: User, *, at: datetime) -> None:
    _shares(restriction).filter(user=person, until__isnull=False).update(ended_at=at)  # what was opened for an hour is now for good
    share(restriction.of, restriction, at=at, user=person, reason=NAMED)


def _shares(restriction: Restriction):
    """Not `open()`: one whose hour has passed is still there until somebody ends it, and would stand in the way."""
    return Share.objects.filter(record_id__in=[restriction.pk, restriction.of.pk], user__isnull=False, ended_at=None)


def _named(restriction: Restriction):
    return Share.objects.open().filter(record_id=restriction.pk, user__isnull=False, until=None)


def _somebody_decides(people: Iterable[User]) -> None:
    if not any(each.may(May.DECIDE) for each in people):
        raise Refused("Name at least one MASH manager, so that somebody can go on with the child's work.", field="people")


def _of_the_list(reason: str) -> None:
    if reason not in dict(CODES["restriction_reason"].choices()):
        raise Refused("Select why the record is restricted.", field="reason")


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise Refused("Say why, in a sentence that somebody else can check.", field=field)
    return words.strip()


def _reviewed(restriction: Restriction, *, at: datetime, review: str) -> Restriction:
    restriction.review, restriction.reviewed_at = _said(review, "review"), at
    restriction.save(update_fields=["review", "reviewed_at", "reason"])
    return restriction
