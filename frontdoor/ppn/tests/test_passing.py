"""Telling: what goes, what never goes, by post and by telephone, one by one and together; whom to tell, and why not."""

from datetime import timedelta

import pytest
from django.core import mail

from frontdoor.feedback.conservation import violations
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.actions import UNDO, take_back
from frontdoor.foundations.notify.delivery import notice_silence, send_all
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Event, share
from frontdoor.foundations.record.refusals import ChangedMeanwhile, MayNot, NotNow, Refused
from frontdoor.foundations.worklists.declare import WORKLISTS
from frontdoor.governance.actions import change_agency
from frontdoor.ppn.actions import (
    do_not_pass,
    owe,
    pass_on,
    pass_on_together,
    read_passing,
    say_home_educated,
    say_school_days,
    say_where,
)
from frontdoor.ppn.chores_passing import notice_unopened
from frontdoor.ppn.models import Passing
from frontdoor.ppn.passing.drafting import draft_of
from frontdoor.ppn.passing.rules import PARTS

from .encompass import MONDAY, SATURDAY, SCHOOL, adult, agency, child, form, passing_of, taken

pytestmark = pytest.mark.django_db
LATER = SATURDAY + timedelta(hours=1)


@pytest.fixture
def passing(cast):
    return passing_of(taken(form()))


def told(passing, *, by, at=LATER, parts=PARTS, **more):
    return pass_on(passing, by=by, at=at, parts=parts, **more)


def fresh(passing):
    return Passing.objects.get(pk=passing.pk)


def test_the_draft_says_what_a_school_needs_and_not_the_raw_summary(passing):
    parts = draft_of(passing).parts
    assert parts == {
        "CHILD": "Wren Larkhill, born 1 May 2018", "REFERENCE": "PPN 44/RMS1", "WHEN": "Friday 20 November 2026 at 23:10",
        "PLACE": "At home: 12 Sedge Row, Alderport", "PRESENT": "Wren was there, and saw or heard it.", "VOICE": "I hid under the bed.",
        "WHO": "Also there: a parent’s partner; mother.",
        "WHAT": "The police were called to domestic abuse at the child’s home. Wren was there, and saw or heard it. Somebody was arrested.",
    }
    assert "RAW SUMMARY" not in " ".join(parts.values())


def test_a_protected_address_never_goes(cast):
    passing = passing_of(taken(form(refuge="1", child_voice="We ran from 12 Sedge Row.")))
    draft = draft_of(passing)
    assert draft.parts["PLACE"] == "At home." and any("protected" in why for why in draft.look)
    for texts in ({}, {"VOICE": "At 12 sedge row", "WHAT": "x"}, {"VOICE": "x", "WHAT": "In ZZ1 1ZZ"}):
        with pytest.raises(Refused, match="address that is protected"):
            told(passing, by=cast.rosa, texts=texts)
    assert fresh(passing).stage == "TO_PASS" and not Message.objects.exists()
    told(passing, by=cast.rosa, texts={"VOICE": "We ran.", "WHAT": "Shouting."})


def test_where_the_source_is_protected_what_happened_is_left_out_unless_somebody_puts_it_in(cast):
    reporter = adult("R", "REPORTER", "other", given="Isolde", person={"given_names": "Isolde", "surname": "Quillfeather"})
    passing = passing_of(taken(form(info_share_limit="source_protected", people=[child(), reporter])))
    draft = draft_of(passing)
    assert draft.left_out == {"WHAT"} and "WHAT" not in draft.ticked
    with pytest.raises(Refused, match="who told the police"):
        told(passing, by=cast.rosa, texts={"WHAT": "Isolde Quillfeather rang."})
    done = told(passing, by=cast.rosa, parts=draft.ticked)
    assert (done.words, done.left_out) == ("", ["WHAT"]) and "domestic abuse" not in str(done.told)


@pytest.mark.parametrize("said", [{"info_share_limit": "no_disclose_to_family"}, {"ppn_type": "HBA"}])
def test_the_school_is_told_that_the_family_must_not_be(cast, said):
    passing = passing_of(taken(form(**said)))
    assert told(passing, by=cast.rosa).told["CAUTION"].startswith("Do not tell the family")


def test_telling_shares_it_with_the_school_and_posts_a_reference_and_a_link(passing, cast):
    told(passing, by=cast.rosa)
    message = Message.objects.get(about_id=passing.pk)
    assert (message.kind, message.to_address, message.undo) == ("encompass", agency(SCHOOL).inbox, True)
    send_all(by=the_system(), at=LATER + UNDO)
    letter = mail.outbox[0]
    assert "not a referral" in letter.subject and "not a referral" in letter.body and f"/notices/passing/{passing.pk}/read/" in letter.body
    assert not [word for word in ("Wren", "Larkhill", "Sedge", "bed", "abuse") if word in letter.subject + letter.body]
    for who, sees in ((cast.tess, True), (cast.tom, False), (cast.moira, False)):
        assert Passing.objects.visible_to(who).filter(pk=passing.pk).exists() is sees
    assert not type(passing.notice).objects.visible_to(cast.tess).exists()


def test_it_is_read_once_it_can_no_longer_be_taken_back_and_then_counts_as_opened(passing, cast):
    told(passing, by=cast.rosa)
    with pytest.raises(NotNow, match="not out yet"):
        read_passing(passing, by=cast.tess, at=LATER)
    send_all(by=the_system(), at=LATER + UNDO)
    with pytest.raises(MayNot):
        read_passing(passing, by=cast.rosa, at=MONDAY)
    assert read_passing(passing, by=cast.tess, at=MONDAY).opened_at == MONDAY
    assert Message.objects.get(about_id=passing.pk).stage == "OPENED"
    read_passing(fresh(passing), by=cast.tess, at=MONDAY + timedelta(hours=3))
    assert fresh(passing).opened_at == MONDAY


def test_taken_back_it_is_owed_again_under_its_clock_and_its_words_are_kept(passing, cast):
    told(passing, by=cast.rosa, texts={"VOICE": "In her words.", "WHAT": "In mine."})
    assert not ClockRun.objects.filter(record_id=passing.pk, stopped_at=None).exists()
    take_back(Message.objects.get(about_id=passing.pk), by=cast.rosa, at=LATER + timedelta(minutes=1))
    passing = fresh(passing)
    assert (passing.stage, passing.open_from, passing.sent_to) == ("TO_PASS", None, "")
    assert not Passing.objects.visible_to(cast.tess).filter(pk=passing.pk).exists()
    draft = draft_of(passing)
    assert (draft.parts["VOICE"], draft.parts["WHAT"], draft.look) == ("In her words.", "In mine.", ("Its words were changed.",))
    assert ClockRun.objects.get(record_id=passing.pk, stopped_at=None).due_at == MONDAY


def test_taken_back_after_the_police_withdrew_it_is_owed_no_more(passing, cast):
    told(passing, by=cast.rosa)
    taken(form(version="2", status="withdrawn"), at=LATER + timedelta(seconds=20))
    take_back(Message.objects.get(about_id=passing.pk), by=cast.rosa, at=LATER + timedelta(minutes=1))
    assert (fresh(passing).stage, fresh(passing).not_passed) == ("NOT_PASSED", "WITHDRAWN")
    assert not ClockRun.objects.filter(record_id=passing.pk, stopped_at=None).exists()


def test_what_a_school_has_not_opened_by_midday_of_its_day_goes_back_to_a_person(passing, cast):
    told(passing, by=cast.rosa)
    send_all(by=the_system(), at=LATER + UNDO)
    for at in (SATURDAY + timedelta(days=1, hours=10), MONDAY + timedelta(hours=3)):  # Sunday; Monday morning
        assert notice_unopened(by=the_system(), at=at) == 0
    assert notice_unopened(by=the_system(), at=MONDAY + timedelta(hours=4)) == 1
    assert WORKLISTS["post-not-arrived"].items(cast.rosa).filter(about_id=passing.pk).exists()
    assert notice_silence(by=the_system(), at=MONDAY + timedelta(days=9)) == 0


def test_a_school_that_is_closed_is_not_rung_before_it_opens(passing, cast):
    told(passing, by=cast.rosa)
    send_all(by=the_system(), at=LATER + UNDO)
    say_school_days(by=cast.rosa, at=LATER, school=passing.agency, from_on=MONDAY.date(), to_on=MONDAY.date(), is_open=False, why="Burst pipe")
    assert notice_unopened(by=the_system(), at=MONDAY + timedelta(hours=4)) == 0
    assert notice_unopened(by=the_system(), at=MONDAY + timedelta(days=1, hours=4)) == 1


def test_a_school_without_an_inbox_is_told_by_telephone(passing, cast):
    change_agency(agency(SCHOOL), by=cast.ada, at=SATURDAY, inbox="", phone="", code="", source_code="", identity_provider="")
    passing = fresh(passing)
    assert draft_of(passing).look == (f"{SCHOOL} has no safeguarding inbox: tell them by telephone.",)
    with pytest.raises(Refused, match="by telephone"):
        told(passing, by=cast.rosa)
    with pytest.raises(Refused, match="whom you spoke to"):
        told(passing, by=cast.rosa, how="PHONE", told_to=" ")
    done = told(passing, by=cast.rosa, how="PHONE", told_to="Tess Holloway-Bright")
    assert (done.told_how, done.told_to, done.sent_to) == ("PHONE", "Tess Holloway-Bright", "") and not Message.objects.exists()
    assert read_passing(done, by=cast.tess, at=LATER).opened_at


@action("Keep a passing to one person, for a test", permission=None, shown=False)
def keep_to(*, by, at, passing):
    type(passing).objects.filter(pk=passing.pk).update(restricted=True)
    share(passing, at=at, user=by, reason="Named on it")
    return passing


def test_what_is_restricted_is_told_by_telephone_since_nobody_there_could_open_it(cast):
    passing = passing_of(taken(form()))
    keep_to(by=cast.mina, at=SATURDAY, passing=passing)
    passing = fresh(passing)
    assert "restricted" in draft_of(passing).look[0]
    with pytest.raises(Refused, match="by telephone"):
        told(passing, by=cast.mina)
    assert told(passing, by=cast.mina, how="PHONE", told_to="Tess").stage == "PASSED"


def test_together_each_has_an_event_and_what_needs_a_look_stays(cast):
    notice = taken(form(people=[child(), child("C2", given="Ash", born="2010-05-01")]))
    other = passing_of(taken(form("RMS2", people=[child("C9", given="Fern")], refuge="1", child_voice="12 Sedge Row")))
    waiting = [(each, each.version) for each in Passing.objects.select_related("notice", "child", "agency")]
    gone, stayed = pass_on_together(waiting, by=cast.rosa, at=LATER)
    assert {each.child.given_names for each in gone} == {"Wren", "Ash"} and set(notice.passings.values_list("stage", flat=True)) == {"PASSED"}
    assert len(stayed) == 1 and stayed[0].startswith("Fern Larkhill: ") and fresh(other).stage == "TO_PASS"
    assert Event.objects.filter(kind="ppn.pass_on").count() == 2


def test_together_one_that_changed_meanwhile_stays(passing, cast):
    before = passing.version
    taken(form(version="2", status="updated", child_voice="Changed."), at=LATER)
    gone, stayed = pass_on_together([(fresh(passing), before)], by=cast.rosa, at=LATER)
    assert gone == [] and "changed after you opened it" in stayed[0]
    with pytest.raises(ChangedMeanwhile):
        told(passing, by=cast.rosa, seen=before)


def test_nobody_is_told_of_a_withdrawn_notice_or_before_it_happened(passing, cast):
    with pytest.raises(Refused, match="before it happened"):
        told(passing, by=cast.rosa, at=passing.since - timedelta(hours=1), how="PHONE", told_to="Tess")
    with pytest.raises(MayNot):
        told(passing, by=cast.tess)
    with pytest.raises(Refused, match="Write it"):
        told(passing, by=cast.rosa, texts={"VOICE": " ", "WHAT": "x"})


def test_a_school_is_found_and_how_is_said(cast):
    passing = passing_of(taken(form(people=[child(school="")])))
    with pytest.raises(Refused, match="how you know"):
        say_where(passing, by=cast.rosa, at=SATURDAY, agency=agency(SCHOOL), how="")
    found = say_where(passing, by=cast.rosa, at=SATURDAY, agency=agency(SCHOOL), how="Mother said so.")
    assert (found.stage, found.agency.name, found.known_how, found.known_why) == ("TO_PASS", SCHOOL, "FOUND", "Mother said so.")


def test_for_a_home_educated_child_the_education_service_is_told(cast):
    passing = passing_of(taken(form(people=[child(school="")])))
    told(say_home_educated(passing, by=cast.rosa, at=SATURDAY, how="On the council's list."), by=cast.rosa)
    assert (fresh(passing).agency.name, fresh(passing).known_how) == ("Westshire Education Service", "HOME_EDUCATED")
    assert Passing.objects.visible_to(cast.edie).filter(pk=passing.pk).exists()


def test_nobody_is_told_without_a_reason(cast):
    passing = passing_of(taken(form(people=[child(school="")])))
    for reason, why in (("WITHDRAWN", "x"), ("", "x"), ("NOT_SCHOOL_AGE", " ")):
        with pytest.raises(Refused):
            do_not_pass(passing, by=cast.rosa, at=SATURDAY, reason=reason, why=why)
    done = do_not_pass(passing, by=cast.rosa, at=SATURDAY, reason="NOT_SCHOOL_AGE", why="The birth was wrong: she is three.")
    assert done.stage == "NOT_PASSED" and not ClockRun.objects.filter(record_id=passing.pk, stopped_at=None).exists()


def test_what_is_shared_goes_to_school_surgery_and_the_areas_inbox_and_is_owed_once(cast):
    notice = taken(form(ppn_type="CHILD", people=[child(person={"given_names": "Wren", "surname": "Larkhill", "dob": "2018-05-01", "school_text": SCHOOL, "gp_text": "Quayside Surgery"})]))
    wren = notice.people.get(local_id="C1")
    for _ in range(2):
        owe(notice=notice, child=wren, by=cast.rosa, at=LATER)
    assert set(notice.passings.values_list("purpose", "agency__name", "known_how")) == {
        ("SCHOOL", SCHOOL, "POLICE"), ("HEALTH", "Quayside Surgery", "POLICE"), ("HEALTH", "Westshire Community Health Trust", "AREA"),
    }
    assert set(ClockRun.objects.filter(record_id__in=notice.passings.values("pk")).values_list("clock", flat=True)) == {"pass-on"}
    assert WORKLISTS["pass-on"].items(cast.rosa).count() == 3 and not WORKLISTS["encompass"].items(cast.rosa).exists()
    assert "a worry about a child" in draft_of(notice.passings.get(purpose="SCHOOL")).parts["WHAT"]


def test_a_school_told_by_encompass_is_not_owed_it_again(passing, cast):
    assert owe(notice=passing.notice, child=passing.child, purposes=["SCHOOL"], by=cast.rosa, at=LATER) == [passing]
    done = owe(notice=passing.notice, child=passing.child, purposes=["HEALTH"], by=cast.rosa, at=LATER)
    assert [(each.stage, each.agency and each.agency.name) for each in done] == [("NOT_ON_ROLL", None), ("TO_PASS", "Westshire Community Health Trust")]
    assert WORKLISTS["pass-on-to-whom"].items(cast.rosa).count() == 1


def test_everything_is_in_one_list_under_its_clock(cast):
    notice = taken(form(people=[child(), child("C2", given="Ash", school="")]))
    owe(notice=notice, child=notice.people.get(local_id="C1"), purposes=["HEALTH"], by=cast.rosa, at=LATER)
    assert [each for each in violations() if "assing" in each] == []
    told(passing_of(notice, purpose="ENCOMPASS", child__local_id="C1"), by=cast.rosa)
    assert [each for each in violations() if "assing" in each] == []
