"""One person asked of so many known, in PostgreSQL: found, fetched, weighed and explained.

    bin/manage shell -c "from benchmarks.matching.door import main; main('FOLDER')"     (empties people_card and people_key: a database of its own)

FOLDER holds index.csv, incoming.csv, truth.csv and who.csv of `benchmarks.matching.families`. The cards are laid by COPY with stand-ins
for the people, since only cards and keys are asked.
"""

import csv
import os
import statistics
import time
import uuid
from pathlib import Path

import psycopg

from frontdoor.matching.model import current
from frontdoor.matching.standard import standard
from frontdoor.matching.weighing import compare, judge
from frontdoor.people.cards import copy, near, recount

ASKED = 2_000


def main(folder: str, *, asked: int = ASKED) -> None:
    place = Path(folder)
    built, count = lay(place / "index.csv")
    with open(place / "who.csv", newline="") as file:
        who = {row["rec_id"]: (row["person"], row["family"]) for row in csv.DictReader(file)}
    true = {row["incoming_id"]: row["index_id"] for row in csv.DictReader(open(place / "truth.csv", newline=""))}
    by_pk = {uuid.uuid5(uuid.NAMESPACE_OID, rec): rec for rec in who if rec.startswith("K")}
    times, first, five, family, known = [], 0, 0, 0, 0
    with open(place / "incoming.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    step = max(1, len(rows) // asked)
    for row in rows[::step][:asked]:
        began = time.perf_counter()
        found = ask(row)
        times.append((time.perf_counter() - began) * 1000)
        if row["rec_id"] in true:
            known += 1
            people = [who[by_pk[each.key]] for each in found]
            me = who[row["rec_id"]]
            first += bool(people) and people[0][0] == me[0]
            five += me[0] in {person for person, _ in people[:5]}
            family += me[1] in {home for _, home in people[:10]}
    times.sort()
    print(f"{count:,} people: built at {count / built:,.0f} a second; median {statistics.median(times):.2f} ms, p99 {times[int(len(times) * 0.99)]:.2f} ms; "
          f"of {known} known: first {first / known:.1%}, in five {five / known:.1%}, family in ten {family / known:.1%}")


def ask(row: dict[str, str]) -> list:
    written = standard(row)
    there = near([[written]])
    found = [max((compare(written, each, model=current(), rarity=there.rarity, key=pk) for each in card), key=lambda one: one.weight) for pk, card in there.cards[0].items()]
    judge([found], people=there.people, model=current())
    found.sort(key=lambda one: (-one.probability, -one.weight))
    for each in found[:8]:
        _ = each.steps
    return found


def lay(index: Path) -> tuple[float, int]:
    with open(index, newline="") as file:
        rows = list(csv.DictReader(file))
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner, owner.cursor() as cursor:
        cursor.execute("truncate people_key, people_card")
        cursor.execute("select conrelid::regclass, conname from pg_constraint where contype in ('f', 'p') and conrelid::regclass::text in ('people_key', 'people_card')")
        for table, name in cursor.fetchall():
            cursor.execute(f'alter table {table} drop constraint "{name}"')
        cursor.execute("select indexname from pg_indexes where tablename in ('people_key', 'people_card')")
        for (name,) in cursor.fetchall():
            cursor.execute(f'drop index "{name}"')
        began = time.perf_counter()
        for at in range(0, len(rows), 20_000):
            copy({uuid.uuid5(uuid.NAMESPACE_OID, row["rec_id"]): [standard(row)] for row in rows[at : at + 20_000]}, cursor)
        cursor.execute("alter table people_key add primary key (key, person_id)")
        cursor.execute("alter table people_card add primary key (person_id)")
        took = time.perf_counter() - began
        cursor.execute("analyze people_key")
        cursor.execute("analyze people_card")
    recount()
    return took, len(rows)
