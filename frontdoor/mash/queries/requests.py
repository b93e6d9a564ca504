"""One agency's request, and its own items."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import Face
from frontdoor.foundations.record.models import Share

from ..models import AgencyRequest, Item
from .clocks import runs_of


def face_of(asked: AgencyRequest, *, now: datetime) -> Face | None:
    run = runs_of([asked]).get(asked.pk)
    return run.face(now=now) if run else None


def own_items(asked: AgencyRequest, *, user: User) -> list[Item]:
    """What this agency gave, each with the people it was shown to since."""
    items = list(Item.objects.visible_to(user).filter(request=asked, owned_by=user.agency).order_by("happened_on", "given_at", "pk"))
    kind = ContentType.objects.get_for_model(Item)
    shares = Share.objects.open().filter(record_type=kind, record_id__in=[item.pk for item in items]).exclude(user=None)
    shown: dict = {}
    for each in shares.select_related("user").order_by("started_at"):
        shown.setdefault(each.record_id, []).append(each)
    for item in items:
        item.shown_to = shown.get(item.pk, [])
    return items
