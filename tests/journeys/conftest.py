"""What a journey is given: a real site with the cast in it and nothing told yet, and people at browsers of their own."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from conftest import _as_owner, owner_dsn

from .desk import NOBODY, SIZES, Desk
from .place import ROOT, Site

CHROMIUM = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:
    """The demonstration's site, its worker, and a copy of the tests' database that is thrown away."""
    folder, copy = tmp_path_factory.mktemp("site"), f"site_{uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        held = connection.settings_dict
        connection.close()
        _as_owner(f'create database "{copy}" template "{held["NAME"]}"')
    env = _environment(folder, f"postgres://{_login(held)}/{copy}", _free_port())
    with (folder / "log").open("w") as log:
        for command in ("createcachetable", "collectstatic --noinput"):
            subprocess.run([sys.executable, "manage.py", *command.split()], cwd=ROOT, env=env, check=True, stdout=log, stderr=log)
        made = Site(url=env["SITE_URL"], env=env, log=log, dsn=owner_dsn(copy))
        try:
            made.start()
            yield made
        finally:
            made.stop()
            _as_owner(f'drop database "{copy}" with (force)')


def _login(held: dict) -> str:
    who = quote(held["USER"], safe="") + (f":{quote(held['PASSWORD'], safe='')}" if held["PASSWORD"] else "")
    return f"{who}@{quote(held['HOST'] or '', safe='')}:{held['PORT'] or 5432}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _environment(folder, database: str, port: int) -> dict[str, str]:
    return {
        **os.environ, "DATABASE_URL": database, "OWNER_DATABASE_URL": database, "FRONTDOOR_DEMO": "1", "DEBUG": "0",
        "SITE_URL": f"http://127.0.0.1:{port}", "STATIC_ROOT": str(folder / "static"), "MEDIA_ROOT": str(folder / "media"),
        "DIGEST_FILE": str(folder / "digests"), "SECRET_KEY": "only for the tests", "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.fixture(scope="package")
def chromium(site):
    """One browser for all journeys, closed before other browser tests open theirs."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as tool:
        found = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = tool.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def desk_of(site, chromium) -> Callable:
    """`with desk_of("tess") as tess:` a browser of her own, signed in by the demonstration's one click."""

    @contextmanager
    def open_desk(name: str, *, size: str = "desk", scripts: bool = True) -> Iterator[Desk]:
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
        context.set_default_timeout(20_000)
        desk = Desk(context.new_page(), site, name, looks=scripts)
        try:
            if name != NOBODY:
                desk.sign_in()
            yield desk
            assert not desk.broken, desk.broken
        finally:
            context.close()

    return open_desk
