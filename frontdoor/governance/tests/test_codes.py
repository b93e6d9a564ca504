"""Signing in with a code: guests, known professionals, and what a stranger can find out by trying (nothing)."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.sign_in import has_proved
from frontdoor.foundations.record.models import Event

pytestmark = pytest.mark.django_db
ASK, CHECK = "/account/code/", "/account/code/check/"


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


def ask(client, email, **more):
    return client.post(ASK, {"email": email, **more})


def the_code(email) -> str:
    letter = next(each for each in reversed(mail.outbox) if each.to == [email])
    return re.search(r"Your code is (\d{6})", letter.body).group(1)


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_somebody_new_becomes_a_guest_who_may_refer(client):
    assert ask(client, "Kit@Nursery.example")["Location"] == CHECK
    answer = client.post(CHECK, {"code": the_code("kit@nursery.example")})
    kit = User.objects.get(email="kit@nursery.example")
    assert answer["Location"] == "/" and signed_in(client) == str(kit.pk)
    assert kit.membership.role == "guest" and kit.agency.name == "Not a listed agency"
    admitted = Event.objects.get(kind="governance.admit_guest")
    assert admitted.record_id == kit.membership.pk and admitted.by.name == "The system"
    assert client.get("/").status_code == 200


def test_the_code_proves_the_address_and_a_wrong_one_does_not(client):
    ask(client, "kit@nursery.example")
    client.post(CHECK, {"code": "000000" if the_code("kit@nursery.example") != "000000" else "111111"})
    assert not EmailAddress.objects.exists()
    client.post(CHECK, {"code": the_code("kit@nursery.example")})
    kit = User.objects.get(email="kit@nursery.example")
    assert has_proved(kit, "Kit@Nursery.example") and not has_proved(kit, "someone@nursery.example")


def test_a_guest_who_comes_back_is_the_same_person(client):
    for _ in range(2):
        ask(client, "kit@nursery.example")
        client.post(CHECK, {"code": the_code("kit@nursery.example")})
        client.post("/account/logout/")
    assert User.objects.filter(email="kit@nursery.example").count() == 1


def test_a_professional_who_only_refers_signs_in_as_themself(client, cast):
    ask(client, cast.tom.email)
    client.post(CHECK, {"code": the_code(cast.tom.email)})
    assert signed_in(client) == str(cast.tom.pk)


def test_who_reads_what_others_wrote_gets_no_code(client, cast):
    ask(client, cast.mina.email)
    letter = mail.outbox[-1]
    assert letter.to == [cast.mina.email] and "does not use codes" in letter.body and not re.search(r"\d{6}", letter.body)


def test_somebody_whose_access_ended_does_not_come_back_as_a_guest(client, cast):
    from frontdoor.governance.actions import end_access

    end_access(cast.tom, by=cast.ada, at=cast.tom.membership.started_at, reason="LEFT")
    ask(client, cast.tom.email)
    assert "does not use codes" in mail.outbox[-1].body


def test_a_stranger_sees_the_same_for_every_address(client, cast):
    pages = []
    for email in ("nobody@nursery.example", cast.tom.email, cast.mina.email):
        assert ask(client, email)["Location"] == CHECK
        sent = client.get(CHECK).content.decode()
        refused = client.post(CHECK, {"code": "not it"}).content.decode()
        pages.append(tuple(re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", page).replace(email, "") for page in (sent, refused)))
    assert pages[0] == pages[1] == pages[2]
    assert [letter.subject for letter in mail.outbox] == [mail.outbox[0].subject] * 3


def test_three_wrong_codes_and_the_right_one_no_longer_works(client):
    ask(client, "kit@nursery.example")
    code = the_code("kit@nursery.example")
    for left in ("2 more times", "1 more time.", "Ask for another"):
        assert left in client.post(CHECK, {"code": "wrong"}).content.decode()
    assert "no longer be used" in client.post(CHECK, {"code": code}).content.decode()
    assert signed_in(client) is None and not User.objects.filter(email="kit@nursery.example").exists()


def test_a_code_lasts_ten_minutes_is_used_once_and_only_where_it_was_asked_for(client):
    from django.test import Client

    ask(client, "kit@nursery.example")
    code = the_code("kit@nursery.example")
    assert Client().post(CHECK, {"code": code}).status_code == 200
    session = client.session
    session["sign_in_code"] = {**session["sign_in_code"], "at": time.time() - 601}
    session.save()
    assert "no longer be used" in client.post(CHECK, {"code": code}).content.decode()
    ask(client, "kit@nursery.example")
    client.post(CHECK, {"code": the_code("kit@nursery.example")})
    assert "sign_in_code" not in client.session


def test_the_code_is_not_in_the_session(client):
    ask(client, "kit@nursery.example")
    assert the_code("kit@nursery.example") not in str(dict(client.session))


def test_a_fourth_code_in_a_minute_is_not_sent(client):
    for _ in range(3):
        ask(client, "kit@nursery.example")
    answer = ask(client, "kit@nursery.example")
    assert "too many codes" in answer.content.decode() and len(mail.outbox) == 3


def test_post_that_cannot_be_sent_is_a_sentence(client, monkeypatch):
    from frontdoor.governance import sign_in

    def down(*args, **kwargs):
        raise ConnectionRefusedError
    monkeypatch.setattr(sign_in, "send_mail", down)
    assert "could not be sent" in ask(client, "kit@nursery.example").content.decode()


@pytest.mark.parametrize("email", ["", "kit", "kit@", "kit@nursery", "a b@nursery.example", "x" * 300 + "@nursery.example"])
def test_what_is_no_address_gets_a_sentence(client, email):
    answer = ask(client, email)
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode() and not mail.outbox


def test_goes_on_to_where_they_were_going_and_nowhere_else(client, cast):
    ask(client, cast.tom.email, next="/referrals/")
    assert client.post(CHECK, {"code": the_code(cast.tom.email)})["Location"] == "/referrals/"
    client.post("/account/logout/")
    ask(client, cast.tom.email, next="https://elsewhere.example/")
    assert client.post(CHECK, {"code": the_code(cast.tom.email)})["Location"] == "/"
