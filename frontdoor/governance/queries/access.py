"""Who has access: agencies, teams and people. An administrator sees these and no child."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from frontdoor.foundations.access.models import Agency, Membership, Team, User
from frontdoor.foundations.access.roles import ROLES
from frontdoor.foundations.record.actions import CATALOGUE
from frontdoor.foundations.record.models import Event, RowChange

DORMANT_AFTER = timedelta(days=35)
NOBODY = ("door", "system")


def agencies(*, search: str = "", kind: str = "") -> QuerySet[Agency]:
    """Every agency with how many people and teams it has, those still here first."""
    found = Agency.objects.filter(name__icontains=search) if search else Agency.objects.all()
    if kind:
        found = found.filter(kind=kind)
    with_access = Q(memberships__ended_at=None) & ~Q(memberships__role__in=NOBODY)
    return found.annotate(
        people=Count("memberships", filter=with_access, distinct=True), how_many_teams=Count("teams", distinct=True)
    ).order_by(F("ended_at").asc(nulls_first=True), "name")


def agency(pk) -> Agency | None:
    return Agency.objects.filter(pk=pk).first()


def teams_of(agency: Agency) -> QuerySet[Team]:
    return agency.teams.annotate(people=Count("memberships", filter=Q(memberships__ended_at=None))).order_by("name")


def every_agency() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Agency.objects.filter(ended_at=None).values_list("pk", "name")]


def every_team() -> list[tuple[str, str]]:
    """Teams by agency, for a drop-down: which agency is said beside each."""
    teams = Team.objects.filter(ended_at=None, agency__ended_at=None).order_by("agency__name", "name")
    return [(str(pk), f"{name} ({agency})") for pk, name, agency in teams.values_list("pk", "name", "agency__name")]


def places(*, now: datetime, search: str = "", agency: str = "", role: str = "", state: str = "") -> QuerySet[Membership]:
    """The last place of everybody, open ones first. `state`: open, dormant, never, ended, guest."""
    later = Membership.objects.filter(user=OuterRef("user"), started_at__gt=OuterRef("started_at"))
    found = Membership.objects.exclude(role__in=NOBODY).filter(~Exists(later)).select_related("user", "agency", "team")
    if search:
        found = found.filter(Q(user__name__icontains=search) | Q(user__email__icontains=search))
    if agency:
        found = found.filter(agency=agency)
    if role:
        found = found.filter(role=role)
    return _in_state(found, state, now).order_by(F("ended_at").asc(nulls_first=True), "user__name", "pk")


def _in_state(found: QuerySet[Membership], state: str, now: datetime) -> QuerySet[Membership]:
    opened, long_ago = Q(ended_at=None, user__is_active=True), now - DORMANT_AFTER
    used = Greatest(F("started_at"), F("user__last_login"))
    found = found.annotate(used_at=used, is_dormant=Case(When(opened & Q(used_at__lt=long_ago), then=Value(True)), default=Value(False)))
    return {
        "": lambda: found,
        "open": lambda: found.filter(opened),
        "dormant": lambda: found.filter(is_dormant=True),
        "never": lambda: found.filter(opened, user__last_login=None),
        "ended": lambda: found.exclude(opened),
    }[state]()


def person(pk) -> User | None:
    return User.objects.exclude(memberships__role__in=NOBODY).filter(pk=pk).first()


def places_of(user: User) -> QuerySet[Membership]:
    return user.memberships.select_related("agency", "team").order_by("-started_at")


@dataclass(frozen=True)
class Change:
    """One thing an administrator did about a person."""

    at: datetime
    said: str
    by: str
    role: str


def changes_of(user: User) -> list[Change]:
    """What was done about this person's access, newest first: the events that touched any of their places."""
    theirs = [str(pk) for pk in user.memberships.values_list("pk", flat=True)]
    touched = RowChange.objects.filter(table_name=Membership._meta.db_table, row_id__in=theirs).values("event")
    events = Event.objects.filter(pk__in=touched).select_related("by").order_by("-position")
    return [
        Change(event.at, CATALOGUE[event.kind].summary if event.kind in CATALOGUE else event.kind, str(event.by),
               ROLES[event.details["role"]].name if event.details.get("role") in ROLES else "")
        for event in events[:50]
    ]


def chosen(*, agency: str, role: str, team: str) -> dict:
    """The agency and team behind what was chosen in a form."""
    return {"agency": Agency.objects.get(pk=agency), "role": role, "team": Team.objects.filter(pk=team).first() if team else None}
