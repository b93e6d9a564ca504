"""A notice in the nested form, read: the values it gives, or every reason why it cannot be taken. Pure.

One reading for all four ways in: a drop, a push, a hand and the night.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .cells import BadCell, read, too_late
from .layout import FILES, NESTED, Column

Problem = dict[str, Any]  # file, row (None where there is none), column, says
PERSON = "person.csv"
NOT_DATES_OF_NOW = {"to_date"}


@dataclass
class Given:
    """What a notice says, as values."""

    notice: dict[str, Any]
    people: dict[str, dict[str, Any]]  # by the force's number, with roles
    locations: list[dict[str, Any]]
    risk: list[dict[str, Any]]
    crime: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    warnings: list[str] = field(default_factory=list)


def sentence(problem: Problem) -> str:
    """Where it is and what is wrong, for the force and for whoever mends it."""
    row = f", row {problem['row']}" if problem.get("row") else ""
    return f"{problem['file']}{row}, {problem['column']}: {problem['says']}."


class Reader:
    """Reads one notice after another; a person named in several is read once."""

    def __init__(self, *, force_code: str, now: datetime):
        self.force_code, self.now = force_code, now
        self.problems: list[Problem] = []

    def read(self, form: dict[str, Any]) -> Given | None:
        """The notice, or None: then `problems` says why."""
        self.problems = []
        notice = self.row("notice.csv", form)
        of = {"ppn_id": form.get("ppn_id")}  # a row inside a notice need not say it again
        parts = {name: [self.row(file, {**of, **row}) for row in form.get(name) or []] for name, file in NESTED.items()}
        people = self._people(form, parts["roles"])
        for place in parts["locations"]:
            if place.get("person_local_id") and place["person_local_id"] not in people:
                self.trouble("location.csv", place, "person_local_id", "is in no role of this notice")
        self._check_times(notice)
        if self.problems:
            return None
        given = Given(notice, people, parts["locations"], parts["risk"], parts["crime"], parts["missing"])
        given.warnings = list(self._warnings(given))
        return given

    def row(self, file: str, raw: dict[str, Any]) -> dict[str, Any]:
        """Each cell of one row as its column means it."""
        found: dict[str, Any] = {"row": raw.get("row")}
        if raw.get("cells"):
            wanted = len(FILES[file]) + 1
            self.trouble(file, raw, "the row", f"has {raw['cells']} cells; the header has {wanted}")
        if raw.get("force_code", self.force_code) != self.force_code:
            self.trouble(file, raw, "force_code", f"is not {self.force_code}, the force that sent it")
        for column in FILES[file]:
            said = raw.get(column.name) or ""
            found[column.name] = self._cell(file, raw, column, said) if said or column.required else None
        return found

    def _cell(self, file: str, raw: dict[str, Any], column: Column, said: str) -> Any:
        try:
            value = read(column, said)
        except BadCell as no:
            self.trouble(file, raw, column.name, str(no))
            return None
        if isinstance(value, date) and column.name not in NOT_DATES_OF_NOW and too_late(value, now=self.now):
            self.trouble(file, raw, column.name, "is in the future")
        return value

    def trouble(self, file: str, raw: dict[str, Any], column: str, says: str) -> None:
        self.problems.append({"file": file, "row": raw.get("row"), "column": column, "says": says})

    def _people(self, form: dict[str, Any], roles: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for raw, role in zip(form.get("roles") or [], roles, strict=True):
            number = role["person_local_id"]
            if not number:
                continue
            if number not in found:
                person = raw.get("person")
                if not person:
                    self.trouble("role.csv", raw, "person_local_id", "is not in person.csv")
                    continue
                if raw.get("people", 1) > 1:
                    self.trouble(PERSON, person, "person_local_id", "is on two rows; one row a person")
                found[number] = {**self.row(PERSON, {"person_local_id": number, **person}), "roles": [], "raw": person}
            elif raw.get("person") and _differ(raw["person"], found[number]["raw"]):
                self.trouble(PERSON, raw["person"], "person_local_id", "is given twice in this notice, differently")
            found[number]["roles"].append(role)
        return found

    def _check_times(self, notice: dict[str, Any]) -> None:
        if notice["incident_at"] and notice["submitted_at"] and notice["submitted_at"] < notice["incident_at"]:
            self.trouble("notice.csv", notice, "submitted_at", "is before the incident")

    def _warnings(self, given: Given) -> Iterator[str]:
        at = {"file": "notice.csv", "row": given.notice["row"]}
        if not given.people:
            yield sentence({**at, "column": "ppn_id", "says": "names nobody"})
        for person in given.people.values():
            where = {"file": PERSON, "row": person["row"]}
            if not person["dob"] and any(role["role"] == "SUBJECT_CHILD" for role in person["roles"]):
                yield sentence({**where, "column": "dob", "says": "is missing for a child"})
            if not (person["given_names"] or person["surname"]):
                yield sentence({**where, "column": "surname", "says": "and given_names are missing"})


def _differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any((one.get(column.name) or "") != (other.get(column.name) or "") for column in FILES[PERSON] if column.name != "person_local_id")


def text_of(value: Any) -> str:
    """A value as a cell of the interchange says it."""
    return "" if value is None else str(value)


def cells_of(form: dict[str, Any], visit: Callable[[str, dict[str, Any]], None]) -> None:
    """Visit every row of a nested form, with the file it belongs to."""
    visit("notice.csv", form)
    for name, file in NESTED.items():
        for row in form.get(name) or []:
            visit(file, row)
            if file == "role.csv" and row.get("person"):
                visit(PERSON, row["person"])
