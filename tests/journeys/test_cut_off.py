"""The power fails while people are sending: nothing acknowledged is lost, and whoever tries again has sent one."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest

from .client import Client

pytestmark = pytest.mark.browser
SENDERS = ("tess@school", "tom@school", "moira@other-school", "gita@surgery")
CUTS = 2


def test_the_web_server_dies_while_referrals_are_sent(site):
    # Given four people who send one referral after another, and try again whenever the connection breaks
    acknowledged: dict[str, str] = {}
    stop = Event()

    def keep_sending(email: str) -> int:
        person = Client(site.url, f"{email}.example")
        while not stop.is_set():
            draft = person.keeps_trying(person.writes, name="Juniper", concern=f"Told by {email}.")
            acknowledged[draft] = person.keeps_trying(person.sends, draft)
        return person.tries

    # When the web server is killed among them, twice, and started again
    with ThreadPoolExecutor(len(SENDERS)) as people:
        at_work = [people.submit(keep_sending, email) for email in SENDERS]
        try:
            for _ in range(CUTS):
                _until_more(acknowledged, at_work)
                site.kill_web()
                site.start_web()
            _until_more(acknowledged, at_work)
        finally:
            stop.set()
        tries = sum(each.result() for each in at_work)

    # Then some of them did have to try again, each number that was given is that draft's one contact, and each is one
    assert tries, "nobody noticed that the server was away: the test tests nothing"
    kept = dict(site.ask("select submission, reference from contacts_contact where concern like 'Told by %%'"))
    assert kept == {UUID(draft.split("/")[3]): number for draft, number in acknowledged.items()}
    assert len(set(kept.values())) == len(kept)


def test_the_worker_dies_while_it_posts(site):
    # Given referrals that wait to be acknowledged, when the worker is killed and another takes its place
    site.kill_worker()
    tess = Client(site.url, "tess@school.example")
    numbers = [tess.sends(tess.writes(name="Sorrel", concern="Sorrel has no coat.")) for _ in range(8)]
    site.start_worker()
    _until(lambda: _went(site, numbers) > 0)
    site.kill_worker()
    site.start_worker()

    # Then each is acknowledged by one message, and none is left. (What is sent but not yet marked is told by the outbox's own tests.)
    _until(lambda: _went(site, numbers) == len(numbers))
    messages = site.ask("select reference, stage, attempts from notify_message where reference = any(%s)", numbers)
    assert sorted(messages) == [(number, "SENT", 1) for number in sorted(numbers)]
    # And after all of it the record is as it was left
    site.manage("verify_record")


def _went(site, numbers: list[str]) -> int:
    return site.ask("select count(*) from notify_message where stage = 'SENT' and reference = any(%s)", numbers)[0][0]


def _until_more(acknowledged: dict, at_work: list) -> None:
    """Three more were sent; or somebody met with something they do not understand, which is then raised."""
    wanted = len(acknowledged) + 3
    _until(lambda: len(acknowledged) >= wanted or any(each.done() for each in at_work))


def _until(it_is_so, *, seconds: int = 90) -> None:
    for _ in range(seconds * 20):
        if it_is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be")
