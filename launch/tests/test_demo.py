"""What a person at the keyboard is told when the demo cannot start."""

import socket

import pytest

from launch.demo import check_port, start_over
from launch.say import Sorry


def test_a_taken_port_is_a_sentence_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Sorry, match=f"Port {port} is taken by another program. Choose another"):
            check_port(port)


def test_a_number_that_is_no_port_is_a_sentence():
    with pytest.raises(Sorry, match="99999 is not a port"):
        check_port(99999)


def test_fresh_never_empties_a_database_it_was_given(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@127.0.0.1/theirs")
    with pytest.raises(Sorry, match="empty that yourself"):
        start_over("Forgetting")
