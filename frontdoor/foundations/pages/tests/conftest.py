"""Pages drawn by the real environment, without a database: for an invented person, at addresses of their own."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory


class Worker:
    is_authenticated = True
    agency = "Westshire County Council"
    role = SimpleNamespace(name="Reception officer")

    def __init__(self, *may: str) -> None:
        self.permissions = may

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def __str__(self) -> str:
        return "Priya Raman"


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "frontdoor.foundations.pages.tests.addresses"
    settings.FRONTDOOR_DEMO = True


@pytest.fixture
def worker():
    return Worker("screen")


@pytest.fixture
def ask(worker):
    """A request as the middleware would leave it; ask("/x/", user=None) is nobody signed in."""

    def make(path: str = "/", user=worker, **post):
        request = RequestFactory().post(path, post) if post else RequestFactory().get(path)
        request.user = user or AnonymousUser()
        request._messages = CookieStorage(request)
        return request

    return make


@pytest.fixture
def draw(ask):
    """Draw a piece of template, as a page would: draw('{{ tag("x") }}', user=None, name=value)."""

    def make(source: str, request=None, **context) -> str:
        return engines["jinja2"].from_string(source).render(context, request or ask())

    return make
