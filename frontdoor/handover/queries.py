"""What waits for whom, and who there is to take it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontdoor.contacts.models import Contact, ContactAdult, ContactChild
from frontdoor.foundations.access.models import Membership, Team, User
from frontdoor.foundations.access.roles import ROLES, May

from .models import Handover

RECEIVERS = [role.code for role in ROLES.values() if May.TAKE_ON in role.may]
FOR_THE_MASH = Q(to_team__function=Team.Function.MASH)


def somebody_signs_in() -> Exists:
    """Somebody of the team offered the work, or of its whole agency, can sign in and take it on."""
    return Exists(
        Membership.objects.filter(
            Q(team=None) | Q(team=OuterRef("to_team")), agency=OuterRef("to_team__agency"), role__in=RECEIVERS,
            ended_at=None, user__is_active=True,
        )
    )


def nobody_answers_for(team: Team) -> bool:
    """Nobody of this team signs in: the hub rings them, and writes down what they said."""
    if team.function == Team.Function.MASH:
        return False
    there = Membership.objects.filter(Q(team=None) | Q(team=team), agency=team.agency, role__in=RECEIVERS, ended_at=None)
    return not there.filter(user__is_active=True).exists()


def of_ones_own(handovers: QuerySet, user: User) -> QuerySet:
    """The work of one's team; of the whole agency for somebody who belongs to no one team."""
    return handovers.filter(to_team=user.team) if user.team else handovers.filter(to_team__agency=user.agency)


def taken_on(user: User, *, most: int = 50) -> QuerySet:
    """What this person's team accepted, the newest first."""
    mine = of_ones_own(Handover.objects.visible_to(user), user).filter(stage=Handover.Stage.ACCEPTED)
    return mine.select_related("contact", "to_team", "accepted_by").prefetch_related("children__child").order_by("-offered_at")[:most]


def withdrawn_from(user: User, *, now: datetime, most: int = 20) -> QuerySet:
    """What was on offer to this person's team in the last four weeks and was withdrawn."""
    lately = of_ones_own(Handover.objects.visible_to(user), user).filter(stage=Handover.Stage.WITHDRAWN, offered_at__gt=now - timedelta(weeks=4))
    return lately.select_related("contact").prefetch_related("children__child").order_by("-offered_at")[:most]


def teams_open() -> QuerySet:
    """Every team that takes work now."""
    return Team.objects.filter(ended_at=None, agency__ended_at=None).select_related("agency").order_by("agency__name", "name")


def named_in(handover: Handover) -> tuple[list[ContactChild], list[ContactAdult]]:
    """The children offered, and the others their contact names: not the brothers and sisters who went elsewhere."""
    children = ContactChild.objects.filter(handovers__handover=handover).select_related("person", "school", "gp").order_by("number")
    return list(children), list(handover.contact.adults.select_related("school", "gp"))


def before_it(handover: Handover, user: User) -> list[Handover]:
    """The offers that came before this one, the first first: who sent it back, and why."""
    found, earlier = [], handover.follows_id
    while earlier:
        one = Handover.objects.visible_to(user).select_related("to_team__agency").filter(pk=earlier).first()
        if one is None:
            break
        found.append(one)
        earlier = one.follows_id
    return found[::-1]


def possible(handover: Handover, user: User) -> list[str]:
    """What this person may do with this piece of work now, by the names of its forms."""
    names, team = [], handover.to_team
    if handover.stage == Handover.Stage.OFFERED:
        if user.may(May.TAKE_ON) and user.agency == team.agency and user.team in (None, team):
            names += ["accept", "send-back"]
        if user.may(May.ENQUIRE) and team.function == Team.Function.MASH:
            names += ["open-enquiry", "send-back-from-mash"]
        if user.may(May.SCREEN) and nobody_answers_for(team):
            names += ["accepted", "sent-back"]
    elif handover.stage == Handover.Stage.RETURNED:
        names += ["send-elsewhere", "decide-again"] if user.may(May.SCREEN) else []
        names += ["end"] if user.may(May.DECIDE) else []
    return names


def last_offered(contact: Contact, user: User) -> Handover | None:
    """The newest work of this contact that this person may see."""
    return Handover.objects.visible_to(user).filter(contact=contact).order_by("-offered_at").first()


def decided_in(handover: Handover) -> Any:
    """The key of the enquiry in which this was decided; none where reception decided it."""
    return ContactChild.objects.filter(handovers__handover=handover).values_list("enquiries__enquiry", flat=True).exclude(enquiries=None).first()
