"""A school that did not open what it was sent: back to a person, by that school's own days."""

from datetime import datetime, time, timedelta

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.limits import BeforeNextSchoolDay
from frontdoor.foundations.notify.actions import mark_not_opened
from frontdoor.foundations.notify.chores import Chore
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.refusals import NotNow

from .models import Passing
from .passing.days import give_calendars

A_MORNING = timedelta(hours=4)


def notice_unopened(*, by: User, at: datetime) -> int:
    """Sent and not opened by midday of a day on which the school is open, with a morning in which to do it: silence goes back
    to a person the same day. At a weekend nobody is there to open it, and nobody is rung."""
    sent = list(Message.objects.filter(kind="encompass", stage=Message.Stage.SENT, sent_at__lt=at - A_MORNING).order_by("sent_at")[:500])
    passings = Passing.objects.in_bulk([each.about_id for each in sent])
    give_calendars(passings.values())
    noticed = 0
    for message in sent:
        passing = passings.get(message.about_id)
        if passing and BeforeNextSchoolDay(at=time(12), calendar=passing.calendar).due(message.sent_at + A_MORNING) < at:
            try:
                mark_not_opened(message, by=by, at=at)
                noticed += 1
            except NotNow:
                continue  # it was opened while we looked
    return noticed


Chore("encompass-unopened", 600, notice_unopened, "schools that did not open what they were sent")
