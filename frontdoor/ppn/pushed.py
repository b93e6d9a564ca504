"""What a force's system pushes, read from JSON into the nested form of the interchange; or the path of what is wrong. Pure.

A value of the wrong type is the sender's to mend, and the push is refused whole. A value that the interchange does not know
(a code, a date, a length) is for quarantine, like the same value in a drop.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .layout import FILES, NESTED, SCHEMA, Column
from .reading import PERSON

MOST_NOTICES = 500
PARTS = {"schema", "force_code", "created_at", "environment", "notices"}


class PushRefused(Exception):
    """A push that cannot be taken; the sentence names the path."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Pushed:
    """What one push says."""

    force_code: str
    made_at: datetime
    is_test: bool
    forms: list[dict[str, Any]]


def read_push(body: bytes) -> Pushed:
    """The notices of one push in the nested form, with the place of each part in its list as its row."""
    try:
        said = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as no:
        if isinstance(no, _Refused):
            raise PushRefused(str(no)) from no
        raise PushRefused("The body cannot be read as JSON in UTF-8.") from no
    said = _object("The body", said, PARTS)
    if said.get("schema") != SCHEMA:
        raise PushRefused(f"schema must be “{SCHEMA}”.")
    if not isinstance(said.get("force_code"), str) or not re.fullmatch("[0-9]{2}", said["force_code"]):
        raise PushRefused("force_code must be two digits in quotation marks, such as “44”.")
    if said.get("environment") not in ("live", "test"):
        raise PushRefused("environment must be “live” or “test”.")
    notices = _list("notices", said.get("notices"))
    if not 1 <= len(notices) <= MOST_NOTICES:
        raise PushRefused(f"notices must hold 1 to {MOST_NOTICES} notices; it holds {len(notices):,}.")
    forms = [_notice(f"notices[{number}]", each, number + 1) for number, each in enumerate(notices)]
    return Pushed(said["force_code"], _made_at(said.get("created_at")), said["environment"] == "test", forms)


class _Refused(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise _Refused(f"{twice[:40]} is twice in one object.")
    return found


def _no_number(said: str) -> None:
    raise _Refused(f"{said} is not a number of JSON.")


def _made_at(said: Any) -> datetime:
    try:
        found = datetime.fromisoformat(said)
        if found.tzinfo is None or not 2000 <= found.year <= 9000:
            raise ValueError
    except (TypeError, ValueError) as no:
        raise PushRefused("created_at must be a date and time with its offset, such as 2026-11-24T09:30:00+00:00.") from no
    return found


def _notice(path: str, said: Any, row: int) -> dict[str, Any]:
    said = _object(path, said, {column.name for column in FILES["notice.csv"]} | set(NESTED))
    form = _row(path, "notice.csv", said, row)
    for name, file in NESTED.items():
        parts = _list(f"{path}.{name}", said.get(name) or [])
        form[name] = [_part(f"{path}.{name}[{number}]", file, each, number + 1) for number, each in enumerate(parts)]
    return form


def _part(path: str, file: str, said: Any, row: int) -> dict[str, Any]:
    inside = {"person"} if file == "role.csv" else set()
    said = _object(path, said, {column.name for column in FILES[file]} - {"ppn_id"} | inside)
    made = _row(path, file, said, row)
    if inside:
        made["person"] = _person(f"{path}.person", said.get("person"), row)
    return made


def _person(path: str, said: Any, row: int) -> dict[str, Any] | None:
    if said is None:
        return None
    return _row(path, PERSON, _object(path, said, {column.name for column in FILES[PERSON]} - {"person_local_id"}), row)


def _row(path: str, file: str, said: dict[str, Any], row: int) -> dict[str, Any]:
    return {"row": row, **{
        column.name: _cell(f"{path}.{column.name}", column, said[column.name]) for column in FILES[file] if column.name in said
    }}


def _object(path: str, said: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise PushRefused(f"{path} must be an object, not {_kind(said)}.")
    if unknown := sorted(set(said) - names):
        raise PushRefused(f"{path} has an unknown name, “{_plain(unknown[0])}”.")
    return said


def _list(path: str, said: Any) -> list[Any]:
    if not isinstance(said, list):
        raise PushRefused(f"{path} must be a list, not {_kind(said)}.")
    return said


def _cell(path: str, column: Column, said: Any) -> str:
    """A value as a cell of the interchange says it."""
    if said is None:
        return ""
    take, wanted = TYPES[column.kind]
    taken = take(said)
    if taken is None:
        raise PushRefused(f"{path} must be {wanted}, not {_kind(said)}.")
    return taken


def _string(said: Any) -> str | None:
    return said if isinstance(said, str) else None


def _number(said: Any) -> str | None:
    if isinstance(said, float) and said.is_integer() and abs(said) < 1e9:  # 1.0 is a whole number in JSON
        said = int(said)
    if isinstance(said, int) and not isinstance(said, bool):
        return str(said) if abs(said) < 10**12 else "9" * 12
    return _string(said)


def _yes_no(said: Any) -> str | None:
    return ("1" if said else "0") if isinstance(said, bool) else _string(said)


def _answers(said: Any) -> str | None:
    return json.dumps(said, ensure_ascii=False) if isinstance(said, dict) else _string(said)


TYPES: dict[str, tuple[Callable[[Any], str | None], str]] = {
    "text": (_string, "a string or null"), "code": (_string, "a string or null"), "moment": (_string, "a string or null"),
    "day": (_string, "a string or null"), "whole": (_number, "a whole number or null"), "flag": (_yes_no, "true, false or null"),
    "tri": (_yes_no, "true, false, “U” or null"), "object": (_answers, "an object or null"),
}
KINDS = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object", type(None): "null"}


def _kind(said: Any) -> str:
    return KINDS.get(type(said), "this")


def _plain(said: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in said)[:40]
