"""What is wrong in a notice in quarantine, row by row, and the notice as somebody mended it. Pure."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from .layout import FILES, FORCE, NESTED, Column
from .reading import PERSON, Problem, sentence

MARKS = ("cells", "people", "also")  # what the import noted about a row, which a person has now looked at
MOST_ROWS = 40


@dataclass
class Spot:
    """One row of a notice: where it is, what it says, and what is wrong with it."""

    path: tuple[Any, ...]
    file: str
    row: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> str:
        return "-".join(map(str, self.path)) or "notice"

    @property
    def columns(self) -> list[Column]:
        wrong_force = any(each["column"] == FORCE.name for each in self.problems)
        return [*((FORCE,) if wrong_force else ()), *FILES[self.file]]

    @property
    def may_be_left_out(self) -> bool:
        return len(self.path) == 2

    def wrong(self, column: str) -> list[str]:
        return [sentence(each) for each in self.problems if each["column"] == column]

    @property
    def elsewhere(self) -> list[str]:
        """What is wrong with it and is in no one cell."""
        names = {column.name for column in self.columns}
        return [sentence(each) for each in self.problems if each["column"] not in names]


def spots(content: dict[str, Any], problems: list[Problem]) -> list[Spot]:
    """Every row of the notice, the notice's own first."""
    found = []
    for spot in _rows(content):
        spot.problems = [each for each in problems if (each["file"], each.get("row")) == (spot.file, spot.row.get("row"))]
        found.append(spot)
    return found


def _rows(content: dict[str, Any]) -> Iterator[Spot]:
    yield Spot((), "notice.csv", content)
    for name, file in NESTED.items():
        for number, row in enumerate(content.get(name) or []):
            yield Spot((name, number), file, row)
            if file == "role.csv":
                yield Spot((name, number, "person"), PERSON, row.get("person") or {})


def to_mend(found: list[Spot]) -> list[Spot]:
    """The notice's own row, and each with something wrong; the person of a role that names nobody known, too."""
    lost = {spot.path for spot in found if spot.file == "role.csv" and spot.problems and not spot.row.get("person")}
    return [spot for spot in found if not spot.path or spot.problems or spot.path[:2] in lost][:MOST_ROWS]


def mended(content: dict[str, Any], cells: dict[tuple[tuple[Any, ...], str], str], left_out: set[tuple[Any, ...]]) -> dict[str, Any]:
    """The notice with these cells in the place of those that were there, without the rows that were left out."""
    made = deepcopy(content)
    for (path, column), says in cells.items():
        row = _row_at(made, path, filled=bool(says))
        if row is not None and (says or column in row):
            row[column] = says
    for path in {path for path, _ in cells}:
        for row in filter(None, (_row_at(made, path), _row_at(made, path[:2]) if len(path) == 3 else None)):
            for mark in MARKS:
                row.pop(mark, None)
    for name in NESTED:
        if made.get(name):
            made[name] = [row for number, row in enumerate(made[name]) if (name, number) not in left_out]
    return made


def _row_at(content: dict[str, Any], path: tuple[Any, ...], *, filled: bool = False) -> dict[str, Any] | None:
    if not path:
        return content
    row = content[path[0]][path[1]]
    if len(path) == 3:
        if filled and not row.get("person"):
            row["person"] = {}
        return row.get("person")
    return row
