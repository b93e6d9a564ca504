"""The rows of a drop laid out in the database for as long as the import lasts, so that its size never sits in memory;
and read back one notice at a time, with all that hangs on it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection

from ..cells import NOT_UTF8
from ..layout import FILES, header
from .opening import Opened

BATCH = 250
LAY = """
create temporary table ppn_row (file text, number int, ppn_id text, person text, cells text) on commit drop
"""
INDEX = """
create index on ppn_row (ppn_id) where file <> 'person.csv';
create index on ppn_row (ppn_id) where file = 'notice.csv';
create index on ppn_row (person) where file = 'person.csv';
analyze ppn_row
"""


def stage(drop: Opened) -> None:
    """Copy every row in, as it is: nothing is judged yet. Within the import's own transaction."""
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists ppn_row")
        cursor.execute(LAY)
        with cursor.copy("copy ppn_row (file, number, ppn_id, person, cells) from stdin") as copy:
            for file in FILES:
                at = {name: header(file).index(name) for name in ("ppn_id", "person_local_id") if name in header(file)}
                for number, cells in drop.rows(file):
                    copy.write_row((file, number, _key(cells, at.get("ppn_id")), _key(cells, at.get("person_local_id")), keep(cells)))
        cursor.execute(INDEX)


def keep(cells: list[str]) -> str:
    """Cells as the database can hold them; json escapes what it cannot hold raw, and reads it back as it was."""
    return json.dumps(cells)


def _key(cells: list[str], at: int | None) -> str | None:
    if at is None or at >= len(cells):
        return None
    return NOT_UTF8.sub("\ufffd", cells[at].replace("\0", "\u2400")).strip()[:200]


def batches() -> Iterator[list[list[dict[str, Any]]]]:
    """Groups of notices, each the list of nested forms that share a number: usually one."""
    last = None
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "select distinct ppn_id from ppn_row where file = 'notice.csv' and coalesce(ppn_id, '') <> '' "
                "and (%s::text is null or ppn_id > %s) order by ppn_id limit %s", [last, last, BATCH],
            )
            numbers = [row[0] for row in cursor.fetchall()]
        if not numbers:
            return
        last = numbers[-1]
        yield _nested(numbers)


def _nested(numbers: list[str]) -> list[list[dict[str, Any]]]:
    rows: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute("select file, number, ppn_id, person, cells from ppn_row where ppn_id = any(%s) and file <> 'person.csv' order by number", [numbers])
        for file, number, ppn_id, person, cells in cursor.fetchall():
            rows[ppn_id][file].append((number, person, json.loads(cells)))
    people = _people({person for files in rows.values() for _, person, _ in files["role.csv"] if person})
    return [_forms(rows[number], people) for number in numbers]


def _people(wanted: set[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, person, cells from ppn_row where file = 'person.csv' and person = any(%s) order by number", [list(wanted)]
        )
        for number, person, cells in cursor.fetchall():
            found[person].append(named("person.csv", number, json.loads(cells)))
    return found


def named(file: str, number: int, cells: list[str]) -> dict[str, Any]:
    """A row by the names of its columns, with its number; one with too few or too many cells says so when it is read."""
    columns = header(file)
    row: dict[str, Any] = {"row": number, **dict(zip(columns, cells, strict=False))}
    if len(cells) != len(columns):
        row["cells"] = len(cells)
    return row


def _forms(files: dict[str, list], people: dict[str, list]) -> list[dict[str, Any]]:
    parts = {
        file: [named(file, number, cells) for number, _, cells in files[file]]
        for file in ("location.csv", "risk.csv", "crime.csv", "missing.csv")
    }
    roles = []
    for number, person, cells in files["role.csv"]:
        held = people.get(person or "", [])
        also = {"also": held[1:]} if len(held) > 1 else {}
        roles.append({**named("role.csv", number, cells), "person": held[0] if held else None, "people": len(held), **also})
    return [
        {
            **named("notice.csv", number, cells), "roles": roles, "locations": parts["location.csv"], "risk": parts["risk.csv"],
            "crime": parts["crime.csv"], "missing": parts["missing.csv"],
        }
        for number, _, cells in files["notice.csv"]
    ]


def orphans() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Rows that hang on no notice of the drop, and notices without a number: (file, row, sentence)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.file, r.number, r.ppn_id, r.cells from ppn_row r where r.file <> 'person.csv' and (coalesce(r.ppn_id, '') = '' or "
            "(r.file <> 'notice.csv' and not exists (select 1 from ppn_row n where n.file = 'notice.csv' and n.ppn_id = r.ppn_id))) "
            "order by r.file, r.number"
        )
        for file, number, ppn_id, cells in cursor.fetchall():
            says = "is not in notice.csv" if ppn_id else "is empty, and is needed"
            yield file, named(file, number, json.loads(cells)), says


def unused_people() -> list[tuple[int, str]]:
    """People in no notice of the drop: nothing is lost by leaving them, and the force is told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, person from ppn_row p where file = 'person.csv' and not exists "
            "(select 1 from ppn_row r where r.file = 'role.csv' and r.person = p.person) order by number limit 100"
        )
        return cursor.fetchall()
