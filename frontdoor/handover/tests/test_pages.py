"""The receiving team's pages, by each role, by what they say and by what they must not say."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frontdoor.foundations.access.models import Team
from frontdoor.foundations.record.models import Viewing
from frontdoor.handover import actions
from frontdoor.handover.models import Handover
from frontdoor.screening.actions import screen
from frontdoor.screening.rules import ChildOutcome
from tests.scenarios import a_school_refers, team

from .counting import questions
from .test_actions import offered, teams_elsewhere

pytestmark = pytest.mark.django_db


def page_of(work, name="handover"):
    return reverse(name, args=[work.pk])


def test_the_team_reads_takes_on_and_the_hub_knows_whom_to_ring(cast, at, as_):
    work = offered(cast.rosa, at)
    browser = as_(cast.elsie)
    assert "Child0 Ashgrove" in browser.get("/work/").text
    shown = browser.get(page_of(work))
    assert shown.status_code == 200 and "Take it on" in shown.text and "Needs help." in shown.text
    done = browser.post(page_of(work, "handover-accept"), {"worker_name": "Ines Corder"}, follow=True)
    assert "Taken on" in done.text and "Ines Corder" in done.text
    work.refresh_from_db()
    assert (work.stage, work.worker_name) == ("ACCEPTED", "Ines Corder")
    assert Viewing.objects.filter(record_id=work.pk, by=cast.elsie).count() >= 2
    listed = Viewing.objects.filter(how="LIST", by=cast.elsie).first()
    assert listed.details["records"] == [str(work.pk)]


def test_an_empty_reason_is_refused_in_words_and_nothing_moves(cast, at, as_):
    work = offered(cast.rosa, at)
    refused = as_(cast.elsie).post(page_of(work, "handover-send-back"), {"reason": " "})
    assert refused.status_code == 422 and "Enter the reason" in refused.text and "There is a problem" in refused.text
    work.refresh_from_db()
    assert work.stage == "OFFERED"


def test_two_at_once_one_sentence_and_the_words_kept(cast, at, as_):
    work = offered(cast.rosa, at)
    actions.accept(work, by=cast.elsie, at=at, worker_name="Ines Corder")
    late = as_(cast.elsie).post(page_of(work, "handover-send-back"), {"reason": "We have no room until June."})
    assert late.status_code == 409
    assert "Accepted" in late.text and "We have no room until June." in late.text


@pytest.mark.parametrize("who, status", [
    ("elsie", 200), ("rosa", 200), ("mina", 200), ("oona", 200), ("pete", 200), ("fay", 404), ("wil", 404), ("adam", 404),
    ("tess", 403), ("tom", 403), ("nadia", 403), ("helen", 403), ("bea", 403), ("ivor", 403), ("ada", 403), ("inez", 403),
])
def test_who_may_open_it(cast, at, as_, who, status):
    assert as_(getattr(cast, who)).get(page_of(offered(cast.rosa, at))).status_code == status


def test_a_stranger_is_asked_to_sign_in(cast, at, client):
    assert client.get(page_of(offered(cast.rosa, at))).status_code == 302


SECRETS = {"referrer_name": "PLANTED-NAME", "referrer_phone": "PLANTED-PHONE", "referrer_email": "planted@school.example", "referrer_job": "PLANTED-JOB"}


@pytest.mark.parametrize("who", ["elsie", "pete", "rosa"])
def test_who_raised_it_and_a_protected_address_are_not_on_the_page(cast, at, as_, who):
    contact = a_school_refers(at=at, **SECRETS, children=[
        {"given_names": "Robin", "family_name": "Ashgrove", "address": "PLANTED-REFUGE", "postcode": "ZZ9 1AA", "address_is_protected": True},
        {"given_names": "PLANTED-BROTHER", "family_name": "Ashgrove"},
    ])
    robin, brother = contact.children.all()
    screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=[
        ChildOutcome(robin, "EARLY_HELP", 3, "Help.", [], team("hub_north")), ChildOutcome(brother, "NFA", 1, "PLANTED-OTHER-REASON"),
    ])
    work = contact.handovers.get()
    shown = as_(getattr(cast, who)).get(page_of(work))
    for planted in ("PLANTED", "planted@", "ZZ9 1AA", "Tess Holloway", "Thornbury"):
        assert planted not in shown.text, planted
        assert planted not in str(shown.headers), planted


def test_returned_work_is_sent_elsewhere_or_ended_by_those_who_may(cast, at, as_):
    work = offered(cast.rosa, at)
    actions.send_back(work, by=cast.elsie, at=at, reason="They moved away.")
    shown = as_(cast.rosa).get(page_of(work))
    assert "They moved away." in shown.text and "Send it to another team" in shown.text and "End it here" not in shown.text
    assert "Child0 Ashgrove" in as_(cast.rosa).get(reverse("worklist", args=["returned-work"])).text
    assert as_(cast.rosa).post(page_of(work, "handover-end"), {"why": "x"}).status_code == 403
    refused = as_(cast.rosa).post(page_of(work, "handover-send-elsewhere"), {"to_team": team("family_help_east").pk, "reason": "Please."})
    assert refused.status_code == 422, "an assessment team does not take early help"
    done = as_(cast.rosa).post(page_of(work, "handover-send-elsewhere"), {"to_team": team("hub_north").pk, "reason": "They have moved back."})
    assert done.status_code == 302
    again = Handover.objects.get(follows=work)
    before = as_(cast.rosa).get(page_of(again)).text
    assert "They moved away." in before and "Offered before" in before


def test_the_hub_rings_where_nobody_signs_in(cast, at, as_):
    teams_elsewhere(by=cast.rosa, at=at)
    contact = a_school_refers(at=at)
    lado = Team.objects.get(function="ALLEGATIONS")
    work = actions.offer(by=cast.rosa, at=at, contact=contact, children=list(contact.children.all()), outcome="ALLEGATION", to_team=lado, reason="A coach.")
    browser = as_(cast.rosa)
    assert "Robin Ashgrove" in browser.get(reverse("worklist", args=["ring-them"])).text
    assert "Ring them" in browser.get(page_of(work)).text
    browser.post(page_of(work, "handover-accepted"), {"worker_name": "Kit Harrow"})
    work.refresh_from_db()
    assert work.stage == "ACCEPTED"


def test_a_get_changes_nothing(cast, at, as_):
    work = offered(cast.rosa, at)
    for name in ("accept", "send-back", "end", "send-elsewhere", "accepted", "sent-back", "send-back-from-mash"):
        assert as_(cast.mina if name not in ("accept", "send-back") else cast.elsie).get(page_of(work, f"handover-{name}")).status_code == 405
    work.refresh_from_db()
    assert work.stage == "OFFERED"


def test_few_questions_however_many_rows(cast, at, as_):
    browser = as_(cast.elsie)
    actions.accept(offered(cast.rosa, at), by=cast.elsie, at=at)
    work = offered(cast.rosa, at, children=2)
    few = questions(lambda: browser.get("/work/"))
    one = questions(lambda: browser.get(page_of(work)))
    for n in range(20):
        last = offered(cast.rosa, at + timedelta(minutes=n), children=3)
        actions.accept(last, by=cast.elsie, at=at, worker_name="E") if n % 2 else None
    many = questions(lambda: browser.get("/work/"))
    assert few == many <= 15 and one <= 15
