"""The OpenAPI document of the endpoint, made from the layout of the interchange: the two cannot disagree. Pure."""

from typing import Any

from .layout import FILES, NESTED, SCHEMA, Column
from .pushed import MOST_NOTICES
from .reading import PERSON

NULL = {"type": "null"}
PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"  # no control characters
COUNTED = ("accepted", "unchanged", "replaced", "withdrawn", "rejected", "quarantined")


def document(*, server: str, path: str) -> dict[str, Any]:
    """For whoever writes the force's side."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Police notices to the front door", "version": "1",
            "description": "Public protection notices pushed as JSON, with the names of PPN drop v1 nested. A notice is replaced whole "
            "by the same ppn_id under a higher version. The same push again changes nothing.",
        },
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": {path: {"post": _post()}},
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}, "schemas": schemas()},
    }


def _post() -> dict[str, Any]:
    refused = {
        "400": "Refused whole: the sentence names the path of what is wrong. Nothing was taken in.", "401": "No token, or one that has ended.",
        "403": "The token is of another force.", "405": "Only POST.", "413": "Larger than the front door takes: send fewer notices at a time.",
        "415": "Not application/json.", "429": "Too many pushes in a minute: send again after Retry-After seconds.",
    }
    answers = {"200": "All was taken in, or was there already.", "202": "Some is in quarantine, where a person mends it; the rest was taken in."}
    return {
        "operationId": "pushNotices", "summary": "Push notices",
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Push")}}},
        "responses": {
            **{code: _answer(says, "Answer") for code, says in answers.items()}, **{code: _answer(says, "Refusal") for code, says in refused.items()},
        },
    }


def _answer(says: str, schema: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": _ref(schema)}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def schemas() -> dict[str, Any]:
    """Each file of a drop as an object, and what goes round them."""
    names = {"notice.csv": "Notice", PERSON: "Person", "role.csv": "Role", "location.csv": "Location", "risk.csv": "Risk", "crime.csv": "Crime", "missing.csv": "Missing"}
    made = {name: _object(file, without={"notice.csv": "", PERSON: "person_local_id"}.get(file, "ppn_id")) for file, name in names.items()}
    made["Role"]["properties"]["person"] = {"anyOf": [_ref("Person"), NULL], "description": "Who it is. Needed once a person is named at all"}
    for name, file in NESTED.items():
        made["Notice"]["properties"][name] = {"type": "array", "items": _ref(names[file])}
    return {**made, "Push": _push(), "Answer": _answer_schema(), "Refusal": _closed({"refused": {"type": "string"}}, ["refused"])}


def _object(file: str, *, without: str) -> dict[str, Any]:
    columns = [column for column in FILES[file] if column.name != without]
    return _closed({column.name: cell(column) for column in columns}, [column.name for column in columns if column.required])


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _push() -> dict[str, Any]:
    return _closed({
        "schema": {"const": SCHEMA}, "force_code": {"type": "string", "pattern": "^[0-9]{2}$"},
        "created_at": {"type": "string", "format": "date-time"}, "environment": {"enum": ["live", "test"]},
        "notices": {"type": "array", "items": _ref("Notice"), "minItems": 1, "maxItems": MOST_NOTICES},
    }, ["schema", "force_code", "created_at", "environment", "notices"])


def _answer_schema() -> dict[str, Any]:
    problem = _closed({
        "file": {"type": "string", "description": "The file of a drop that holds the same"},
        "row": {"type": ["integer", "null"], "description": "The place in its list, from 1; of a notice, its place in the push"},
        "column": {"type": "string"}, "says": {"type": "string"}, "sentence": {"type": "string"},
    }, ["file", "column", "says", "sentence"])
    numbers = {name: {"type": "integer", "minimum": 0} for name in COUNTED}
    return _closed({
        "drop": {"type": "string"}, **numbers, "warnings": {"type": "array", "items": {"type": "string"}}, "problems": {"type": "array", "items": problem},
    }, ["drop", *COUNTED, "warnings", "problems"])


def cell(column: Column) -> dict[str, Any]:
    """What one value may be. Empty is null, or is left out."""
    kinds = {"text": _text, "code": _code, "moment": _moment, "day": _day, "whole": _whole, "flag": _flag, "tri": _tri, "object": _answers}
    options = kinds[column.kind](column)
    return {"anyOf": options if column.required else [*options, NULL]}


def _text(column: Column) -> list[dict[str, Any]]:
    return [{"type": "string", "minLength": 1 if column.required else 0, "maxLength": column.most, "pattern": PLAIN}]


def _code(column: Column) -> list[dict[str, Any]]:
    return [{"enum": list(column.codes)}]


def _moment(column: Column) -> list[dict[str, Any]]:
    return [{"type": "string", "format": "date-time"}]


def _day(column: Column) -> list[dict[str, Any]]:
    return [{"type": "string", "format": "date"}]


def _whole(column: Column) -> list[dict[str, Any]]:
    return [{"type": "integer", "minimum": column.least, "maximum": column.most}, {"type": "string", "pattern": "^[0-9]{1,9}$"}]


def _flag(column: Column) -> list[dict[str, Any]]:
    return [{"type": "boolean"}, {"enum": ["1", "0"]}]


def _tri(column: Column) -> list[dict[str, Any]]:
    return [{"type": "boolean"}, {"enum": ["1", "0", "U"]}]


def _answers(column: Column) -> list[dict[str, Any]]:
    return [{"type": "object", "additionalProperties": {"type": "string", "maxLength": 200}, "description": "Question number to Y, N, NK or NA"}]
