"""A drop is taken in whole, or refused whole; what cannot be read waits in quarantine; nothing is half done."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from frontdoor.foundations.record.founding import the_system
from frontdoor.ppn.models import Drop, Gap, Notice, NoticePerson, NoticeVersion, Quarantine
from frontdoor.ppn.sample import Sample, write_drop
from frontdoor.ppn.taking.importing import import_drop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def drop(folder: Path, forms, sequence=1, made_at=NOW - timedelta(hours=1), **kwargs) -> Path:
    return write_drop(forms, folder / f"PPN_44_20261124T080000Z_{sequence}.zip", force_code="44", made_at=made_at, sequence=(sequence, sequence), **kwargs)


def taken(path: Path, at=NOW):
    return import_drop(path, name=path.name, by=the_system(), at=at)


@pytest.fixture
def forms():
    return list(Sample(notices=5, seed=7, made_at=NOW - timedelta(hours=2)).forms())


def test_a_drop_is_taken_in_and_the_same_again_changes_nothing(cast, tmp_path, forms):
    path = drop(tmp_path, forms)
    first = taken(path)
    assert (first.code, first.counts["accepted"]) == (0, 5), first.said()
    assert Notice.objects.count() == 5 and NoticePerson.objects.filter(is_child=True).count() == 5
    assert taken(path).said() | {"warnings": []} == {
        "drop": path.name, "accepted": 0, "unchanged": 5, "replaced": 0, "withdrawn": 0, "rejected": 0, "quarantined": 0, "warnings": [], "problems": [],
    }
    assert Drop.objects.count() == 1


def test_the_order_of_arrival_does_not_change_what_is_held(cast, tmp_path, forms):
    later = [{**form, "version": "2", "summary": "Corrected."} for form in forms]
    taken(drop(tmp_path, later, sequence=2, made_at=NOW))
    answer = taken(drop(tmp_path, forms, sequence=1))
    assert (answer.counts["rejected"], answer.counts["accepted"]) == (5, 0)
    assert set(Notice.objects.values_list("police_version", "summary")) == {(2, "Corrected.")}
    assert NoticeVersion.objects.count() == 10
    assert Gap.objects.filter(stage="OPEN").count() == 0


def test_a_bad_row_waits_in_quarantine_and_the_others_are_taken(cast, tmp_path, forms):
    forms[2]["risk_grade"] = "X"
    answer = taken(drop(tmp_path, forms))
    assert (answer.code, answer.counts["accepted"], answer.counts["quarantined"]) == (3, 4, 1)
    assert answer.said()["problems"][0]["sentence"] == "notice.csv, row 4, risk_grade: “X” is not one of H, M, S, U."
    assert Quarantine.objects.get().problems[0]["column"] == "risk_grade"


def test_a_gap_is_noticed_and_filled(cast, tmp_path, forms):
    taken(drop(tmp_path, forms[:1], sequence=1))
    answer = taken(drop(tmp_path, forms[1:2], sequence=4))
    assert "2 to 3 has not come" in answer.warnings[-1]
    assert str(Gap.objects.get(stage="OPEN")) == "Force 44, sequence 2 to 3"
    taken(drop(tmp_path, forms[2:3], sequence=2))
    assert {(gap.first, gap.last, gap.stage) for gap in Gap.objects.all()} == {(2, 3, "FILLED"), (3, 3, "OPEN")}


@pytest.mark.parametrize(("spoil", "code"), [(None, 0), ("row", 3), ("manifest", 2)])
def test_the_command_prints_one_object_and_ends_with_the_code_that_says_the_same(cast, tmp_path, forms, capsys, spoil, code):
    if spoil == "row":
        forms[0]["risk_grade"] = "X"
    path = drop(tmp_path, forms)
    if spoil == "manifest":
        path.write_bytes(path.read_bytes()[:200])
    try:
        call_command("import_ppn", str(path), "--reply", str(tmp_path / "reply"))
        ended = 0
    except SystemExit as end:
        ended = end.code
    printed = json.loads(capsys.readouterr().out)
    assert ended == code and printed["drop"] == path.name
    assert json.loads((tmp_path / "reply" / "ack.json").read_text()) == printed
