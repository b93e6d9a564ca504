"""Who else is on this enquiry now. It says that a page is open, never what is read: that is in the viewings."""

from datetime import datetime, timedelta

from frontdoor.foundations.access.models import User

from .models import Enquiry, Presence

STILL_HERE = timedelta(seconds=30)


def arrive(enquiry: Enquiry, *, user: User, now: datetime) -> None:
    """Their page asked for news."""
    Presence.objects.bulk_create(
        [Presence(enquiry=enquiry, user=user, seen_at=now)], update_conflicts=True, unique_fields=["enquiry", "user"],
        update_fields=["seen_at"],
    )


def others(enquiry: Enquiry, *, user: User, now: datetime) -> list[str]:
    """The names of those whose page asked within half a minute, this one not among them."""
    here = Presence.objects.filter(enquiry=enquiry, seen_at__gt=now - STILL_HERE).exclude(user=user)
    return list(here.order_by("user__name").values_list("user__name", flat=True))
