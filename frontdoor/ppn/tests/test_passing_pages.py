"""The pages of passing on: the desk tells schools one by one or together; a school reads what was passed to it, and no more."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Viewing
from frontdoor.governance.actions import admit_guest
from frontdoor.ppn.actions import pass_on
from frontdoor.ppn.models import Passing, SchoolDays
from frontdoor.ppn.passing.rules import PARTS

from .encompass import SATURDAY, SCHOOL, agency, child, form, passing_of, taken

pytestmark = pytest.mark.django_db
DESK = "/notices/passing/"


def page_of(passing, more=""):
    return f"{DESK}{passing.pk}/{more}"


def fresh(passing):
    return Passing.objects.get(pk=passing.pk)


@pytest.fixture
def passing(cast):
    return passing_of(taken(form()))


@pytest.fixture
def told(passing, cast):
    return pass_on(passing, by=cast.rosa, at=SATURDAY, parts=PARTS)


def test_the_desk_tells_together_what_needs_no_look(passing, cast, as_):
    look = passing_of(taken(form("RMS2", people=[child("C9", given="Fern")], refuge="1", child_voice="12 Sedge Row")))
    rosa = as_(cast.rosa)
    page = rosa.get(DESK)
    assert (f'value="{passing.pk}:{passing.version}"' in page.content.decode()) and f"{look.pk}:" not in page.content.decode()
    assert "address that is protected" in page.content.decode()
    after = rosa.post(DESK, {"passing": [f"{passing.pk}:{passing.version}", "nonsense:1", f"{look.pk}:x"]}, follow=True).content.decode()
    assert f"{SCHOOL} is told of Wren Larkhill" in after and fresh(passing).stage == "PASSED" and fresh(look).stage == "TO_PASS"
    assert "Nothing was passed on" in rosa.post(DESK, {}, follow=True).content.decode()


def test_the_list_costs_the_same_for_many(passing, cast, as_, django_assert_max_num_queries):
    for n in range(12):
        taken(form(f"M{n}", people=[child(f"K{n}")]))
    rosa = as_(cast.rosa)
    rosa.get(DESK)
    with django_assert_max_num_queries(30):
        assert rosa.get(DESK).content.decode().count('name="passing"') == 13


def test_one_by_one_the_words_can_be_changed(passing, cast, as_):
    rosa = as_(cast.rosa)
    page = rosa.get(page_of(passing)).content.decode()
    assert "The police were called to domestic abuse" in page and "RAW SUMMARY" not in page
    given = {"parts": ["WHEN", "WHAT"], "voice": "I hid under the bed.", "what": "There was shouting.", "how": "POST", "version": passing.version}
    assert "Write what happened" in rosa.post(page_of(passing), {**given, "what": ""}).content.decode()
    assert rosa.post(page_of(passing), {**given, "version": 99}).status_code == 409
    after = rosa.post(page_of(passing), given, follow=True).content.decode()
    done = fresh(passing)
    assert (done.words, done.parts, "VOICE" in done.left_out) == ("There was shouting.", ["CHILD", "REFERENCE", "WHEN", "WHAT"], True)
    assert "There was shouting." in after and "Left out: Where it happened" in after and "Take back" in after


def test_by_telephone_it_says_to_whom_and_when(passing, cast, as_):
    rosa, now = as_(cast.rosa), timezone.localtime()
    given = {"parts": ["WHAT"], "voice": "x", "what": "Shouting.", "how": "PHONE", "version": passing.version}
    assert "Enter the name of whoever you spoke to" in rosa.post(page_of(passing), given).content.decode()
    when = {"told_at_0": now.day, "told_at_1": now.month, "told_at_2": now.year, "told_at_3": f"{now:%H:%M}"}
    names = {name: value for name, value in zip(_boxes(rosa.get(page_of(passing)).content.decode()), when.values(), strict=False)}
    assert rosa.post(page_of(passing), {**given, "told_to": "Tess", **names}).status_code == 302
    assert (fresh(passing).told_how, fresh(passing).told_to) == ("PHONE", "Tess") and not Message.objects.exists()


def _boxes(page: str) -> list[str]:
    import re

    return list(dict.fromkeys(re.findall(r'name="(told_at[^"]*)"', page)))


def test_a_child_on_no_roll_is_found_a_school_or_said_to_be_at_home(cast, as_):
    passing, rosa = passing_of(taken(form(people=[child(school="Nowhere Primary")]))), as_(cast.rosa)
    assert "Wren Larkhill" in rosa.get("/worklists/not-on-roll/").content.decode() and "Nowhere Primary" in rosa.get(page_of(passing, "where/")).content.decode()
    assert rosa.get(page_of(passing))["Location"] == page_of(passing, "where/")
    given = {"what": "FOUND", "agency": "", "how": "Rang.", "version": passing.version}
    assert "Choose where the child goes" in rosa.post(page_of(passing, "where/"), given).content.decode()
    assert rosa.post(page_of(passing, "where/"), {**given, "agency": agency("Mill Lane Academy").pk}).status_code == 302
    assert fresh(passing).agency.name == "Mill Lane Academy"
    rosa.post(page_of(passing, "where/"), {**given, "what": "HOME_EDUCATED", "version": fresh(passing).version})
    assert fresh(passing).known_how == "HOME_EDUCATED"


def test_why_nobody_is_told_is_kept_and_shown(passing, cast, as_):
    rosa = as_(cast.rosa)
    assert "Not of school age" in rosa.get(page_of(passing, "not/")).content.decode()
    after = rosa.post(page_of(passing, "not/"), {"reason": "UNSAFE", "why": "A parent works there.", "version": passing.version}, follow=True)
    assert "A parent works there." in after.content.decode() and fresh(passing).not_passed == "UNSAFE"


def test_the_schools_lead_reads_it_and_that_is_shown_to_the_desk(told, cast, as_):
    tess = as_(cast.tess)
    assert "What police told us" in tess.get("/").content.decode()
    listed = tess.get("/notices/passing/told/").content.decode()
    assert "Wren Larkhill" in listed and "Not yet read" in listed
    page = tess.get(page_of(told, "read/")).content.decode()
    assert "This is not a referral" in page and "I hid under the bed." in page and "tell us about a child" in page
    assert "RAW SUMMARY" not in page and "Kerensa" not in page and "Jory" not in page
    assert fresh(told).opened_at and Message.objects.get(about_id=told.pk).stage == "OPENED"
    assert Viewing.objects.filter(record_id=told.pk, by=cast.tess).exists()
    assert "Opened" in as_(cast.rosa).get(page_of(told)).content.decode()


@pytest.mark.parametrize(("name", "sees"), [("tess", True), ("edie", True), ("hana", True), ("tom", False), ("elsie", False), ("rosa", False)])
def test_the_link_is_there_for_those_who_can_be_told(cast, as_, name, sees):
    assert ("/notices/passing/told/" in as_(getattr(cast, name)).get("/").content.decode()) is sees


def test_nobody_else_reads_it_and_the_hub_reading_it_does_not_count(told, cast, as_):
    for name in ("tom", "moira", "gita", "elsie"):
        assert as_(getattr(cast, name)).get(page_of(told, "read/")).status_code == 404, name
        assert "Wren" not in as_(getattr(cast, name)).get("/notices/passing/told/").content.decode()
    assert "Not written to you" in as_(cast.rosa).get(page_of(told, "read/")).content.decode() and fresh(told).opened_at is None


def test_before_the_two_minutes_are_over_the_school_cannot_read_it(passing, cast, as_):
    told = pass_on(passing, by=cast.rosa, at=timezone.now(), parts=PARTS)
    assert as_(cast.tess).get(page_of(told, "read/")).status_code == 404
    assert "Wren" not in as_(cast.tess).get("/notices/passing/told/").content.decode()


def test_a_school_without_accounts_reads_by_a_code_to_its_inbox(told, cast, as_):
    guest = admit_guest(by=the_system(), at=SATURDAY, email=told.sent_to).user
    assert as_(guest).get(page_of(told, "read/")).status_code == 404  # has not proved it yet
    EmailAddress.objects.update_or_create(user=guest, email=guest.email, defaults={"verified": True, "primary": True})
    assert "I hid under the bed." in as_(guest).get(page_of(told, "read/")).content.decode()
    assert fresh(told).opened_at


def test_from_its_message_the_desk_comes_to_what_was_told_and_can_take_it_back(passing, cast, as_):
    pass_on(passing, by=cast.rosa, at=timezone.now(), parts=PARTS)
    rosa, message = as_(cast.rosa), Message.objects.get(about_id=passing.pk)
    assert page_of(passing) in rosa.get(f"/feedback/messages/{message.pk}/").content.decode()
    assert rosa.post(f"/feedback/messages/{message.pk}/take-back/")["Location"] == page_of(passing)
    assert fresh(passing).stage == "TO_PASS"


def test_a_withdrawn_notice_says_so_to_whoever_was_told(told, cast, as_):
    taken(form(version="2", status="withdrawn"), at=SATURDAY + timedelta(hours=1))
    assert "have since withdrawn" in as_(cast.tess).get(page_of(told, "read/")).content.decode()


def test_the_days_of_a_school_are_kept_on_a_page(cast, as_):
    today = timezone.localdate()
    day = {f"{name}_{n}": value for name in ("from_on", "to_on") for n, value in enumerate((today.day, today.month, today.year))}
    for who in (cast.rosa, cast.ada):
        client = as_(who)
        page = client.get("/notices/school-days/")
        assert page.status_code == 200
    names = _named(page.content.decode(), ("from_on", "to_on"))
    given = {"school": agency(SCHOOL).pk, "is_open": "closed", "why": "Burst pipe", **dict(zip(names, list(day.values()), strict=True))}
    assert "Burst pipe" in client.post("/notices/school-days/", given, follow=True).content.decode()
    assert "Choose" in client.post("/notices/school-days/", {}).content.decode() or SchoolDays.objects.count() == 1
    assert "keeps the area’s days again" in client.post(f"/notices/school-days/{SchoolDays.objects.get().pk}/end/", follow=True).content.decode()
    assert as_(cast.tess).get("/notices/school-days/").status_code == 403


def _named(page: str, fields) -> list[str]:
    import re

    return [name for field in fields for name in dict.fromkeys(re.findall(rf'name="({field}[^"]*)"', page))]
