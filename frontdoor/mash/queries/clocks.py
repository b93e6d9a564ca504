"""The clocks of several records at once, running or done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from frontdoor.foundations.clocks.models import ClockRun


def runs_of(records: Iterable[Any]) -> dict[Any, ClockRun]:
    """The newest run of each record's clock: an enquiry has one duty, and so has a request."""
    found = ClockRun.objects.filter(record_id__in=[record.pk for record in records]).order_by("started_at", "pk")
    return {run.record_id: run for run in found}


def is_late(run: ClockRun | None, *, now: datetime) -> bool:
    return run is not None and run.state(now=now) == "overdue"
