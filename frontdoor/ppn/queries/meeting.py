"""The list of the daily high-risk domestic-abuse meeting: it makes itself from high-risk notices. The meeting is issue D's."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.calendars import is_working_day, local, wall_clock

from ..deciding import HIGH_RISK_MEETING
from ..models import Grade, Notice, NoticeOutcome, NoticePerson
from .line import Told

CUT_OFF_HOUR = 9


def last_cut_off(now: datetime) -> datetime:
    """Nine in the morning of the last working day before today: after a weekend, everything since Friday's."""
    day = local(now).date()
    today = wall_clock(day, time(CUT_OFF_HOUR))
    day = day if now >= today and is_working_day(day) else day - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return wall_clock(day, time(CUT_OFF_HOUR))


@dataclass(frozen=True)
class Meeting:
    """What one meeting takes: what came between two cut-offs. The next one is still open."""

    since: datetime
    until: datetime | None
    rows: list[Told]


def high_risk_lists(user: User, *, now: datetime) -> list[Meeting]:
    """What the next meeting takes so far, and what the last one took: its list does not go away at the cut-off."""
    since = last_cut_off(now)
    before = last_cut_off(since - timedelta(minutes=1))
    return [Meeting(since, None, _came(user, since, now + timedelta(minutes=1))), Meeting(before, since, _came(user, before, since))]


def _came(user: User, since: datetime, until: datetime) -> list[Told]:
    """Graded high by the police and not lowered here, or by the hub, or sent to the meeting by a decision."""
    sent = NoticeOutcome.objects.filter(notice=OuterRef("pk"), outcome="HRDA", replaced_by=None, decided_at__gte=since, decided_at__lt=until)
    high = Q(hub_grade=Grade.HIGH) | Q(hub_grade="", police_grade=Grade.HIGH)
    notices = (
        Notice.objects.visible_to(user)
        .filter(Q(Exists(sent)) | (high & Q(ppn_type__in=HIGH_RISK_MEETING, received_at__gte=since, received_at__lt=until)), is_test=False)
        .exclude(stage=Notice.Stage.WITHDRAWN)
        .order_by("received_at")
    )
    people: dict = {notice.pk: [] for notice in notices}
    for row in NoticePerson.objects.filter(notice__in=people, gone_in_version=None):
        people[row.notice_id].append(row)
    return [Told(notice, None, people[notice.pk], [], []) for notice in notices]
