"""bin/manage link_people: whole files, on DuckDB and on Spark."""

import csv
import gc
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks.matching.families import make


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    make(people=3_000, incoming=600, seed=31, out=folder)
    return folder


def linked(folder: Path, out: Path, **asked) -> dict[tuple[str, str], float]:
    call_command("link_people", out=out, **{"index": folder / "index.csv", "incoming": folder / "incoming.csv", **asked})
    with open(out, newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["incoming_id", "index_id", "probability", "weight"]
    return {(came, known): float(probability) for came, known, probability, _ in rows[1:]}


def truth(folder: Path) -> set[tuple[str, str]]:
    with open(folder / "truth.csv", newline="") as file:
        return set(list(map(tuple, csv.reader(file)))[1:])


def test_those_known_are_found_and_few_others_linked(county, tmp_path):
    found, true = linked(county, tmp_path / "pairs.csv"), truth(county)
    sure = {pair for pair, probability in found.items() if probability >= 0.95}
    assert len(sure & true) / len(true) > 0.8 and len(sure - true) / len(sure) < 0.02
    assert min(found.values()) >= 0.01


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Spark's own sockets, left for Python to close
def test_spark_links_the_same(tmp_path, monkeypatch):
    """A real session of Spark on this machine."""
    monkeypatch.setenv("SPARK_PARTITIONS", "1")
    make(people=400, incoming=90, seed=37, out=tmp_path)
    here, there = linked(tmp_path, tmp_path / "a.csv"), linked(tmp_path, tmp_path / "b.csv", engine="spark")
    assert here.keys() == there.keys()
    assert max(abs(here[pair] - there[pair]) for pair in here) < 1e-5
    gc.collect()


def test_one_file_with_itself(county, tmp_path):
    found = linked(county, tmp_path / "pairs.csv", index=None, incoming=None, dedupe=county / "index.csv")
    with open(county / "who.csv", newline="") as file:
        person = {row["rec_id"]: row["person"] for row in csv.DictReader(file)}
    sure = [pair for pair, probability in found.items() if probability >= 0.95]
    assert len(sure) > 200 and sum(person[one] != person[other] for one, other in sure) / len(sure) < 0.03


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "cannot be read"), ("a,b\n1,2\n", "no column rec_id"), ("rec_id,surname\nA,One\nA,Two\n", "of its own"), ("rec_id,surname\nA,One,Two\n", "cannot be read")],
)
def test_a_bad_file_gets_a_sentence_and_writes_nothing(county, tmp_path, text, said):
    bad = tmp_path / "bad.csv"
    bad.write_text(text)
    with pytest.raises(CommandError, match=said):
        linked(county, tmp_path / "pairs.csv", incoming=bad)
    assert not (tmp_path / "pairs.csv").exists()


def test_files_that_say_next_to_nothing_link_nobody(tmp_path):
    for name, rows in (("index", "rec_id,first_name\nA,Unknown\nB,\n"), ("incoming", "rec_id,surname,dob\nC,Unknown,1900-01-01\nD,\x01,99/99/9999\n")):
        (tmp_path / f"{name}.csv").write_text(rows)
    assert linked(tmp_path, tmp_path / "pairs.csv") == {}


def test_no_rows_no_pairs(county, tmp_path):
    (tmp_path / "none.csv").write_text("rec_id,surname\n")
    assert linked(county, tmp_path / "pairs.csv", incoming=tmp_path / "none.csv") == {}


def test_both_ways_of_asking_at_once_are_refused(county, tmp_path):
    with pytest.raises(CommandError, match="--dedupe alone"):
        linked(county, tmp_path / "pairs.csv", dedupe=county / "index.csv")
