"""What a file is, by what is inside it: the name is only what somebody called it. Bytes in, answer out."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser

from .documents import without_authors
from .pictures import without_hidden_details

PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"\xd0\xcf\x11\xe0")
OFFICE = {  # the part that every such document has, and what it then is
    "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
ODT = "application/vnd.oasis.opendocument.text"
MOST_UNPACKED, MOST_RATIO, MOST_PARTS = 100 * 1024 * 1024, 100, 2000
ACCEPTED = "PDF, Word (docx), Excel (xlsx), OpenDocument text (odt), JPEG, PNG, plain text (txt) or e-mail (eml)"


class NotTaken(ValueError):
    """Carries the sentence to show."""


@dataclass(frozen=True)
class Taken:
    """A file that may be kept: its cleaned name, what it is, and its bytes without what a camera or an office hides in them."""

    name: str
    ending: str
    media_type: str
    content: bytes


def take_file(name: str, content: bytes, *, largest: int) -> Taken:
    """The file as it may be kept; or NotTaken, with what is wrong and what to do."""
    shown = clean_name(name)
    if not content:
        raise NotTaken(f"{shown} is empty. Choose it again.")
    if len(content) > largest:
        raise NotTaken(f"{shown} is larger than {largest // 1024 // 1024} MB. Choose a smaller one, or send part of it.")
    ending, media_type = _kind(shown, content)
    stem = shown.rsplit(".", 1)[0] if "." in shown else shown
    try:
        kept = without_authors(without_hidden_details(content, media_type), media_type)
    except ValueError as problem:
        raise NotTaken(f"{shown} is damaged. Open it, save it again and choose the new one.") from problem
    _kind(shown, kept)  # once more, where what a PDF holds was packed away
    return Taken(f"{stem}.{ending}", ending, media_type, kept)


def clean_name(name: str) -> str:
    """The name without its folders, controls, or characters that hide or reverse other characters; never empty."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in last)
    plain = re.sub(r'[<>:"|?*;%]', "-", " ".join(plain.split())).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return (f"{stem[:100]}.{ending[:10]}" if dot and stem else plain[:100]) or "file"


def _kind(name: str, content: bytes) -> tuple[str, str]:
    if content.startswith(b"%PDF-"):
        if b"/Launch" in content or b"/EmbeddedFile" in content:
            raise NotTaken(f"{name} holds another file or starts a program. Print it to PDF again and send that.")
        return "pdf", "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg", "image/jpeg"
    if content.startswith(PROGRAMS):
        raise NotTaken(f"{name} is a program, or an old Office file that may hold one. Save it as {ACCEPTED}.")
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise NotTaken(f"{name} is an iPhone picture (HEIC), which few others can open. On the iPhone, share it as “Most Compatible”; or save it as JPEG, and choose that.")
    if content.startswith(b"PK"):
        return _office(name, content)
    return _words(name, content)


def _office(name: str, content: bytes) -> tuple[str, str]:
    """A zip is taken only if it is a document, unpacks to a sensible size, and holds no program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if _small(parts, "mimetype") else ""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as problem:
        raise NotTaken(f"{name} cannot be opened: it may be damaged or protected by a password. Save it again without one.") from problem
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(content), 1024):
        raise NotTaken(f"{name} unpacks to something far larger than it looks. Save the document again, or send it as PDF.")
    names = {part.filename for part in parts}
    if any(re.search(r"(?i)vbaProject|\.(exe|dll|bat|cmd|js|vbs|ps1|scr|jar|zip)$", each) for each in names):
        raise NotTaken(f"{name} holds a macro or a program. Save it without macros, or send it as PDF.")
    for part, kind in OFFICE.items():
        if part in names and "[Content_Types].xml" in names:
            return kind
    if mimetype == ODT:
        return "odt", ODT
    raise NotTaken(f"{name} is a zip or another kind of archive. Take the files out of it and send them one by one: {ACCEPTED}.")


def _small(parts: list[zipfile.ZipInfo], name: str) -> bool:
    return any(part.filename == name and part.file_size < 200 for part in parts)


def _words(name: str, content: bytes) -> tuple[str, str]:
    """Plain text or an e-mail: nothing that a browser or a computer would run."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace") if b"\x00" not in content else ""
    if not text or any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
        raise NotTaken(f"{name} is not a kind of file we can take. Send {ACCEPTED}.")
    if name.lower().endswith(".eml"):
        return _email(name, content)
    if not name.lower().endswith((".txt", ".text")) or re.search(r"(?i)<\s*(script|html|svg|iframe|\?php|!doctype)", text[:4000]):
        raise NotTaken(f"{name} is not a kind of file we can take. Send {ACCEPTED}.")
    return "txt", "text/plain"


def _email(name: str, content: bytes) -> tuple[str, str]:
    message = BytesParser(policy=policy.default).parsebytes(content)
    if not (message["from"] and (message["date"] or message["subject"])):
        raise NotTaken(f"{name} does not look like an e-mail. Save the e-mail again, or send it as PDF.")
    for part in message.walk():
        inside = part.get_payload(decode=True) if not part.is_multipart() else None
        if part.get_filename() and inside:
            _kind(clean_name(part.get_filename()), inside)
    return "eml", "message/rfc822"
