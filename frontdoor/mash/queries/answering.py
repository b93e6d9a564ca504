"""Who may answer for an agency, and what an agency does of which nobody may."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q

from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.access.roles import ROLES, May
from frontdoor.foundations.access.sign_in import has_proved

from ..models import AgencyRequest

ANSWERERS = [role.code for role in ROLES.values() if May.ANSWER in role.may]


def somebody_may_answer(agency: Any) -> Q:
    """Somebody of this agency signs in and may answer; for a query over its requests, `OuterRef("agency")`."""
    return Q(Exists(Membership.objects.filter(agency=agency, role__in=ANSWERERS, ended_at=None, user__is_active=True)))


def nobody_may_answer_for(agency: Agency) -> bool:
    """A surgery that only refers: it is written to, and answers by its inbox or by telephone."""
    return not Membership.objects.filter(agency=agency, role__in=ANSWERERS, ended_at=None, user__is_active=True).exists()


def answers_by_letter(user: User, request: AgencyRequest) -> bool:
    """They read the inbox that the request was sent to, as a code proved; and nobody there could answer otherwise."""
    return has_proved(user, request.agency.inbox) and nobody_may_answer_for(request.agency)


def letters_to(user: User, pk: Any) -> list[AgencyRequest]:
    """The request with this key, if it was sent to an address this person proved to be theirs and is not yet shared with them."""
    proved = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
    sent = AgencyRequest.objects.filter(~somebody_may_answer(OuterRef("agency")), pk=pk, agency__inbox__iexact=user.email if proved else "nobody")
    return list(sent.exclude(pk__in=AgencyRequest.objects.visible_to(user).values("pk")).select_related("agency"))
