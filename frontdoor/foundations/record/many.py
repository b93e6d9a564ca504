"""One event for each of many records, written together: for what arrives by the thousand."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from frontdoor.foundations.access.models import User

from .actions import LISTENERS, _check_permission, _code
from .guard import must_be_in_action, told_at
from .models import Event, Record


def leave_each(done: Callable, records: Iterable[Record], *, by: User, at: datetime, **details) -> list[Event]:
    """Leave on each record the event that `done` would have left, and turn its clocks. Called within the action that takes
    them in, which holds them locked and has done to them what `done` says; all row changes are vouched for by that action."""
    records = list(records)
    if not records:
        return []
    declared = done.declared
    must_be_in_action(declared.on)
    _check_permission(declared, by)
    kind = ContentType.objects.get_for_model(declared.on)
    kept = {name: _code(details[name]) for name in declared.keeps if details.get(name) is not None}
    typed = {"recorded_at": told_at.get()} if told_at.get() else {}
    events = Event.objects.bulk_create(
        Event(
            kind=declared.kind, at=at, by=by, agency=by.agency, role=by.membership.role, record_type=kind, record_id=record.pk,
            details=kept, **typed,
        )
        for record in records
    )
    pairs = list(zip(events, records, strict=True))
    for listen in LISTENERS:
        if hasattr(listen, "many"):
            listen.many(pairs)
        else:
            for event, record in pairs:
                listen(event, record)
    return events
