"""The chain: runs of events, row changes and viewings, sealed in batches by the worker, the digests kept elsewhere too.

Chaining inside each request would cost six times the throughput; a batch once a minute costs nothing that a person
notices. A cut-off tail is found only by the digest kept elsewhere (settings.DIGEST_FILE, and the daily message).
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction

from .models import Seal

NUMBERED_BY = {"record_event": "position", "record_rowchange": "id", "record_viewing": "id"}
ROWS_IN_A_RUN = 20_000
FIRST = "0" * 64


def seal(*, at: datetime) -> int:
    """Seal all that has been written and not yet sealed. Returns how many rows; none if the tables are too busy now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('frontdoor.seal'))")
        if not cursor.fetchone()[0]:
            return 0
        try:
            with transaction.atomic():
                cursor.execute("select table_name, last from frontdoor_watermark(2)")
                marks = cursor.fetchall()
        except OperationalError:
            return 0
    # The lock is let go here: nothing at or below a mark can still appear.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('frontdoor.seal'))")
        made = [link for table, last in marks for link in _seal_table(table, last, at=at)]
    _keep_elsewhere(made)
    return sum(link.rows for link in made)


def _seal_table(table: str, last: int, *, at: datetime) -> list[Seal]:
    made = []
    first = (Seal.objects.filter(table_name=table).order_by("-last").values_list("last", flat=True).first() or 0) + 1
    while first <= last:
        upto = min(last, first + ROWS_IN_A_RUN - 1)
        previous = Seal.objects.order_by("-pk").values_list("digest", flat=True).first() or FIRST
        digest, rows = digest_of(table, first, upto, previous=previous)
        made.append(Seal.objects.create(
            table_name=table, first=first, last=upto, rows=rows, previous=previous, digest=digest, sealed_at=at,
        ))
        first = upto + 1
    return made


def digest_of(table: str, first: int, last: int, *, previous: str) -> tuple[str, int]:
    """SHA-256 over the previous digest, the run's own place, and every row in it, in order."""
    number, found, rows = NUMBERED_BY[table], hashlib.sha256(f"{previous}|{table}|{first}|{last}".encode()), 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"select to_jsonb(t)::text from {table} t where {number} between %s and %s order by {number}",  # noqa: S608
            [first, last],
        )
        for (row,) in cursor:
            found.update(b"\n" + row.encode())
            rows += 1
    return found.hexdigest(), rows


def _keep_elsewhere(made: list[Seal]) -> None:
    if not made or not settings.DIGEST_FILE:
        return
    with Path(settings.DIGEST_FILE).open("a") as kept:
        for link in made:
            kept.write(json.dumps({
                "seal": link.pk, "table": link.table_name, "first": link.first, "last": link.last, "rows": link.rows,
                "digest": link.digest, "sealed_at": link.sealed_at.isoformat(),
            }) + "\n")
