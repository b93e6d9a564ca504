"""Drops for tests: made, spoiled and taken in."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from frontdoor.foundations.record.founding import the_system
from frontdoor.ppn.layout import MANIFEST
from frontdoor.ppn.sample import Sample, write_drop
from frontdoor.ppn.taking.importing import Answer, import_drop

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NAME = "PPN_44_20261124T080000Z_1.zip"


def forms(notices: int = 3, **more: Any) -> list[dict[str, Any]]:
    return list(Sample(notices=notices, made_at=NOW - timedelta(hours=2), **{"seed": 7, **more}).forms())


def drop(folder: Path, some: list[dict[str, Any]], *, sequence: int = 1, made_at: datetime = NOW - timedelta(hours=1), **more: Any) -> Path:
    return write_drop(some, folder / f"PPN_44_20261124T080000Z_{sequence}.zip", force_code="44", made_at=made_at, sequence=(sequence, sequence), **more)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes], *, honest: bool = True) -> BytesIO:
    """A drop of these files; where it is honest its manifest is brought up to date with them."""
    if honest:
        manifest = json.loads(files[MANIFEST])
        for each in manifest["files"]:
            content = files[each["name"]]
            each["sha256"] = sha256(content).hexdigest()
            each["rows"] = rows_in(content)
        files = {**files, MANIFEST: json.dumps(manifest).encode()}
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made


def rows_in(content: bytes) -> int:
    import csv
    import io

    reader = csv.reader(io.StringIO(content.decode("utf-8-sig", "surrogateescape"), newline=""))
    try:
        return sum(1 for row in reader if row) - 1
    except csv.Error:
        return 0


def taken(file: Path | BytesIO, *, name: str = "", at: datetime = NOW) -> Answer:
    return import_drop(file, name=name or (file.name if isinstance(file, Path) else NAME), by=the_system(), at=at)
