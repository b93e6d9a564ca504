"""A nested form as the database can keep it, and its digest: whether two are the same does not hang on row numbers."""

import json
from hashlib import sha256
from typing import Any

from .cells import NOT_UTF8

NOT_CONTENT = {"row", "cells", "people", "also"}


def keepable(value: Any) -> Any:
    """The same with characters that no database text can hold shown as a mark in their place."""
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else NOT_UTF8.sub("\ufffd", value.replace("\0", "\u2400"))
    if isinstance(value, dict):
        return {keepable(key): keepable(each) for key, each in value.items()}
    return [keepable(each) for each in value] if isinstance(value, list) else value


def plain(form: Any) -> Any:
    """Only what was said: no row numbers, no empty cells."""
    if isinstance(form, dict):
        return {key: plain(each) for key, each in form.items() if key not in NOT_CONTENT and each not in ("", None, [])}
    return [plain(each) for each in form] if isinstance(form, list) else form


def digest(form: dict[str, Any]) -> str:
    """Parts in any order are the same notice, and so is one that came another way: what only says where a row belongs
    (the force, the notice, whose details they are) is no content."""
    said = _without(plain(form), "force_code")
    for key, each in said.items():
        if isinstance(each, list):
            parts = [_part(part) if isinstance(part, dict) else part for part in each]
            said[key] = sorted(parts, key=lambda part: json.dumps(part, sort_keys=True))
    return sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _part(part: dict[str, Any]) -> dict[str, Any]:
    part = _without(part, "force_code", "ppn_id")
    if isinstance(part.get("person"), dict):
        part["person"] = _without(part["person"], "force_code", "person_local_id")
    if isinstance(part.get("answers"), str):
        part["answers"] = _in_order(part["answers"])
    return part


def _without(said: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: each for name, each in said.items() if name not in names}


def _in_order(answers: str) -> str:
    """A JSON object in a cell is the same in any order and with any spaces."""
    try:
        return json.dumps(json.loads(answers), sort_keys=True)
    except (ValueError, RecursionError):
        return answers


def core(form: dict[str, Any]) -> str:
    """The digest of what is the notice's own: a person's details may be brought up to date without a new version."""
    return digest({**form, "roles": [{**role, "person": None} for role in form.get("roles") or []]})
