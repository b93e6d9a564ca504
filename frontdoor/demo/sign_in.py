"""Signing in as anybody in one click. This module is installed in the demonstration only."""

from itertools import groupby

from django.conf import settings

from frontdoor.foundations.access.models import Agency, Membership, User

NOBODY = ("door", "system")  # the public form and the system are no person's place


def the_cast() -> list[tuple[Agency, list[Membership]]]:
    """Everybody who can sign in, by agency: the front door first, then by name."""
    places = (
        Membership.objects.filter(ended_at=None, agency__ended_at=None, user__is_active=True)
        .exclude(role__in=NOBODY).select_related("user", "agency", "team")
    )
    ordered = sorted(places, key=lambda place: (not _is_the_hub(place.agency), place.agency.name, str(place.agency_id), place.user.name))
    return [(agency, list(people)) for agency, people in groupby(ordered, key=lambda place: place.agency)]


def one_of_the_cast(email: str) -> User | None:
    """The person to be, if this is a demonstration and they have a place in it."""
    if not settings.FRONTDOOR_DEMO:
        return None
    place = (
        Membership.objects.filter(user__email__iexact=email, user__is_active=True, ended_at=None, agency__ended_at=None)
        .exclude(role__in=NOBODY).select_related("user").first()
    )
    return place.user if place else None


def _is_the_hub(agency: Agency) -> bool:
    return agency.name == f"{settings.PARTNERSHIP['council']} front door"
