"""Opening a drop: everything for which it is refused whole is found here, before a row is read."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from ..layout import FILES, MANIFEST, SCHEMA, header

NAME = re.compile(r"PPN_(?P<force>\d{2})_(?P<made>\d{8}T\d{6}Z)_(?P<sequence>\d{1,12})\.zip")
BOMB_RATIO = 200  # text packs to about a twentieth; a bomb to a thousandth
MOST_MANIFEST = 1024 * 1024
LONGEST_CELL = 4 * 1024 * 1024
csv.field_size_limit(LONGEST_CELL)


class DropRefused(Exception):
    """A drop that cannot be taken at all. The sentence goes back to the force."""

    def __init__(self, sentence: str):
        self.sentence = "".join(letter if letter.isprintable() else "?" for letter in sentence)
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Manifest:
    force_code: str
    made_at: datetime
    from_sequence: int
    to_sequence: int
    is_test: bool
    rows: dict[str, int]
    digests: dict[str, str]


@dataclass(frozen=True)
class Opened:
    """A drop that may be read: its manifest holds for every file in it."""

    name: str
    manifest: Manifest
    archive: zipfile.ZipFile
    warnings: list[str]

    def rows(self, file: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a file with their numbers, the header being row 1. Bytes that are not UTF-8 come as surrogates."""
        with self.archive.open(file) as raw:
            reader = csv.reader(_text(raw))
            next(reader)
            yield from _numbered(reader, file)


def _text(raw: BinaryIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")


def _numbered(reader: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as no:
            raise DropRefused(f"{file}, row {number}: this row cannot be read as CSV ({no}).") from no
        if cells:  # a blank line at the end is no row
            yield number, cells


@contextmanager
def opened(path: Path | BinaryIO, *, name: str, most_unpacked: int) -> Iterator[Opened]:
    """Open a drop and hold it to its manifest, or refuse it whole with the sentence that says why."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as no:
        raise DropRefused(f"{name} is not a zip file, or is damaged.") from no
    with archive:
        _check_members(archive, name, most_unpacked)
        manifest = _manifest(archive, name)
        warnings = _check_name(name, manifest)
        for file in FILES:
            _check_file(archive, file, manifest)
        yield Opened(name, manifest, archive, warnings)


def _check_members(archive: zipfile.ZipFile, name: str, most_unpacked: int) -> None:
    wanted, seen = {MANIFEST, *FILES}, set()
    for member in archive.infolist():
        if member.filename not in wanted:
            raise DropRefused(f"{name} holds “{member.filename[:80]}”, which is not a file of a PPN drop. Nothing in it was read.")
        if member.filename in seen:
            raise DropRefused(f"{name} holds {member.filename} twice.")
        if member.flag_bits & 0x1:
            raise DropRefused(f"{name}: {member.filename} is locked with a password. Send drops without one.")
        if member.file_size > 1024 * 1024 and member.file_size > BOMB_RATIO * max(member.compress_size, 1):
            raise DropRefused(f"{name}: {member.filename} unpacks to {BOMB_RATIO} times its size or more, which no list of notices does.")
        seen.add(member.filename)
    if missing := sorted(wanted - seen):
        raise DropRefused(f"{name} lacks {', '.join(missing)}. All {len(wanted)} files are sent, empty ones with their header.")
    if sum(member.file_size for member in archive.infolist()) > most_unpacked:
        raise DropRefused(f"{name} unpacks to more than {most_unpacked // 1024 // 1024} MB. Send it in parts.")


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    try:
        with archive.open(MANIFEST) as raw:
            said = json.loads(raw.read(MOST_MANIFEST + 1)[:MOST_MANIFEST].decode("utf-8-sig"))
    except (ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error) as no:
        raise DropRefused(f"{name}: manifest.json cannot be read as JSON in UTF-8.") from no
    if not isinstance(said, dict) or said.get("schema") != SCHEMA:
        raise DropRefused(f"manifest.json: schema must be “{SCHEMA}”.")
    force, first, last = said.get("force_code"), said.get("from_sequence"), said.get("to_sequence")
    if not isinstance(force, str) or not re.fullmatch(r"[0-9]{2}", force):
        raise DropRefused("manifest.json: force_code must be two digits in quotation marks, such as “44”.")
    if any(isinstance(each, bool) or not isinstance(each, int) or not 0 <= each < 2**62 for each in (first, last)) or first > last:
        raise DropRefused("manifest.json: from_sequence and to_sequence must be whole numbers, the first not above the last.")
    if said.get("environment") not in ("live", "test"):
        raise DropRefused("manifest.json: environment must be “live” or “test”.")
    return Manifest(force, _made_at(said.get("created_at")), first, last, said["environment"] == "test", *_files(said.get("files")))


def _made_at(said: Any) -> datetime:
    try:
        found = datetime.fromisoformat(said)
        if found.tzinfo is None or not 2000 <= found.year <= 9000:
            raise ValueError
    except (TypeError, ValueError) as no:
        raise DropRefused("manifest.json: created_at must be a date and time with its offset, such as 2026-11-24T09:30:00+00:00.") from no
    return found


def _files(said: Any) -> tuple[dict[str, int], dict[str, str]]:
    rows, digests = {}, {}
    for each in said if isinstance(said, list) else []:
        file, count, digest = (each.get(key) if isinstance(each, dict) else None for key in ("name", "rows", "sha256"))
        if not isinstance(file, str) or file not in FILES or file in rows:
            raise DropRefused("manifest.json: files must name each of the seven CSV files once.")
        if isinstance(count, bool) or not isinstance(count, int) or not isinstance(digest, str):
            raise DropRefused(f"manifest.json: {file} needs rows, a whole number, and sha256, in hexadecimal.")
        rows[file], digests[file] = count, digest.lower()
    if missing := [file for file in FILES if file not in rows]:
        raise DropRefused(f"manifest.json: files does not name {', '.join(missing)}.")
    return rows, digests


def _check_name(name: str, manifest: Manifest) -> list[str]:
    match = NAME.fullmatch(name)
    if not match:
        return [f"{name} is not named PPN_<force>_<time>_<sequence>.zip. It was read by its manifest alone."]
    if match["force"] != manifest.force_code:
        raise DropRefused(f"{name} is named for force {match['force']}, but its manifest is of force {manifest.force_code}.")
    if not manifest.from_sequence <= int(match["sequence"]) <= manifest.to_sequence:
        return [f"{name} is numbered {int(match['sequence'])}, which is not in its manifest’s sequence {manifest.from_sequence} to {manifest.to_sequence}."]
    return []


def _check_file(archive: zipfile.ZipFile, file: str, manifest: Manifest) -> None:
    """Its hash, its header, and how many rows it has: what the manifest says, or the drop is refused."""
    try:
        with archive.open(file) as raw:
            digest = sha256()
            while part := raw.read(1024 * 1024):
                digest.update(part)
        if digest.hexdigest() != manifest.digests[file]:
            raise DropRefused(f"{file}: its sha256 is not the one in the manifest. It was changed or damaged on the way.")
        with archive.open(file) as raw:
            reader = csv.reader(_text(raw))
            try:
                found = next(reader, [])
            except csv.Error as no:
                raise DropRefused(f"{file}, row 1: the header cannot be read as CSV ({no}).") from no
            _check_header(file, found)
            count = sum(1 for _ in _numbered(reader, file))
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zipfile.LargeZipFile, zlib.error) as no:
        raise DropRefused(f"{file} cannot be unpacked: the zip is damaged, or packed in a way we do not know.") from no
    if count != manifest.rows[file]:
        raise DropRefused(f"{file} has {count:,} rows, but its manifest says {manifest.rows[file]:,}.")


def _check_header(file: str, found: list[str]) -> None:
    wanted = header(file)
    if found == wanted:
        return
    missing, extra = [name for name in wanted if name not in found], [name for name in found if name not in wanted]
    said = [f"lacks the column {name}" for name in missing[:3]] + [f"has an unknown column “{name[:40]}”" for name in extra[:3]]
    raise DropRefused(f"{file}, row 1: the header {' and '.join(said) or 'has its columns in another order, or one twice'}.")
