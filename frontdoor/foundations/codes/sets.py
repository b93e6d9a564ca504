"""Code sets by date. The database holds codes; what a person reads comes from here, as it read at the time.

Each set is a plain CSV in `data/`. A code whose wording changed has one row for each wording. A retired code keeps its
last wording, so that an old record still reads; it can no longer be chosen.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data"
COLUMNS = ["code", "label", "from_on", "to_on", "order", "maps_to", "note", "source"]
LONDON = ZoneInfo("Europe/London")


class BadCodeSet(ValueError):
    """The data of a code set is wrong: said in a sentence, at start-up or in the tests, never to a social worker."""


@dataclass(frozen=True)
class Code:
    """One wording of one code, and the days it held. A blank date means "always" on that side."""

    code: str
    label: str
    from_on: date | None = None
    to_on: date | None = None
    order: int = 0
    maps_to: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    source: str = ""

    def holds(self, on: date | None) -> bool:
        """In force on the day; with no day, still in the newest edition."""
        if on is None:
            return self.to_on is None
        return (self.from_on or date.min) <= on <= (self.to_on or date.max)


@dataclass(frozen=True)
class CodeSet:
    """A set of codes. Ask with the date of the event, so that history keeps its wording; without a date the newest
    edition answers."""

    name: str
    title: str
    owner: str
    codes: tuple[Code, ...]

    def label(self, code: str | None, on: date | None = None) -> str:
        """The wording on the day; for a code not in force then, its nearest earlier wording, else its first."""
        if not code:
            return ""
        row = self.row(code, on)
        return row.label if row else f"{code} (not in the list)"

    def choices(self, on: date | None = None) -> list[tuple[str, str]]:
        """What may be chosen on the day, in the set's own order, as pairs for a form field."""
        return [(row.code, row.label) for row in self.codes if row.holds(as_day(on))]

    def knows(self, code: str, on: date | None = None) -> bool:
        """May this code be recorded on the day?"""
        return any(row.holds(as_day(on)) for row in self._by_code.get(code, ()))

    def maps(self, code: str, on: date | None = None) -> dict[str, str]:
        """The code in other people's lists, for example {"nhs": "A", "police": "W1"}; empty where there is none."""
        row = self.row(code, on)
        return dict(row.maps_to) if row else {}

    def row(self, code: str, on: date | None = None) -> Code | None:
        """The row behind a label: its note, its source and its dates."""
        rows, on = self._by_code.get(code, ()), as_day(on)
        if not rows or on is None:
            return rows[-1] if rows else None
        earlier = [row for row in rows if (row.from_on or date.min) <= on]
        return earlier[-1] if earlier else rows[0]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    @cached_property
    def _by_code(self) -> dict[str, tuple[Code, ...]]:
        found: dict[str, list[Code]] = {}
        for row in sorted(self.codes, key=lambda row: row.from_on or date.min):
            found.setdefault(row.code, []).append(row)
        return {code: tuple(rows) for code, rows in found.items()}


class CodeSets(Mapping):
    """Every set by name. Each is read once, when first asked for."""

    def __init__(self, folder: Path = DATA):
        self.folder = folder
        self._read: dict[str, CodeSet] = {}

    @cached_property
    def index(self) -> dict[str, dict[str, str]]:
        return {row["set"]: row for row in read_rows(self.folder / "sets.csv")}

    def __getitem__(self, name: str) -> CodeSet:
        if name not in self._read:
            if name not in self.index:
                raise KeyError(f"There is no code set called {name!r}. The sets are: {', '.join(sorted(self.index))}.")
            about = self.index[name]
            rows = _codes(name, self.folder / f"{name}.csv")
            self._read[name] = CodeSet(name=name, title=about["title"], owner=about["owner"], codes=rows)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.index)

    def __len__(self) -> int:
        return len(self.index)


CODES = CodeSets()


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BadCodeSet(f"{path.name}, line {number}: the number of columns is not that of the first line.")
    return [{column: value.strip() for column, value in row.items()} for row in rows]


def read_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _codes(name: str, path: Path) -> tuple[Code, ...]:
    rows = []
    for number, row in enumerate(read_rows(path), start=2):
        if list(row) != COLUMNS:
            raise BadCodeSet(f"{path.name}: the columns must be {', '.join(COLUMNS)}.")
        try:
            row |= {"from_on": read_date(row["from_on"]), "to_on": read_date(row["to_on"]), "order": int(row["order"])}
            rows.append(Code(**row | {"maps_to": _maps(row["maps_to"])}))
        except ValueError as problem:
            raise BadCodeSet(f"{path.name}, line {number}: {problem}") from problem
    _check(name, rows)
    return tuple(sorted(rows, key=lambda row: row.order))


def _maps(text: str) -> dict[str, str]:
    """`nhs=A; police=W1` as a dictionary."""
    pairs = [part.split("=", 1) for part in text.split(";") if part.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"a mapping is written list=code; list=code, not {text!r}")
    return {key.strip(): value.strip() for key, value in pairs}


def _check(name: str, rows: list[Code]) -> None:
    if not rows:
        raise BadCodeSet(f"{name}: the set is empty.")
    last: dict[str, Code] = {}
    for row in sorted(rows, key=lambda row: (row.code, row.from_on or date.min)):
        if not (row.code and row.label and row.source):
            raise BadCodeSet(f"{name}, {row.code or 'a row with no code'}: needs a code, a label and a source.")
        if row.from_on and row.to_on and row.to_on < row.from_on:
            raise BadCodeSet(f"{name}, {row.code}: ends before it starts.")
        before = last.get(row.code)
        if before and (before.to_on is None or row.from_on is None or row.from_on <= before.to_on):
            raise BadCodeSet(f"{name}, {row.code}: two wordings hold on the same day.")
        last[row.code] = row


def as_day(on: date | None) -> date | None:
    """A moment counts as the day it is in England."""
    if isinstance(on, datetime):
        return on.astimezone(LONDON).date() if on.tzinfo else on.date()
    return on
