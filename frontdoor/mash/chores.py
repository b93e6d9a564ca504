"""Late answers chase themselves."""

from datetime import datetime

from frontdoor.foundations.access.models import User
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.chores import Chore
from frontdoor.foundations.record.refusals import NotNow

from .actions import chase
from .clocks import AGENCY_ANSWER
from .models import AgencyRequest
from .rules import is_time_to_chase


def chase_late(*, by: User, at: datetime) -> int:
    """Every open request whose time is nearly over or past, and that was not chased for it yet."""
    runs = {
        run.record_id: run
        for run in ClockRun.objects.filter(clock=AGENCY_ANSWER.code, stopped_at=None, warn_at__lte=at)
    }
    open_requests = AgencyRequest.objects.visible_to(by).filter(pk__in=runs, stage=AgencyRequest.Stage.ASKED)
    chased = 0
    for request in open_requests.select_related("agency", "enquiry"):
        run = runs[request.pk]
        if not is_time_to_chase(warn_at=run.warn_at, due_at=run.due_at, last=request.last_chased_at, now=at):
            continue
        try:
            chase(request, by=by, at=at)
        except NotNow:
            continue  # it was answered while we looked
        chased += 1
    return chased


Chore("chase", 300, chase_late, "late answers chased")
