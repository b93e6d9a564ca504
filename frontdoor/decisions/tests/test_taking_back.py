"""Amending a decision takes back what the earlier one left on offer; brothers and sisters stay where they are."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frontdoor.contacts.actions import link_child
from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.decisions import actions
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.refusals import NotNow, Refused
from frontdoor.handover.actions import accept, send_back, send_elsewhere, withdraw
from frontdoor.handover.models import Handover
from frontdoor.mash.models import Enquiry, Item
from frontdoor.people.actions import add_person
from frontdoor.people.models import Person
from tests.scenarios import mina_decides, team

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def decided(cast, at, waiting, needed, children):
    """Robin and the unborn are both on offer to Hub north; who they are is known."""
    for child in children:
        person = add_person(by=cast.rosa, at=at, source="School", given_names=child.given_names or "Baby", family_name="Ashgrove")
        link_child(child, by=cast.rosa, at=at, person=person)
    return mina_decides(waiting, at=at)


def amended(decision, cast, at, **change):
    whole = {"outcome": "ASSESSMENT", "level": 4, "rationale": "Worse than we knew.", "why": "The midwife rang.", "to_team": team("family_help_east"), **change}
    return actions.amend(decision, by=cast.marcus, at=at, **whole)


def on_offer(name):
    return list(Handover.objects.filter(to_team=team(name), stage="OFFERED"))


def test_the_child_leaves_the_list_and_its_sibling_stays_with_the_clock_as_it_was(cast, at, decided, children):
    before = on_offer("hub_north")[0]
    amended(decided[0], cast, at + HOUR)
    before.refresh_from_db()
    assert (before.stage, before.ended_why) == ("WITHDRAWN", "The midwife rang.")
    [rest] = on_offer("hub_north")
    assert [each.child for each in rest.children.all()] == children[1:] and rest.follows == before
    runs = ClockRun.objects.filter(clock="take-on", record_id__in=[before.pk, rest.pk]).order_by("stopped_at")
    assert {run.started_at for run in runs} == {at} and [run.stopped_at for run in runs] == [at + HOUR, None]
    assert "Worse" not in rest.reason and "midwife" not in rest.reason


def test_the_team_sees_that_it_was_withdrawn_and_why_and_no_more_of_the_child(cast, at, decided, as_):
    work = on_offer("hub_north")[0]
    for each in decided:
        amended(each, cast, at + HOUR)
    assert on_offer("hub_north") == []
    page = as_(cast.elsie).get(reverse("handover", args=[work.pk])).text
    assert "Withdrawn" in page and "The midwife rang." in page and "the shouting is every night" not in page
    assert "The midwife rang." in as_(cast.fay).get(reverse("decision", args=[decided[0].amended_by.pk])).text
    for model in (Contact, ContactChild, Person, Enquiry, Item):
        assert not model.objects.visible_to(cast.elsie).exists(), model
        assert model.objects.visible_to(cast.fay).exists(), model


def test_it_is_in_their_list_as_withdrawn_and_cannot_be_taken_on(cast, at, decided, as_):
    from django.utils import timezone

    work = on_offer("hub_north")[0]
    amended(decided[0], cast, at + HOUR)
    with pytest.raises(NotNow, match="Withdrawn"):
        accept(work, by=cast.elsie, at=at + HOUR)
    shown = as_(cast.elsie).get(reverse("work")).text
    assert ("no longer on offer to you" in shown) == (timezone.now() - at < timedelta(weeks=4))


def test_what_was_taken_on_is_not_withdrawn(cast, at, decided):
    work = accept(on_offer("hub_north")[0], by=cast.elsie, at=at)
    amended(decided[0], cast, at + HOUR)
    work.refresh_from_db()
    assert work.stage == "ACCEPTED" and Contact.objects.visible_to(cast.elsie).exists()


def test_what_they_sent_on_meanwhile_is_withdrawn_too(cast, at, decided):
    send_back(on_offer("hub_north")[0], by=cast.elsie, at=at, reason="Not ours.")
    sent = send_elsewhere(Handover.objects.get(stage="RETURNED"), by=cast.rosa, at=at, to_team=team("exploitation"), reason="Yours.", outcome="OPEN_CASE")
    amended(decided[0], cast, at + HOUR)
    sent.refresh_from_db()
    assert sent.stage == "WITHDRAWN" and [len(each.children.all()) for each in on_offer("exploitation")] == [1]


def test_what_came_back_is_placed_when_each_child_has_a_new_decision(cast, at, decided):
    send_back(on_offer("hub_north")[0], by=cast.elsie, at=at, reason="Not ours.")
    amended(decided[0], cast, at + HOUR)
    assert Handover.objects.filter(stage="RETURNED").count() == 1, "nobody has decided again for the other child"
    amended(decided[1], cast, at + HOUR)
    assert not Handover.objects.filter(stage="RETURNED").exists()
    assert not ClockRun.objects.filter(clock="decide-again", stopped_at=None).exists()


def test_the_same_outcome_and_team_stay_on_offer(cast, at, decided):
    amended(decided[0], cast, at, outcome="EARLY_HELP", level=2, to_team=team("hub_north"))
    assert len(on_offer("hub_north")) == 1 and not Handover.objects.filter(stage="WITHDRAWN").exists()


def test_whoever_raised_it_is_told_of_what_stands_now(cast, at, decided):
    amended(decided[0], cast, at + HOUR)
    draft = decided[0].enquiry.contact.feedback.get(kind="DECISION", to="REFERRER", stage="DUE").draft
    assert "Robin Ashgrove: child and family assessment" in draft and "Family help east" in draft and "Hub north" in draft


def test_withdrawing_needs_its_reason(cast, at, decided):
    with pytest.raises(Refused, match="Say why it is withdrawn"):
        withdraw(on_offer("hub_north")[0], by=cast.mina, at=at, why=" ")
