"""For what arrives by the thousand: many new rows in one copy, and one event for each of many records written together."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from frontdoor.foundations.access.models import User

from .actions import LISTENERS, _check_permission, _code
from .guard import must_be_in_action, told_at
from .models import Event, Record


def write_new(rows: Sequence[models.Model]) -> None:
    """New rows of one model by COPY: with thousands, an insert spends most of its time on writing out its own statement. The
    guard in the database sees each row, as it sees any other. Rows with the same key are refused."""
    if not rows:
        return
    model, quoted = type(rows[0]), connection.ops.quote_name
    must_be_in_action(model)
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    written_out = [at for at, field in enumerate(fields) if isinstance(field, models.JSONField)]  # all else psycopg knows
    columns = ", ".join(quoted(field.column) for field in fields)
    into = f"copy {quoted(model._meta.db_table)} ({columns}) from stdin"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            values = [getattr(row, field.attname) for field in fields]
            for at in written_out:
                values[at] = fields[at].get_db_prep_save(values[at], connection)
            copy.write_row(values)
            row._state.adding = False


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
