"""The pages of telling: who may open which, what they say to whom, how many questions they ask of the database."""

from datetime import timedelta

import pytest

from frontdoor.feedback.actions import tell
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.models import Event, Viewing
from tests.cast import CAST
from tests.scenarios import all_the_way_to_a_decision

from .conftest import fresh, post_goes

pytestmark = pytest.mark.django_db
HUB = {"rosa", "ravi", "sam", "mina", "marcus"}  # who checks and sends
PLANTED = ["Robin", "Ashgrove", "Tess", "tess@school.example", "shouting"]


def body(answer) -> str:
    return answer.content.decode()


def posted(feedback, **changed):
    return {"text": feedback.draft, "how": "POST", "version": feedback.version, **changed}


def test_who_may_check_and_send(cast, as_, for_tess):
    for name in sorted(CAST):
        answer = as_(getattr(cast, name)).get(f"/feedback/{for_tess.pk}/")
        assert (name, answer.status_code) == (name, 200 if name in HUB else 403)
        if name not in HUB:
            assert not [words for words in PLANTED if words in body(answer).replace(str(getattr(cast, name)), "")]


def test_who_may_read_what_tess_was_told(cast, as_, told):
    allowed = {"tess", *HUB, "pete", "hana", "edie", "oona"}  # hers; and whoever sits in the hub
    for name in sorted(CAST):
        answer = as_(getattr(cast, name)).get(f"/feedback/{told.pk}/read/")
        assert (name, answer.status_code) == (name, 200 if name in allowed else 404 if getattr(cast, name).may("refer") else 403)
        if name not in allowed:
            assert "Robin" not in body(answer) and "Ashgrove" not in body(answer)


@pytest.mark.parametrize("page", ["", "read/", "reply/", "reply/read/"])
def test_nobody_reads_anything_without_signing_in(page, client, told):
    answer = client.get(f"/feedback/{told.pk}/{page}")
    assert answer.status_code == 302 and "/account/" in answer["Location"]


@pytest.mark.parametrize(("url", "needs"), [("mine/", "refer"), ("messages/", "tell"), ("flow/", "see_flow"), ("health/", "see_flow")])
def test_who_may_open_the_lists(url, needs, cast, as_, told):
    for name in sorted(CAST):
        user = getattr(cast, name)
        answer = as_(user).get(f"/feedback/{url}")
        assert (name, answer.status_code) == (name, 200 if user.may(needs) else 403)
        assert "Robin" not in body(answer)
        if name not in {"tess", *HUB}:
            assert "tess@school.example" not in body(answer)


def test_the_recipient_is_shown_beside_the_words(cast, as_, for_tess):
    page = body(as_(cast.rosa).get(f"/feedback/{for_tess.pk}/"))
    for shown in ("Tess Holloway-Bright", "tess@school.example", "Thornbury Hill School", "They sign in with this address.", "Continuing role",
                  "Robin Ashgrove: early help (level 3)", "two minutes"):
        assert shown in page


def test_an_address_nobody_checked_is_said_to_be_so(cast, as_, at):
    contact, _ = all_the_way_to_a_decision(at=at, referrer=None, referrer_name="Ann Nonym", referrer_email="ann@elsewhere.example")
    owed = contact.feedback.get(kind="DECISION", to="REFERRER")
    page = body(as_(cast.rosa).get(f"/feedback/{owed.pk}/"))
    assert "Not verified" in page and "It is the address given" in page.replace("it is the address given", "It is the address given")


def test_let_go_it_waits_two_minutes_and_is_then_theirs_to_read(cast, as_, for_tess):
    answer = as_(cast.rosa).post(f"/feedback/{for_tess.pk}/", posted(for_tess))
    assert answer.status_code == 302
    assert "Waiting to go" in body(as_(cast.rosa).get(answer["Location"]))
    now = fresh(for_tess)
    assert now.stage == "TOLD" and now.open_from - now.told_at == timedelta(minutes=2)
    assert as_(cast.tess).get(f"/feedback/{now.pk}/read/").status_code == 404, "it can still be taken back"
    assert f"/feedback/{now.pk}/" not in body(as_(cast.tess).get("/feedback/mine/"))


def test_taking_it_back(cast, as_, for_tess):
    as_(cast.rosa).post(f"/feedback/{for_tess.pk}/", posted(for_tess))
    message = Message.objects.get(about_id=for_tess.pk)
    assert f"/feedback/messages/{message.pk}/take-back/" in body(as_(cast.rosa).get("/feedback/messages/"))
    assert as_(cast.pete).post(f"/feedback/messages/{message.pk}/take-back/").status_code == 403
    assert as_(cast.rosa).get(f"/feedback/messages/{message.pk}/take-back/").status_code == 405
    answer = as_(cast.rosa).post(f"/feedback/messages/{message.pk}/take-back/", follow=True)
    assert "Taken back" in body(answer) and fresh(for_tess).stage == "DUE"


def test_taking_back_what_has_gone_says_so(cast, as_, told):
    post_goes(at=told.open_from)
    message = Message.objects.get(about_id=told.pk)
    answer = as_(cast.rosa).post(f"/feedback/messages/{message.pk}/take-back/", follow=True)
    assert "could not be taken back" in body(answer) and fresh(told).stage == "TOLD"


def test_what_was_found_must_be_looked_at_and_the_tick_is_for_what_was_shown(cast, as_, for_tess):
    rosa, url = as_(cast.rosa), f"/feedback/{for_tess.pk}/"
    first = rosa.post(url, posted(for_tess, text="Robin lives at ZZ9 9ZZ"))
    assert first.status_code == 200 and "It holds a postcode" in body(first) and "Error: " in body(first)
    found = _hidden(first, "found")
    other = rosa.post(url, posted(for_tess, text="Robin lives at ZZ9 9ZZ, 999 123 4567", looked_at="on", found=found))
    assert "looks like an NHS number" in body(other) and fresh(for_tess).stage == "DUE"
    done = rosa.post(url, posted(for_tess, text="Robin lives at ZZ9 9ZZ", looked_at="on", found=found))
    assert done.status_code == 302 and fresh(for_tess).text == "Robin lives at ZZ9 9ZZ"


def _hidden(answer, name: str) -> str:
    return body(answer).split(f'name="{name}" value="')[1].split('"')[0]


def test_told_by_telephone_needs_to_whom_and_when(cast, as_, for_tess):
    rosa, url = as_(cast.rosa), f"/feedback/{for_tess.pk}/"
    missing = rosa.post(url, posted(for_tess, how="PHONE"))
    assert missing.status_code == 200 and "the name of whoever you spoke to" in body(missing)
    early = rosa.post(url, posted(for_tess, how="PHONE", told_to="Tess", **when("told_at", for_tess.owed_at - timedelta(days=1))))
    assert "before there was anything to tell" in body(early) and fresh(for_tess).stage == "DUE"
    called = for_tess.owed_at + timedelta(minutes=10)
    assert rosa.post(url, posted(for_tess, how="PHONE", told_to="Tess", **when("told_at", called))).status_code == 302
    now = fresh(for_tess)
    assert (now.told_how, now.told_to, now.told_at) == ("PHONE", "Tess", called)
    assert not Message.objects.filter(about_id=now.pk).exists()


def when(name, moment) -> dict[str, str]:
    return {f"{name}-day": str(moment.day), f"{name}-month": str(moment.month), f"{name}-year": str(moment.year), f"{name}-time": f"{moment:%H:%M}"}


def test_need_not_be_told_needs_a_reason_and_more(cast, as_, for_tess):
    rosa, url = as_(cast.rosa), f"/feedback/{for_tess.pk}/"
    assert "the reason they are not told" in body(rosa.post(url, posted(for_tess, how="EXEMPT")))
    assert rosa.post(url, posted(for_tess, how="EXEMPT", exemption="UNSAFE", why="He reads her post.")).status_code == 302
    assert (fresh(for_tess).stage, fresh(for_tess).exemption) == ("EXEMPT", "UNSAFE")
    assert "was not told" in body(rosa.get(url)) and "He reads her post." in body(rosa.get(url))


def test_two_at_once_one_is_told_that_it_was_done_and_keeps_the_words(cast, as_, for_tess):
    rosa, url = as_(cast.rosa), f"/feedback/{for_tess.pk}/"
    form = posted(for_tess)
    assert rosa.post(url, form).status_code == 302
    second = as_(cast.ravi).post(url, {**form, "text": "Ravi’s own words"})
    assert "not possible now" in body(second) and "Ravi’s own words" in body(second)
    assert Message.objects.filter(about_id=for_tess.pk).count() == 1


def test_a_stale_form_is_told_that_it_changed_and_keeps_its_words(cast, as_, for_tess):
    answer = as_(cast.rosa).post(f"/feedback/{for_tess.pk}/", posted(for_tess, version=for_tess.version + 1, text="My words"))
    assert answer.status_code == 409 and "changed after you opened it" in body(answer) and "My words" in body(answer)


@pytest.mark.parametrize("version", ["", "x", "-1", "1 or 1=1"])
def test_a_form_without_a_version_changes_nothing(cast, as_, for_tess, version):
    assert as_(cast.rosa).post(f"/feedback/{for_tess.pk}/", posted(for_tess, version=version)).status_code in {200, 409}
    assert fresh(for_tess).stage == "DUE"


def test_opening_is_recorded_once_and_for_its_recipient_only(cast, as_, told):
    url = f"/feedback/{told.pk}/read/"
    assert "does not count" in body(as_(cast.rosa).get(url)) and fresh(told).opened_at is None
    assert as_(cast.tess).get(url).status_code == 200
    first = fresh(told).opened_at
    as_(cast.tess).get(url)
    assert first and fresh(told).opened_at == first
    assert Message.objects.get(about_id=told.pk).stage == "OPENED"
    assert Event.objects.filter(kind="feedback.read", record_id=told.pk).count() == 1
    assert Viewing.objects.filter(record_id=told.pk, by=cast.tess).count() == 2


def test_what_was_given_in_markup_is_shown_as_it_was_given(cast, as_, for_tess):
    tell(for_tess, by=cast.rosa, at=for_tess.owed_at, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in body(as_(cast.tess).get(f"/feedback/{for_tess.pk}/read/"))


def test_a_reply_waits_for_somebody_with_a_clock_until_it_is_read(cast, as_, told):
    answer = as_(cast.tess).post(f"/feedback/{told.pk}/reply/", {"words": "Robin was not in today."}, follow=True)
    assert "will read what you wrote" in body(answer)
    assert ClockRun.objects.filter(record_id=told.pk, clock="read-reply", stopped_at=None).exists()
    page = body(as_(cast.rosa).get("/worklists/replies/"))
    assert told.contact.reference in page
    url = f"/feedback/{told.pk}/reply/read/"
    assert "Robin was not in today." in body(as_(cast.rosa).get(f"/feedback/{told.pk}/"))
    assert as_(cast.rosa).post(url, {"what_was_done": "", "version": fresh(told).version}).status_code == 200
    assert as_(cast.rosa).post(url, {"what_was_done": "Rang the school.", "version": fresh(told).version}).status_code == 302
    now = fresh(told)
    assert (now.stage, now.reply_led_to) == ("TOLD", "Rang the school.")
    assert Message.objects.get(about_id=told.pk).replied_at


@pytest.mark.parametrize("name", ["rosa", "pete", "moira", "tom"])
def test_nobody_else_replies_for_them(name, cast, as_, told):
    answer = as_(getattr(cast, name)).post(f"/feedback/{told.pk}/reply/", {"words": "It was I."})
    assert answer.status_code in {200, 403, 404} and fresh(told).reply == ""


def test_a_safeguarding_lead_reads_and_answers_what_a_teacher_was_told_and_it_counts_as_neither(cast, as_, at):
    contact, _ = all_the_way_to_a_decision(at=at, by=cast.tom)
    owed = contact.feedback.get(kind="DECISION", to="REFERRER")
    tell(owed, by=cast.rosa, at=owed.owed_at, text=owed.draft)
    assert "does not count" in body(as_(cast.tess).get(f"/feedback/{owed.pk}/read/")) and fresh(owed).opened_at is None
    assert as_(cast.tess).post(f"/feedback/{owed.pk}/reply/", {"words": "Thank you"}).status_code == 302
    assert as_(cast.tom).get(f"/feedback/{owed.pk}/read/").status_code == 200 and fresh(owed).opened_at


def test_a_contributor_reads_theirs_and_not_the_referrer_s(cast, as_, for_pete, told):
    tell(for_pete, by=cast.rosa, at=for_pete.owed_at, text=for_pete.draft)
    page = body(as_(cast.pete).get(f"/feedback/{for_pete.pk}/read/"))
    assert "Robin Ashgrove" in page and "Tess" not in page and "Thornbury" not in page and fresh(for_pete).opened_at
    mine = body(as_(cast.pete).get("/feedback/mine/"))
    assert str(for_pete.pk) in mine and str(told.pk) not in mine


def test_what_tess_was_told_is_in_her_list_with_whether_she_read_it(cast, as_, told):
    assert "Not yet read" in body(as_(cast.tess).get("/feedback/mine/"))
    as_(cast.tess).get(f"/feedback/{told.pk}/read/")
    page = body(as_(cast.tess).get("/feedback/mine/"))
    assert "Not yet read" not in page and told.contact.reference in page


def test_a_list_with_nothing_in_it_says_so(cast, as_):
    assert "not been given any feedback yet" in body(as_(cast.moira).get("/feedback/mine/"))
    assert "Nothing is waiting to go." in body(as_(cast.rosa).get("/feedback/messages/"))
    assert "Everybody who is owed an answer has been told." in body(as_(cast.rosa).get("/worklists/feedback/"))
    assert "Nobody came to be owed an answer" in body(as_(cast.bea).get("/feedback/health/"))


def test_a_message_that_bounced_is_dealt_with(cast, as_, at, settings):
    settings.EMAIL_BACKEND = "frontdoor.foundations.notify.postroom.PostRoom"
    contact, _ = all_the_way_to_a_decision(at=at, referrer_email="gone@bounce.example")
    owed = contact.feedback.get(kind="DECISION", to="REFERRER")
    tell(owed, by=cast.rosa, at=owed.owed_at, text=owed.draft)
    post_goes(at=owed.owed_at + timedelta(minutes=3))
    message = Message.objects.get(about_id=owed.pk)
    rosa = as_(cast.rosa)
    assert message.reference in body(rosa.get("/worklists/post-not-arrived/"))
    page = body(rosa.get(f"/feedback/messages/{message.pk}/"))
    assert "Tell them another way" in page and "550" in page
    url, version = f"/feedback/messages/{message.pk}/", message.version
    assert "how they were told" in body(rosa.post(url, {"how": "", "version": version}))
    assert rosa.post(url, {"how": "Rang the school.", "version": version}).status_code == 302
    assert Message.objects.get(pk=message.pk).stage == "DEALT_WITH"
    assert "Told another way" in body(rosa.get(f"/feedback/{owed.pk}/"))


def test_a_message_that_went_can_be_said_to_have_come_back(cast, as_, told):
    post_goes(at=told.open_from)
    message = Message.objects.get(about_id=told.pk)
    rosa, url = as_(cast.rosa), f"/feedback/messages/{message.pk}/came-back/"
    assert "If it did not arrive" in body(rosa.get(f"/feedback/messages/{message.pk}/"))
    assert rosa.post(url, {"trouble": "Mailbox full", "version": message.version}).status_code == 302
    assert Message.objects.get(pk=message.pk).stage == "NOT_DELIVERED"
    assert as_(cast.bea).post(url, {"trouble": "x", "version": 1}).status_code == 403


def test_messages_show_nobody_to_those_who_see_only_the_flow(cast, as_, told):
    message = Message.objects.get(about_id=told.pk)
    assert as_(cast.bea).get(f"/feedback/messages/{message.pk}/").status_code == 404
    page = body(as_(cast.bea).get("/worklists/post-waiting/"))
    assert "tess" not in page.casefold() and told.contact.reference not in page


LISTS = ["/worklists/feedback/", "/feedback/messages/", "/feedback/flow/", "/feedback/health/", "/", "/feedback/mine/", "/worklists/post-waiting/"]


@pytest.mark.parametrize("url", LISTS)
def test_a_page_asks_the_same_number_of_questions_however_much_there_is(url, cast, as_, at, django_assert_max_num_queries):
    mina = as_(cast.mina)
    mina.get(url)  # what the process learns once, the kinds of record there are, is no question of the page
    for number in range(3):
        contact, _ = all_the_way_to_a_decision(at=at + timedelta(days=number))
        owed = contact.feedback.filter(stage="DUE").first()
        tell(owed, by=cast.rosa, at=owed.owed_at, text=owed.draft)
        with django_assert_max_num_queries(15):
            assert mina.get(url).status_code == 200


@pytest.mark.parametrize("children", [1, 6])
def test_a_letter_with_many_children_asks_no_more(children, cast, as_, at, django_assert_max_num_queries):
    names = [{"given_names": name, "family_name": "Ashgrove"} for name in ("Robin", "Wren", "Jay", "Martin", "Linnet", "Dove")[:children]]
    contact, _ = all_the_way_to_a_decision(at=at, children=names, adults=[{"given_names": "Jo", "family_name": "Ashgrove"}] * children)
    owed = contact.feedback.get(kind="DECISION", to="REFERRER")
    rosa = as_(cast.rosa)
    for url in (f"/feedback/{owed.pk}/", f"/feedback/contact/{contact.pk}/"):
        with django_assert_max_num_queries(18):
            assert rosa.get(url).status_code == 200
    tell(owed, by=cast.rosa, at=owed.owed_at, text=owed.draft)
    for user, url in ((cast.rosa, f"/feedback/{owed.pk}/"), (cast.mina, f"/feedback/{owed.pk}/read/")):
        signed_in = as_(user)
        with django_assert_max_num_queries(15):
            assert signed_in.get(url).status_code == 200


def test_everybody_who_hears_of_a_contact(cast, as_, told, for_pete):
    page = body(as_(cast.rosa).get(f"/feedback/contact/{told.contact_id}/"))
    assert "Waiting to go" in page and "To be told" in page and "Pete Sandiford" in page
    assert as_(cast.tess).get(f"/feedback/contact/{told.contact_id}/").status_code == 403
    assert Feedback.objects.filter(contact=told.contact).count() == 3
