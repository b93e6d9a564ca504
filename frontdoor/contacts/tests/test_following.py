"""Whoever sent it sees their own, where it stands and no decision; their lead sees the agency's; nobody else sees anything."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from frontdoor.contacts.actions import add, attach, receive
from frontdoor.contacts.models import Addition
from frontdoor.foundations.record.models import Viewing
from tests.scenarios import a_school_refers, reception_sends_it_to_the_mash

pytestmark = pytest.mark.django_db
SECRET = {"address": "7 Hidden Lane", "postcode": "ZZ9 9ZZ", "address_is_protected": True}


def page_of(client, contact, name="referral"):
    return client.get(reverse(name, args=[contact.pk]))


def test_the_referrer_sees_what_they_sent_and_where_it_stands(as_, cast, at):
    contact = a_school_refers(by=cast.tom, children=[{"given_names": "Robin", "own_words": "I hide."}])
    page = page_of(as_(cast.tom), contact).content.decode()
    assert "I hide." in page and "Our reception team has it" in page and contact.reference in page and "This was due by" in page
    reception_sends_it_to_the_mash(contact, at=at + timedelta(hours=1))
    page = page_of(as_(cast.tom), contact).content.decode()
    assert "Being dealt with" in page
    for secret in ("MASH_ENQUIRY", "MASH enquiry", "AMBER", "Needs checks."):
        assert secret not in page


@pytest.mark.parametrize("name", ["referral", "referral-pdf", "referral-add"])
def test_who_may_open_it(as_, cast, guest, name):
    contact = a_school_refers(by=cast.tom)
    found = {who: page_of(as_(getattr(cast, who)), contact, name).status_code for who in ("tom", "tess", "rosa", "moira", "gita", "helen", "bea", "inez", "ivor")}
    assert found == {"tom": 200, "tess": 200, "rosa": 200, "moira": 404, "gita": 404, "helen": 404, "bea": 403, "inez": 403, "ivor": 403}
    assert page_of(as_(guest), contact, name).status_code == 404


def test_the_agencys_lead_sees_a_colleagues_and_a_colleague_does_not_see_the_leads(as_, cast):
    theirs, leads = a_school_refers(by=cast.tom), a_school_refers(by=cast.tess, children=[{"given_names": "Quill"}])
    page = as_(cast.tess).get(reverse("referrals")).content.decode()
    assert theirs.reference in page and leads.reference in page
    page = as_(cast.tom).get(reverse("referrals")).content.decode()
    assert theirs.reference in page and leads.reference not in page and "Quill" not in page


def test_guests_see_only_their_own(as_, guest, other_guest, given):
    contact = receive(by=guest, referrer=guest, **given)
    assert contact.reference in as_(guest).get(reverse("referrals")).content.decode()
    client = as_(other_guest)
    assert contact.reference not in client.get(reverse("referrals")).content.decode() and page_of(client, contact).status_code == 404


def test_a_protected_address_is_on_no_page_and_no_print(as_, cast, monkeypatch):
    printed = {}
    monkeypatch.setattr("frontdoor.contacts.printing.typst.compile", lambda *a, sys_inputs, **k: printed.update(sys_inputs) or b"%PDF-")
    contact = a_school_refers(by=cast.tess, children=[{"given_names": "Robin", **SECRET}], adults=[{"scrap": "Mum", **SECRET}])
    client = as_(cast.tess)
    pages = page_of(client, contact).content.decode() + page_of(client, contact, "referral-pdf").content.decode() + printed["words"]
    assert "Hidden Lane" not in pages and "ZZ9" not in pages and pages.count("Address withheld") == 4


def test_who_raised_it_is_shown_to_those_who_need_it(as_, cast, monkeypatch):
    contact = a_school_refers(by=cast.tom, referrer_phone="01632 960199")
    assert "01632 960199" in page_of(as_(cast.tom), contact).content.decode()
    assert "01632 960199" in page_of(as_(cast.rosa), contact).content.decode()
    parts = contact.as_sent([], [], show_referrer=False)
    assert not any("Tom" in value or "01632" in value or "Thornbury" in value for part in parts for _, value in part.rows)


def test_the_copy_is_a_tagged_pdf_and_leaves_a_print_behind(as_, cast):
    contact = a_school_refers(by=cast.tess, children=[{"given_names": "*Robin* #x [y] $z$ \\ <b>"}], adults=[{"scrap": "Dave, the boyfriend"}])
    answer = page_of(as_(cast.tess), contact, "referral-pdf")
    assert answer.content.startswith(b"%PDF-") and b"/MarkInfo" in answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="{contact.reference}.pdf"'
    assert Viewing.objects.filter(record_id=contact.pk, how=Viewing.How.PRINT, by=cast.tess).count() == 1


def test_everybody_named_is_shown_even_if_nothing_else_is_known(as_, cast):
    contact = a_school_refers(by=cast.tess, children=[{"scrap": "the baby upstairs"}], adults=[{"scrap": "Dave, the boyfriend"}])
    page = page_of(as_(cast.tess), contact).content.decode()
    assert "the baby upstairs" in page and "Dave, the boyfriend" in page and "Nothing else was given" in page


def test_a_number_that_fails_its_check_is_shown_as_given(as_, cast):
    contact = a_school_refers(by=cast.tess, children=[{"given_names": "Robin", "nhs_number": "12345"}])
    assert "12345 (kept as given, not verified)" in page_of(as_(cast.tess), contact).content.decode()


def test_looking_leaves_a_viewing_and_so_does_a_list(as_, cast):
    contact = a_school_refers(by=cast.tess)
    client = as_(cast.tess)
    page_of(client, contact)
    client.get(reverse("referrals"))
    assert set(Viewing.objects.filter(by=cast.tess).values_list("how", flat=True)) == {"READ", "LIST"}
    assert Viewing.objects.get(how="LIST").details == {"records": [str(contact.pk)]}


def test_more_is_added_with_a_file(as_, cast):
    contact = a_school_refers(by=cast.tess)
    client = as_(cast.tess)
    answer = client.post(reverse("referral-add", args=[contact.pk]), {"kind": "MORE", "words": "He came hungry again.", "files": SimpleUploadedFile("a.pdf", b"%PDF-1")})
    assert answer.status_code == 302
    page = page_of(client, contact).content.decode()
    assert "He came hungry again." in page and "a.pdf" in page and "not yet read" in page


def test_a_wrong_file_keeps_the_words_and_adds_nothing(as_, cast):
    contact = a_school_refers(by=cast.tess)
    answer = as_(cast.tess).post(reverse("referral-add", args=[contact.pk]), {"kind": "DISAGREE", "words": "Level 4.", "files": SimpleUploadedFile("a.pdf", b"MZ")})
    page = answer.content.decode()
    assert "a.pdf is a program" in page and "Level 4." in page and not Addition.objects.exists()


def test_the_worklist_and_dealing_with_it(as_, cast, at):
    contact = a_school_refers(by=cast.tess)
    added = add(contact, by=cast.tess, at=at, kind="DISAGREE", words="This is level 4.")
    client = as_(cast.rosa)
    assert "Robin Ashgrove" in client.get(reverse("worklist", args=["added"])).content.decode()
    address = reverse("addition", args=[added.pk])
    assert "This is level 4." in client.get(address).content.decode()
    assert "Enter what you did with it" in client.post(address, {"version": 1, "what_was_done": ""}).content.decode()
    stale = client.post(address, {"version": 9, "what_was_done": "Rang Tess."}).content.decode()
    assert "changed after you opened it" in stale and "Rang Tess." in stale
    assert client.post(address, {"version": 1, "what_was_done": "Rang Tess."}).status_code == 302
    assert "Nobody has added anything" in client.get(reverse("worklist", args=["added"])).content.decode()
    assert "Rang Tess." in client.get(address).content.decode()


def test_only_those_who_screen_deal_with_it(as_, cast, at):
    added = add(a_school_refers(by=cast.tess), by=cast.tess, at=at, kind="MORE", words="More.")
    assert as_(cast.tess).get(reverse("addition", args=[added.pk])).status_code == 403
    assert as_(cast.oona).get(reverse("addition", args=[added.pk])).status_code == 403


@pytest.mark.parametrize("many", [1, 25])
def test_the_same_few_queries_for_one_and_for_many(as_, cast, at, many, django_assert_max_num_queries):
    for _ in range(many):
        contact = a_school_refers(by=cast.tess, children=[{"given_names": f"Child {each}"} for each in range(many)], adults=[{"scrap": "x"}] * min(many, 9))
        for _each in range(min(many, 3)):
            add(contact, by=cast.tess, at=at, kind="MORE", words="More.")
    attach(contact, by=cast.tess, at=at, name="a.pdf", content=b"%PDF-1")
    for who, address in ((cast.tess, reverse("referrals")), (cast.tess, reverse("referral", args=[contact.pk])), (cast.rosa, reverse("worklist", args=["added"])),
                         (cast.rosa, reverse("addition", args=[contact.additions.first().pk]))):
        client = as_(who)
        with django_assert_max_num_queries(15 if "added/" not in address else 16):  # four of them are the test's own savepoints
            assert client.get(address).status_code == 200


def test_an_empty_list_says_what_to_do(as_, cast):
    page = as_(cast.gita).get(reverse("referrals")).content.decode()
    assert "Nothing has been sent yet." in page and reverse("referral-new") in page
