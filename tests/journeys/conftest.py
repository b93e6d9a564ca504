"""A real site on a database of its own, its worker beside it, and a real browser: what a person at a desk would have."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from conftest import _as_owner

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]
SIZES = {"desk": (1280, 900), "tablet": (768, 1024), "phone": (320, 640)}


class Site:
    """Where it answers, and the means to stop and start its web server and its worker in the middle of things."""

    def __init__(self, *, url: str, env: dict[str, str], log):
        self.url, self.env, self.log = url, env, log
        self.port = url.rsplit(":", 1)[1]
        self.web = self.worker = None

    def start(self) -> None:
        self.web = self._run(
            "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "8", "--host", "127.0.0.1", "--port", self.port,
            "config.wsgi:application",
        )
        for _ in range(150):
            try:
                urlopen(f"{self.url}/demo/", timeout=5).read()  # noqa: S310
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("The site did not start. What it said: " + Path(self.log.name).read_text()[-3000:])

    def work(self) -> None:
        """Do each of the worker's chores once."""
        subprocess.run([sys.executable, "manage.py", "work", "--once"], cwd=ROOT, env=self.env, check=True, stdout=self.log, stderr=self.log)

    def kill(self) -> None:
        """As a power cut would."""
        import signal

        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def stop(self) -> None:
        if self.web and self.web.poll() is None:
            self.kill()

    def _run(self, program: str, *arguments: str) -> subprocess.Popen:
        command = [str(Path(sys.executable).parent / program), *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log, start_new_session=True)


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration's site with the cast in it and nothing told yet."""
    folder, copy = tmp_path_factory.mktemp("site"), f"site_{uuid4().hex[:10]}"
    with django_db_blocker.unblock():
        held = connection.settings_dict
        connection.close()
        _as_owner(f'create database "{copy}" template "{held["NAME"]}"')
    who = quote(held["USER"]) + (f":{quote(held['PASSWORD'])}" if held["PASSWORD"] else "")
    where = f"postgres://{who}@{quote(held['HOST'] or '', safe='')}:{held['PORT'] or 5432}/{copy}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ, "DATABASE_URL": where, "OWNER_DATABASE_URL": where, "FRONTDOOR_DEMO": "1", "DEBUG": "0", "SITE_URL": f"http://127.0.0.1:{port}",
        "STATIC_ROOT": str(folder / "static"), "MEDIA_ROOT": str(folder / "media"), "DIGEST_FILE": str(folder / "digests.jsonl"), "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "only for the tests", "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    with (folder / "log").open("w") as log:
        subprocess.run([sys.executable, "manage.py", "createcachetable"], cwd=ROOT, env={**env, "FRONTDOOR_OWNER": "1"}, check=True, stdout=log, stderr=log)
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput"], cwd=ROOT, env=env, check=True, stdout=log, stderr=log)
        made = Site(url=f"http://127.0.0.1:{port}", env=env, log=log)
        made.start()
        yield made
        made.stop()
    _as_owner(f'drop database "{copy}" with (force)')


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=os.environ.get("BROWSER_PATH") or "/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


class Desk:
    """One person at one browser."""

    def __init__(self, page, site, name):
        self.page, self.site, self.name = page, site, name

    def go(self, path: str) -> None:
        self.page.goto(self.site.url + path if path.startswith("/") else path)

    def see(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words)

    def not_see(self, words: str) -> None:
        assert words not in self.page.content(), f"{self.name} can see “{words}”"

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def check_page(self) -> None:
        """axe finds nothing, there is one h1, nothing is wider than a phone."""
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        wrong = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found.response["violations"]]
        assert not wrong, f"{self.page.url}: {wrong}"
        assert self.page.locator("h1").count() == 1, f"{self.page.url} has {self.page.locator('h1').count()} first headings"
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 640})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(before)
        assert wide <= 325, f"{self.page.url} is {wide} pixels wide on a phone"


@pytest.fixture
def desk_of(site, chromium):
    """`with desk_of("tess") as tess:` a browser of her own, signed in by the demonstration's one click."""

    @contextmanager
    def open_desk(name: str, *, size: str = "desk"):
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=site.url)
        page = context.new_page()
        page.set_default_timeout(15_000)
        broken: list[str] = []
        page.on("response", lambda response: broken.append(f"{response.status} {response.url}") if response.status >= 500 else None)
        page.on("pageerror", lambda error: broken.append(f"script: {error}"))
        page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
        desk = Desk(page, site, name)
        if name != "nobody":
            desk.go("/demo/")
            page.locator(f"form:has(input[value^='{name}@']) button").click()
        try:
            yield desk
            assert not broken, broken
        finally:
            context.close()

    return open_desk
