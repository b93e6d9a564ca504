"""A contact ends when everybody due was told, and never before."""

from datetime import timedelta

import pytest

from frontdoor.contacts.models import Contact
from frontdoor.feedback.actions import exempt, tell
from frontdoor.feedback.finishing import finish_if_done, finish_what_is_done, why_not
from frontdoor.foundations.notify.actions import deal_with
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.handover.actions import accept
from tests.scenarios import all_the_way_to_a_decision

from .conftest import post_goes

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def stage(contact):
    return Contact.objects.get(pk=contact.pk).stage


def told_all(contact, *, by, at, how="POST"):
    for each in contact.feedback.filter(stage="DUE"):
        tell(each, by=by, at=at, text=each.draft, how=how, told_to="Them" if how == "PHONE" else "")


def test_finished_once_taken_on_told_and_gone(cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    end = at + 7 * HOUR
    told_all(contact, by=cast.rosa, at=end)
    post_goes(at=end)
    assert why_not(contact).reasons == ("a child’s work is not yet taken on", "a message has not gone, or did not arrive")
    accept(contact.handovers.get(stage="OFFERED"), by=cast.elsie, at=end)
    assert not finish_if_done(contact, at=end + MINUTE), "it can still be taken back"
    post_goes(at=end + 2 * MINUTE)
    assert finish_what_is_done(by=the_system(), at=end + 3 * MINUTE) == 1
    assert stage(contact) == "FINISHED"
    assert finish_what_is_done(by=the_system(), at=end + 4 * MINUTE) == 0


def test_told_by_telephone_and_exempted_it_finishes_at_once(cast, at):
    contact, _ = all_the_way_to_a_decision(at=at)
    end = at + 7 * HOUR
    accept(contact.handovers.get(stage="OFFERED"), by=cast.elsie, at=end)
    post_goes(at=end)
    exempt(contact.feedback.get(to="CONTRIBUTOR"), by=cast.rosa, at=end, exemption="INVESTIGATION", why="The officer asked us to wait.")
    assert not finish_if_done(contact, at=end)
    told_all(contact, by=cast.rosa, at=end, how="PHONE")
    assert finish_if_done(contact, at=end)


def test_a_bounce_keeps_it_open_until_they_were_told_another_way(cast, at, settings):
    settings.EMAIL_BACKEND = "frontdoor.foundations.notify.postroom.PostRoom"
    contact, _ = all_the_way_to_a_decision(at=at, referrer_email="gone@bounce.example")
    end = at + 7 * HOUR
    accept(contact.handovers.get(stage="OFFERED"), by=cast.elsie, at=end)
    told_all(contact, by=cast.rosa, at=end)
    post_goes(at=end + HOUR)
    bounced = Message.objects.filter(stage="NOT_DELIVERED", to_address="gone@bounce.example")
    assert bounced.count() == 2 and finish_what_is_done(by=the_system(), at=end + HOUR) == 0
    for each in bounced:
        deal_with(each, by=cast.rosa, at=end + HOUR, how="Rang the school office.")
    assert finish_what_is_done(by=the_system(), at=end + HOUR) == 1 and stage(contact) == "FINISHED"


def test_how_many_are_looked_at_makes_no_more_questions(cast, at, django_assert_max_num_queries):
    from frontdoor.feedback.finishing import unfinished

    contacts = [all_the_way_to_a_decision(at=at + number * HOUR)[0] for number in range(3)]
    with django_assert_max_num_queries(9):
        assert len(unfinished(contacts)) == 3
