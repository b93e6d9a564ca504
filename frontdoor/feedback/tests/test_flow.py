"""The pages that say whether the door works, with nobody's data in them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import Http404

from frontdoor.feedback.actions import tell
from frontdoor.feedback.conservation import violations
from frontdoor.feedback.flow import silences, waits
from frontdoor.feedback.health import NOBODY, by_agency
from frontdoor.feedback.models import Feedback
from frontdoor.feedback.views.flow import post_room
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.chores import CHORES, beat
from frontdoor.foundations.notify.postroom import PostRoom
from frontdoor.foundations.record.actions import action
from tests.scenarios import a_school_refers, all_the_way_to_a_decision

from .conftest import post_goes

pytestmark = pytest.mark.django_db
PLANTED = ["Robin", "Ashgrove", "Tess", "tess@", "Pete", "shouting"]


def waiting(code, *, now):
    return next(each for each in waits(now=now) if each.worklist.code == code)


def test_each_worklist_says_how_much_waits_how_late_and_since_when(cast, at):
    a_school_refers(at=at)
    a_school_refers(at=at + timedelta(days=2))
    reception = waiting("reception", now=at + timedelta(days=2, hours=1))
    assert (reception.waiting, reception.late, reception.oldest) == (2, 1, at)
    nothing = waiting("replies", now=at)
    assert (nothing.waiting, nothing.late, nothing.oldest) == (0, 0, None)


def test_what_was_never_done_or_is_three_times_late_is_silent(cast, at):
    for chore in CHORES.values():
        beat(chore.name, at=at, every_seconds=chore.every_seconds)
    assert silences(now=at) == []
    assert "post" in {each.name for each in silences(now=at + timedelta(seconds=16))}


def test_the_page_says_what_is_silent_and_holds_nobody(cast, as_, decided):
    answer = as_(cast.bea).get("/feedback/flow/")
    page = answer.content.decode()
    assert "Gone silent" in page and "has not been done since this was set up" in page and "Nothing is lost" in page
    assert not [words for words in PLANTED if words in page]
    part = as_(cast.bea).get("/feedback/flow/?part=state").content.decode()
    assert "<html" not in part and "Gone silent" in part


@action("Break conservation for a test", permission=None, shown=False)
def break_it(*, by, at, contact, how):
    """What no action of practice would do."""
    owed = Feedback.objects.filter(contact=contact, stage="DUE")
    if how == "without its clock":
        ClockRun.objects.filter(record_id__in=owed.values("pk"), stopped_at=None).update(stopped_at=at)
    elif how == "the clock “feedback” goes on":
        owed.update(stage="EXEMPT", exemption="UNSAFE")
    elif how == "is open, and its contact is finished":
        type(contact).objects.filter(pk=contact.pk).update(stage="FINISHED")
    elif how == "is carried by nothing":
        ClockRun.objects.filter(stopped_at=None).update(stopped_at=at)
        owed.update(stage="EXEMPT", exemption="UNSAFE")
        contact.handovers.update(stage="SENT_ELSEWHERE")
    return contact


@pytest.mark.parametrize("how", ["without its clock", "the clock “feedback” goes on", "is open, and its contact is finished", "is carried by nothing"])
def test_each_breach_is_found_and_shown(how, cast, as_, decided, at):
    post_goes(at=at + timedelta(hours=8))
    assert violations() == []
    break_it(by=cast.rosa, at=at, contact=decided, how=how)
    found = violations()
    assert any(how in sentence for sentence in found)
    assert not [words for words in PLANTED if any(words in sentence for sentence in found)]
    page = as_(cast.bea).get("/feedback/flow/").content.decode()
    assert "Items that nobody would find" in page and how in page


def test_a_stage_that_no_worklist_lists_is_found(monkeypatch):
    from frontdoor.feedback import conservation

    monkeypatch.setattr(conservation, "WORKLISTS", {k: v for k, v in conservation.WORKLISTS.items() if k != "replies"})
    assert conservation.undeclared() == ["feedback at “REPLIED” is in no worklist."]


def test_how_soon_by_agency(cast, at):
    told_in_time, late = [all_the_way_to_a_decision(at=at)[0].feedback.get(kind="DECISION", to="REFERRER") for _ in range(2)]
    tell(told_in_time, by=cast.rosa, at=at + timedelta(hours=7), text="Told.")
    tell(late, by=cast.rosa, at=at + timedelta(days=4), text="Told.")
    rows = {row.agency: row for row in by_agency(now=at + timedelta(days=5), days=30)}
    school, police = rows["Thornbury Hill School"], rows["Westshire Police"]
    assert (school.acknowledged.part, school.acknowledged.whole) == (2, 2)
    assert (school.told.part, school.told.whole) == (1, 2)
    assert (police.told.part, police.told.whole) == (0, 2), "not told yet, and late"
    assert (school.opened.part, school.opened.whole) == (0, 2)
    assert NOBODY not in rows


def test_taken_back_does_not_count_as_told(cast, at):
    from frontdoor.foundations.notify.actions import take_back
    from frontdoor.foundations.notify.models import Message

    owed = all_the_way_to_a_decision(at=at)[0].feedback.get(kind="DECISION", to="REFERRER")
    tell(owed, by=cast.rosa, at=at + timedelta(hours=7), text="Told.")
    take_back(Message.objects.get(about_id=owed.pk), by=cast.rosa, at=at + timedelta(hours=7))
    rows = {row.agency: row for row in by_agency(now=at + timedelta(days=9), days=30)}
    assert (rows["Thornbury Hill School"].told.part, rows["Thornbury Hill School"].told.whole) == (0, 1)


def test_small_numbers_are_not_shown_as_a_percentage(cast, as_, decided):
    from django.utils import timezone

    assert (timezone.now() - decided.received_at).days < 365 * 5
    page = as_(cast.bea).get("/feedback/health/?days=365").content.decode()
    assert "100% of 1" not in page and not [words for words in PLANTED if words in page]
    assert as_(cast.bea).get("/feedback/health/?days=<b>").status_code == 200


def test_the_post_room_shows_letters_and_codes_in_the_demonstration_only(cast, rf, settings, told):
    PostRoom().send_messages([EmailMessage("Your code", "123456", to=["new@guest.example"])])
    request = rf.get("/feedback/post-room/")
    request.user, request.now = AnonymousUser(), told.open_from
    settings.FRONTDOOR_DEMO = False
    with pytest.raises(Http404):
        post_room(request)
    settings.FRONTDOOR_DEMO = True
    page = post_room(request).content.decode()
    assert "123456" in page and "tess@school.example" in page and f"/feedback/{told.pk}/read/" in page
    assert "Robin" not in page, "not even here is a child in the post"
    cache.clear()
