"""What an action costs: `decide`, checked, recorded, clocked and audited, against the same rows written by bare Django.

    bin/manage shell -c "import benchmarks.decide"        (on a database that may be filled with stories)

Each round tells its own enquiry up to the decision, then times `decide`; then writes the same kinds of rows (the decision,
its hand-over and that hand-over's child, the event, the clock runs, the feedback owed) by bare Django in one transaction,
into unguarded copies of the same tables. The ratio is between the two medians of one run.
"""

import statistics
import time
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from frontdoor.foundations.record.models import Event, RowChange
from tests.cast import assemble
from tests.scenarios import (
    a_school_refers,
    mina_decides,
    person,
    reception_sends_it_to_the_mash,
    sam_recommends,
    the_mash_opens_it,
)

ROUNDS = 60


def told(at):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    sam_recommends(enquiry, at=at)
    return enquiry


def rows_of(events) -> list[tuple[str, dict]]:
    """Every row the action's events wrote, as the database kept them: what bare Django is asked to write too."""
    changes = RowChange.objects.filter(event__in=events).order_by("pk")
    return [(change.table_name, change.after, change.operation, change.before) for change in changes]


def bare(rows, events, models) -> float:
    """The same rows by bare Django (models and .save()), in one transaction, in tables with no guard."""
    made, there = [], set()
    for table, after, operation, before in rows:
        if operation == "UPDATE" and (table, after["id"]) not in there:
            _row(models[table], before).save_base(force_insert=True, raw=True)  # it was there before; not timed
        there.add((table, after["id"]))
        made.append((_row(models[table], after), operation))
    began = time.perf_counter()
    with transaction.atomic():
        for row, operation in made:
            if operation == "INSERT":
                row.save_base(force_insert=True, raw=True)
            else:
                row.save_base(force_update=True, raw=True)
        for event in events:
            event.save_base(force_insert=True, raw=True)
    return time.perf_counter() - began


def _row(model, held):
    return model(**{field.attname: field.to_python(held[field.column]) for field in model._meta.concrete_fields})


def main() -> dict:
    from django.apps import apps

    assemble()
    mina, at = person("mina"), timezone.now() - timedelta(days=1)
    models = {model._meta.db_table: model for model in apps.get_models()}
    ours, theirs, theirs_practice, written = [], [], [], 0
    for _ in range(ROUNDS):
        enquiry = told(at)
        last = Event.objects.order_by("-position").values_list("position", flat=True)[0]
        began = time.perf_counter()
        mina_decides(enquiry, at=at, by=mina)
        ours.append(time.perf_counter() - began)
        events = list(Event.objects.filter(position__gt=last))
        rows = rows_of(events)
        written = len(rows) + len(events)
        with unguarded():
            theirs.append(bare(rows, events, models))
        with unguarded():
            theirs_practice.append(bare([row for row in rows if not row[0].startswith(("record_", "clocks_", "notify_"))], [], models))
    found = {
        "rounds": ROUNDS, "rows": written, "decide_ms": statistics.median(ours) * 1000, "bare_ms": statistics.median(theirs) * 1000,
        "bare_practice_rows_only_ms": statistics.median(theirs_practice) * 1000,
        "ratio": statistics.median(ours) / statistics.median(theirs),
        "ratio_to_practice_rows_only": statistics.median(ours) / statistics.median(theirs_practice),
    }
    print({key: round(value, 2) for key, value in found.items()})
    return found


class unguarded:
    """Copies of the tables with no trigger and no foreign key, found first on the search path, emptied each time."""

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname = 'public'")
            for (table,) in cursor.fetchall():
                cursor.execute(f'create temp table if not exists "{table}" (like public."{table}" including defaults including indexes)')
                cursor.execute(f'truncate pg_temp."{table}"')

    def __exit__(self, *args):
        with connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname like 'pg_temp%'")
            for (table,) in cursor.fetchall():
                cursor.execute(f'drop table if exists pg_temp."{table}"')


if __name__ != "__main__":
    main()
