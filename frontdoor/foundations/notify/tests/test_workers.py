"""More than one worker, and a database that goes away."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections

from frontdoor.foundations.notify import chores
from frontdoor.foundations.notify.chores import CHORES, Chore, do_chores, silent
from frontdoor.foundations.notify.delivery import send_all
from frontdoor.foundations.notify.models import Heartbeat, Message
from frontdoor.foundations.record.founding import the_system

from .conftest import a_message, a_record


def test_two_workers_never_send_the_same(committing, cast, letter_box, at):
    system, about = the_system(), a_record()
    for number in range(30):
        a_message(at=at + timedelta(seconds=number), by=system, about=about)
    together = threading.Barrier(4, timeout=20)
    pause = threading.Event()
    letter_box.waits = staticmethod(lambda: pause.wait(0.01))  # long enough that each finds the others at work

    def work():
        try:
            together.wait()
            send_all(by=the_system(), at=at + timedelta(hours=1))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seen = [letter.extra_headers["Message-ID"] for letter in letter_box.taken]
    assert len(seen) == 30 and len(set(seen)) == 30
    assert not Message.objects.exclude(stage="SENT").exists()


@pytest.fixture
def only(monkeypatch):
    """These chores and no others."""

    def these(*made):
        monkeypatch.setattr(chores, "CHORES", {chore.name: chore for chore in made})

    before = set(CHORES)
    yield these
    for name in set(CHORES) - before:
        del CHORES[name]


@pytest.mark.django_db
def test_a_chore_that_fails_says_so_and_stops_no_other(cast, at, only):
    def fails(*, by, at):
        raise ValueError("Robin Ashgrove")

    only(Chore("bad", 5, fails, ""), Chore("good", 5, lambda *, by, at: 3, "things done"))
    Heartbeat.objects.create(name="bad", beat_at=at - timedelta(hours=1), every_seconds=5)
    do_chores(by=the_system(), at=at, last={})
    bad, good = Heartbeat.objects.get(name="bad"), Heartbeat.objects.get(name="good")
    assert bad.note == "Failed at 10:00: ValueError", "what went wrong may name a child; that it did may not"
    assert (good.note, good.beat_at) == ("3 things done", at)
    assert [chore.name for chore, _ in silent(now=at)] == ["bad"]


@pytest.mark.django_db
def test_a_chore_is_done_when_it_is_due_and_not_before(cast, at, only):
    done = []
    only(Chore("slow", 60, lambda *, by, at: done.append(at) or 0, ""))
    last = {}
    for seconds in (0, 30, 59, 60, 61, 121):
        do_chores(by=the_system(), at=at + timedelta(seconds=seconds), last=last)
    assert [(when - at).seconds for when in done] == [0, 60, 121]


@pytest.mark.django_db
def test_silence_is_three_times_as_long_as_it_should_be(cast, at, only):
    only(Chore("x", 60, lambda **_: 0, ""))
    assert silent(now=at)[0][1] is None, "never done is silent"
    Heartbeat.objects.create(name="x", beat_at=at, every_seconds=60)
    assert silent(now=at + timedelta(seconds=180)) == []
    assert len(silent(now=at + timedelta(seconds=181))) == 1


@pytest.mark.django_db
def test_the_worker_lives_through_a_restart_of_the_database(cast, only, monkeypatch, capsys):
    """The first two turns find the database gone; the third does what waited, at once."""
    turns = []

    def away_at_first(*, by, at):
        turns.append(at)
        if len(turns) < 3:
            raise OperationalError("the database system is shutting down")
        return 1

    only(Chore("post-x", 3600, away_at_first, "sent"))
    from frontdoor.foundations.notify.management.commands import work

    command = work.Command()
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    monkeypatch.setattr(work.time, "sleep", lambda _: command.stop() if len(turns) == 3 else None)
    call_command(command)
    assert len(turns) == 3 and Heartbeat.objects.get(name="post-x").note == "1 sent"
    assert capsys.readouterr().err.count("The database cannot be reached") == 2
