"""How good an agency's referrals were, as the screeners found them: for that agency and nobody else."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.limits import LONDON
from frontdoor.foundations.codes.sets import CODES

MONTHS = 12


@dataclass(frozen=True)
class Ratings:
    """Counts of the last twelve months, by month and by what was missing."""

    total: int
    by_rating: dict[str, int]
    months: list[tuple[datetime, dict[str, int]]]
    gaps: list[tuple[str, int]]


def rated_referrals(user: User) -> QuerySet[Contact]:
    """What this person's agency sent, and reception rated; the newest first."""
    contacts = Contact.objects.visible_to(user).filter(referrer_agency=user.agency).exclude(quality="")
    return contacts.order_by("-received_at", "pk")


def ratings(user: User, *, now: datetime) -> Ratings:
    start = now.astimezone(LONDON).replace(day=1, hour=0, minute=0, second=0, microsecond=0) - relativedelta(months=MONTHS - 1)
    rows = list(rated_referrals(user).filter(received_at__gte=start).values_list("received_at", "quality", "quality_gaps"))
    by_month: dict[datetime, Counter] = {start + relativedelta(months=month): Counter() for month in range(MONTHS)}
    for at, quality, _ in rows:
        by_month[at.astimezone(LONDON).replace(day=1, hour=0, minute=0, second=0, microsecond=0)][quality] += 1
    gaps = Counter(gap for _, _, missing in rows for gap in missing)
    ordered = sorted(gaps.items(), key=lambda each: (-each[1], each[0]))
    return Ratings(
        total=len(rows), by_rating=dict(Counter(quality for _, quality, _ in rows)), months=list(by_month.items())[::-1],
        gaps=[(CODES["referral_gap"].label(code), times) for code, times in ordered],
    )
