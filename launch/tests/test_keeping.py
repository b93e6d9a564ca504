"""A server runs while somebody uses it, is shared by all who do, and comes back after a crash."""

import os
import time

import pytest

from launch.binaries import find_binaries
from launch.keeper import serves
from launch.places import make_var
from launch.postgres import NOT_WAITED_FOR, answers, own_server, remove, throwaway_server, using


@pytest.fixture
def server():
    make_var()
    with throwaway_server() as made:
        yield made


def server_process(server) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def test_two_users_share_one_server_and_the_last_to_leave_stops_it(server):
    binaries = find_binaries(copies=own_server().home)
    with using(server):
        first = server_process(server)
        with using(server):
            assert server_process(server) == first
        time.sleep(1.5)  # longer than the keeper waits to look
        assert answers(server, binaries)
        assert serves(first, server.data)
    assert gone(first, server)


def test_a_server_that_lost_its_keeper_is_stopped_and_started_again(server):
    with using(server):
        orphan = server_process(server)
        NOT_WAITED_FOR[-1].kill()
        with using(server):
            assert server_process(server) != orphan
            assert not serves(orphan, server.data)


def test_a_server_in_use_is_not_removed_and_an_unused_one_is(server, monkeypatch):
    with using(server):
        monkeypatch.setattr("launch.postgres.time.sleep", lambda seconds: None)
        assert not remove(server)
        assert server.data.exists()
    monkeypatch.undo()
    assert remove(server)
    assert not server.data.exists()


def test_another_program_that_has_the_servers_old_number_is_left_alone(server):
    assert not serves(os.getpid(), server.data)


def gone(pid: int, server) -> bool:
    for _ in range(200):
        if not serves(pid, server.data):
            return True
        time.sleep(0.05)
    return False


def test_a_throwaway_server_that_went_with_its_folder_is_removed(server):
    server.home.rmdir()
    assert remove(server)
