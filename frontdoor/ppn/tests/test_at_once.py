"""Two at once, and what dies half-way: one notice is one notice, and nothing is half done."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections, transaction

from frontdoor.ppn.actions.laying import Laying
from frontdoor.ppn.models import Drop, Family, Gap, Notice, NoticePerson, NoticeVersion, Quarantine

from .drops import NOW, drop, forms, taken

ROOT = Path(__file__).resolve().parents[3]
EVERYTHING = (Drop, Notice, NoticePerson, NoticeVersion, Quarantine, Family, Gap)


def nothing_is_left() -> bool:
    return not any(model.objects.exists() for model in EVERYTHING)


@pytest.mark.django_db
def test_an_import_that_breaks_in_the_middle_leaves_nothing(cast, tmp_path, monkeypatch):
    some = forms(600)  # more than two batches
    some[0]["risk_grade"] = "X"
    path, done, plain = drop(tmp_path, some), [], Laying.lay

    def breaks(self, groups):
        plain(self, groups)
        done.append(len(groups))
        if len(done) == 2:
            raise RuntimeError("the second batch")

    monkeypatch.setattr(Laying, "lay", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        taken(path)
    assert len(done) == 2 and sum(done) < 600 and nothing_is_left()
    monkeypatch.setattr(Laying, "lay", plain)
    answer = taken(path)
    assert (answer.counts["accepted"], answer.counts["quarantined"]) == (599, 1)


def at_once(*paths):
    """Each imported in a thread of its own, all begun together."""
    start, answers = threading.Barrier(len(paths)), {}

    def run(path):
        try:
            start.wait()
            answers[path] = taken(path)
        except Exception as trouble:  # noqa: BLE001 what broke is what the test shows
            answers[path] = trouble
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[path]) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[path] for path in paths]


def test_the_same_notice_in_two_drops_at_the_same_time(committing, cast, tmp_path):
    some = forms(20)
    changed = [{**each, "version": "2", "status": "updated", "summary": "Second."} for each in some]
    first, second = at_once(drop(tmp_path, some), drop(tmp_path, changed, sequence=2, made_at=NOW - timedelta(minutes=5)))
    assert first.counts["accepted"] + first.counts["rejected"] == 20, first.said()
    assert second.counts["accepted"] + second.counts["replaced"] == 20, second.said()
    assert Notice.objects.count() == 20 and set(Notice.objects.values_list("police_version", "summary")) == {(2, "Second.")}
    assert NoticeVersion.objects.count() == 40 and NoticePerson.objects.count() == 60


def test_the_same_drop_twice_at_the_same_time(committing, cast, tmp_path):
    path, folder = drop(tmp_path, forms(20)), tmp_path / "again"
    folder.mkdir()
    (folder / path.name).write_bytes(path.read_bytes())
    answers = at_once(path, folder / path.name)
    assert sorted(each.counts.get("accepted", 0) for each in answers) == [0, 20]
    assert Notice.objects.count() == 20 and Drop.objects.count() == 1


def test_an_import_that_is_killed_leaves_nothing(committing, cast, tmp_path):
    path, held = drop(tmp_path, forms(20)), connection.settings_dict
    login = f"{held['USER']}:{quote(held['PASSWORD'] or '', safe='')}@{quote(held['HOST'] or '', safe='')}:{held['PORT'] or 5432}"
    env = {**os.environ, "DATABASE_URL": f"postgres://{login}/{committing}", "SECRET_KEY": "only for this test"}
    with transaction.atomic():
        connection.cursor().execute("lock table ppn_noticeversion in exclusive mode")  # it waits there, notices already written
        process = subprocess.Popen([sys.executable, "manage.py", "import_ppn", str(path)], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            assert _waits_for_the_lock(process), process.communicate()
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    assert nothing_is_left()
    assert taken(path).counts["accepted"] == 20


def _waits_for_the_lock(process: subprocess.Popen) -> bool:
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'ppn_noticeversion' and not l.granted")
            if cursor.fetchone()[0]:
                return True
        if process.poll() is not None:
            return False
        time.sleep(0.1)
    return False
