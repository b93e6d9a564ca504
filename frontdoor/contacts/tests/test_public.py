"""Anybody may tell us, and nothing they send can be read back without a person."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from frontdoor.contacts.flood import MANY
from frontdoor.contacts.models import Contact

pytestmark = pytest.mark.django_db
TELL, TOLD = "/referrals/public/", "/referrals/public/sent/"


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()


def answers(**more):
    return {"token": str(uuid4()), "concern": "Shouting through the wall.", "child-rows": "1", "child-0-given_names": "Ash", **more}


def test_the_least_that_can_be_told(client):
    assert client.post(TELL, {"concern": "A baby cries all night.", "child-rows": "1"}).headers["Location"] == TOLD
    contact = Contact.objects.get()
    assert (contact.source, contact.source_local, contact.raised_by, contact.referrer) == ("9", "ANONYMOUS", "Not named", None)
    assert contact.children.get().name == "Not named: read the concern"


def test_who_they_are_and_where_arrives_if_they_say_so(client):
    client.post(TELL, answers(**{"child-rows": "2", "child-1-scrap": "a boy of about 5", "child-1-age": "5", "address": "1 High Street", "others": "Mum and Dave",
                                 "is_urgent": "yes", "source_local": "NEIGHBOUR", "referrer_name": "Jo", "referrer_phone": "01632 960100", "referrer_wants_no_name": "on"}))
    contact = Contact.objects.get()
    ash, boy = contact.children.all()
    assert (ash.name, ash.address, boy.name, boy.birth_is_a_guess, boy.address) == ("Ash", "1 High Street", "a boy of about 5", True, "1 High Street")
    assert (contact.is_urgent, contact.source, contact.referrer_name, contact.referrer_wants_no_name) == (True, "1B", "Jo", True)
    assert contact.adults.get().name == "Mum and Dave"


def test_sent_twice_it_is_one(client):
    given = answers()
    for _ in range(2):
        assert client.post(TELL, given).status_code == 302
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000])
def test_a_spoilt_token_loses_nothing(client, token):
    client.post(TELL, answers(token=token))
    assert Contact.objects.count() == 1


def test_the_number_is_shown_here_and_to_nobody_else(client, django_user_model):
    client.post(TELL, answers())
    contact = Contact.objects.get()
    page = client.get(TOLD).content.decode()
    assert contact.reference in page and "Shouting" not in page and "Ash" not in page
    from django.test import Client

    assert contact.reference not in Client().get(TOLD).content.decode()


def test_the_number_goes_after_ten_minutes(client):
    client.post(TELL, answers())
    session = client.session
    session["told"] = {**session["told"], "until": 0}
    session.save()
    assert Contact.objects.get().reference not in client.get(TOLD).content.decode()


@pytest.mark.parametrize("name", ["referral", "referral-pdf", "referral-add"])
def test_the_public_reads_nothing(client, name):
    client.post(TELL, answers())
    answer = client.get(reverse(name, args=[Contact.objects.get().pk]))
    assert answer.status_code == 302 and "login" in answer.headers["Location"]


def test_the_emergency_comes_first(client):
    for address in ("/referrals/start/", TELL, TOLD):
        page = client.get(address).content.decode()
        assert page.index("call 999") < page.index("</form>" if "<form" in page else "</main>")


def test_many_from_one_connection_are_all_received_and_told_the_number_to_call(client):
    for _ in range(MANY + 2):
        assert client.post(TELL, answers()).status_code == 302
    assert Contact.objects.count() == MANY + 2
    assert "Many forms have come from your connection" in client.get(TOLD).content.decode()
    assert "Many forms have come from your connection" not in client.get(TELL, REMOTE_ADDR="10.9.9.9").content.decode()


def test_whoever_fills_the_hidden_box_is_asked_and_not_dropped(client):
    page = client.post(TELL, answers(website="http://x.example")).content.decode()
    assert "Tick to say that you are a person" in page and "Shouting through the wall." in page and not Contact.objects.exists()
    client.post(TELL, answers(website="http://x.example", person="on"))
    assert Contact.objects.count() == 1


def test_one_more_child_without_scripts_keeps_every_word(client):
    page = client.post(TELL, answers(more="child", referrer_email="not an address")).content.decode()
    assert 'name="child-1-given_names"' in page and 'value="Ash"' in page and "Shouting through the wall." in page and "There is a problem" not in page


@pytest.mark.parametrize(("given", "words"), [
    ({"concern": ""}, "Enter what you are worried about"), ({"child-0-age": "x"}, "must be a whole number"), ({"concern": "x" * 10_001}, "Shorten"),
    ({"referrer_email": "nobody"}, "Enter your e-mail in the form"), ({"child-0-given_names": "x" * 101}, "Shorten"),
])
def test_bad_input_gets_a_sentence(client, given, words):
    page = client.post(TELL, answers(**given)).content.decode()
    assert words in page and not Contact.objects.exists()


def test_absurd_numbers_of_rows_are_not_drawn(client):
    assert client.post(TELL, {"child-rows": "99999999", "concern": "", "token": ""}).content.decode().count('name="child-') < 60
