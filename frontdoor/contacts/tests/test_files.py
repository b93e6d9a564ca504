"""A file is what is inside it. Each refusal is a sentence that says what to do."""

import io
import struct
import zipfile
import zlib

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from frontdoor.contacts.files import NotTaken, clean_name, take_file
from frontdoor.contacts.scanner import scan

MB = 1024 * 1024
EMAIL = b"From: a@school.example\r\nSubject: Robin\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nHello."


def office(*parts, compress=zipfile.ZIP_DEFLATED, **written):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compress) as archive:
        for name in parts:
            archive.writestr(name, "x")
        for name, content in written.items():
            archive.writestr(name, content)
    return made.getvalue()


def chunk(kind, body=b""):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


WORD = office("[Content_Types].xml", "word/document.xml")
PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"tEXt", b"GPS 51.06,-1.31") + chunk(b"IDAT", b"pixels") + chunk(b"IEND")


def jpeg(*, turned=6):
    tiff = b"II\x2a\x00\x08\x00\x00\x00" + struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0) + b"GPS 51.06,-1.31"
    exif = b"Exif\x00\x00" + tiff
    return b"\xff\xd8" + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xdb\x00\x04ab" + b"\xff\xda\x00\x04cdpixels\xff\xd9TRAILER"


@pytest.mark.parametrize(("name", "content", "ending"), [
    ("map.pdf", b"%PDF-1.7 body", "pdf"), ("photo.JPG", jpeg(), "jpg"), ("photo.png", PNG, "png"), ("letter.docx", WORD, "docx"),
    ("list.xlsx", office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ("note.odt", office(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    ("note.txt", "She said “no”.".encode(), "txt"), ("note.txt", "caf\u00e9".encode("cp1252"), "txt"), ("mail.eml", EMAIL, "eml"),
])
def test_what_is_taken(name, content, ending):
    assert take_file(name, content, largest=MB).ending == ending


@pytest.mark.parametrize(("name", "content", "words"), [
    ("body-map.pdf", b"MZ\x90\x00 program", "is a program"), ("x.pdf", b"\x7fELF", "is a program"), ("run.txt", b"#!/bin/sh\nrm", "is a program"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1", "old Office file"), ("a.zip", office("photo.jpg"), "archive"),
    ("a.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
    ("a.docx", office("[Content_Types].xml", "word/document.xml", "run.exe"), "macro or a program"), ("a.docx", b"PK\x03\x04 broken", "cannot be opened"),
    ("page.txt", b"<script>alert(1)</script>", "not a kind of file"), ("page.html", b"<p>hello", "not a kind of file"), ("x.svg", b"<svg onload=x>", "not a kind"),
    ("photo.heic", b"\x00\x00\x00\x18ftypheic", "HEIC"), ("empty.pdf", b"", "is empty"), ("big.pdf", b"%PDF-" + b"x" * MB, "larger than 1 MB"),
    ("noise.txt", b"\x00\x01\x02", "not a kind of file"), ("a.pdf", b"%PDF-1.7 /Launch", "starts a program"), ("p.jpg", b"\xff\xd8\xff\xe1\xff", "damaged"),
    ("mail.eml", EMAIL.replace(b"\r\n\r\nHello.", b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'
     b'Content-Disposition: attachment; filename="a.pdf"\r\n\r\nMZ\x90\r\n--b--'), "is a program"), ("not.eml", b"just words", "does not look like"),
])
def test_what_is_refused_in_a_sentence(name, content, words):
    with pytest.raises(NotTaken) as no:
        take_file(name, content, largest=MB)
    assert words in str(no.value) and str(no.value).endswith(".")


def test_a_zip_bomb_is_refused_without_unpacking_it():
    bomb = office("[Content_Types].xml", **{"word/document.xml": b"\0" * 30 * MB})
    assert len(bomb) < MB
    with pytest.raises(NotTaken, match="far larger than it looks"):
        take_file("a.docx", bomb, largest=MB)


def test_where_a_picture_was_taken_goes_and_how_it_is_turned_stays():
    taken = take_file("photo.jpg", jpeg(turned=6), largest=MB).content
    assert b"GPS" not in taken and b"TRAILER" not in taken and b"pixels" in taken
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in taken
    assert b"Exif" not in take_file("photo.jpg", jpeg(turned=1), largest=MB).content
    png = take_file("photo.png", PNG, largest=MB).content
    assert b"GPS" not in png and b"pixels" in png


def a_pdf(*, signed=False, launches=False, locked=False):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Wren Talland", "/Title": "About Robin"})
    writer.xmp_metadata = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Wren Talland</x:xmpmeta>"
    if signed:
        writer.root_object[NameObject("/ByteRange")] = ArrayObject()
    if launches:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject("/S"): NameObject("/Launch")})
    if locked:
        writer.encrypt("secret")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def author_of(content):
    return (PdfReader(io.BytesIO(content)).metadata or {}).get("/Author")


def test_who_wrote_a_pdf_is_taken_out_and_its_pages_stay():
    given = a_pdf()
    assert author_of(given) == "Wren Talland" and given.count(b"Wren Talland") > 1
    taken = take_file("note.pdf", given, largest=MB).content
    assert author_of(taken) is None and b"Talland" not in taken and len(PdfReader(io.BytesIO(taken)).pages) == 1


def test_a_signed_or_locked_or_broken_pdf_is_kept_as_it_is():
    for given in (a_pdf(signed=True), a_pdf(locked=True), b"%PDF-1.7 body"):
        assert take_file("note.pdf", given, largest=MB).content == given


def test_a_program_that_a_pdf_starts_is_found_however_it_is_spelt():
    with pytest.raises(NotTaken, match="starts a program"):
        take_file("note.pdf", a_pdf(launches=True).replace(b"/Launch", b"/L#61unch"), largest=MB)


@pytest.mark.parametrize(("name", "given", "part"), [
    ("a.docx", ["[Content_Types].xml", "word/document.xml", "docProps/app.xml", "docProps/custom.xml"], "docProps/core.xml"),
    ("a.xlsx", ["[Content_Types].xml", "xl/workbook.xml"], "docProps/core.xml"),
])
def test_who_wrote_an_office_file_is_taken_out_and_its_words_stay(name, given, part):
    taken = take_file(name, office(*given, **{part: "<dc:creator>Wren Talland</dc:creator>"}), largest=MB).content
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        assert archive.namelist() == [*given, part] and b"Talland" not in b"".join(archive.read(each) for each in archive.namelist())
        assert archive.read(given[1]) == b"x"


def test_who_wrote_an_opendocument_text_is_taken_out_and_its_kind_is_still_readable():
    given = office(**{"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": "<dc:creator>Wren Talland</dc:creator>", "content.xml": "x"})
    taken = take_file("a.odt", given, largest=MB).content
    assert b"Talland" not in taken and taken[30:].startswith(b"mimetypeapplication/vnd.oasis") and take_file("a.odt", taken, largest=MB).content == taken


def test_an_office_file_with_a_broken_part_is_refused():
    given = bytearray(office("[Content_Types].xml", "word/document.xml", compress=zipfile.ZIP_STORED))
    given[given.index(b"word/document.xml") + 17] = ord("y")
    with pytest.raises(NotTaken, match="is damaged"):
        take_file("a.docx", bytes(given), largest=MB)


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\me\\map.pdf", "map.pdf"), ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie- x.pdf"),
    ("Robin\u202efdp.exe", "Robin fdp.exe"), ("   ", "file"), ("...", "file"), ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
])
def test_names_are_cleaned(given, kept):
    assert clean_name(given) == kept


def test_the_ending_is_what_it_is_and_not_what_it_was_called():
    assert take_file("photo.txt", PNG, largest=MB).name == "photo.png"


class Line:
    """A scanner that answers what it is told to, and remembers what it was sent."""

    def __init__(self, answer):
        self.answer, self.sent = answer, b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def sendall(self, content):
        self.sent += content

    def recv(self, size):
        answer, self.answer = self.answer, b""
        return answer


@pytest.mark.parametrize(("answer", "words"), [(b"stream: Eicar FOUND\0", "holds a virus"), (b"INSTREAM size limit ERROR\0", "could not be checked")])
def test_what_the_scanner_refuses_is_not_kept(monkeypatch, answer, words):
    monkeypatch.setattr("socket.create_connection", lambda *a, **k: Line(answer))
    with pytest.raises(NotTaken, match=words):
        scan("a.pdf", b"abc", scanner="localhost:3310")


def test_the_scanner_is_sent_the_whole_file(monkeypatch):
    line = Line(b"stream: OK\0")
    monkeypatch.setattr("socket.create_connection", lambda *a, **k: line)
    assert scan("a.pdf", b"abc", scanner="localhost:3310") == "CLEAN"
    assert line.sent == b"zINSTREAM\0" + b"\0\0\0\3abc" + b"\0\0\0\0"


def test_a_scanner_that_does_not_answer_is_not_taken_for_a_clean_file(monkeypatch):
    def lost(*a, **k):
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", lost)
    with pytest.raises(NotTaken, match="Send the referral without it"):
        scan("a.pdf", b"abc", scanner="localhost:3310")
    assert scan("a.pdf", b"abc", scanner=None) == "NOT_SCANNED"
