"""How well notices are filled in: what a child's notice needs and does not say, by station and month. Fed back to the force,
and seen by the hub without any officer's name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from frontdoor.foundations.access.models import Agency

from ..models import Notice, NoticePerson

MONTHS = 6
FEW = 6  # below this a share says more about one officer than about a station
WANTING = {
    "undated": "A child without a date of birth", "unnamed": "A child without a name", "unheard": "No voice of the child",
    "late": "Submitted late", "nobody": "No child named",
}


@dataclass(frozen=True)
class Quality:
    """Of so many notices, how many want what."""

    station: str
    month: date | None
    officer: str
    notices: int
    wanting: dict[str, int]

    def share(self, what: str) -> str:
        """A count and its share; of few notices, to those who need not know whose they are, neither."""
        count = self.wanting[what]
        return f"{count} ({round(100 * count / self.notices)}%)" if self.notices >= FEW else str(count)

    @property
    def is_few(self) -> bool:
        return self.notices < FEW


def quality(*, now: datetime, force: Agency | None, by_officer: bool = False) -> list[Quality]:
    """The notices of one force, or of all, as they stand: one query. The newest month first. By officer, over all the months,
    and of those alone who sent enough to say anything of."""
    by = ("officer_station", "officer_id") if by_officer else ("officer_station", "month")
    rows = _judged(now=now, force=force).values(*by).annotate(notices=Count("pk"), **{
        name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in WANTING
    })
    if by_officer:
        rows = rows.filter(notices__gte=FEW)
    order = ("officer_station", "officer_id") if by_officer else ("-month", "officer_station")
    return [
        Quality(
            row["officer_station"] or "Station not given", row["month"].date() if "month" in row else None, row.get("officer_id") or "",
            row["notices"], {name: row[name] for name in WANTING},
        ) for row in rows.order_by(*order)
    ]


def _judged(*, now: datetime, force: Agency | None) -> QuerySet:
    children = NoticePerson.objects.filter(notice=OuterRef("pk"), is_child=True, not_yet_born=False, gone_in_version=None)
    late = Q(submitted_at__gt=F("incident_at") + timedelta(hours=settings.PROTOCOL.PPN["late_after_hours"]))
    notices = Notice.objects.filter(received_at__gte=now - timedelta(days=MONTHS * 31), is_test=False).exclude(stage=Notice.Stage.WITHDRAWN)
    if force is not None:
        notices = notices.filter(owned_by=force)
    return notices.annotate(
        month=TruncMonth("received_at"), is_undated=Exists(children.filter(born_on=None)),
        is_unnamed=Exists(children.filter(given_names="")), is_nobody=~Exists(children), is_unheard=Q(child_voice=""), is_late=late,
    ).order_by()
