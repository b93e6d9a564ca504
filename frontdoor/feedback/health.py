"""How soon people are told, by agency. Worked out from the clocks and the post; no child, and no person, is in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message

from .models import Feedback

PERIODS = (30, 90, 365)
FEW = 6  # below this a percentage says more about one person than about the door
NOBODY = "Members of the public, and others"
CHASED = (Message.Stage.NOT_OPENED, Message.Stage.NOT_DELIVERED, Message.Stage.DEALT_WITH)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def __str__(self) -> str:
        if not self.whole:
            return "None"
        return f"{round(100 * self.part / self.whole)}% of {self.whole}" if self.whole >= FEW else f"Fewer than {FEW}"


@dataclass(frozen=True)
class AgencyHears:
    agency: str
    acknowledged: Share
    told: Share
    opened: Share
    chased: Share


def by_agency(*, now: datetime, days: int) -> list[AgencyHears]:
    """For each agency, of what came to be owed in these days: acknowledged and told inside the limit, opened, had to be
    chased. What is not told yet counts from the moment it is late. Two queries, however much there is."""
    since = now - timedelta(days=days)
    acknowledged = {row["agency__name"]: row for row in _counted("ACKNOWLEDGEMENT", since=since, now=now)}
    decided = {row["agency__name"]: row for row in _counted("DECISION", since=since, now=now)}
    made = []
    for name in sorted(acknowledged.keys() | decided.keys(), key=lambda name: (name is None, name)):
        first, then = acknowledged.get(name, {}), decided.get(name, {})
        made.append(AgencyHears(
            name or NOBODY, Share(first.get("in_time", 0), first.get("settled", 0)), Share(then.get("in_time", 0), then.get("settled", 0)),
            Share(then.get("opened", 0), then.get("posted", 0)), Share(then.get("chased", 0), then.get("posted", 0)),
        ))
    return made


def _counted(kind: str, *, since: datetime, now: datetime) -> QuerySet:
    runs = ClockRun.objects.filter(record_id=OuterRef("pk"), clock__in=["acknowledge", "feedback"]).order_by("-pk")
    chased = Message.objects.filter(about_id=OuterRef("pk"), stage__in=CHASED)
    owed = Feedback.objects.filter(kind=kind, owed_at__gte=since, owed_at__lte=now).exclude(stage=Feedback.Stage.EXEMPT)
    told, late = Q(told_at__isnull=False), Q(told_at=None, due__lt=now)
    posted = Q(told_how="POST")
    return owed.annotate(due=Subquery(runs.values("due_at")[:1])).order_by().values("agency__name").annotate(
        settled=Count("pk", filter=told | late), in_time=Count("pk", filter=Q(told_at__lte=F("due"))),
        posted=Count("pk", filter=posted), opened=Count("pk", filter=posted & Q(opened_at__isnull=False)),
        chased=Count("pk", filter=posted & Exists(chased)),
    )
