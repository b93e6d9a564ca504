"""The main job, end to end, through the actions."""

from datetime import timedelta

import pytest

from frontdoor.feedback.actions import tell
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.models import Event, RowChange
from frontdoor.handover.actions import accept
from tests.scenarios import all_the_way_to_a_decision


@pytest.mark.django_db
def test_referred_decided_taken_on_and_told(cast, at):
    contact, enquiry = all_the_way_to_a_decision(at=at)
    offered = contact.handovers.get(stage="OFFERED")
    accept(offered, by=cast.elsie, at=at + timedelta(hours=7), worker_name="Elsie")
    due = list(Feedback.objects.filter(stage="DUE").order_by("to"))
    assert [each.to for each in due] == ["CONTRIBUTOR", "REFERRER"]
    assert "Robin Ashgrove: early help" in due[1].draft
    for each in due:
        tell(each, by=cast.mina, at=at + timedelta(hours=7), text=each.draft)
    assert Message.objects.filter(kind="feedback", stage="WAITING").count() == 2
    decided = ClockRun.objects.get(clock="mash-decision")
    assert decided.state(now=at) == "met"
    assert set(Event.objects.values_list("kind", flat=True)) >= {"contacts.receive_contact", "screening.screen", "decisions.decide"}
    assert RowChange.objects.filter(table_name="decisions_decision").count() == 1
