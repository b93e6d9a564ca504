"""The pattern page in a real browser: accessible, within 320 px, under the strict policy, with and without scripts."""

import mimetypes
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.utils import timezone

from frontdoor.foundations.pages import patterns

pytestmark = pytest.mark.browser
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SITE = "http://front-door.test"


@pytest.fixture(scope="module")
def browser():
    import os
    import shutil

    from playwright.sync_api import sync_playwright

    found = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(
            executable_path=found, args=arguments + (["--no-sandbox"] if os.geteuid() == 0 else [])
        )
        yield one
        one.close()


class Site:
    """Answers the browser from memory, as the web server would, and keeps what the browser complained of."""

    def __init__(self, html: str) -> None:
        self.html, self.wrong, self.posted, self.answer = html, [], [], {"status": 200, "body": "{}"}

    def open(self, browser, width: int = 1280, scripts: bool = True):
        page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.route("**/*", self.serve)
        page.goto(SITE + "/patterns/")
        return page

    def serve(self, route) -> None:
        path = route.request.url.removeprefix(SITE).split("?")[0]
        if route.request.method == "POST":
            self.posted.append(route.request.post_data)
            route.fulfill(**{"content_type": "application/json", **self.answer})
        elif path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            if not file:
                self.wrong.append(f"no such file: {path}")
                return route.fulfill(status=404)
            route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0] or "font/woff2")
        else:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
            route.fulfill(body=self.html, headers=headers)


def drawn(ask, form=None) -> str:
    template = engines["jinja2"].get_template("pages/patterns.html")
    context = {**patterns.material(timezone.now()), "form": form if form is not None else patterns.EveryField()}
    return template.render(context, ask("/patterns/?sort=due"))


@pytest.fixture
def site(ask):
    site = Site(drawn(ask))
    yield site
    assert site.wrong == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("wrong", [False, True])
def test_no_barrier_that_a_machine_can_find(browser, ask, site, width, wrong):
    from axe_playwright_python.sync_playwright import Axe

    if wrong:
        site.html = drawn(ask, patterns.EveryField({"outcome": "other"}))
    page = site.open(browser, width)
    page.locator("table details.fd-clock summary").first.click()  # open, it must not push the page wider either
    page.locator("html.govuk-template").wait_for()
    page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_everything_is_there_without_scripts(browser, site):
    page = site.open(browser, 320, scripts=False)
    assert page.get_by_label("Which authority?").is_visible()  # nothing that is asked hides
    assert not page.get_by_text("Keyboard shortcuts").is_visible()  # nor does anything offer what cannot work
    assert page.get_by_role("button", name="Send").is_enabled()
    page.close()


def test_keys_walk_the_desk_and_can_be_switched_off(browser, site):
    page = site.open(browser)
    page.wait_for_function("document.querySelector('.fd-keys-offer').hidden === false")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Unborn child of Sam Ashgrove"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "Robin Ashgrove"
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-0")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "id_rating"
    page.get_by_label("Your name").fill("")
    page.keyboard.press("j")
    assert page.get_by_label("Your name").input_value() == "j"  # while typing, a letter is a letter
    page.get_by_role("heading", name="Patterns").click()
    page.keyboard.press("?")
    page.get_by_label("Use single-key shortcuts on this computer").uncheck()
    page.keyboard.press("Escape")
    page.locator("a[href='#row-3']").focus()
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "Alex Winterbourne"
    page.close()


def test_what_a_choice_reveals_appears_with_it(browser, site):
    page = site.open(browser)
    page.wait_for_function("document.querySelector('[data-govuk-radios-init]')")
    assert not page.get_by_label("Which authority?").is_visible()
    page.get_by_label("Another authority").check()
    assert page.get_by_label("Which authority?").is_visible()
    page.close()


def autosaving(site) -> None:
    site.html = site.html.replace("data-unsaved", 'data-autosave="/save/"')


def test_a_draft_saves_itself_and_says_so(browser, site):
    autosaving(site)
    page = site.open(browser)
    page.get_by_label("What are you worried about?").fill("Came in hungry")
    page.get_by_text("Saved at").wait_for(timeout=6000)
    assert "Came in hungry" in site.posted[0]
    page.close()


@pytest.mark.parametrize(
    "answer, said",
    [
        ({"status": 409}, "somebody else changed this"),
        ({"status": 403}, "you were signed out"),
        ({"status": 500}, "it will be tried again"),
    ],
)
def test_a_draft_that_could_not_be_saved_says_why_and_keeps_the_words(browser, site, answer, said):
    autosaving(site)
    site.answer = answer
    page = site.open(browser)
    page.get_by_label("What are you worried about?").fill("Came in hungry")
    page.get_by_text("Not saved").wait_for(timeout=6000)
    assert said in page.locator("[data-save-status]").inner_text()
    assert page.get_by_label("What are you worried about?").input_value() == "Came in hungry"
    site.wrong = [each for each in site.wrong if "Failed to load resource" not in each]
    page.close()


def polled(site) -> None:
    site.html = site.html.replace(
        'id="clocks"', 'id="clocks" hx-post="/part/" hx-trigger="refresh" hx-swap="innerHTML"'
    )


def refresh(page) -> None:
    page.wait_for_function("window.htmx !== undefined")
    page.evaluate("htmx.trigger('#clocks', 'refresh')")


def test_a_part_of_the_page_refreshes_itself(browser, site):
    polled(site)
    site.answer = {"status": 200, "content_type": "text/html", "body": "Clocks, afresh"}
    page = site.open(browser)
    refresh(page)
    page.get_by_text("Clocks, afresh").wait_for(timeout=4000)
    page.close()


@pytest.mark.parametrize(
    "answer, said",
    [
        ({"status": 500, "body": "no"}, "Not refreshed since"),
        ({"status": 200, "body": "<!doctype html><h1>Sign in"}, "You were signed out"),
    ],
)
def test_a_part_that_no_longer_refreshes_says_so_and_keeps_what_it_shows(browser, site, answer, said):
    polled(site)
    site.answer = {"content_type": "text/html", **answer}
    page = site.open(browser)
    refresh(page)
    page.locator(".fd-stale").get_by_text(said).wait_for(timeout=4000)
    assert page.locator("#clocks").inner_text() == "Clocks"
    site.wrong = [each for each in site.wrong if "500" not in each]
    page.close()


def test_leaving_with_unsaved_words_asks_first(browser, site):
    page = site.open(browser)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("What are you worried about?").press_sequentially("Came")
    page.goto(SITE + "/elsewhere/")
    assert asked == ["beforeunload"]
    page.close()


def test_a_first_visit_weighs_at_most_250_kilobytes(browser, site):
    import gzip

    page = site.open(browser)
    page.wait_for_load_state("networkidle")
    addresses = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    weights = {"page": len(gzip.compress(site.html.encode()))}
    for address in {each for each in addresses if "/static/" in each}:
        content = Path(finders.find(address.split("/static/")[1])).read_bytes()
        weights[address] = len(content if address.endswith("woff2") else gzip.compress(content))
    assert len(weights) > 8
    assert sum(weights.values()) <= 250_000, weights
    page.close()
