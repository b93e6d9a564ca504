"""Taking out of a document who wrote it and when: a receiving team reads the file, and is not to read who raised it. Bytes in, bytes out.

What is written on the pages stays, names in comments and tracked changes too: those are words, and a person reads them. A PDF that
is signed or locked is kept as it is, since changing it would break it; so is one that cannot be followed.
"""

import io
import logging
import zipfile
import zlib

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

OFFICE = "application/vnd.openxmlformats-officedocument"
ODT = "application/vnd.oasis.opendocument.text"
# What such a document must have, with nothing in it.
EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats'
    b'.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.2"><office:meta/></office:document-meta>',
}
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is odd in a file may quote it


def without_authors(content: bytes, media_type: str) -> bytes:
    """A PDF, Office or OpenDocument file without its notes of who made it; anything else as it is. ValueError if it cannot be read."""
    if media_type == "application/pdf":
        return _pdf(content)
    if media_type.startswith(OFFICE) or media_type == ODT:
        return _zipped(content)
    return content


def _pdf(content: bytes) -> bytes:
    if b"/ByteRange" in content:  # signed
        return content
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or not reader.pages:
            return content
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for holder in (writer.root_object, *writer.pages):
            holder.pop(NameObject("/Metadata"), None)
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        made = io.BytesIO()
        writer.write(made)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError, AssertionError):
        return content
    return made.getvalue()


def _zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    try:
        _without_notes(content, made)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as problem:
        raise ValueError("a part cannot be read") from problem
    return made.getvalue()


def _without_notes(content: bytes, made: io.BytesIO) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in {each.filename: each for each in old.infolist()}.values():
            how = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED  # OpenDocument wants its kind readable
            new.writestr(zipfile.ZipInfo(part.filename), EMPTY.get(part.filename) or old.read(part), compress_type=how)
