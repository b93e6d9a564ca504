"""What one cell says, or a sentence about why it cannot be read. Pure."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from .layout import Column

FORMULA = re.compile(r"^(?:[=@\t\r]|[+\-](?=[A-Za-z(=@]))")
NOT_UTF8 = re.compile("[\ud800-\udfff]")
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
EARLIEST = 1900


class BadCell(ValueError):
    """What a cell says cannot be taken; the sentence says why, and never repeats more of it than a few letters."""


def read(column: Column, cell: str) -> Any:
    """The value of a cell as its column means it; None for an empty one."""
    if not cell.isprintable():  # most cells are, and then there is nothing more to look for
        _check_letters(cell)
    cell = cell.strip()
    if not cell:
        if column.required:
            raise BadCell("is empty, and is needed")
        return None
    return READERS[column.kind](column, cell)


def _check_letters(cell: str) -> None:
    if "\0" in cell:
        raise BadCell("holds a NUL character")
    if NOT_UTF8.search(cell):
        raise BadCell("holds bytes that are not UTF-8")
    if CONTROL.search(cell):
        raise BadCell("holds a control character")


def shown(cell: str) -> str:
    """A few letters of a cell, for a sentence."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in cell)
    return f"“{plain[:20]}…”" if len(plain) > 20 else f"“{plain}”"


def _text(column: Column, cell: str) -> str:
    if FORMULA.match(cell):
        raise BadCell("begins as a spreadsheet formula does")
    if len(cell) > column.most:
        raise BadCell(f"has {len(cell):,} characters; at most {column.most:,} can be taken")
    return cell


def _code(column: Column, cell: str) -> str:
    if cell not in column.codes:
        raise BadCell(f"{shown(cell)} is not one of {', '.join(column.codes)}")
    return cell


def _moment(column: Column, cell: str) -> datetime:
    try:
        found = datetime.fromisoformat(cell) if len(cell) <= 40 else None
    except ValueError:
        found = None
    if found is None or len(cell) < 16:
        raise BadCell(f"{shown(cell)} is not a date and time like 2026-11-24T09:30:00+00:00")
    if found.tzinfo is None:
        raise BadCell(f"{shown(cell)} does not say its offset from UTC, such as +00:00")
    if not EARLIEST <= found.year <= 9000:
        raise BadCell(f"{shown(cell)} is outside the years that can be right")
    return found


def _day(column: Column, cell: str) -> date:
    try:
        found = date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else None
    except ValueError:
        found = None
    if found is None:
        raise BadCell(f"{shown(cell)} is not a date like 2019-03-27")
    if not EARLIEST - 25 <= found.year <= 9000:
        raise BadCell(f"{shown(cell)} is outside the years that can be right")
    return found


def _whole(column: Column, cell: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", cell):
        raise BadCell(f"{shown(cell)} is not a whole number")
    if not column.least <= int(cell) <= column.most:
        raise BadCell(f"{int(cell):,} is not between {column.least:,} and {column.most:,}")
    return int(cell)


def _flag(column: Column, cell: str) -> bool:
    if cell not in ("1", "0"):
        raise BadCell(f"{shown(cell)} is not 1 or 0")
    return cell == "1"


def _tri(column: Column, cell: str) -> bool | None:
    if cell not in ("1", "0", "U"):
        raise BadCell(f"{shown(cell)} is not 1, 0 or U")
    return None if cell == "U" else cell == "1"


def _object(column: Column, cell: str) -> dict[str, str]:
    if len(cell) > column.most:
        raise BadCell(f"has {len(cell):,} characters; at most {column.most:,} can be taken")
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(each, str) and len(each) <= 200 for each in found.values()):
        raise BadCell('is not a JSON object of questions and answers, such as {"1": "Y"}')
    for key, each in found.items():
        _check_letters(key)
        _check_letters(each)
    return found


READERS: dict[str, Callable[[Column, str], Any]] = {
    "text": _text, "code": _code, "moment": _moment, "day": _day, "whole": _whole, "flag": _flag, "tri": _tri, "object": _object,
}
SOON = timedelta(hours=24)  # clocks of two systems differ; a day is more than they do


def too_late(found: datetime | date, *, now: datetime) -> bool:
    """Whether something is said to have happened after now."""
    return found > now + SOON if isinstance(found, datetime) else found > now.date()
