"""What a page weighs on the wire: the first visit with nothing kept, and the next one, in a browser.

    FRONTDOOR_DEMO=1 SECRET_KEY=any DATABASE_URL=… python benchmarks/weight.py

Collects the static files as a deployment does (hashed names, compressed beforehand), serves them and the pages with granian,
and counts what the browser received: headers and bodies, as compressed. The limits are 250 KB and 40 KB.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT, PORT = Path(__file__).resolve().parent.parent, 8799
SITE = f"http://127.0.0.1:{PORT}"
FIRST, AFTER = 250_000, 40_000


def pages() -> dict[str, tuple[str, str]]:
    """Page: who opens it, and its address."""
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import timezone

    from frontdoor.contacts import drafts
    from frontdoor.contacts.models import Contact
    from frontdoor.foundations.access.models import User
    from frontdoor.mash.models import Enquiry
    from frontdoor.people.models import Person

    waiting = Contact.objects.filter(stage="AWAITING_SCREENING").order_by("received_at").first()
    child = Person.objects.annotate(times=Count("in_contacts")).order_by("-times", "pk").first()
    enquiry = Enquiry.objects.annotate(asked=Count("requests")).order_by("-asked", "pk").first()
    draft = drafts.begin(owner=User.objects.get(email__startswith="tess@"), at=timezone.now())
    return {
        "Sign-in": ("", "/account/login/"),
        "Home": ("rosa", "/"),
        "Reception desk": ("rosa", reverse("reception")),
        "A contact to screen": ("rosa", reverse("screen", args=[waiting.pk])),
        "Child with most contacts": ("sam", reverse("person", args=[child.pk])),
        "Enquiry with most requests": ("sam", reverse("enquiry", args=[enquiry.pk])),
        "Referral task list": ("tess", reverse("referral-draft", args=[draft.pk])),
    }


def cookie_of(who: str) -> list[dict[str, str]]:
    from django.conf import settings
    from django.test import Client

    from frontdoor.foundations.access.models import User

    if not who:
        return []
    client = Client()
    client.force_login(User.objects.get(email__startswith=f"{who}@"), backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": SITE}]


def visit(browser, cookies: list, address: str) -> list[dict[str, int]]:
    """What came over the wire on two visits, by what it was."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds, came = {}, {}
    wire.on("Network.responseReceived", lambda event: kinds.setdefault(event["requestId"], event["type"]))

    def finished(event):
        kind = kinds.get(event["requestId"], "Other")
        came[kind] = came.get(kind, 0) + int(event["encodedDataLength"])

    wire.on("Network.loadingFinished", finished)
    visits = []
    for _ in range(2):
        came.clear()
        answer = page.goto(SITE + address, wait_until="networkidle")
        assert answer.status == 200, (address, answer.status)
        visits.append(dict(came))
    context.close()
    return visits


def main() -> None:
    static = tempfile.mkdtemp()
    env = {**os.environ, "STATIC_ROOT": static, "DJANGO_SETTINGS_MODULE": "config.settings", "SITE_URL": SITE}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, env=env, check=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "1", "--blocking-threads", "4", "--no-ws", "config.wsgi:application"],
        cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        os.environ.update(env)
        sys.path.insert(0, str(ROOT))
        import django
        from playwright.sync_api import sync_playwright

        django.setup()
        asked = {title: (cookie_of(who), address) for title, (who, address) in pages().items()}
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{SITE}/account/login/")
                break
            except OSError:
                time.sleep(0.3)
        print("| Page | First visit | of it page | style | script | fonts | images | Next visit |\n|" + "---|" * 8)
        with sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=os.environ.get("BROWSER_PATH") or shutil.which("chromium"), args=["--no-sandbox"])
            for title, (cookies, address) in asked.items():
                first, after = visit(browser, cookies, address)
                parts = [f"{first.get(kind, 0) / 1000:.1f}" for kind in ("Document", "Stylesheet", "Script", "Font", "Image")]
                over = [" (over)" if sum(each.values()) > limit else "" for each, limit in ((first, FIRST), (after, AFTER))]
                print(f"| {title} | {sum(first.values()) / 1000:.1f} KB{over[0]} | {' | '.join(parts)} | {sum(after.values()) / 1000:.1f} KB{over[1]} |", flush=True)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(static)


if __name__ == "__main__":
    main()
