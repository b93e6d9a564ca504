"""A role that reads what others wrote needs more than a password."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, user):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


def code_for(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def set_up_app(client) -> str:
    secret = re.search(r"[A-Z2-7]{32}", client.get("/account/2fa/totp/activate/").content.decode()).group()
    client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


def test_a_reader_with_only_a_password_is_sent_to_add_one_and_sees_nothing_before(client, cast):
    sign_in(client, with_password(cast.rosa))
    for path in ("/", "/people/", "/reception/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")
    page = client.get("/account/2fa/").content.decode()
    assert "needs a second way to prove who you are" in page


def test_with_an_authenticator_app_they_go_on_and_are_asked_for_it_every_time(client, cast):
    sign_in(client, with_password(cast.rosa))
    secret = set_up_app(client)
    assert Authenticator.objects.filter(user=cast.rosa, type="totp").exists()
    assert client.get("/").status_code == 200
    client.post("/account/logout/")
    answer = sign_in(client, cast.rosa)
    assert answer["Location"] == "/account/2fa/authenticate/" and "_auth_user_id" not in client.session
    client.post("/account/2fa/authenticate/", {"code": "000000" if code_for(secret) != "000000" else "111111"})
    assert "_auth_user_id" not in client.session


def test_recovery_codes_alone_are_not_a_second_factor(client, cast):
    with_password(cast.rosa)
    Authenticator.objects.create(user=cast.rosa, type="recovery_codes", data={})
    client.force_login(cast.rosa)
    assert client.get("/").status_code == 302


def test_a_professional_who_only_refers_needs_none(client, cast):
    sign_in(client, with_password(cast.tom))
    assert client.get("/").status_code == 200


def test_a_wrong_password_is_not_said_to_be_one_and_five_are_enough(client, cast):
    with_password(cast.rosa)
    for _ in range(5):
        known = client.post("/account/login/", {"login": cast.rosa.email, "password": "wrong"}).content.decode()
    unknown = client.post("/account/login/", {"login": "nobody@hub.example", "password": "wrong"}).content.decode()
    said = [re.search(r'govuk-error-summary__list">(.*?)</ul>', page, re.S).group(1) for page in (known, unknown)]
    assert said[0] == said[1]
    sixth = sign_in(client, cast.rosa)
    assert "Too many" in sixth.content.decode() and "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", [
    "signup/", "email/", "3rdparty/", "3rdparty/signup/", "login/code/", "login/code/confirm/", "social/signup/", "social/connections/",
])
def test_nobody_opens_or_changes_an_account_by_themselves(client, as_, cast, path):
    assert client.get(f"/account/{path}").status_code == 404
    assert as_(cast.tom).post(f"/account/{path}", {"email": "new@school.example"}).status_code == 404
