"""Asking and answering through the pages: scoped, kept, honest."""

import pytest
from django.urls import reverse

from frontdoor.foundations.access.models import Agency
from frontdoor.mash import actions
from frontdoor.mash.models import AgencyRequest, Enquiry, Unfinished
from tests.scenarios import ANALYSIS, police_answer, sam_recommends

pytestmark = pytest.mark.django_db


# Asking

def test_asking_nobody_and_asking_vaguely_are_sentences(cast, as_, enquiry):
    sam, address, police = as_(cast.sam), reverse("enquiry-ask", args=[enquiry.pk]), Agency.objects.get(name="Westshire Police").pk
    nobody = sam.post(address, {"why": "x", "lawful_basis": "ART6_1E"})
    assert nobody.status_code == 422 and "Tick at least one agency" in nobody.text
    vague = sam.post(address, {"why": "KEPT-why", "lawful_basis": "ART6_1E", f"ask-{police}-ask": "on", f"ask-{police}-months_back": "0"})
    assert vague.status_code == 422 and "KEPT-why" in vague.text
    for sentence in ("Say what Westshire Police should look for", "must be 1 or more", "Choose about whom Westshire Police is asked"):
        assert sentence in vague.text
    assert not AgencyRequest.objects.exists()


def test_somebody_not_suggested_may_be_asked_too(cast, as_, enquiry):
    refuge = Agency.objects.get(name="Harbour Domestic Abuse Service")
    asked = as_(cast.sam).post(reverse("enquiry-ask", args=[enquiry.pk]), {
        "why": "x", "lawful_basis": "ART6_1E", "ask-other-agency": str(refuge.pk), "ask-other-what": "Risk", "ask-other-months_back": "6",
        "ask-other-people": ["c0"],
    })
    assert asked.status_code == 302 and AgencyRequest.objects.get().agency == refuge


def test_those_asked_already_are_not_offered_again(cast, as_, asked):
    assert "Ask Westshire Police" not in as_(cast.sam).get(reverse("enquiry-ask", args=[asked[0].enquiry_id])).text


# Answering

def test_an_answer_is_kept_while_it_is_written_and_comes_back(cast, as_, asked):
    pete, keep, page = as_(cast.pete), reverse("agency-request-keep", args=[asked[0].pk]), reverse("agency-request", args=[asked[0].pk])
    first = pete.post(keep, {"kept": "0", "rows": "2", "outcome": "HELD", "item-2-text": "KEPT words", "item-2-happened_on-day": "31"})
    assert first.json() == {"fields": {"kept": "1"}}
    shown = pete.get(page).text
    assert "KEPT words" in shown and 'value="31"' in shown and 'name="kept" value="1"' in shown
    assert "KEPT words" not in as_(cast.sam).get(reverse("enquiry", args=[asked[0].enquiry_id])).text


def test_a_colleagues_words_are_never_written_over(cast, as_, asked):
    pete, keep = as_(cast.pete), reverse("agency-request-keep", args=[asked[0].pk])
    pete.post(keep, {"kept": "0", "item-1-text": "Mine"})
    assert pete.post(keep, {"kept": "0", "item-1-text": "Another window"}).status_code == 409
    later = pete.post(reverse("agency-request", args=[asked[0].pk]), {"kept": "0", "item-1-text": "Another window", "later": "1"})
    assert later.status_code == 409 and "Another window" in later.text
    assert Unfinished.objects.get().words["item-1-text"] == ["Mine"]


def test_more_rows_without_a_script(cast, as_, asked):
    pete, page = as_(cast.pete), reverse("agency-request", args=[asked[0].pk])
    more = pete.post(page, {"kept": "0", "rows": "2", "item-1-text": "KEPT words", "more": "1"})
    assert more.status_code == 302 and "rows=4" in more.url
    shown = pete.get(more.url).text
    assert "KEPT words" in shown and "Item 4" in shown


def test_an_answer_that_is_not_honest_yet_says_why_beside_the_field(cast, as_, asked):
    pete, page = as_(cast.pete), reverse("agency-request", args=[asked[0].pk])
    for given, sentence in (
        ({}, "Choose which of the four it is"), ({"outcome": "NOTHING_HELD"}, "Say what was searched"), ({"outcome": "HELD"}, "Add at least one item"),
        ({"outcome": "CANNOT_SHARE"}, "Say why it cannot be shared"), ({"outcome": "HELD", "item-1-text": "x"}, "Item 1: say where it comes from"),
        ({"outcome": "HELD", "item-1-text": "x", "item-1-source": "y", "item-1-is_sensitive": "on"}, "whom the hub should speak to"),
        ({"outcome": "HELD", "item-1-text": "x", "item-1-source": "y", "item-1-happened_on-day": "31", "item-1-happened_on-month": "2",
          "item-1-happened_on-year": "2026"}, "when it happened"),
    ):
        response = pete.post(page, {"rows": "2", "kept": "0", **given})
        assert response.status_code == 422 and sentence in response.text, given
    assert AgencyRequest.objects.get(pk=asked[0].pk).stage == "ASKED"


def test_answering_what_was_withdrawn_keeps_the_words_and_says_so(cast, as_, at, asked):
    actions.withdraw(asked[0], by=cast.sam, at=at, why="Not needed")
    pete, page = as_(cast.pete), reverse("agency-request", args=[asked[0].pk])
    response = pete.post(page, {"rows": "2", "outcome": "NOTHING_HELD", "searched": "KEPT search"})
    assert response.status_code == 422 and "Withdrawn" in response.text and "KEPT search" in response.text
    assert "Not needed" in pete.get(page).text
    assert pete.post(reverse("agency-request-keep", args=[asked[0].pk]), {}).status_code == 404


def test_script_in_an_answer_is_words(cast, as_, at, asked):
    police_answer(asked[0], at=at, text="<script>alert(1)</script>")
    page = as_(cast.sam).get(reverse("enquiry", args=[asked[0].enquiry_id])).text
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_the_agencys_queue_is_its_own_and_says_about_whom(cast, as_, asked):
    page = as_(cast.nadia).get(reverse("worklist", args=["requests-to-answer"])).text
    assert page.count("Call-outs to the home") == 1 and "Robin Ashgrove" in page
    assert "The hub is waiting for nothing" in as_(cast.hugh).get(reverse("worklist", args=["requests-to-answer"])).text


# Analysing

def test_an_analysis_is_kept_saved_and_sent(cast, as_, enquiry):
    sam, keep, page = as_(cast.sam), reverse("enquiry-analysis-keep", args=[enquiry.pk]), reverse("enquiry-analysis", args=[enquiry.pk])
    assert sam.post(keep, {"kept": "0", "history": "KEPT history", "child-1-why": "KEPT why"}).json() == {"fields": {"kept": "1"}}
    shown = sam.get(page).text
    assert "KEPT history" in shown and "KEPT why" in shown
    assert "KEPT history" not in sam.get(reverse("enquiry", args=[enquiry.pk])).text
    assert sam.post(page, {"kept": "1", "history": "KEPT history", "later": "1"}).status_code == 302
    assert Enquiry.objects.get().history == "KEPT history"
    half = sam.post(page, {**ANALYSIS, "kept": "2", "risks": ""})
    assert half.status_code == 422 and "Before it can be decided, write: risks." in half.text and 'name="kept" value="3"' in half.text
    assert sam.post(page, {**ANALYSIS, "kept": "1"}).status_code == 409


def test_an_analysis_that_went_to_a_manager_is_not_open(cast, as_, at, enquiry):
    sam_recommends(enquiry, at=at)
    assert as_(cast.sam).get(reverse("enquiry-analysis", args=[enquiry.pk])).url == reverse("enquiry", args=[enquiry.pk])
    assert as_(cast.sam).post(reverse("enquiry-analysis-keep", args=[enquiry.pk]), {}).status_code == 404
