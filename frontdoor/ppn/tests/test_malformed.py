"""Whatever a force sends: a sentence that names file, row and column, and nothing lost or half done. Issue B, "must hold"."""

import json
import zipfile
from io import BytesIO

import pytest

from frontdoor.ppn.actions import deal_with_drop
from frontdoor.ppn.layout import FILES, MANIFEST
from frontdoor.ppn.models import Drop, Notice, Quarantine

from .drops import NAME, NOW, drop, forms, parts, taken, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    return parts(drop(tmp_path, forms()))


def refused(file) -> str:
    """The sentence; and that nothing was taken in, and that somebody here is told."""
    answer = taken(file)
    assert answer.code == 2 and answer.said()["refused"] == answer.refused
    assert Notice.objects.count() == 0 and Quarantine.objects.count() == 0
    assert Drop.objects.get().stage == "REFUSED"
    return answer.refused


def changed(files, file, was, now, *, count=1):
    assert was in files[file]
    return {**files, file: files[file].replace(was, now, count)}


def quarantined(files) -> list[str]:
    """The sentences; and that every other notice was taken in."""
    answer = taken(zipped(files))
    assert (answer.code, answer.counts["accepted"], answer.counts["quarantined"]) == (3, 2, 1), answer.said()
    assert Quarantine.objects.count() == 1
    return [each["sentence"] for each in answer.said()["problems"]]


def test_not_a_zip(cast):
    assert refused(BytesIO(b"%PDF-1.4 a letter")) == f"{NAME} is not a zip file, or is damaged."


def test_an_empty_file(cast):
    assert refused(BytesIO(b"")) == f"{NAME} is not a zip file, or is damaged."


def test_a_zip_cut_short(cast, files):
    whole = zipped(files).getvalue()
    assert refused(BytesIO(whole[: len(whole) // 2])) == f"{NAME} is not a zip file, or is damaged."


def test_a_zip_damaged_inside(cast, files):
    whole = bytearray(zipped(files).getvalue())
    at = whole.index(b"notice.csv") + 60
    whole[at : at + 20] = b"\0" * 20
    assert "notice.csv" in refused(BytesIO(bytes(whole)))


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "..\\notice.csv", "a/notice.csv", "notice.csv\n"])
def test_path_traversal_in_a_name(cast, files, name):
    assert "which is not a file of a PPN drop. Nothing in it was read." in refused(zipped({**files, name: b"x"}))


def test_a_zip_bomb(cast, files):
    sentence = refused(zipped({**files, "crime.csv": files["crime.csv"] + b" " * 5_000_000}))
    assert sentence == f"{NAME}: crime.csv unpacks to 200 times its size or more, which no list of notices does."


def test_more_than_may_be_unpacked(cast, files, settings, monkeypatch):
    monkeypatch.setitem(settings.PROTOCOL.PPN, "most_bytes_unpacked", 2000)
    assert refused(zipped(files)).startswith(f"{NAME} unpacks to more than 0 MB")


def test_a_file_that_lies_about_its_size(cast, files):
    """The directory of the zip says 10 bytes; the file has more."""
    whole = bytearray(zipped(files).getvalue())
    at = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"notice.csv"))
    whole[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert "notice.csv" in refused(BytesIO(bytes(whole)))


def test_a_password(cast, files):
    whole = bytearray(zipped(files).getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.index(mark)
        whole[at + flags] |= 1
    assert "is locked with a password. Send drops without one." in refused(BytesIO(bytes(whole)))


def test_a_file_twice(cast, files):
    made = zipped(files)
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("notice.csv", files["notice.csv"])
    assert refused(made) == f"{NAME} holds notice.csv twice."


def test_a_file_too_few(cast, files):
    del files["missing.csv"]
    assert refused(zipped(files, honest=False)).startswith(f"{NAME} lacks missing.csv.")


def test_utf_16(cast, files):
    sentence = refused(zipped({**files, "notice.csv": files["notice.csv"].decode().encode("utf-16")}))
    assert sentence.startswith("notice.csv, row 1: the header lacks the column force_code")


def test_cp1252_goes_to_quarantine_with_the_place(cast, files):
    row = files["notice.csv"].split(b"\r\n")[2]
    spoiled = row
    for station in (b"Alderport", b"Tannery Street", b"Wyke"):
        spoiled = spoiled.replace(station, b"Ch\xe2teau")
    assert quarantined(changed(files, "notice.csv", row, spoiled)) == ["notice.csv, row 3, officer_station: holds bytes that are not UTF-8."]


def test_a_byte_order_mark_is_no_fault(cast, files):
    answer = taken(zipped({name: content if name == MANIFEST else b"\xef\xbb\xbf" + content for name, content in files.items()}))
    assert (answer.code, answer.counts["accepted"]) == (0, 3)


def test_line_feeds_alone_are_no_fault(cast, files):
    answer = taken(zipped({name: content.replace(b"\r\n", b"\n") for name, content in files.items()}))
    assert (answer.code, answer.counts["accepted"]) == (0, 3)


def test_a_column_too_few_or_too_many_or_elsewhere(cast, files):
    for was, now, says in (
        (b",risk_grade", b"", "lacks the column risk_grade"), (b"gpms", b"gpms,notes", "has an unknown column “notes”"),
        (b"version,status", b"status,version", "has its columns in another order, or one twice"),
    ):
        answer = taken(zipped(changed(files, "notice.csv", was, now)))
        assert answer.refused == f"notice.csv, row 1: the header {says}."
    assert Notice.objects.count() == 0


def test_a_row_with_a_cell_too_few(cast, files):
    rows = files["notice.csv"].split(b"\r\n")
    rows[2] = rows[2][: rows[2].rindex(b",")]
    files["notice.csv"] = b"\r\n".join(rows)
    assert quarantined(files) == ["notice.csv, row 3, the row: has 25 cells; the header has 26."]


def test_a_number_twice_with_different_content(cast, files):
    rows = files["notice.csv"].rstrip(b"\r\n").split(b"\r\n")
    files["notice.csv"] = b"\r\n".join([*rows, rows[1]]) + b"\r\n"
    answer = taken(zipped(files))
    assert answer.counts["accepted"] == 3  # the same row twice is one notice
    twice = rows[2].replace(b",new,", b",updated,")
    files["notice.csv"] = b"\r\n".join([*rows, twice]) + b"\r\n"
    answer = taken(zipped(files))
    assert answer.counts["quarantined"] == 2
    assert {each["sentence"] for each in answer.said()["problems"]} == {
        f"notice.csv, row {row}, ppn_id: is twice in this drop, with different content under one version." for row in (3, 5)
    }


def test_a_person_on_two_rows(cast, files):
    rows = files["person.csv"].rstrip(b"\r\n").split(b"\r\n")
    files["person.csv"] = b"\r\n".join([*rows, rows[1].replace(b",exact,", b",estimated,")]) + b"\r\n"
    answer = taken(zipped(files))
    assert (answer.counts["accepted"], answer.counts["quarantined"]) == (1, 2)  # she is in two notices
    assert {each["sentence"] for each in answer.said()["problems"]} == {"person.csv, row 2, person_local_id: is on two rows; one row a person."}
    assert {held.content["roles"][0]["also"][0]["dob_precision"] for held in Quarantine.objects.all()} == {"estimated"}


@pytest.mark.parametrize(("column", "cell", "says"), [
    ("risk_grade", "X", "“X” is not one of H, M, S, U"),
    ("risk_grade", "", "is empty, and is needed"),
    ("ppn_type", "da", "“da” is not one of CHILD, DA, ADULT, MISSING, HATE, HBA, PREVENT, OTHER"),
    ("version", "0", "0 is not between 1 and 100,000"),
    ("version", "1.5", "“1.5” is not a whole number"),
    ("version", "9" * 30, f"“{'9' * 20}…” is not a whole number"),
    ("incident_at", "24/11/2026 09:00", "“24/11/2026 09:00” is not a date and time like 2026-11-24T09:30:00+00:00"),
    ("incident_at", "2026-11-24T09:00:00", "“2026-11-24T09:00:00” does not say its offset from UTC, such as +00:00"),
    ("incident_at", "1066-10-14T09:00:00+00:00", "“1066-10-14T09:00:00+…” is outside the years that can be right"),
    ("reported_at", "2029-01-01T09:00:00+00:00", "is in the future"),
    ("incident_at", "0000-01-01T09:00:00+00:00", "“0000-01-01T09:00:00+…” is not a date and time like 2026-11-24T09:30:00+00:00"),
    ("incident_at", "0001-01-01T00:00:00+14:00", "“0001-01-01T00:00:00+…” is outside the years that can be right"),
    ("summary", "x" * 100_000, "has 100,000 characters; at most 2,000 can be taken"),
    ("summary", "=HYPERLINK(1)", "begins as a spreadsheet formula does"),
    ("summary", "@SUM(A1)", "begins as a spreadsheet formula does"),
    ("summary", "+cmd|' /C calc'!A0", "begins as a spreadsheet formula does"),
    ("summary", "a\0b", "holds a NUL character"),
    ("officer_id", "C1\x1b[2J", "holds a control character"),
    ("hrda_listed", "yes", "“yes” is not 1 or 0"),
    ("force_code", "45", "is not 44, the force that sent it"),
])
def test_a_cell_that_cannot_be_read(cast, tmp_path, column, cell, says):
    some = forms()
    some[1][column] = cell
    assert quarantined(parts(drop(tmp_path, some))) == [f"notice.csv, row 3, {column}: {says}."]


@pytest.mark.parametrize(("dob", "says"), [
    ("2031-01-01", "is in the future"), ("31/12/2019", "“31/12/2019” is not a date like 2019-03-27"), ("2019-02-30", "“2019-02-30” is not a date like 2019-03-27"),
    ("1600-01-01", "“1600-01-01” is outside the years that can be right"),
])
def test_a_birthday_that_cannot_be(cast, tmp_path, dob, says):
    some = forms()
    some[1]["roles"][0]["person"]["dob"] = dob
    assert quarantined(parts(drop(tmp_path, some))) == [f"person.csv, row 5, dob: {says}."]


@pytest.mark.parametrize("answers", ["[1]", "{", '{"1": 2}', '{"1": null}', "null", '"Y"', "[" * 5000, '{"1": "\\ud800"}', '{"1": "\\u0000"}'])
def test_answers_of_the_wrong_kind(cast, tmp_path, answers):
    some = forms()
    some[1]["risk"][0]["answers"] = answers
    (sentence,) = quarantined(parts(drop(tmp_path, some)))
    assert sentence.startswith("risk.csv, row 3, answers: ")


def test_a_quote_that_never_ends(cast, files):
    rows = files["crime.csv"].rstrip(b"\r\n") + b'\r\n44,RMS1,"' + b"x" * 200 + b"\r\n"
    answer = taken(zipped({**files, "crime.csv": rows}))
    assert answer.code in (2, 3)
    assert answer.refused or answer.said()["problems"][0]["sentence"].startswith("crime.csv, row 2")


@pytest.mark.parametrize(("said", "says"), [
    ({"schema": "ppn-drop/2"}, "manifest.json: schema must be “ppn-drop/1”."),
    ({"force_code": 44}, "manifest.json: force_code must be two digits in quotation marks, such as “44”."),
    ({"force_code": "45"}, f"{NAME} is named for force 44, but its manifest is of force 45."),
    ({"created_at": "yesterday"}, "manifest.json: created_at must be a date and time with its offset, such as 2026-11-24T09:30:00+00:00."),
    ({"created_at": 7}, "manifest.json: created_at must be a date and time with its offset, such as 2026-11-24T09:30:00+00:00."),
    ({"from_sequence": "1"}, "manifest.json: from_sequence and to_sequence must be whole numbers, the first not above the last."),
    ({"from_sequence": 2}, "manifest.json: from_sequence and to_sequence must be whole numbers, the first not above the last."),
    ({"to_sequence": True}, "manifest.json: from_sequence and to_sequence must be whole numbers, the first not above the last."),
    ({"environment": "prod"}, "manifest.json: environment must be “live” or “test”."),
    ({"files": []}, "manifest.json: files does not name notice.csv, person.csv, role.csv, location.csv, risk.csv, crime.csv, missing.csv."),
    ({"files": [{"name": "notice.csv", "rows": "3", "sha256": "0"}]}, "manifest.json: notice.csv needs rows, a whole number, and sha256, in hexadecimal."),
    ({"files": [7]}, "manifest.json: files must name each of the seven CSV files once."),
    ({"files": [{"name": ["notice.csv"]}]}, "manifest.json: files must name each of the seven CSV files once."),
])
def test_a_manifest_with_the_wrong_types(cast, files, said, says):
    manifest = json.dumps({**json.loads(files[MANIFEST]), **said}).encode()
    assert refused(zipped({**files, MANIFEST: manifest}, honest=False)) == says


@pytest.mark.parametrize("manifest", [b"", b"[]", b"7", b"\xff\xfe{", b"[" * 100_000, b'{"schema": NaN'])
def test_a_manifest_that_is_no_object(cast, files, manifest):
    assert refused(zipped({**files, MANIFEST: manifest}, honest=False)).startswith((f"{NAME}: manifest.json cannot be read", "manifest.json: schema must be"))


@pytest.mark.parametrize("file", list(FILES))
def test_a_manifest_that_lies_about_a_hash(cast, files, file):
    manifest = json.loads(files[MANIFEST])
    next(each for each in manifest["files"] if each["name"] == file)["sha256"] = "0" * 64
    sentence = refused(zipped({**files, MANIFEST: json.dumps(manifest).encode()}, honest=False))
    assert sentence == f"{file}: its sha256 is not the one in the manifest. It was changed or damaged on the way."


@pytest.mark.parametrize("by", [1, -1])
def test_a_manifest_that_lies_about_the_rows(cast, files, by):
    manifest = json.loads(files[MANIFEST])
    next(each for each in manifest["files"] if each["name"] == "role.csv")["rows"] += by
    assert refused(zipped({**files, MANIFEST: json.dumps(manifest).encode()}, honest=False)) == f"role.csv has 9 rows, but its manifest says {9 + by}."


def test_a_row_that_hangs_on_no_notice(cast, files):
    files["crime.csv"] += b"44,NOBODY,C1,,Harassment,,\r\n"
    answer = taken(zipped(files))
    assert (answer.counts["accepted"], answer.counts["quarantined"]) == (3, 1)
    assert answer.said()["problems"][0]["sentence"] == "crime.csv, row 2, ppn_id: is not in notice.csv."


def test_a_notice_without_a_number(cast, tmp_path):
    some = forms()
    some[1]["ppn_id"] = " "
    answer = taken(drop(tmp_path, some))
    assert answer.counts["accepted"] == 2
    assert "notice.csv, row 3, ppn_id: is empty, and is needed." in [each["sentence"] for each in answer.said()["problems"]]
    assert answer.counts["quarantined"] == Quarantine.objects.count()


def test_the_same_bad_drop_again_is_refused_once_until_somebody_dealt_with_it(cast):
    for _ in range(2):
        assert taken(BytesIO(b"x")).code == 2
    held = Drop.objects.get()
    deal_with_drop(held, by=cast.rosa, at=NOW, what_was_done="Rang them.")
    assert taken(BytesIO(b"x")).code == 2
    assert Drop.objects.filter(stage="REFUSED").count() == 1 and Drop.objects.count() == 2
