"""Nothing posted is lost; what is repeated after a crash is recognisable as the same; nobody is sent another's."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.actions import MOST_ATTEMPTS, came_back, deal_with, mark_sent, opened, take_back
from frontdoor.foundations.notify.delivery import notice_silence, send_all, send_next
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.refusals import NotNow, Refused

from .conftest import Killed, a_message, a_record, refused

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def now(message):
    return Message.objects.get(pk=message.pk)


def test_killed_between_sending_and_noting_it_goes_again_as_the_same(letter_box, system, at):
    message = a_message(at=at, by=system)
    letter_box.fails = [Killed()]
    with pytest.raises(Killed):
        send_next(by=system, at=at)
    assert now(message).stage == "WAITING", "nothing was noted, so nothing is lost"
    assert send_all(by=system, at=at) == 1
    first, again = letter_box.taken
    assert first.extra_headers == again.extra_headers
    assert first.extra_headers["Message-ID"].startswith(f"<{message.pk}@")
    assert now(message).stage == "SENT"


def test_a_hundred_kills_lose_nothing_and_repeat_at_most_once_each(letter_box, system, at):
    about = a_record()
    posted = [a_message(at=at, by=system, about=about) for _ in range(20)]
    kills = 0
    for turn in range(200):
        if turn % 2:
            letter_box.fails = [Killed()]
        try:
            if not send_next(by=system, at=at):
                break
        except Killed:
            kills += 1
        letter_box.fails = []
    seen = [letter.extra_headers["Message-ID"] for letter in letter_box.taken]
    assert len(set(seen)) == len(posted)
    assert len(seen) - len(set(seen)) <= kills and kills > 5


def test_it_waits_two_minutes_when_it_can_be_taken_back(letter_box, system, cast, at):
    message = a_message(at=at, by=cast.rosa, undo=True)
    assert send_all(by=system, at=at + MINUTE) == 0
    take_back(message, by=cast.rosa, at=at + MINUTE)
    assert send_all(by=system, at=at + 10 * MINUTE) == 0 and letter_box.taken == []
    assert not ClockRun.objects.filter(record_id=message.pk, stopped_at=None).exists()


def test_what_has_gone_cannot_be_taken_back_and_says_so(letter_box, system, cast, at):
    message = a_message(at=at, by=cast.rosa, undo=True)
    send_all(by=system, at=at + 2 * MINUTE)
    with pytest.raises(NotNow, match="Sent"):
        take_back(message, by=cast.rosa, at=at + 2 * MINUTE)


def test_only_what_a_person_let_go_can_be_taken_back(system, cast, at):
    with pytest.raises(Refused, match="not one that is taken back"):
        take_back(a_message(at=at, by=cast.rosa), by=cast.rosa, at=at)


def test_an_address_that_refuses_for_good_returns_to_a_person_with_a_clock(letter_box, system, cast, at):
    message = a_message(at=at, by=system)
    letter_box.fails = [refused(550)]
    send_all(by=system, at=at)
    assert now(message).stage == "NOT_DELIVERED" and "550" in now(message).trouble
    run = ClockRun.objects.get(record_id=message.pk, stopped_at=None)
    assert run.clock == "message-failed"
    with pytest.raises(Refused, match="how they were told"):
        deal_with(now(message), by=cast.rosa, at=at, how=" ")
    deal_with(now(message), by=cast.rosa, at=at, how="Rang the school and spoke to the deputy head.")
    assert now(message).stage == "DEALT_WITH" and not ClockRun.objects.filter(record_id=message.pk, stopped_at=None).exists()


def test_an_address_that_asks_to_be_tried_later_is_tried_later(letter_box, system, at):
    message = a_message(at=at, by=system)
    letter_box.fails = [refused(450)]
    send_all(by=system, at=at)
    assert now(message).stage == "WAITING" and now(message).send_after == at + 2 * MINUTE
    assert send_all(by=system, at=at + MINUTE) == 0
    assert send_all(by=system, at=at + 2 * MINUTE) == 1 and now(message).stage == "SENT"


def test_post_that_cannot_be_reached_is_tried_again_each_time_later_then_returned(letter_box, system, at):
    message, waits = a_message(at=at, by=system), []
    for _ in range(MOST_ATTEMPTS):
        letter_box.fails, tried = [OSError("no route")], now(message).send_after
        send_all(by=system, at=tried)
        waits.append(now(message).send_after - tried)
    assert waits == [2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE, timedelta()]
    assert now(message).stage == "NOT_DELIVERED" and "Tried 5 times: no route" in now(message).trouble


def test_one_bad_letter_does_not_hold_up_the_rest(letter_box, system, at):
    about = a_record()
    a_message(at=at, by=system, about=about)
    second = a_message(at=at + timedelta(seconds=1), by=system, about=about)
    letter_box.fails = [ValueError("bad header")]
    assert send_all(by=system, at=at + MINUTE) == 2
    assert now(second).stage == "SENT"


def test_silence_returns_to_a_person_after_the_days_its_kind_allows(letter_box, system, at):
    about = a_record()
    asked, silent = a_message(at=at, by=system, about=about, kind="received"), a_message(at=at, by=system, about=about)
    send_all(by=system, at=at)
    assert notice_silence(by=system, at=at + timedelta(days=3)) == 0
    assert notice_silence(by=system, at=at + timedelta(days=3, minutes=1)) == 1
    assert (now(asked).stage, now(silent).stage) == ("SENT", "NOT_OPENED")


def test_opened_late_it_leaves_the_worklist(letter_box, system, cast, at):
    about = a_record()
    message = a_message(at=at, by=system, about=about, to_user=cast.tess)
    send_all(by=system, at=at)
    notice_silence(by=system, at=at + timedelta(days=4))
    opened(about, by=cast.moira, at=at + timedelta(days=5))
    assert now(message).stage == "NOT_OPENED", "somebody else's reading is not theirs"
    opened(about, by=cast.tess, at=at + timedelta(days=5))
    assert now(message).stage == "OPENED" and not ClockRun.objects.filter(record_id=message.pk, stopped_at=None).exists()


def test_an_inbox_is_opened_by_those_who_see_what_the_agency_was_given(system, cast, at):
    about = a_record()
    message = a_message(at=at, by=system, about=about, to=cast.tess.agency.inbox)
    opened(about, by=cast.tom, at=at)
    assert now(message).stage == "WAITING"
    opened(about, by=cast.tess, at=at)
    assert now(message).stage == "OPENED"


def test_a_bounce_that_a_person_saw_is_recorded_once(letter_box, system, cast, at):
    message = a_message(at=at, by=system)
    send_all(by=system, at=at)
    came_back(message, by=cast.rosa, at=at, trouble="The mailbox is full")
    assert now(message).stage == "NOT_DELIVERED"
    with pytest.raises(NotNow):
        came_back(message, by=cast.rosa, at=at, trouble="Again")


def test_one_message_has_one_recipient_in_the_database_too(system, cast, at):
    for two in ("tess@school.example,tom@school.example", "tess@school.example;tom@school.example", "tess@school.example tom@school.example"):
        with pytest.raises(IntegrityError, match="one_message_one_recipient"), transaction.atomic():
            a_message(at=at, by=system, to=two)


def test_people_do_not_mark_what_the_system_marks(cast, at):
    message = a_message(at=at, by=cast.rosa)
    with pytest.raises(Refused):
        mark_sent(message, by=cast.mina, at=at)
