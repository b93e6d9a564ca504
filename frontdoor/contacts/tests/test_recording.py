"""A call is written down on one page; an interrupted one loses nothing; when it came and when it was typed are both kept."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from frontdoor.contacts.models import Contact, Draft
from frontdoor.foundations.access.models import Agency

pytestmark = pytest.mark.django_db
RECORD = "/referrals/record/"


def note(**more):
    last_night = timezone.localtime() - dt.timedelta(days=1)
    return {"draft": str(uuid4()), "version": "0", "tab": "a", "received_at-day": last_night.day, "received_at-month": last_night.month,
            "received_at-year": last_night.year, "received_at-time": "23:40", "channel": "OUT_OF_HOURS", "out_of_hours": "on", "source_local": "NEIGHBOUR",
            "concern": "A baby crying.", "child-rows": "2", "child-0-scrap": "the baby upstairs", "adult-rows": "1", "adult-0-scrap": "Dave, the boyfriend",
            "record": "1", **more}


def test_an_out_of_hours_note(as_, cast):
    answer = as_(cast.oona).post(RECORD, note())
    contact = Contact.objects.get()
    assert answer.headers["Location"] == reverse("referral", args=[contact.pk])
    assert f"{timezone.localtime(contact.received_at):%H:%M}" == "23:40" and contact.recorded_at > contact.received_at
    assert (contact.channel, contact.out_of_hours, contact.source, contact.referrer) == ("OUT_OF_HOURS", True, "1B", None)
    assert [child.name for child in contact.children.all()] == ["the baby upstairs"]  # the empty second row is nobody
    assert contact.adults.get().name == "Dave, the boyfriend" and Draft.objects.get().answers == {}


def test_a_professional_who_rang_is_from_their_agency(as_, cast):
    school = Agency.objects.get(name="Thornbury Hill School")
    as_(cast.rosa).post(RECORD, note(channel="CALL", source_local="SCHOOL", referrer_agency=str(school.pk), referrer_name="Ms Lee", referrer_email="lee@school.example"))
    contact = Contact.objects.get()
    assert (contact.referrer_agency, contact.source, contact.referrer_email) == (school, "2A", "lee@school.example")
    assert Contact.objects.visible_to(cast.tess).exists() and not Contact.objects.visible_to(cast.tom).exists()


def test_an_interrupted_call_loses_nothing(as_, cast):
    client, given = as_(cast.rosa), note(concern="He said that")
    given.pop("record")
    answer = client.post(RECORD, given, headers={"X-Autosave": "1"})
    assert answer.json() == {"fields": {"version": 1}}
    page = client.get(RECORD).content.decode()
    assert f"?draft={given['draft']}" in page
    page = client.get(RECORD, {"draft": given["draft"]}).content.decode()
    assert "He said that" in page and "the baby upstairs" in page and "There is a problem" not in page
    assert client.post(RECORD, note(draft=given["draft"], version="1")).status_code == 302 and Contact.objects.count() == 1


def test_received_twice_it_is_one(as_, cast):
    client, given = as_(cast.rosa), note()
    first, second = client.post(RECORD, given), client.post(RECORD, given)
    assert first.headers["Location"] == second.headers["Location"] and Contact.objects.count() == 1


def test_one_more_row_without_scripts_keeps_every_word(as_, cast):
    given = note(more="child", concern="Half a sent")
    given.pop("record")
    page = as_(cast.rosa).post(RECORD, given).content.decode()
    assert 'name="child-2-given_names"' in page and "Half a sent" in page and "There is a problem" not in page and not Contact.objects.exists()


@pytest.mark.parametrize(("given", "words"), [
    ({"received_at-year": "2099"}, "must be now or in the past"), ({"received_at-time": "25:00"}, "Enter the time of"), ({"received_at-day": "31", "received_at-month": "2"}, "is not a real date"),
    ({"concern": ""}, "Enter what they are worried about"), ({"source_local": ""}, "Select who they are"), ({"channel": "POLICE_NOTICE"}, "from the list"),
    ({"child-0-nhs_number": "123"}, "An NHS number has 10 digits"), ({"child-0-scrap": ""}, "Name at least one child"), ({"referrer_agency": "x"}, "from the list"),
])
def test_bad_input_gets_a_sentence_and_is_kept(as_, cast, given, words):
    client = as_(cast.rosa)
    sent = note(**given)
    assert words in client.post(RECORD, sent).content.decode() and not Contact.objects.exists()
    assert "Dave, the boyfriend" in client.get(RECORD, {"draft": sent["draft"]}).content.decode()


def test_a_number_that_fails_its_check_is_kept_when_they_say_so(as_, cast):
    as_(cast.rosa).post(RECORD, note(**{"child-0-nhs_number": "123", "child-0-nhs_keep": "on"}))
    assert Contact.objects.get().children.get().nhs_number == "123"


def test_a_file_that_came_with_it_is_not_lost_to_a_mistake_elsewhere(as_, cast):
    client, given = as_(cast.rosa), note(concern="")
    page = client.post(RECORD, {**given, "files": SimpleUploadedFile("mail.txt", b"Dear all")}).content.decode()
    assert "Kept: mail.txt" in page
    client.post(RECORD, note(draft=given["draft"], version="1"))
    assert [file.name for file in Contact.objects.get().attachments.all()] == ["mail.txt"]


def test_two_tabs_do_not_overwrite_each_other(as_, cast):
    client, given = as_(cast.rosa), note(concern="First", **{"child-0-scrap": ""})
    client.post(RECORD, given)
    answer = client.post(RECORD, note(draft=given["draft"], tab="b", concern="Second"))
    assert answer.status_code == 409 and "Second" in answer.content.decode() and not Contact.objects.exists()


def test_nobody_elses_note_is_opened_or_sent(as_, cast):
    given = note(concern="", tab="a")
    as_(cast.rosa).post(RECORD, given)
    client = as_(cast.ravi)
    assert client.get(RECORD, {"draft": given["draft"]}).status_code == 404
    assert client.post(RECORD, note(draft=given["draft"], version="1")).status_code == 404 and not Contact.objects.exists()


def test_a_referral_being_written_is_not_taken_for_a_note(as_, cast):
    client = as_(cast.rosa)
    client.post(reverse("referral-new"))
    pk = str(Draft.objects.get().pk)
    assert client.get(RECORD, {"draft": pk}).status_code == client.post(RECORD, note(draft=pk)).status_code == 404


def test_an_unfinished_note_can_be_thrown_away(as_, cast):
    client, given = as_(cast.rosa), note(concern="")
    client.post(RECORD, given)
    address = reverse("referral-discard", args=[given["draft"]])
    assert address in client.get(RECORD).content.decode() and client.get(address).status_code == 200
    client.post(address)
    assert client.get(RECORD, {"draft": given["draft"]}).status_code == 404


def test_the_night_worker_starts_with_a_night_note(as_, cast):
    page = as_(cast.oona).get(RECORD).content.decode()
    assert 'value="OUT_OF_HOURS" checked' in page
    assert 'value="CALL" checked' in as_(cast.rosa).get(RECORD).content.decode()


@pytest.mark.parametrize("who", ["tess", "gita", "fay", "bea", "pete"])
def test_only_those_who_record_may(as_, cast, who):
    client = as_(getattr(cast, who))
    assert client.get(RECORD).status_code == client.post(RECORD, note()).status_code == 403 and not Contact.objects.exists()


def test_a_few_queries(as_, cast, django_assert_max_num_queries):
    client = as_(cast.rosa)
    for _ in range(4):
        client.post(RECORD, note(concern=""))
    with django_assert_max_num_queries(15):
        client.get(RECORD)
