"""What the pages of passing on read. Those that take a user go through what that user may see."""

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.notify.models import Message

from ..models import Notice, Passing, SchoolDays

Stage = Passing.Stage
RELATED = ("notice", "child__person__school", "child__person__gp", "child__school", "child__gp", "agency", "passed_by")
PLACES = {True: ("SCHOOL", "COLLEGE", "EARLY_YEARS", "EDUCATION"), False: ("GP_PRACTICE", "HEALTH_TRUST", "MENTAL_HEALTH")}
RECEIVE = (*PLACES[True], *PLACES[False])


def is_their_address(user: User, address: str) -> bool:
    """Did this person prove, by a code sent to it, that the address is theirs?"""
    if not address or not compare_digest(user.email.casefold().encode(), address.casefold().encode()):
        return False
    return EmailAddress.objects.filter(user=user, email__iexact=address, verified=True).exists()


def is_their_own(passing: Passing, user: User) -> bool:
    """It was passed to their agency, whose safeguarding lead they are, or to an address that they proved to be theirs."""
    if passing.agency_id and user.agency and passing.agency_id == user.agency.pk:
        return user.may(May.SEE_OWN_AGENCY)
    return is_their_address(user, passing.sent_to)


def claimable(user: User, pk: UUID | None = None) -> list[Passing]:
    """What was sent to an address this person proved to be theirs, and is not yet shared with them."""
    proved = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
    sent = Passing.objects.filter(stage=Stage.PASSED, not_theirs_at=None, sent_to__iexact=user.email if proved else "nobody")
    if pk:
        sent = sent.filter(pk=pk)
    return list(sent.exclude(pk__in=Passing.objects.visible_to(user).values("pk"))[:50])


def told_to(user: User, *, now: datetime) -> QuerySet:
    """What was passed to this person's agency, or to their proved address: the newest first, and nothing else of any notice."""
    theirs = Q(sent_to__iexact=user.email)
    if user.may(May.SEE_OWN_AGENCY):
        theirs |= Q(agency=user.agency)
    told = Passing.objects.visible_to(user).filter(theirs, stage=Stage.PASSED, not_theirs_at=None, open_from__lte=now)
    return told.select_related("notice", "child", "agency").order_by("-passed_at")


def is_told_of_notices(user: User) -> bool:
    """Whether this is somebody of a school or of health to whom notices are passed on."""
    return bool(user.agency and user.agency.kind in RECEIVE and user.may(May.SEE_OWN_AGENCY))


def picked(user: User, given: list[str]) -> list[tuple[Passing, int]]:
    """What was ticked, each as "id:version" of when it was seen: only what may be seen and still waits."""
    seen = {}
    for each in given[:200]:
        pk, _, version = each.partition(":")
        try:
            seen[UUID(pk)] = int(version)
        except ValueError:
            continue
    waiting = Passing.objects.visible_to(user).filter(pk__in=seen, stage=Stage.TO_PASS).select_related(*RELATED).order_by("since", "pk")
    return [(each, seen[each.pk]) for each in waiting]


def posted_about(passing: Passing, user: User) -> list[Message]:
    """What was posted about it and what became of each, the newest first."""
    return list(Message.objects.visible_to(user).filter(about_id=passing.pk).order_by("-send_after"))


def places(*, school: bool) -> QuerySet:
    """The schools, or the surgeries and health trusts, that can be told."""
    return Agency.objects.filter(kind__in=PLACES[school], ended_at=None)


def days_said(*, today) -> QuerySet:
    """What schools have said of their days, now and to come."""
    return SchoolDays.objects.filter(ended_at=None, to_on__gte=today).select_related("school").order_by("from_on", "school__name")


def days_by(pk: UUID) -> SchoolDays | None:
    return SchoolDays.objects.filter(pk=pk).select_related("school").first()


def shared_of(notice: Notice, *, user: User) -> list[Passing]:
    """What of one notice was passed on or is to be, as far as this person may see: with whom, when, what, what was left out."""
    return list(Passing.objects.visible_to(user).filter(notice=notice).select_related("agency", "child").order_by("since", "pk"))
