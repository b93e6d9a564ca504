import csv
import logging
import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontdoor.matching import model as models


class Command(BaseCommand):
    help = "Link people in files: who in INCOMING is whom in INDEX, or who in one file is held twice. See docs/linking.md."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--index", type=Path, help="CSV of the people known")
        parser.add_argument("--incoming", type=Path, help="CSV of the people who came in")
        parser.add_argument("--dedupe", type=Path, help="CSV to link with itself, in place of --index and --incoming")
        parser.add_argument("--out", type=Path, required=True, help="where the pairs go: incoming_id,index_id,probability,weight")
        parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
        parser.add_argument("--model", type=Path, help="a model file other than the one that ships")

    def handle(self, *args, **asked):
        if bool(asked["dedupe"]) == bool(asked["index"] or asked["incoming"]) or bool(asked["index"]) != bool(asked["incoming"]):
            raise CommandError("Give --index and --incoming, or --dedupe alone.")
        try:
            from frontdoor.matching import files, scoring
        except ImportError as missing:
            raise CommandError("Linking files needs requirements-matching.txt installed: bin/manage link_people does that by itself.") from missing
        logging.getLogger("splink").setLevel(logging.ERROR)
        began = time.monotonic()
        try:
            model = models.read(asked["model"]) if asked["model"] else models.current()
            tables = [files.read(asked[name]) for name in ("dedupe", "index", "incoming") if asked[name]]
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stderr.write(f"Read {' and '.join(f'{len(table):,} rows' for table in tables)} in {time.monotonic() - began:.1f} s.")
        linking = scoring.link if asked["index"] else scoring.dedupe
        with self.spark(asked["engine"]) as spark:
            pairs = written(linking(*tables, model=model, engine=asked["engine"], spark=spark), asked["out"])
        self.stderr.write(f"{pairs:,} pairs of probability {scoring.LEAST_SHOWN} or more in {time.monotonic() - began:.1f} s, by model {model.version}: {asked['out']}")

    def spark(self, engine: str):
        if engine != "spark":
            return nullcontext()
        try:
            from frontdoor.matching.region import session

            return session()
        except ImportError as missing:
            raise CommandError("Spark needs requirements-region.txt installed: bin/manage link_people --engine spark does that by itself.") from missing


def written(pairs: Iterator[tuple[str, Any]], out: Path) -> int:
    """Under another name until it is whole: whoever waits for the file never reads half of it."""
    half, count = out.with_name(f".{out.name}.{os.getpid()}"), 0
    try:
        with open(half, "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["incoming_id", "index_id", "probability", "weight"])
            for came_in, each in pairs:
                count += 1
                rows.writerow([came_in, each.key, f"{each.probability:.6f}", f"{each.weight:.6f}"])
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return count
