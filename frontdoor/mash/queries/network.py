"""The children's network: whom to ask, whom about, and who works here."""

from collections.abc import Iterable

from django.db.models import QuerySet

from frontdoor.contacts.models import ContactAdult, ContactChild
from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.access.roles import ROLES, May
from frontdoor.foundations.pages.filters import short_day
from frontdoor.foundations.record.founding import NOT_LISTED
from frontdoor.people.models import Identity, Involvement

from ..models import AgencyRequest, Enquiry
from ..suggestions import Involved, Suggestion, suggest

# Those who are never asked: the front door itself, and those who hold nothing about children.
NEVER = ("PARTNERSHIP", "INSPECTORATE", "COUNCIL")


def agencies_to_ask(enquiry: Enquiry) -> QuerySet:
    """Every open agency that may be asked, and has no open question in this enquiry."""
    asked = AgencyRequest.objects.filter(enquiry=enquiry, stage=AgencyRequest.Stage.ASKED).values("agency")
    with_people = Agency.objects.filter(ended_at=None).exclude(kind__in=NEVER).exclude(pk=enquiry.owned_by_id)
    return with_people.exclude(pk__in=asked).exclude(name=NOT_LISTED)


def suggestions_for(enquiry: Enquiry, children: Iterable[ContactChild], adults: Iterable[ContactAdult]) -> list[Suggestion]:
    """The agencies the children's network suggests, less those already asked."""
    agencies, by_person = list(agencies_to_ask(enquiry)), {child.person_id: child.name for child in children if child.person_id}
    open_now = Involvement.objects.filter(person__in=by_person, to_on=None).exclude(kind="CLOSED").select_related("agency", "team")
    involved = [
        Involved(each.agency, by_person[each.person_id], ", ".join(filter(None, [each.worker_name, str(each.team or "")])))
        for each in open_now
    ]
    hub_roles = [role.code for role in ROLES.values() if May.ANSWER in role.may and May.SEE_HUB in role.may]
    in_hub = Agency.objects.filter(memberships__role__in=hub_roles, memberships__ended_at=None).distinct()
    may_be_asked = {agency.pk for agency in agencies}
    found = suggest(
        children=children, adults=adults, categories=enquiry.contact.categories, involved=involved, agencies=agencies, in_hub=in_hub,
        raised_by=enquiry.contact.referrer_agency,
    )
    return [each for each in found if each.agency.pk in may_be_asked]


def as_they_may_know(person: Identity) -> str:
    """How an agency is told whom it is asked about: enough to find them, a protected address never."""
    parts = [person.name]
    if person.born_on:
        parts.append(f"born about {person.born_on:%Y}" if person.birth_is_a_guess else f"born {short_day(person.born_on)}")
    elif person.expected_on:
        parts.append(f"expected {short_day(person.expected_on)}")
    if getattr(person, "address", "") and not person.address_is_protected:
        parts.append(f"{person.address} {person.postcode}".strip())
    return ", ".join(parts)[:200]


def hub_people(*, but: Agency | None = None) -> QuerySet:
    """Those who sit in the hub now."""
    return _with(May.SEE_HUB).exclude(memberships__agency=but) if but else _with(May.SEE_HUB)


def social_workers() -> QuerySet:
    return _with(May.ENQUIRE)


def _with(permission: May) -> QuerySet:
    roles = [role.code for role in ROLES.values() if permission in role.may and role.code not in {"system", "door"}]
    now = Membership.objects.filter(ended_at=None, agency__ended_at=None, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=now.values("user")).order_by("name")
