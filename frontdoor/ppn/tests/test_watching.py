"""The watched folder: what is put there is taken in, answered and moved; what still comes is left; a crash does no harm."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from frontdoor.foundations.notify.chores import CHORES
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub, the_system
from frontdoor.ppn.models import Drop, Notice, NoticeOutcome
from frontdoor.ppn.taking import watching

from .drops import NAME, NOW, drop, forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(cast, tmp_path, settings):
    watching._last_look.clear()
    settings.PPN_FOLDER = str(tmp_path / "in")
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def look(times=1):
    return [watching.watch(by=the_system(), at=NOW) for _ in range(times)][-1]


def test_nothing_is_watched_when_no_folder_is_named(cast, settings, tmp_path):
    settings.PPN_FOLDER = ""
    assert look() == 0
    settings.PPN_FOLDER = str(tmp_path / "not there")
    assert look(2) == 0
    assert {"notices", "notice-outcomes"} <= set(CHORES)


def test_a_drop_is_taken_in_and_moved_beside_its_reply(folder):
    drop(folder, forms())
    assert look() == 0 and Notice.objects.count() == 0  # it may still be growing
    assert look() == 1 and Notice.objects.count() == 3
    room = folder / "taken" / NAME.removesuffix(".zip")
    assert {each.name for each in room.iterdir()} == {NAME, "ack.json"} and not (folder / NAME).exists()
    assert json.loads((room / "ack.json").read_text())["accepted"] == 3


def test_one_that_grows_is_left(folder):
    whole = drop(folder, forms()).read_bytes()
    growing = folder / NAME
    for size in range(1, 5):
        growing.write_bytes(whole[: len(whole) * size // 5])
        assert look() == 0
    growing.write_bytes(whole)
    assert look() == 0 and look() == 1
    assert Drop.objects.get().stage == "TAKEN"


def test_what_a_transfer_has_not_finished_is_no_drop(folder):
    for name in (f".{NAME}", f"{NAME}.filepart", f"{NAME}.part"):
        (folder / name).write_bytes(b"x")
    (folder / "a folder").mkdir()
    (folder / "elsewhere.zip").symlink_to(folder / "a folder")
    assert look(3) == 0 and Drop.objects.count() == 0


def test_what_is_no_drop_is_refused_and_seen(folder):
    (folder / "Notice from PC Lane.pdf").write_bytes(b"%PDF-1.4")
    assert look(2) == 1
    room = folder / "refused" / "Notice from PC Lane"
    assert "is not a zip file" in json.loads((room / "ack.json").read_text())["refused"]
    assert Drop.objects.get().stage == "REFUSED"


def test_a_crash_between_import_and_move_does_no_harm(folder, monkeypatch):
    drop(folder, forms())
    plain = watching.write_json
    monkeypatch.setattr(watching, "write_json", lambda *a: (_ for _ in ()).throw(OSError("the disk went away")))
    with pytest.raises(OSError, match="the disk went away"):
        look(2)
    assert Notice.objects.count() == 3 and (folder / NAME).exists()
    monkeypatch.setattr(watching, "write_json", plain)
    assert look() == 1
    assert json.loads((folder / "taken" / NAME.removesuffix(".zip") / "ack.json").read_text())["unchanged"] == 3
    assert (Notice.objects.count(), Drop.objects.count()) == (3, 1)


def test_the_same_name_again_is_not_laid_over_the_first(folder):
    drop(folder, forms())
    look(2)
    drop(folder, forms(2, seed=8, sequence=2))
    look(2)
    assert {each.name for each in (folder / "taken").iterdir()} == {NAME.removesuffix(".zip"), NAME.removesuffix(".zip") + "-2"}


def test_one_that_cannot_be_moved_does_not_keep_the_others(folder, monkeypatch):
    drop(folder, forms())
    drop(folder, forms(2, seed=8, sequence=2), sequence=2)
    plain = watching._room
    monkeypatch.setattr(watching, "_room", lambda home, path: (_ for _ in ()).throw(OSError("full")) if path.name == NAME else plain(home, path))
    with pytest.raises(OSError, match="full"):
        look(2)
    assert Notice.objects.count() == 5


@action("Decide for a test", permission=None, shown=False)
def decide_in_a_test(*, by, at, notice, reason, **more):
    return NoticeOutcome.objects.create(
        notice=notice, child=notice.people.filter(is_child=True).first(), outcome="NFA", level=2, reason=reason, decided_at=at, decided_by=by,
        owned_by=the_hub(), **more,
    )


@action("Restrict for a test", permission=None, shown=False)
def restrict(*, by, at, notice):
    Notice.objects.filter(pk=notice.pk).update(restricted=True)
    return notice


def test_outcomes_are_written_without_the_hubs_words(folder, cast, tmp_path):
    drop(folder, forms())
    look(2)
    first, second, _ = Notice.objects.order_by("ppn_id")
    decided = decide_in_a_test(by=cast.rosa, at=NOW, notice=first, reason="Health says Zqsecret.")
    decide_in_a_test(by=cast.rosa, at=NOW + timedelta(minutes=1), notice=first, reason="Looked again.", replaces=decided)
    decide_in_a_test(by=cast.rosa, at=NOW, notice=second, reason="Zqsecret")
    restrict(by=cast.rosa, at=NOW, notice=second)
    call_command("ppn_outcomes", "--force", "44", "--reply", str(tmp_path / "reply"), "--days", "100000")
    written = watching.write_outcomes_of_all(by=the_system(), at=NOW + timedelta(hours=1))
    said = (folder / "outcomes" / "44" / "outcome.json").read_text()
    assert written == 1 and "Zqsecret" not in said and "Looked again" not in said
    (one,) = json.loads(said)["outcomes"]
    assert (one["ppn_id"], one["decision"], one["level"]) == (first.ppn_id, "NFA", 2)
    assert one["person_local_id"] == first.people.filter(is_child=True).first().local_id
    assert watching.write_outcomes_of_all(by=the_system(), at=NOW + timedelta(hours=1)) == 0  # nothing new


def test_a_force_is_two_digits(tmp_path):
    with pytest.raises(CommandError, match="two digits"):
        call_command("ppn_outcomes", "--force", "Hampshire", "--reply", str(tmp_path))
