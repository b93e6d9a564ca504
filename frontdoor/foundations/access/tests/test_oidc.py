"""Signing in with an agency's own account: the whole of code and PKCE, against a provider on this machine."""

import http.client
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from frontdoor.foundations.access.models import Agency, Membership, User

from .identity_provider import IdentityProvider

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def police_provider():
    provider = IdentityProvider()
    yield provider
    provider.close()


@pytest.fixture
def provider(police_provider, settings, cast, in_action):
    """The police sign in with their own accounts; so does the school, with accounts of its own."""
    police_provider.who = {"sub": "subject-1", "email": "pete@police.example"}
    police_provider.says_issuer = ""
    settings.IDENTITY_PROVIDERS = [police_provider.app("westshire-police", "police.example"), police_provider.app("a-school", "school.example")]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.IDENTITY_PROVIDERS}}
    with in_action():
        Agency.objects.filter(name="Westshire Police").update(identity_provider="westshire-police")
        Agency.objects.filter(name="Thornbury Hill School").update(identity_provider="a-school")
    return police_provider


def walk(client, provider_id="westshire-police", query=""):
    """Press the button, be sent to the provider, come back. The last answer of ours."""
    begun = client.post(f"/account/oidc/{provider_id}/login/{query}")
    assert begun.status_code == 302, begun.content[:300]
    there = urlsplit(begun["Location"])
    connection = http.client.HTTPConnection(there.netloc, timeout=10)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().getheader("Location"))
    return client.get(f"{back.path}?{back.query}")


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_signs_in_with_code_and_pkce_and_is_known_by_subject_from_then_on(client, cast, provider):
    answer = walk(client)
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert signed_in(client) == str(cast.pete.pk)
    assert provider.asked[-1]["code_challenge_method"] == "S256"
    assert list(SocialAccount.objects.values_list("provider", "uid")) == [("westshire-police", "subject-1")]
    client.logout()
    provider.who = {"sub": "subject-1", "email": "renamed@elsewhere.example"}
    walk(client)
    assert signed_in(client) == str(cast.pete.pk)


def test_needs_no_second_factor_of_ours(client, cast, provider, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    walk(client)
    assert client.get("/").status_code == 200


def test_the_button_is_on_the_sign_in_page(client, provider):
    page = client.get("/account/login/").content.decode()
    assert "Sign in with Westshire-Police" in page and 'action="/account/oidc/westshire-police/login/' in page


def test_one_agencys_provider_never_vouches_for_anothers_person(client, cast, provider):
    provider.who = {"sub": "subject-2", "email": "tess@school.example"}
    answer = walk(client)
    assert answer.status_code == 403 and "not your agency’s" in answer.content.decode()
    assert signed_in(client) is None and not SocialAccount.objects.exists()


def test_nor_for_another_agencys_person_at_an_address_in_its_own_domain(client, cast, provider, in_action):
    User.objects.filter(pk=cast.tess.pk).update(email="tess@police.example")
    provider.who = {"sub": "subject-2", "email": "tess@police.example"}
    answer = walk(client)
    assert answer.status_code == 403 and signed_in(client) is None


def test_nor_for_a_person_who_has_moved_to_another_agency(client, cast, provider, in_action, at):
    walk(client)
    client.logout()
    with in_action():
        Membership.objects.filter(user=cast.pete).update(agency=Agency.objects.get(name="Thornbury Hill School"))
    assert walk(client).status_code == 403 and signed_in(client) is None


def test_the_same_subject_of_another_provider_is_somebody_else(client, cast, provider):
    walk(client)
    client.logout()
    provider.who = {"sub": "subject-1", "email": "stranger@school.example"}
    assert walk(client, "a-school").status_code == 403 and signed_in(client) is None


def test_an_address_given_to_somebody_new_does_not_open_the_old_persons_account(client, cast, provider):
    walk(client)
    client.logout()
    provider.who = {"sub": "subject-9", "email": "pete@police.example"}
    answer = walk(client)
    assert answer.status_code == 403 and "somebody else" in answer.content.decode() and signed_in(client) is None


def test_somebody_nobody_added_is_told_whom_to_ask(client, provider):
    provider.who = {"sub": "subject-3", "email": "new@police.example"}
    answer = walk(client)
    assert answer.status_code == 403 and "Nobody has added you" in answer.content.decode()
    assert not User.objects.filter(email="new@police.example").exists()


def test_an_id_token_of_another_issuer_is_refused(client, provider):
    provider.says_issuer = "https://login.another.example"
    walk(client)
    assert signed_in(client) is None and not SocialAccount.objects.exists()


def test_a_code_cannot_be_used_in_another_browser(client, provider):
    from django.test import Client

    begun = client.post("/account/oidc/westshire-police/login/")
    there = urlsplit(begun["Location"])
    connection = http.client.HTTPConnection(there.netloc, timeout=10)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().getheader("Location"))
    other = Client()
    other.get(f"{back.path}?{back.query}")
    assert signed_in(other) is None


def test_nobody_joins_another_account_to_their_own(as_, cast, provider):
    client = as_(cast.mina)
    answer = walk(client, query="?process=connect")
    assert answer.status_code == 403 and not SocialAccount.objects.exists()


def test_ended_access_stays_ended_whatever_the_provider_says(client, cast, provider, in_action, at):
    walk(client)
    client.logout()
    with in_action():
        Membership.objects.filter(user=cast.pete).update(ended_at=at)
    assert walk(client).status_code == 403 and signed_in(client) is None


def test_a_password_is_no_way_round_the_agencys_own_sign_in(client, cast, provider):
    cast.pete.set_password("a long enough password")
    cast.pete.save()
    client.post("/account/login/", {"login": cast.pete.email, "password": "a long enough password"})
    assert signed_in(client) is None
