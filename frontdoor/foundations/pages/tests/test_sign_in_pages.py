"""The sign-in library's pages wear the same frame, fields and sentences."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db
OPEN = ["account_login", "account_reset_password"]
OWN = {
    "mfa_index": "How you sign in",
    "mfa_activate_totp": "for your authenticator app to scan",
    "mfa_add_webauthn": "Passwordless",
    "mfa_list_webauthn": "Passkeys and security keys",
}


ASKS_AGAIN = "allauth.account.internal.flows.reauthentication.is_reauthentication_required"


@pytest.fixture
def just_confirmed(monkeypatch):
    """As if this person had just entered their password again."""
    monkeypatch.setattr(ASKS_AGAIN, lambda request, *, app: False)


def address(name: str) -> str:
    from django.urls import reverse

    return reverse(name)


@pytest.fixture
def somebody(django_db_setup):
    return get_user_model().objects.order_by("email").first()


def drawn(client, name: str) -> str:
    response = client.get(address(name), follow=True)
    assert response.status_code == 200, response.redirect_chain
    return response.content.decode()


@pytest.mark.parametrize("name", OPEN)
def test_pages_for_anybody(client, name):
    html = drawn(client, name)
    assert "Westshire Safeguarding Children Partnership" in html
    assert "govuk-input" in html and '<h1 class="govuk-heading-l">' in html and "style=" not in html


def test_sign_in_refuses_in_a_sentence_and_links_to_the_field(client):
    html = client.post(address("account_login"), {"login": ""}).content.decode()
    assert "There is a problem" in html and "Enter the " in html and 'href="#id_login"' in html
    assert "<title>Error: Sign in" in html


@pytest.mark.parametrize("name, said", OWN.items())
def test_pages_of_ones_own(client, somebody, just_confirmed, name, said):
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = drawn(client, name)
    assert said in html
    assert str(somebody) in html and "Sign out" in html and "govuk-heading-l" in html and "style=" not in html


def test_a_change_of_how_one_signs_in_asks_once_more(client, somebody, monkeypatch):
    monkeypatch.setattr(type(somebody), "has_usable_password", lambda self: True)
    monkeypatch.setattr(ASKS_AGAIN, lambda request, *, app: True)
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = drawn(client, "mfa_activate_totp")
    assert "Confirm that it is you" in html and 'type="password"' in html
