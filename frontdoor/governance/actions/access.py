"""Opening and ending access: agencies, teams, and people's places in them."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection

from frontdoor.foundations.access.models import Agency, Membership, Team, User
from frontdoor.foundations.access.roles import ROLES, May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import NOT_LISTED
from frontdoor.foundations.record.refusals import Refused

# Given by the product itself, never by an administrator.
NOT_GIVEN = ("guest", "door", "system", "feed")


@action("Add an agency", permission=May.MANAGE_ACCESS, keeps=("kind",), shown=False)
def add_agency(
    *, by: User, at: datetime, name: str, kind: str, inbox: str = "", phone: str = "", code: str = "", source_code: str = "",
    identity_provider: str = "",
) -> Agency:
    """An agency joins the partnership. It owns what it contributes from its first day."""
    name = _named(name, "the agency")
    if Agency.objects.filter(name__iexact=name).exists():
        raise Refused(f"There is already an agency called {name}.", field="name")
    _of_the_set("agency_kind", kind, field="kind")
    return Agency.objects.create(
        name=name, kind=kind, inbox=_address(inbox, field="inbox") if inbox else "", phone=phone, code=code,
        source_code=source_code, identity_provider=_provider(identity_provider),
    )


@action("Change an agency's details", permission=May.MANAGE_ACCESS, on=Agency, shown=False)
def change_agency(
    agency: Agency, *, by: User, at: datetime, inbox: str, phone: str, code: str, source_code: str, identity_provider: str,
) -> Agency:
    """Where letters go, and how its people sign in. Its name stays: it stands under what it wrote."""
    agency.inbox = _address(inbox, field="inbox") if inbox else ""
    agency.phone, agency.code, agency.source_code = phone, code, source_code
    agency.identity_provider = _provider(identity_provider)
    agency.save(update_fields=["inbox", "phone", "code", "source_code", "identity_provider"])
    return agency


@action("Add a team", permission=May.MANAGE_ACCESS, on=Agency, keeps=("function",), shown=False)
def add_team(agency: Agency, *, by: User, at: datetime, name: str, function: str, district: str = "") -> Team:
    """A team of an agency, with the name its people use."""
    name = _named(name, "the team")
    if agency.ended_at:
        raise Refused(f"{agency} has left the partnership.")
    if agency.teams.filter(name__iexact=name).exists():
        raise Refused(f"{agency} already has a team called {name}.", field="name")
    if function not in Team.Function.values:
        raise Refused("Select what the team does.", field="function")
    return Team.objects.create(agency=agency, name=name, function=function, district=district)


@action("Add a person", permission=May.MANAGE_ACCESS, on=Agency, keeps=("role", "team"), shown=False)
def add_person(
    agency: Agency, *, by: User, at: datetime, name: str, email: str, role: str, team: Team | None = None, job_title: str = "",
    phone: str = "",
) -> Membership:
    """Somebody gets a place in an agency. Whoever had one before, or came as a guest, keeps what is theirs."""
    email = _address(email, field="email")
    user = User.objects.select_for_update(of=("self",)).filter(email__iexact=email).first()
    place = user.memberships.filter(ended_at=None).first() if user else None
    if place and place.role != "guest":
        raise Refused(
            f"{place.user} already has a place in {place.agency} with this address. Change or end that one first.", field="email"
        )
    if place:
        _end(place, at=at)
    if user is None:
        user = User(email=email)
        user.set_unusable_password()
    user.name, user.job_title, user.phone, user.is_active = _named(name, "the person"), job_title, phone, True
    user.save()
    return _start(user, agency=agency, role=role, team=team, at=at)


@action("Change a person's role", permission=May.MANAGE_ACCESS, on=User, keeps=("role", "agency", "team"), shown=False)
def change_role(
    person: User, *, by: User, at: datetime, role: str, agency: Agency, team: Team | None = None
) -> Membership:
    """One place ends and another starts: what was done in the old one keeps its agency and role."""
    place = _open_place(person)
    if person == by:
        raise Refused("Nobody changes their own role. Ask another administrator.")
    if (place.role, place.agency_id, place.team_id) == (role, agency.pk, team.pk if team else None):
        raise Refused(f"{person} already has this role there.", field="role")
    _keep_an_administrator(place, unless=role)
    _end(place, at=at)
    return _start(person, agency=agency, role=role, team=team, at=at)


@action("End a person's access", permission=May.MANAGE_ACCESS, on=User, keeps=("reason",), shown=False)
def end_access(person: User, *, by: User, at: datetime, reason: str) -> User:
    """At once: their next request is refused, on every machine, and no way of signing in opens again by itself."""
    place = _open_place(person)
    if reason not in dict(REASONS):
        raise Refused("Select why the access ends.", field="reason")
    _keep_an_administrator(place)
    _end(place, at=at)
    person.is_active = False
    person.set_unusable_password()  # a new one each time: every session made with the old one is void
    person.save(update_fields=["is_active", "password"])
    return person


@action("Admit a guest", permission=May.RUN, shown=False)
def admit_guest(*, by: User, at: datetime, email: str) -> Membership:
    """A professional without an account, at an address they have just shown to be theirs, may refer and follow it."""
    email = _address(email, field="email")
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("There is already somebody with this address.", field="email")
    user = User(email=email, name=email.partition("@")[0][:120])
    user.set_unusable_password()
    user.save()
    return Membership.objects.create(user=user, agency=Agency.objects.get(name=NOT_LISTED), role="guest", started_at=at)


REASONS = [
    ("LEFT", "They left the agency"),
    ("MOVED", "They moved to other work"),
    ("NOT_USED", "They do not use it"),
    ("LOST_DEVICE", "A device or password was lost or stolen"),
    ("CONCERN", "A concern about how they used it"),
]


def _start(user: User, *, agency: Agency, role: str, team: Team | None, at: datetime) -> Membership:
    if role not in ROLES or role in NOT_GIVEN:
        raise Refused("Select a role from the list.", field="role")
    if agency.ended_at:
        raise Refused(f"{agency} has left the partnership.", field="agency")
    if team and team.agency_id != agency.pk:
        raise Refused(f"{team} is not a team of {agency}.", field="team")
    return Membership.objects.create(user=user, agency=agency, team=team, role=role, started_at=at)


def _end(place: Membership, *, at: datetime) -> None:
    place.ended_at = max(at, place.started_at)
    place.save(update_fields=["ended_at"])


def _open_place(person: User) -> Membership:
    place = person.memberships.select_for_update(of=("self",)).filter(ended_at=None).first()
    if place is None or place.role in ("door", "system", "feed"):  # a feed ends on the page of feeds
        raise Refused(f"{person} has no access that could be ended or changed.")
    return place


def _keep_an_administrator(place: Membership, *, unless: str = "") -> None:
    """Two administrators ending each other at once must leave one: they queue here."""
    if place.role != "administrator" or unless == "administrator":
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('frontdoor.administrators'))")
    others = Membership.objects.filter(role="administrator", ended_at=None, agency__ended_at=None, user__is_active=True)
    if not others.exclude(pk=place.pk).exists():
        raise Refused(f"{place.user} is the last administrator. Give somebody else that role first.")


def _named(name: str, what: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused(f"Enter the name of {what}.", field="name")
    return tidy


def _address(email: str, *, field: str) -> str:
    tidy = email.strip().lower()
    try:
        validate_email(tidy)
    except ValidationError:
        raise Refused("Enter an e-mail address in the form name@example.org.", field=field) from None
    return tidy


def _of_the_set(name: str, code: str, *, field: str) -> None:
    if code not in dict(CODES[name].choices()):
        raise Refused("Select one from the list.", field=field)


def _provider(identity_provider: str) -> str:
    if identity_provider and identity_provider not in {each["provider_id"] for each in settings.IDENTITY_PROVIDERS}:
        raise Refused("That way of signing in is not set up on this installation.", field="identity_provider")
    return identity_provider


@action("Check that the record is as it was left", permission=May.SEE_ACCESS_LOG, keeps=("seals", "number", "found"), shown=False)
def check_integrity(*, by: User, at: datetime, seals: int, number: int, found: list[str]) -> Agency:
    """What a walk of the whole chain found. The result is an event, so it is sealed in its turn."""
    return by.agency
