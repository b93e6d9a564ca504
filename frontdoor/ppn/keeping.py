"""A nested form as the database can keep it, and its digest: whether two are the same does not hang on row numbers."""

import json
from hashlib import sha256
from typing import Any

from .cells import NOT_UTF8

NOT_CONTENT = {"row", "cells", "people"}


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
    """Parts in any order are the same notice."""
    said = plain(form)
    for key, each in said.items():
        if isinstance(each, list):
            said[key] = sorted(each, key=lambda part: json.dumps(part, sort_keys=True))
    return sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def core(form: dict[str, Any]) -> str:
    """The digest of what is the notice's own: a person's details may be brought up to date without a new version."""
    return digest({**form, "roles": [{**role, "person": None} for role in form.get("roles") or []]})
