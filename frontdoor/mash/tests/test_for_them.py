"""A surgery with referrers only is asked by letter, and answers by its inbox or by telephone: only so, and nobody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused
from frontdoor.foundations.worklists.declare import WORKLISTS
from frontdoor.governance.actions import add_person, admit_guest
from frontdoor.mash import actions
from frontdoor.mash.actions import Given
from frontdoor.mash.models import AgencyRequest, Enquiry, Item
from tests.cast import CAST
from tests.scenarios import it_asks

pytestmark = pytest.mark.django_db
HELD = {"outcome": "HELD", "told_by": "Dr Quill", "item-1-text": "Missed two jabs.", "item-1-source": "Notes", "item-1-nature": "FACT", "rows": "2"}


@pytest.fixture
def surgery(enquiry, at):
    return it_asks(enquiry, at=at, agencies=("Quayside Surgery",))[0]


@pytest.fixture
def inbox(cast, at):
    """Whoever comes in by a code sent to this address."""

    def come_in(email="safeguarding@surgery.example", verified=True):
        user = admit_guest(by=the_system(), at=at, email=email).user
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    return come_in


def lists(asked):
    return [each.code for each in WORKLISTS.values() if each.model is AgencyRequest and each.everything().filter(pk=asked.pk).exists()]


def test_the_letter_leads_to_the_page_by_code_and_the_hub_has_it_in_a_list(surgery, asked):
    assert Message.objects.get(about_id=surgery.pk).path == f"/mash/letter/{surgery.pk}/"
    assert Message.objects.get(about_id=asked[0].pk).path == f"/mash/request/{asked[0].pk}/"
    assert lists(surgery) == ["requests-by-telephone"] and lists(asked[0]) == ["requests-to-answer"]


def test_who_reads_the_inbox_answers_this_request_and_sees_nothing_else(cast, at, surgery, inbox, as_):
    client = as_(inbox())
    page = reverse("agency-letter", args=[surgery.pk])
    shown = client.get(page).text
    assert "Call-outs to the home" in shown and "the shouting is every night" not in shown
    assert client.post(page, HELD).status_code == 302
    item = Item.objects.get()
    assert (item.owned_by.name, item.text) == ("Quayside Surgery", "Missed two jabs.")
    surgery.refresh_from_db()
    assert (surgery.stage, surgery.given_by, surgery.answered_by.email) == ("ANSWERED", "Dr Quill", "safeguarding@surgery.example")
    assert "Dr Quill" in client.get(page).text
    assert not ClockRun.objects.filter(record_id=surgery.pk, stopped_at=None).exists()
    for other in (reverse("enquiry", args=[surgery.enquiry_id]), reverse("contact", args=[surgery.enquiry.contact_id])):
        assert client.get(other).status_code == 404
    assert not Enquiry.objects.visible_to(surgery.answered_by).exists()


def test_one_request_and_not_the_next(surgery, asked, inbox, as_):
    client = as_(inbox())
    assert client.get(reverse("agency-letter", args=[surgery.pk])).status_code == 200
    assert client.get(reverse("agency-letter", args=[asked[0].pk])).status_code == 404


@pytest.mark.parametrize(("email", "verified"), [
    ("safeguarding@surgery.example", False), ("nurse@surgery.example", True), ("safeguarding@surgery.example.evil.example", True),
])
def test_to_any_other_address_it_is_not_there(surgery, at, inbox, as_, email, verified):
    somebody = inbox(email, verified)
    there, nowhere = (as_(somebody).get(reverse("agency-letter", args=[pk])) for pk in (surgery.pk, uuid4()))
    assert (there.status_code, len(there.content)) == (404, len(nowhere.content))
    with pytest.raises(MayNot):
        actions.open_letter(by=somebody, at=at, request=surgery)


@pytest.mark.parametrize("name", CAST)
def test_nobody_of_the_cast_answers_by_letter(cast, surgery, as_, name):
    client = as_(getattr(cast, name))
    for method in (client.get, client.post):
        assert method(reverse("agency-letter", args=[surgery.pk]), HELD).status_code in {403, 404}
    surgery.refresh_from_db()
    assert surgery.stage == "ASKED"


@pytest.mark.parametrize("name", CAST)
def test_only_the_mash_writes_down_what_was_said(cast, surgery, as_, name):
    client, page = as_(getattr(cast, name)), reverse("agency-request-telephone", args=[surgery.pk])
    assert (client.post(page, HELD).status_code == 302) == (name in {"sam", "mina", "marcus"})


def test_told_by_telephone_it_is_theirs_with_both_names(cast, at, surgery, as_):
    page = reverse("agency-request-telephone", args=[surgery.pk])
    assert page in as_(cast.sam).get(reverse("enquiry", args=[surgery.enquiry_id])).text
    assert as_(cast.sam).post(page, HELD | {"told_by": " "}).status_code == 422
    more = as_(cast.sam).post(page, HELD | {"more": "1"}).text
    assert "Missed two jabs." in more and "Item 4" in more and AgencyRequest.objects.get(pk=surgery.pk).stage == "ASKED"
    as_(cast.sam).post(page, HELD)
    assert Item.objects.get().owned_by == surgery.agency
    assert "Dr Quill, written down by Sam Okonedo-Vale" in as_(cast.sam).get(reverse("enquiry", args=[surgery.enquiry_id])).text


def test_an_agency_that_signs_in_is_not_spoken_for(cast, at, asked, inbox, as_):
    with pytest.raises(Refused, match="answers for itself"):
        actions.answer_by_telephone(asked[0], by=cast.sam, at=at, told_by="PC Lane", outcome="NOTHING_HELD", searched="All")
    assert as_(cast.sam).get(reverse("agency-request-telephone", args=[asked[0].pk])).status_code == 403
    assert as_(inbox("safeguarding@police.example")).get(reverse("agency-letter", args=[asked[0].pk])).status_code == 404


def test_once_somebody_there_may_answer_the_code_no_longer_does(cast, at, surgery, inbox, as_):
    reader = inbox()
    assert as_(reader).get(reverse("agency-letter", args=[surgery.pk])).status_code == 200
    add_person(Agency.objects.get(name="Quayside Surgery"), by=cast.ada, at=at, name="Dr Quill", email="quill@surgery.example", role="contributor")
    assert as_(reader).post(reverse("agency-letter", args=[surgery.pk]), HELD).status_code == 404
    assert lists(surgery) == ["requests-to-answer"]


def test_what_is_sensitive_and_what_is_late_are_refused_in_words(cast, at, surgery, inbox):
    reader = inbox()
    actions.open_letter(by=reader, at=at, request=surgery)
    with pytest.raises(Refused, match="Leave it out"):
        actions.answer_by_letter(surgery, by=reader, at=at, told_by="Dr Quill", outcome="HELD", speak_to="Dr Quill", items=[Given("x", "y", is_sensitive=True)])
    with pytest.raises(Refused, match="nothing held means nothing"):
        actions.answer_by_letter(surgery, by=reader, at=at, told_by="Dr Quill", outcome="NOTHING_HELD")
    actions.answer_by_telephone(surgery, by=cast.sam, at=at + timedelta(hours=1), told_by="Dr Quill", outcome="NOTHING_HELD", searched="All notes")
    with pytest.raises(NotNow):
        actions.answer_by_letter(surgery, by=reader, at=at, told_by="Dr Quill", outcome="NOTHING_HELD", searched="All")


def test_by_the_letter_and_the_code_all_the_way(surgery, client):
    page = reverse("agency-letter", args=[surgery.pk])
    assert client.get(page)["Location"].endswith(f"?next={page}")
    client.post("/account/code/", {"email": "safeguarding@surgery.example", "next": page})
    code = re.search(r"Your code is (\d{6})", mail.outbox[-1].body).group(1)
    assert client.post("/account/code/check/", {"code": code})["Location"] == page
    assert client.post(page, HELD).status_code == 302 and Item.objects.get().owned_by == surgery.agency
