"""The PPN desk with 50,000 notices waiting, against one with 500: the same page, turn by turn in one run.

    PYTHONPATH=. .venv/bin/python benchmarks/ppn_desk.py [requests]

On a PostgreSQL of its own, thrown away at the end. 500 notices are imported; a copy of that database has them a hundred times
(multiplied in the database, with the guards stood down for that alone). Then as benchmarks/pages.py does it: each database has
a process of its own, signed in, DEBUG off, and the two take turns.
"""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pages
from ppn_import import MANAGE, a_server

from launch.places import ROOT
from launch.postgres import OWNER, WEB

NOTICES, TIMES = 500, 100
POINTERS = ("id", "family_id", "notice_id", "record_id")
NUMBERED = ("ppn_id", "local_id", "occurrence_no")
SHOWN = ("notices", "notices, last page", "notices, high risk", "notices, flow")


def main(requests: int) -> None:
    with a_server() as server, tempfile.TemporaryDirectory() as folder:
        few, many = ({each: f"{server.url(each).rsplit('/', 1)[0]}/{name}" for each in (OWNER, WEB)} for name in ("desk_few", "desk_many"))
        os.environ.update(
            SECRET_KEY="only for measuring", DJANGO_SETTINGS_MODULE="config.settings", FRONTDOOR_DEMO="1", STATIC_ROOT=f"{folder}/static",
            DATABASE_URL=few[OWNER], OWNER_DATABASE_URL=few[OWNER],
        )
        databases(server.url(OWNER), "drop database if exists desk_few", "drop database if exists desk_many", "create database desk_few")
        run("migrate", "--no-input", "-v0")
        run("collectstatic", "--no-input", "-v0")
        run("shell", "-v0", "-c", "from frontdoor.demo.cast import assemble; assemble()")
        run("make_ppn_drop", "--notices", str(NOTICES), "--families", str(NOTICES * 4 // 5), "--out", folder)
        run("import_ppn", *map(str, Path(folder).glob("*.zip")))
        databases(server.url(OWNER), "create database desk_many template desk_few")
        multiply(many[OWNER])
        for each in (few, many):
            databases(each[OWNER], "vacuum (analyze)")
        pages.main(few[WEB], many[WEB], requests, *SHOWN)


def run(*command: str) -> None:
    subprocess.run([*MANAGE, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def databases(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("postgres:", "postgresql:", 1), autocommit=True) as owner:
        for each in statements:
            owner.execute(each)


def multiply(url: str) -> None:
    """Each waiting notice with its family, its people and its clock, a hundred times; each copy an hour older or so."""
    import django

    django.setup()
    from frontdoor.foundations.clocks.models import ClockRun
    from frontdoor.ppn.models import Family, Notice, NoticePerson

    statements = ["set session_replication_role = replica"]
    for model in (Family, Notice, NoticePerson, ClockRun):
        fields = [field for field in model._meta.concrete_fields if field.get_internal_type() != "BigAutoField"]
        values = [value(field) for field in fields]
        statements.append(
            f"insert into {model._meta.db_table} ({', '.join(map(quoted, fields))}) "
            f"select {', '.join(values)} from {model._meta.db_table} t cross join generate_series(1, {TIMES - 1}) n"
        )
    databases(url, *statements)


def value(field) -> str:
    if field.column in POINTERS:
        return f"md5(t.{field.column}::text || n)::uuid"
    if field.column in NUMBERED:
        return f"t.{field.column} || '-' || n"
    if field.get_internal_type() == "DateTimeField":
        return f"t.{field.column} - n * interval '37 minutes'"
    return f"t.{quoted(field)}"


def quoted(field) -> str:
    return f'"{field.column}"'


if __name__ == "__main__":
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[0]:.1f}")
    main(int(sys.argv[1]) if sys.argv[1:] else pages.TIMED)
