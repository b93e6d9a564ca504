"""The tests' own database: laid out by its owner, used as the application's role, with the cast in it."""

from types import SimpleNamespace
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections

from tests.cast import CAST, assemble
from tests.scenarios import MONDAY

# No test is timed: a busy machine is not a fault in the rules.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


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
def committing(django_db_setup, django_db_blocker):
    """For the few tests that must really commit: a copy of the database of their own, thrown away afterwards.

    Threads must end with `connections.close_all()`.
    """
    with django_db_blocker.unblock():
        name, copy = connection.settings_dict["NAME"], f"copy_{uuid4().hex[:12]}"
        connection.close()
        _as_owner(f'create database "{copy}" template "{name}"')
        connection.settings_dict["NAME"] = copy
        try:
            yield copy
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = name
            _as_owner(f'drop database "{copy}" with (force)')


def _as_owner(statement: str) -> None:
    with psycopg.connect(owner_dsn("postgres"), autocommit=True) as owner:
        owner.execute(statement)


def owner_dsn(database: str) -> str:
    """How the owner reaches a database: for what the application's role may not do."""
    held = connection.settings_dict
    parts = {"host": held["HOST"], "port": held["PORT"], "user": held["USER"], "password": held["PASSWORD"]}
    return psycopg.conninfo.make_conninfo(dbname=database, **{key: value for key, value in parts.items() if value})


@pytest.fixture
def cast(request):
    """Everybody by first name: cast.rosa, cast.mina ..."""
    request.getfixturevalue("committing" if "committing" in request.fixturenames else "db")
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
