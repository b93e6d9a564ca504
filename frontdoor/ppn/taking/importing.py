"""One drop, from a file to an answer: what became of it, in the words and numbers that go back to the force."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from frontdoor.foundations.access.models import User

from ..actions.taking import COUNTED, AlreadyTaken, refuse_drop, refused_before, take_drop, take_forms
from ..models import Drop, Quarantine
from ..reading import Problem, sentence
from .opening import NAME, DropRefused, opened

ALL_TAKEN, REFUSED_WHOLE, SOME_IN_QUARANTINE = 0, 2, 3
MOST_TOLD = 1000


@dataclass
class Answer:
    """What the force hears of one drop, and the exit code that says the same."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: str = ""
    drop: Drop | None = None

    @property
    def code(self) -> int:
        if self.refused:
            return REFUSED_WHOLE
        return SOME_IN_QUARANTINE if self.counts.get("quarantined") else ALL_TAKEN

    @property
    def in_words(self) -> str:
        """For whoever took it in by hand."""
        if self.refused:
            return f"The drop was refused, and nothing of it was taken in. {self.refused}"
        found = [f"{count:,} {name}" for name in COUNTED if (count := self.counts.get(name))]
        return f"{self.name}: {', '.join(found) or 'it holds no notice'}."

    def said(self) -> dict[str, Any]:
        """One JSON object: what `import_ppn` prints, and what ack.json holds."""
        said = {"drop": self.name, **{name: self.counts.get(name, 0) for name in COUNTED}, "warnings": self.warnings}
        if self.refused:
            said["refused"] = self.refused
        said["problems"] = [{**each, "sentence": sentence(each)} for each in self.problems[:MOST_TOLD]]
        return said


def import_drop(file: Path | BinaryIO, *, name: str, by: User, at: datetime) -> Answer:
    """Take in one drop. Never raises for what a force sent: what is wrong with it is in the answer."""
    digest = _digest(file)
    if held := Drop.objects.filter(sha256=digest, stage=Drop.Stage.TAKEN).first():
        return again(held, name)
    limits = settings.PROTOCOL.PPN
    try:
        if _size(file) > limits["most_bytes"]:
            raise DropRefused(f"{name} is larger than {limits['most_bytes'] // 1024 // 1024} MB. Send it in parts.")
        with opened(file, name=name, most_unpacked=limits["most_bytes_unpacked"]) as drop:
            taken = take_drop(by=by, at=at, drop=drop, name=name, sha256=digest)
    except AlreadyTaken as no:
        return again(no.held, name)
    except DropRefused as no:
        match = NAME.fullmatch(name)
        return refuse(no.sentence, name=name, sha256=digest, by=by, at=at, force_code=match["force"] if match else "")
    return Answer(name, taken.tally, taken.warnings, taken.laying.problems, drop=taken)


def import_forms(forms: list[dict[str, Any]], *, name: str, how: str, by: User, at: datetime, **given: Any) -> Answer:
    """Take in notices that came in the nested form. The same again changes nothing."""
    try:
        taken = take_forms(by=by, at=at, forms=forms, how=how, name=name, **given)
    except AlreadyTaken as no:
        return again(no.held, name)
    return Answer(name, taken.tally, taken.warnings, taken.laying.problems, drop=taken)


def again(held: Drop, name: str) -> Answer:
    """Taken in before: nothing changes. What still waits to be mended is said again."""
    waiting = list(Quarantine.objects.filter(drop=held, stage=Quarantine.Stage.WAITING))
    there = sum(held.tally.get(each, 0) for each in COUNTED) - len(waiting)
    problems = [problem for each in waiting for problem in each.problems]
    return Answer(name, {"unchanged": there, "quarantined": len(waiting)}, [f"{name} was taken in before. Nothing has changed."], problems, drop=held)


def refuse(why: str, *, name: str, sha256: str, by: User, at: datetime, force_code: str) -> Answer:
    """Refused whole: the force hears why, and somebody here sees to it that it comes again. The same again is not another."""
    held = refused_before(sha256=sha256, why=why)
    return Answer(name, refused=why, drop=held or refuse_drop(by=by, at=at, name=name, sha256=sha256, why=why, force_code=force_code))


def answer_of(drop: Drop) -> Answer:
    """What the force was told of a drop when it came."""
    kept = [problem for each in Quarantine.objects.filter(drop=drop).order_by("received_at", "pk") for problem in each.problems]
    return Answer(drop.name, drop.tally, drop.warnings, kept, refused=drop.refused_why, drop=drop)


def _digest(file: Path | BinaryIO) -> str:
    if isinstance(file, Path):
        with file.open("rb") as open_file:
            return _digest(open_file)
    found = sha256()
    file.seek(0)
    while part := file.read(1024 * 1024):
        found.update(part)
    file.seek(0)
    return found.hexdigest()


def _size(file: Path | BinaryIO) -> int:
    if isinstance(file, Path):
        return file.stat().st_size
    end = file.seek(0, 2)
    file.seek(0)
    return end


def write_ack(answer: Answer, folder: Path) -> Path:
    """The reply folder of one drop: written whole or not at all."""
    return write_json(folder / "ack.json", answer.said())


def write_json(path: Path, said: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(as_json(said), encoding="utf-8")
    part.replace(path)
    return path


def as_json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2, default=str) + "\n"
