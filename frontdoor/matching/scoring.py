"""Whole files: the pairs worth a look and their levels by Splink, then the same judgement as at the desk."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as compute
from splink import DuckDBAPI, Linker

from .files import rows
from .fitting import fitted
from .levels import COMPARISONS, NAMES
from .model import Model
from .splinking import settings
from .standard import Standard
from .weighing import Candidate, Rarity, candidate, judge

FLOOR = -20  # log2 odds below which a pair is not looked at: not even a household could raise it
OUT_OF_REACH = -13  # of a model that needs no fitting: not even a household raises such a pair to one in a hundred
MANY = 200_000  # people among whom chance alone makes millions of poor pairs
LEAST_SHOWN = 0.01
COUNTED = ("first", "surname")


def predicted(index: pa.Table, incoming: pa.Table | None, *, model: Model, engine: str = "duckdb", least: float | None = None, spark: Any = None) -> pa.Table:
    """`unique_id_l` (known), `unique_id_r` (came in), `match_weight` with the prior, and the level of each comparison. Without
    incoming: the file against itself."""
    if not len(index) or (incoming is not None and not len(incoming)):
        return pa.table({name: [] for name in ("unique_id_l", "unique_id_r", "match_weight", *(f"gamma_{name}" for name in NAMES))})
    api = _engine(engine, spark)
    tables = [(index, "a_known")] + ([(incoming, "came_in")] if incoming is not None else [])
    linker = Linker(
        [api.register(_for(engine, table.drop_columns(["event_id"]), spark), table_name=name) for table, name in tables],
        settings("link_only" if incoming is not None else "dedupe_only", model=model, engine=engine, people=len(index)),
        log_level=logging.ERROR,
    )
    for column in COUNTED:
        shares = shares_of(index[column])
        table = pa.table({column: list(shares), f"tf_{column}": list(shares.values())}, schema=pa.schema([(column, pa.string()), (f"tf_{column}", pa.float64())]))
        linker.table_management.register_term_frequency_lookup(api.register(_for(engine, table, spark)), column)
    floor = least if least is not None else FLOOR if len(index) < MANY else OUT_OF_REACH
    found = linker.inference.predict(threshold_match_weight=floor)
    wanted = ", ".join(["unique_id_l", "unique_id_r", "match_weight", *(f"gamma_{name}" for name in NAMES)])
    return _fetched(engine, api, f"select {wanted} from {found.physical_name}", spark)  # noqa: S608 (names of ours)


def shares_of(column: pa.ChunkedArray) -> dict[str, float]:
    counted = Counter(value for value in column.to_pylist() if value)
    whole = sum(counted.values())
    return {value: count / whole for value, count in counted.items()}


def rarity_of(index: pa.Table) -> Rarity:
    return {column: shares_of(index[column]) for column in COUNTED}


def _engine(engine: str, spark: Any) -> Any:
    if engine == "duckdb":
        return DuckDBAPI()
    from splink import SparkAPI

    return SparkAPI(spark_session=spark, break_lineage_method="persist")


def _for(engine: str, table: pa.Table, spark: Any) -> Any:
    return table if engine == "duckdb" else spark.createDataFrame(table)


def _fetched(engine: str, api: Any, sql: str, spark: Any) -> pa.Table:
    return api.duckdb_con.sql(sql).to_arrow_table() if engine == "duckdb" else spark.sql(sql).toArrow()


def link(index: pa.Table, incoming: pa.Table, *, model: Model, engine: str = "duckdb", spark: Any = None, fit: bool = True) -> Iterator[tuple[str, Candidate]]:
    """Every pair of probability 0.01 or more: the one who came in, and the candidate among those known."""
    pairs, rarity = predicted(index, incoming, model=model, engine=engine, spark=spark), rarity_of(index)
    if not len(pairs):
        return
    model, pairs = _fitted(model, pairs, index, incoming) if fit else (model, pairs)
    known, came_in = _only(index, pairs["unique_id_l"]), _only(incoming, pairs["unique_id_r"])
    events = dict(zip(incoming["unique_id"].to_pylist(), incoming["event_id"].to_pylist(), strict=True))
    together: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for left, right, found in _levels(pairs):
        together[events[right]][right].append(candidate(came_in[right], known[left], found, model=model, rarity=rarity, key=left))
    for named in together.values():
        judge(list(named.values()), people=len(index), model=model)
        for came, found in named.items():
            yield from ((came, each) for each in found if each.probability >= LEAST_SHOWN)


def dedupe(people: pa.Table, *, model: Model, engine: str = "duckdb", spark: Any = None, fit: bool = True) -> Iterator[tuple[str, Candidate]]:
    """Pairs within one file. One person may be held any number of times, so nobody competes."""
    pairs, rarity = predicted(people, None, model=model, engine=engine, spark=spark), rarity_of(people)
    if not len(pairs):
        return
    model, pairs = _fitted(model, pairs, people, None) if fit else (model, pairs)
    known = _only(people, pa.chunked_array([*pairs["unique_id_l"].chunks, *pairs["unique_id_r"].chunks], pa.string()))
    for left, right, found in _levels(pairs):
        each = candidate(known[left], known[right], found, model=model, rarity=rarity, key=right)
        judge([[each]], people=len(people), model=model)
        if each.probability >= LEAST_SHOWN:
            yield left, each


def _fitted(model: Model, pairs: pa.Table, index: pa.Table, incoming: pa.Table | None) -> tuple[Model, pa.Table]:
    """The model for these files, and the pairs that it could still raise."""
    now = fitted(model, pairs, index, incoming)
    return now, pairs if now is not model else pairs.filter(compute.greater(pairs["match_weight"], OUT_OF_REACH))


def _only(table: pa.Table, ids: pa.ChunkedArray) -> dict[str, Standard]:
    wanted = table.filter(compute.is_in(table["unique_id"], value_set=ids.unique() if isinstance(ids, pa.ChunkedArray) else ids))
    return dict(zip(wanted["unique_id"].to_pylist(), rows(wanted), strict=True))


def _levels(pairs: pa.Table) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Splink counts levels from the last; -1 is unknown on both."""
    last = [len(each.levels) - 1 for each in COMPARISONS]
    columns = [pairs[f"gamma_{name}"].to_pylist() for name in NAMES]
    for left, right, *found in zip(pairs["unique_id_l"].to_pylist(), pairs["unique_id_r"].to_pylist(), *columns, strict=True):
        yield left, right, tuple(-1 if each < 0 else top - each for top, each in zip(last, found, strict=True))
