"""The post of six months, carried in one go: only the demonstration does this, the worker sends its own one by one."""

from datetime import datetime, timedelta

from django.db.models import F

from frontdoor.feedback.models import Feedback
from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub
from frontdoor.ppn.models import Passing

from . import rates


@action("Carry the post of the stories", permission=None, shown=False)
def carry(*, by: User, at: datetime, drawn) -> Agency:
    """What was posted before today went when it was due; most of it was opened within a day or two, all of it in the end."""
    waiting = Message.objects.filter(stage="WAITING", send_after__lt=at)
    numbers = list(waiting.values_list("pk", flat=True))
    Message.objects.filter(pk__in=numbers).update(stage="SENT", sent_at=F("send_after"), attempts=1)
    ClockRun.objects.filter(clock="message-goes-out", record_id__in=numbers, stopped_at=None).update(stopped_at=F("started_at"))
    old = set(waiting_since(numbers, before=at - timedelta(days=rates.OPENED_WITHIN)))
    opened = [number for number in numbers if number in old or drawn.random() < rates.OPENED]
    Message.objects.filter(pk__in=opened).update(stage="OPENED", opened_at=F("send_after"))
    told = Message.objects.filter(pk__in=opened).values("about_id")
    Feedback.objects.filter(pk__in=told, stage="TOLD").update(opened_at=F("told_at"))
    Passing.objects.filter(pk__in=told, stage="PASSED", told_how="POST").update(opened_at=F("open_from"))
    return the_hub()


def waiting_since(numbers: list, *, before: datetime):
    """What went longer ago than that was read in the end, or somebody rang."""
    return Message.objects.filter(pk__in=numbers, send_after__lt=before).values_list("pk", flat=True)
