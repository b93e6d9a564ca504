"""Has anybody changed what was recorded? Walks the whole chain and compares every record with its last row change."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from .guards import guarded_models
from .models import Seal
from .seal import FIRST, NUMBERED_BY, digest_of


def tampering() -> Iterator[str]:
    """One sentence for each thing that is not as it was left. Nothing, when all is as it was left."""
    yield from _broken_links()
    yield from _unsealed_gaps()
    yield from _against_the_copy()
    yield from _rows_that_differ()


def _broken_links() -> Iterator[str]:
    previous = FIRST
    for link in Seal.objects.order_by("pk").iterator():
        named = f"seal {link.pk} ({link.table_name} {link.first} to {link.last})"
        if link.previous != previous:
            yield f"The chain is broken before {named}: a seal was taken out or put in."
        digest, rows = digest_of(link.table_name, link.first, link.last, previous=link.previous)
        if rows != link.rows:
            yield f"{named} was made over {link.rows} rows and now holds {rows}."
        elif digest != link.digest:
            yield f"{named} no longer matches its rows: something in it was changed."
        previous = link.digest


def _unsealed_gaps() -> Iterator[str]:
    for table in NUMBERED_BY:
        expected = 1
        for link in Seal.objects.filter(table_name=table).order_by("first").iterator():
            if link.first != expected:
                yield f"{table} is not sealed between {expected} and {link.first - 1}."
            expected = link.last + 1


def _against_the_copy() -> Iterator[str]:
    path = Path(settings.DIGEST_FILE) if settings.DIGEST_FILE else None
    if path is None or not path.exists():
        return
    kept = {}
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        kept[entry["seal"]] = entry["digest"]
    held = dict(Seal.objects.values_list("pk", "digest"))
    for number, digest in kept.items():
        if number not in held:
            yield f"Seal {number} is in the copy kept elsewhere and no longer here: the end of the record was cut off."
        elif held[number] != digest:
            yield f"Seal {number} differs from the copy kept elsewhere."


def _rows_that_differ() -> Iterator[str]:
    """A record that was changed, added or taken away behind the guards is not what its last row change says."""
    with connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in guarded_models()}):
            cursor.execute(
                f"""
                with last as (
                    select distinct on (row_id) row_id, after from record_rowchange where table_name = %s order by row_id, id desc
                )
                select coalesce(t.id::text, last.row_id), t.id is null, last.row_id is null
                from {table} t full join last on last.row_id = t.id::text
                where t.id is null or last.row_id is null or not (to_jsonb(t) @> last.after)
                """,  # noqa: S608
                [table],
            )
            for row_id, gone, never_recorded in cursor.fetchall():
                what = "was taken away" if gone else "was put in" if never_recorded else "was changed"
                yield f"{table} {row_id} {what} outside any action."
