"""What an action costs: `decide`, checked, recorded, clocked and audited, against the same rows written by bare Django.

    bin/manage shell -c "from benchmarks.decide import main; main()"        (needs the owner's login: it undoes its rows)

Each round tells an enquiry up to the decision and times `decide`. Then it undoes every row that `decide` wrote and times bare
Django writing the same rows: the same tables, indexes and foreign keys, one transaction, one save a row, commit included.
Once with the tables as they are for anybody (their triggers keep the row changes), once with the guards stood down, so that
no row change is kept. Sides take turns; medians of one run; and the processor time of this process beside them.
"""

import os
import statistics
import time
from datetime import timedelta

import psycopg
from django.db import connection, models, transaction
from django.utils import timezone

from frontdoor.decisions.actions import ForChild, decide
from frontdoor.foundations.record.guards import guarded_models
from frontdoor.foundations.record.models import Event, RowChange
from frontdoor.handover.queries import teams_open
from tests.cast import assemble
from tests.scenarios import (
    a_school_refers,
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


def what_the_form_gives(enquiry) -> list[ForChild]:
    """The children and the team as the page of the decision has them in hand."""
    hub = next(team for team in teams_open() if team.name == "Hub north")
    return [ForChild(row.child, "EARLY_HELP", 3, "Agreed with the analysis.", hub) for row in enquiry.children.select_related("child__person")]


def clocked(do) -> tuple[float, float]:
    """Milliseconds by the clock on the wall, and of this process's own processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def rows_of(events, tables) -> list[tuple]:
    """Every row the action's events wrote, in order, as the database kept them: what bare Django is asked to write too."""
    changes = RowChange.objects.filter(event__in=events).order_by("pk")
    rows = [(tables[each.table_name], _values(tables[each.table_name], each.after), each.operation) for each in changes]
    return rows + [(Event, {field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields}, "INSERT") for event in events]


def _values(model, held) -> dict:
    return {field.attname: field.to_python(held[field.column]) for field in model._meta.concrete_fields}


def undo(owner, events) -> None:
    """As if it had not happened, so that the same rows can be written again. No application could: the owner stands the guards down."""
    numbers = [event.pk for event in events]
    with owner.transaction():
        owner.execute("set local session_replication_role = replica")
        changes = owner.execute("select table_name, row_id, operation, before from record_rowchange where event_id = any(%s) order by id desc", [numbers])
        for table, row, operation, before in changes.fetchall():
            if operation == "INSERT":
                owner.execute(f'delete from "{table}" where id::text = %s', [row])
            else:
                names = ", ".join(f'"{name}"' for name in before)
                owner.execute(
                    f'update "{table}" t set ({names}) = (select {names} from jsonb_populate_record(null::"{table}", %s)) where id::text = %s',
                    [psycopg.types.json.Jsonb(before), row],
                )
        owner.execute("delete from record_rowchange where event_id = any(%s)", [numbers])
        owner.execute("delete from record_event where id = any(%s)", [numbers])


def bare(rows, vouched_by) -> None:
    with transaction.atomic():
        if vouched_by:
            connection.cursor().execute("select set_config('frontdoor.event', %s, true)", [str(vouched_by.pk)])
        for model, values, operation in rows:
            # Django's own save: a record's would ask for an action.
            models.Model.save(model(**values), force_insert=operation == "INSERT", force_update=operation == "UPDATE")


def guards(owner, what: str) -> None:
    with owner.transaction():
        for model in guarded_models():
            owner.execute(f"alter table {model._meta.db_table} {what} trigger frontdoor_guard")


def main(rounds: int = ROUNDS) -> None:
    from django.apps import apps

    assemble()
    owner = psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True)
    tables = {model._meta.db_table: model for model in apps.get_models()}
    mina, at = person("mina"), timezone.now() - timedelta(days=1)
    ours, kept, plain = [], [], []
    for number in range(rounds + 3):
        enquiry = told(at)
        given = what_the_form_gives(enquiry)
        last = Event.objects.order_by("-position").values_list("position", flat=True)[0]
        taken = [clocked(lambda e=enquiry, g=given: decide(e, by=mina, at=at, took_part=["Pete Sandiford, police"], decisions=g))]
        events = list(Event.objects.filter(position__gt=last).order_by("position"))
        rows = rows_of(events, tables)
        undo(owner, events)
        taken.append(clocked(lambda r=rows, e=events: bare(r, e[-1])))
        undo(owner, events)
        guards(owner, "disable")
        taken.append(clocked(lambda r=rows: bare(r, None)))
        guards(owner, "enable")
        if number >= 3:  # the first few warm it up
            for side, one in zip((ours, kept, plain), taken, strict=True):
                side.append(one)
    _say(rounds, len(rows), ours, kept, plain)


def _say(rounds: int, rows: int, *sides) -> None:
    names = ("`decide`", "the same rows, bare Django, tables as they are", "the same rows, bare Django, no row changes kept")
    medians = [[statistics.median(each) for each in zip(*side, strict=True)] for side in sides]
    print(f"{rounds} rounds, {rows} rows each; load {os.getloadavg()[0]:.1f}\n| | ms | `decide` costs | processor ms, this process |\n|---|---|---|---|")
    for name, (wall, processor) in zip(names, medians, strict=True):
        print(f"| {name} | {wall:.1f} | {medians[0][0] / wall:.2f} times | {processor:.1f} |")
