"""As much of JSON Schema as our OpenAPI document uses: whether a value fits, and values that do. For the tests.

hypothesis-jsonschema does not run on the hypothesis we use; the document uses few words, so they are here.
"""

import re
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

KINDS = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def _resolved(schema: dict[str, Any], every: dict[str, Any]) -> dict[str, Any]:
    return every[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def fits(value: Any, every: dict[str, Any], schema: str | dict[str, Any]) -> bool:
    schema = _resolved(every[schema] if isinstance(schema, str) else schema, every)
    if "anyOf" in schema:
        return any(fits(value, every, each) for each in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")]) and not isinstance(value, bool)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return any(_is(value, kind) for kind in kinds) and all(check(value, every, schema) for check in (_object, _list, _text, _number))


def _is(value: Any, kind: str) -> bool:
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, KINDS[kind])


def _object(value: Any, every: dict[str, Any], schema: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", False)
    return set(schema.get("required", ())) <= set(value) and all(
        fits(each, every, known[name]) if name in known else bool(rest) and fits(each, every, rest) for name, each in value.items()
    )


def _list(value: Any, every: dict[str, Any], schema: dict[str, Any]) -> bool:
    if not isinstance(value, list):
        return True
    return schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9) and all(fits(each, every, schema["items"]) for each in value)


def _text(value: Any, every: dict[str, Any], schema: dict[str, Any]) -> bool:
    if not isinstance(value, str):
        return True
    long_enough = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
    return long_enough and bool(re.search(schema.get("pattern", ""), value)) and FORMATS[schema.get("format")](value)


def _date(value: str, read: Any) -> bool:
    try:
        return bool(read(value))
    except ValueError:
        return False


FORMATS = {None: lambda value: True, "date-time": lambda value: _date(value, datetime.fromisoformat), "date": lambda value: _date(value, date.fromisoformat)}


def _number(value: Any, every: dict[str, Any], schema: dict[str, Any]) -> bool:
    return not _is(value, "integer") or schema.get("minimum", value) <= value <= schema.get("maximum", value)


def values(every: dict[str, Any], schema: str | dict[str, Any]) -> st.SearchStrategy:
    """Values that fit; few of each, so that a push is small."""
    schema = _resolved(every[schema] if isinstance(schema, str) else schema, every)
    if "anyOf" in schema:
        return st.one_of(*(values(every, each) for each in schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    return MADE[schema["type"]](every, schema)


def _some_object(every: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy:
    known, needed = schema.get("properties", {}), schema.get("required", ())
    if not known:
        return st.dictionaries(st.from_regex("[0-9]{1,2}", fullmatch=True), values(every, schema["additionalProperties"]), max_size=3)
    made = {name: values(every, each) for name, each in known.items()}
    return st.fixed_dictionaries({name: made[name] for name in needed}, optional={name: each for name, each in made.items() if name not in needed})


def _some_text(every: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy:
    if schema.get("format") == "date-time":
        return st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1)).map(lambda when: when.isoformat() + "+00:00")
    if schema.get("format") == "date":
        return st.dates(date(1800, 1, 1), date(2200, 1, 1)).map(str)
    if schema.get("pattern", "^[^").startswith("^[^"):
        letters = st.characters(exclude_categories=["Cs", "Cc"])
        return st.text(letters, min_size=schema.get("minLength", 0), max_size=min(12, schema.get("maxLength", 12)))
    return st.from_regex(re.compile(schema["pattern"].replace("$", r"\Z"), re.ASCII))


MADE = {
    "object": _some_object, "string": _some_text, "boolean": lambda every, schema: st.booleans(), "null": lambda every, schema: st.none(),
    "array": lambda every, schema: st.lists(values(every, schema["items"]), min_size=schema.get("minItems", 0), max_size=1),
    "integer": lambda every, schema: st.integers(schema.get("minimum"), schema.get("maximum")),
}
