"""Turning the clocks: in the event's own transaction, so that no duty starts without its clock."""

from django.contrib.contenttypes.models import ContentType

from frontdoor.foundations.record.models import Event, Record

from .declare import RESET_BY, STARTED_BY, STOPPED_BY
from .limits import warn_at
from .models import ClockRun


def turn(event: Event, record: Record) -> None:
    """Start, stop and set again the clocks that listen for this action on this record."""
    if event.kind in STOPPED_BY:
        codes = [clock.code for clock in STOPPED_BY[event.kind]]
        running = ClockRun.objects.filter(clock__in=codes, record_id=record.pk, stopped_at=None)
        running.update(stopped_by=event, stopped_at=event.at)
    for clock in RESET_BY.get(event.kind, ()):
        for run in ClockRun.objects.filter(clock=clock.code, record_id=record.pk, stopped_at=None):
            _set_limit(run, clock, record)
            run.save(update_fields=["due_at", "warn_at", "limit"])
    starting = [_start(clock, event, record) for clock in STARTED_BY.get(event.kind, ()) if clock.applies(record)]
    if starting:
        ClockRun.objects.bulk_create(starting)


def _start(clock, event: Event, record: Record) -> ClockRun:
    run = ClockRun(
        clock=clock.code, record_type=ContentType.objects.get_for_model(record), record_id=record.pk,
        started_by=event, started_at=clock.since(record) if clock.since else event.at,
    )
    _set_limit(run, clock, record)
    return run


def _set_limit(run: ClockRun, clock, record) -> None:
    limit = clock.limit_for(record)
    run.limit, run.due_at = str(limit), limit.due(run.started_at)
    run.warn_at = warn_at(run.started_at, run.due_at, limit=limit)
