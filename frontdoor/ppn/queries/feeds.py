from django.db.models import Max, OuterRef, QuerySet, Subquery

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Event

from ..actions.feeds import digest_of
from ..models import Feed


def feed_of(token: str) -> Feed | None:
    """The feed that this token opens, if it has not ended."""
    return Feed.objects.filter(digest=digest_of(token), ended_at=None, user__is_active=True).select_related("user").first()


def feeds() -> QuerySet[Feed]:
    """Those that run first; each with when it last did anything."""
    last = Event.objects.filter(by=OuterRef("user")).order_by().values("by").annotate(last=Max("at")).values("last")
    return Feed.objects.select_related("user").annotate(last_at=Subquery(last)).order_by("ended_at", "name")


def feed(pk) -> Feed | None:
    return Feed.objects.filter(pk=pk).select_related("user").first()


def forces() -> dict[str, Agency]:
    return {str(agency.pk): agency for agency in Agency.objects.filter(kind="POLICE", ended_at=None)}
