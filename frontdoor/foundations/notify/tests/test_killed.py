"""The worker is killed, by the real signal, after a letter has gone and before that is noted."""

import os
import signal
import socketserver
import subprocess
import sys
import threading
from email import message_from_bytes
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system

from .conftest import a_message


class Talk(socketserver.StreamRequestHandler):
    """Just enough of SMTP (RFC 5321) to be given a letter. The first time, the letter is kept and nothing more is said."""

    def handle(self):
        self.say("220 here")
        for line in self.rfile:
            if line.upper().startswith(b"DATA"):
                self.say("354 go on")
                self.server.letters.append(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
                self.server.has_one.set()
                if self.server.says_nothing:
                    self.server.ends.wait(60)
                    return
            self.say("221 bye" if line.upper().startswith(b"QUIT") else "250 yes")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post_office():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads, server.letters, server.says_nothing = True, [], True
        server.has_one, server.ends = threading.Event(), threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.ends.set()
        server.shutdown()


def a_worker(post_office, database, *arguments):
    """The worker as it runs in earnest, on this database and this post office."""
    env = os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(), "FRONTDOOR_DEMO": "0",
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(post_office.server_address[1]), "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return subprocess.Popen([sys.executable, "-m", "django", "work", *arguments], env=env, cwd=settings.BASE_DIR)


def test_what_was_sent_and_not_noted_goes_again_and_is_recognisable_as_the_same(committing, cast, at, post_office):
    message = a_message(at=at, by=the_system())
    worker = a_worker(post_office, committing)
    try:
        assert post_office.has_one.wait(60), "the worker never sent it"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert worker.returncode == -signal.SIGKILL
    message.refresh_from_db()
    assert (message.stage, message.sent_at) == ("WAITING", None), "nothing was noted, so nothing is lost"

    post_office.says_nothing = False
    assert a_worker(post_office, committing, "--once").wait(120) == 0
    message.refresh_from_db()
    assert message.stage == "SENT"
    first, again = post_office.letters
    assert first["Message-ID"] == again["Message-ID"] and str(message.pk) in first["Message-ID"]
    assert first["X-Front-Door-Reference"] == again["X-Front-Door-Reference"] == message.reference
    assert first.get_payload() == again.get_payload()
    assert Message.objects.filter(stage="WAITING").count() == 0
