"""An answer that comes after the decision is read by somebody, in its own worklist and with its own clock."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused
from frontdoor.mash import actions
from frontdoor.mash.models import AgencyRequest
from tests.scenarios import mina_decides, police_answer, sam_recommends

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(asked, at):
    sam_recommends(asked[0].enquiry, at=at)
    mina_decides(asked[0].enquiry, at=at)
    police_answer(asked[0], at=at + timedelta(hours=1))
    return AgencyRequest.objects.get(pk=asked[0].pk)


def test_it_waits_to_be_read(late, at):
    assert late.stage == "ANSWERED_AFTER"
    run = ClockRun.objects.get(clock="read-late-answer", stopped_at=None)
    assert run.record_id == late.pk and not ClockRun.objects.filter(clock="agency-answer", record_id=late.pk, stopped_at=None).exists()


def test_an_answer_in_time_does_not(asked, at):
    police_answer(asked[0], at=at)
    assert AgencyRequest.objects.get(pk=asked[0].pk).stage == "ANSWERED" and not ClockRun.objects.filter(clock="read-late-answer").exists()


def test_a_social_worker_reads_it_and_says_what_was_done(cast, late, at):
    with pytest.raises(MayNot):
        actions.read_late_answer(late, by=cast.pete, at=at, what_was_done="x")
    with pytest.raises(Refused, match="what you did"):
        actions.read_late_answer(late, by=cast.sam, at=at, what_was_done=" ")
    actions.read_late_answer(late, by=cast.sam, at=at, what_was_done="The decision stands")
    assert not ClockRun.objects.filter(clock="read-late-answer", stopped_at=None).exists()
    with pytest.raises(NotNow):
        actions.read_late_answer(late, by=cast.sam, at=at, what_was_done="Again")


def test_its_page_its_queue_and_the_enquiry_say_so(cast, as_, late):
    sam = as_(cast.sam)
    queue = sam.get(reverse("worklist", args=["late-answers"])).text
    assert "Robin Ashgrove" in queue and reverse("late-answer", args=[late.pk]) in queue
    enquiry = reverse("enquiry", args=[late.enquiry_id])
    assert "Came after the decision, not yet read" in sam.get(enquiry).text
    page = sam.get(reverse("late-answer", args=[late.pk])).text
    assert "Two call-outs in January" in page
    silent = sam.post(reverse("late-answer", args=[late.pk]), {"why": ""})
    assert silent.status_code == 422 and "What did you do about it?" in silent.text
    assert sam.post(reverse("late-answer", args=[late.pk]), {"why": "Rang Elsie"}).url == enquiry
    assert "What was done: Rang Elsie" in sam.get(enquiry).text


def test_the_agency_sees_its_answer_as_given(cast, as_, late):
    assert "What your agency answered" in as_(cast.pete).get(reverse("agency-request", args=[late.pk])).text
