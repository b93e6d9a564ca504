"""The police withdraw or change what a school was told already: the school hears, and what it was told stays as it was told."""

from datetime import timedelta

import pytest

from frontdoor.feedback.conservation import violations
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.actions import take_back
from frontdoor.foundations.notify.models import Message
from frontdoor.ppn.actions import do_not_pass, pass_on, say_not_theirs
from frontdoor.ppn.models import Passing
from frontdoor.ppn.passing.drafting import draft_of
from frontdoor.ppn.passing.rules import PARTS

from .encompass import MONDAY, SATURDAY, SCHOOL, adult, child, form, passing_of, taken

pytestmark = pytest.mark.django_db
LATER = SATURDAY + timedelta(hours=1)


@pytest.fixture
def told(cast):
    return pass_on(passing_of(taken(form())), by=cast.rosa, at=SATURDAY, parts=PARTS)


def owed(told) -> list[Passing]:
    return list(Passing.objects.filter(notice=told.notice, purpose="CHANGED").order_by("since"))


def again(at=LATER, **said):
    return taken(form(**{"version": "2", "status": "updated", **said}), at=at)


def test_a_withdrawn_notice_is_owed_to_whoever_was_told(told, cast, as_):
    again(status="withdrawn")
    (change,) = owed(told)
    assert (change.stage, change.agency.name) == ("TO_PASS", SCHOOL)
    assert ClockRun.objects.get(record_id=change.pk, stopped_at=None).clock == "pass-on" and violations() == []
    draft = draft_of(change)
    assert draft.ticked == ["CHILD", "REFERENCE", "WHAT"] and "have withdrawn this" in draft.parts["WHAT"]

    rosa = as_(cast.rosa)
    assert "Wren Larkhill" in rosa.get("/worklists/pass-on/").content.decode()
    page = rosa.get(f"/notices/passing/{change.pk}/").content.decode()
    assert "have withdrawn this" in page and "What they were told has changed" in page and "It is another" not in page and "source is protected" not in page
    pass_on(change, by=cast.rosa, at=LATER, parts=draft.ticked)
    message = Message.objects.get(about_id=change.pk)
    assert message.kind == "told-changed" and "Wren" not in message.path
    tess = as_(cast.tess)
    assert "have withdrawn this" in tess.get(f"/notices/passing/{change.pk}/read/").content.decode()
    told.refresh_from_db()
    assert (told.stage, told.told["VOICE"]) == ("PASSED", "I hid under the bed.")


def test_taking_it_back_owes_it_again(told, cast):
    again(status="withdrawn")
    (change,) = owed(told)
    pass_on(change, by=cast.rosa, at=LATER, parts=["WHAT"])
    take_back(Message.objects.get(about_id=change.pk), by=cast.rosa, at=LATER)
    change.refresh_from_db()
    assert change.stage == "TO_PASS"


def test_what_changed_nothing_that_was_told_is_not_told_again(told, cast):
    again(summary="Another summary, which no school was told.", risk_grade="H")
    assert owed(told) == []


def test_what_changes_what_was_told_is_owed_in_its_new_words_and_once(told, cast):
    again(child_voice="I was at Gran’s.", people=[child(present="0", witnessed="0")])
    again(child_voice="I was at Gran’s all night.", people=[child(present="0", witnessed="0")], version="3", at=MONDAY)
    (change,) = owed(told)
    parts = draft_of(change).parts
    assert (parts["VOICE"], parts["PRESENT"]) == ("I was at Gran’s all night.", "Wren was not there.")
    do_not_pass(change, by=cast.rosa, at=MONDAY, reason="UNSAFE", why="A parent works there.")
    assert told.notice.passings.get(purpose="ENCOMPASS").told["PRESENT"] == "Wren was there, and saw or heard it."


def test_a_child_no_longer_named_and_one_brought_back_after_a_withdrawal(told, cast):
    again(people=[child("C2", given="Ash"), adult("R", "REPORTER", "other", given="Isolde")])
    (change,) = owed(told)
    assert "no longer say that Wren was part of this" in draft_of(change).parts["WHAT"]
    pass_on(change, by=cast.rosa, at=LATER, parts=["WHAT"])
    again(version="3", at=MONDAY)
    assert [each.stage for each in owed(told)] == ["PASSED", "TO_PASS"]
    assert draft_of(owed(told)[1]).parts["PRESENT"] == "Wren was there, and saw or heard it."


def test_a_school_that_said_not_ours_hears_no_more_of_it(told, cast):
    say_not_theirs(told, by=cast.tess, at=LATER)
    again(status="withdrawn", at=LATER + timedelta(minutes=1))
    assert owed(told) == []
