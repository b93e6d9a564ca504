"""Four managers decide the same thing at the same moment: one succeeds, three get a sentence and keep their text."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontdoor.decisions.actions import ForChild, decide
from frontdoor.decisions.models import Decision
from frontdoor.foundations.access.models import User
from frontdoor.foundations.record.models import Event
from frontdoor.foundations.record.refusals import Refused
from frontdoor.handover.models import Handover
from tests.scenarios import a_school_refers, reception_sends_it_to_the_mash, sam_recommends, team, the_mash_opens_it

FOUR = range(4)


def together(do):
    """Four threads that start at the same instant, each with a connection of its own."""
    start, results = threading.Barrier(len(FOUR)), [None] * len(FOUR)

    def one(number):
        try:
            start.wait(timeout=20)
            results[number] = do(number)
        except Exception as trouble:  # noqa: BLE001 (the test says what came back)
            results[number] = trouble
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in FOUR]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.fixture
def enquiry(committing, cast):
    at = timezone.now() - timedelta(hours=2)
    contact = a_school_refers(at=at, children=[{"given_names": "Robin"}, {"given_names": "Wren"}])
    reception_sends_it_to_the_mash(contact, at=at)
    made = the_mash_opens_it(contact, at=at)
    sam_recommends(made, at=at)
    return made


def test_by_the_action(enquiry, cast):
    children, north = [row.child for row in enquiry.children.all()], team("hub_north")
    managers = [cast.mina.pk, cast.marcus.pk] * 2

    def act(number):
        given = [ForChild(child, "EARLY_HELP", 3, f"Rationale {number}", north) for child in children]
        return decide(enquiry, by=User.objects.get(pk=managers[number]), at=timezone.now(), decisions=given, took_part=[])

    results = together(act)
    refused = [each for each in results if isinstance(each, Refused)]
    assert [len(each) for each in results if isinstance(each, list)] == [2], results
    assert len(refused) == 3 and all("Last: decide, by" in each.sentence for each in refused)
    assert Decision.objects.count() == 2 and Handover.objects.filter(to_team=north).count() == 1
    assert Event.objects.filter(kind="decisions.decide").count() == 1


def test_by_the_page(enquiry, cast):
    address, north, version = reverse("decide", args=[enquiry.pk]), str(team("hub_north").pk), enquiry.__class__.objects.get().version
    clients = []
    for manager in [cast.mina, cast.marcus] * 2:
        clients.append(Client())
        clients[-1].force_login(manager, backend="allauth.account.auth_backends.AuthenticationBackend")

    def send(number):
        words = {"version": str(version), "rows": "1", "dissent": f"KEPT dissent {number}"}
        for child in (1, 2):
            words |= {f"child-{child}-outcome": "EARLY_HELP", f"child-{child}-level": "3", f"child-{child}-to_team": north,
                      f"child-{child}-rationale": f"KEPT rationale {number}"}
        return clients[number].post(address, words)

    results = together(send)
    assert sorted(each.status_code for each in results) == [302, 409, 409, 409], results
    for number, response in enumerate(results):
        if response.status_code == 409:
            assert f"KEPT rationale {number}" in response.text and f"KEPT dissent {number}" in response.text
            assert "Somebody decided first" in response.text and "Last: decide, by" in response.text
    assert Decision.objects.count() == 2
