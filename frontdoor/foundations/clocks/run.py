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


def turn_many(pairs: list[tuple[Event, Record]]) -> None:
    """The same for many records that had the same done to them: a constant number of statements."""
    if not pairs:
        return
    kind, records = pairs[0][0].kind, {record.pk: (event, record) for event, record in pairs}
    codes = [clock.code for clock in STOPPED_BY.get(kind, ())]
    stopped = list(ClockRun.objects.filter(clock__in=codes, record_id__in=records, stopped_at=None)) if codes else []
    for run in stopped:
        run.stopped_by, run.stopped_at = records[run.record_id][0], records[run.record_id][0].at
    again = [clock.code for clock in RESET_BY.get(kind, ())]
    reset = list(ClockRun.objects.filter(clock__in=again, record_id__in=records, stopped_at=None)) if again else []
    for run in reset:
        _set_limit(run, run.declared, records[run.record_id][1])
    ClockRun.objects.bulk_update(stopped, ["stopped_by", "stopped_at"])
    ClockRun.objects.bulk_update(reset, ["due_at", "warn_at", "limit"])
    started = [
        _start(clock, event, record) for clock in STARTED_BY.get(kind, ()) for event, record in pairs if clock.applies(record)
    ]
    ClockRun.objects.bulk_create(started)


turn.many = turn_many
