"""The tests' own database: laid out by its owner, used as the application's role, with the cast in it."""

import pytest
from django.conf import settings
from django.db import connection

from tests.cast import CAST, assemble
from tests.scenarios import MONDAY


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The owner migrates; the tests then run as the role that owns no table, as the web and the worker do."""
    from django.test.utils import setup_databases, teardown_databases

    options = connection.settings_dict["OPTIONS"]
    as_app = options.pop("options", None)
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=request.config.getvalue("reuse_db"))
        connection.close()
        options["options"] = as_app or f"-c role={settings.APP_ROLE}"
        assemble()
    yield
    with django_db_blocker.unblock():
        connection.close()
        options.pop("options")
        if not request.config.getvalue("reuse_db"):
            teardown_databases(made, verbosity=0)


@pytest.fixture
def at():
    return MONDAY


@pytest.fixture
def cast(db):
    """Everybody by first name: cast.rosa, cast.mina ..."""
    from types import SimpleNamespace

    from frontdoor.foundations.access.models import User

    people = {user.email.split("@")[0]: user for user in User.objects.all()}
    return SimpleNamespace(**{name: people[name] for name in CAST})


@pytest.fixture
def as_(client):
    """Sign the test client in as one of the cast."""

    def sign_in(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
