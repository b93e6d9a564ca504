"""A documented sample drop, made from dice: so that a force can test its export, and we our import. Everybody in it is
invented: numbers begin 999, postcodes are of no area, and names are nobody's."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from .layout import FILES, MANIFEST, NESTED, SCHEMA, header

GIVEN = ["Robin", "Wren", "Ash", "Juniper", "Rowan", "Sorrel", "Linnet", "Bryony", "Hazel", "Corin", "Tamsin", "Perran", "Isolde", "Merrin", "Jory", "Kerensa"]
FAMILY = ["Ashgrove", "Thistlewood", "Winterbourne", "Larkhill", "Penhallow", "Quillfeather", "Marchbanks", "Stonecross", "Fernyhough", "Hollowell"]
STREETS = ["Sedge Row", "Lapwing Close", "Tannery Lane", "Orchard Rise", "Cooper's Yard"]
TOLD = [
    "Neighbours heard shouting. Officers found the adults apart and calm.", "A call was cut off. Officers found the kitchen in disorder.",
    "Argument over contact at the handover of the children.", "The children were upstairs and said that they heard it all.",
]
VOICE = ["“I put my pillow over my ears.”", "“I don’t want to go to sleep.”", "Did not want to speak to officers.", "“Mum says not to tell.”", ""]


@dataclass
class Sample:
    """So many notices of one force, the same for the same seed."""

    notices: int = 12
    seed: int = 1
    force_code: str = "44"
    sequence: int = 1
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    environment: str = "live"
    families: int | None = None  # fewer families than notices: patterns
    people: list[dict[str, Any]] | None = None  # draw children from these (a benchmark's county), else invent them

    def __post_init__(self):
        self.dice = random.Random(self.seed)  # noqa: S311 dice for a sample, not for secrets

    def forms(self) -> Iterator[dict[str, Any]]:
        """The notices in the nested form."""
        families = self.families or max(1, self.notices * 4 // 5)
        for number in range(self.notices):
            yield self._form(number, self._family(self.dice.randrange(families) if self.families else number % families))

    def _family(self, number: int) -> dict[str, Any]:
        dice = random.Random(f"{self.seed}:{number}")  # noqa: S311
        drawn = self.people[number % len(self.people)] if self.people else {}
        surname = drawn.get("surname") or dice.choice(FAMILY)
        return {
            "number": f"{self.seed}{number:06d}", "surname": surname, "child": drawn, "dice": dice, "street": dice.choice(STREETS),
            "house": str(dice.randint(1, 180)), "postcode": drawn.get("postcode") or f"ZZ{dice.randint(1, 9)} {dice.randint(1, 9)}ZZ",
        }

    def _form(self, number: int, family: dict[str, Any]) -> dict[str, Any]:
        dice, happened = self.dice, self.made_at - timedelta(hours=self.dice.randint(6, 60))
        grade = dice.choices("HMSU", [12, 33, 52, 3])[0]
        stamp = f"{self.sequence:06d}{number:05d}"
        return {
            "force_code": self.force_code, "ppn_id": f"RMS{stamp}", "version": "1", "status": "new",
            "occurrence_no": f"{self.force_code}{happened:%y}{number % 10_000_000:07d}", "ppn_type": dice.choices(["DA", "CHILD", "MISSING"], [7, 3, 1])[0],
            "incident_at": happened.isoformat(), "incident_date_precision": "exact", "reported_at": happened.isoformat(),
            "submitted_at": (happened + timedelta(hours=3)).isoformat(), "supervised_at": (happened + timedelta(hours=4)).isoformat(),
            "sent_to_mash_at": (happened + timedelta(hours=5)).isoformat(), "risk_grade": grade, "hrda_listed": "1" if grade == "H" else "0",
            "officer_id": f"C{dice.randint(1000, 1040)}", "officer_station": dice.choice(["Alderport", "Tannery Street", "Wyke"]),
            "summary": dice.choice(TOLD), "child_voice": dice.choice(VOICE), "consent": "not_asked", "info_share_limit": "none",
            "roles": self._roles(family, dice), "locations": [self._scene(family)], "risk": [self._risk(grade, dice)], "crime": [], "missing": [],
        }

    def _roles(self, family: dict[str, Any], dice: random.Random) -> list[dict[str, Any]]:
        own, roles = family["dice"], []
        child = {"dob": (self.made_at - timedelta(days=own.randint(200, 6000))).date().isoformat(), "given_names": own.choice(GIVEN)}
        child |= {key: value for key, value in family["child"].items() if value}
        adult = (self.made_at - timedelta(days=own.randint(8000, 15000))).date().isoformat()
        people = [
            ("C1", "SUBJECT_CHILD", "", {**child, "sex": own.choice("MF"), "school_text": "Thornbury Hill School"}),
            ("V", "VICTIM", "mother", {"given_names": own.choice(GIVEN), "dob": adult, "sex": "F", "phone": f"0770090{own.randint(0, 9999):04d}"}),
            ("P", "PERPETRATOR", "partner", {"given_names": own.choice(GIVEN), "surname": own.choice(FAMILY), "dob": adult, "sex": "M"}),
        ]
        for mark, role, relation, said in people:
            hurt = "1" if role == "SUBJECT_CHILD" and dice.random() < 0.04 else "0"
            roles.append({
                "person_local_id": f"N{family['number']}{mark}", "role": role, "relation_to_subject": relation, "present": "1",
                "injured": hurt, "lives_at_scene": "0" if role == "PERPETRATOR" else "1",
                "person": {"surname": family["surname"], "dob_precision": "exact", **said},
            })
        return roles

    def _scene(self, family: dict[str, Any]) -> dict[str, Any]:
        return {
            "location_local_id": f"L{family['number']}", "kind": "SCENE", "house": family["house"], "street": family["street"], "town": "Alderport",
            "postcode": family["postcode"], "refuge": "0",
        }

    def _risk(self, grade: str, dice: random.Random) -> dict[str, Any]:
        answers = {str(n): dice.choices(["Y", "N", "NK"], [3 if grade == "H" else 1, 3, 1])[0] for n in range(1, 28)}
        yes = sum(each == "Y" for each in answers.values())
        return {"tool": "DASH2009", "grade": grade, "professional_judgement": "0", "answers": json.dumps(answers), "yes_count": str(yes)}

    @property
    def name(self) -> str:
        return f"PPN_{self.force_code}_{self.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}_{self.sequence}.zip"

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        return write_drop(
            self.forms(), folder / self.name, force_code=self.force_code, made_at=self.made_at, sequence=(self.sequence, self.sequence),
            environment=self.environment,
        )


def rows_of(forms: Iterable[dict[str, Any]], *, force_code: str) -> dict[str, list[list[str]]]:
    """Nested forms as the rows of the seven files: a person once, however many notices name them."""
    found: dict[str, list[list[str]]] = {file: [header(file)] for file in FILES}
    people: dict[str, dict[str, Any]] = {}
    for form in forms:
        found["notice.csv"].append(_cells("notice.csv", form, force_code))
        for key, file in NESTED.items():
            for part in form.get(key) or []:
                found[file].append(_cells(file, {"ppn_id": form["ppn_id"], **part}, force_code))
                if part.get("person"):
                    people[part["person_local_id"]] = {"person_local_id": part["person_local_id"], **part["person"]}
    found["person.csv"] += [_cells("person.csv", person, force_code) for person in people.values()]
    return found


def _cells(file: str, row: dict[str, Any], force_code: str) -> list[str]:
    said = {"force_code": force_code, **row}
    return ["" if said.get(name) is None else str(said[name]) for name in header(file)]


def write_drop(
    forms: Iterable[dict[str, Any]], path: Path, *, force_code: str, made_at: datetime, sequence: tuple[int, int], environment: str = "live",
) -> Path:
    """The seven files and their manifest, in one zip."""
    files = {}
    for file, rows in rows_of(forms, force_code=force_code).items():
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows(rows)
        files[file] = (len(rows) - 1, out.getvalue().encode())
    manifest = {
        "schema": SCHEMA, "force_code": force_code, "created_at": made_at.isoformat(), "from_sequence": sequence[0], "to_sequence": sequence[1],
        "environment": environment,
        "files": [{"name": name, "rows": count, "sha256": sha256(content).hexdigest()} for name, (count, content) in files.items()],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
        for name, (_, content) in files.items():
            archive.writestr(name, content)
    return path
