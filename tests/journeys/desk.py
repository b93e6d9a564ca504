"""One person at one browser: what they do, and what they see."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SIZES = {"desk": (1280, 900), "tablet": (768, 1024), "phone": (320, 640)}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NOBODY = "nobody"


class Desk:
    """Words are those on the page: labels, buttons, links, headings."""

    def __init__(self, page: Page, site, name: str, *, looks: bool = True):
        self.page, self.site, self.name, self.looks = page, site, name, looks
        self.broken: list[str] = []
        page.on("response", self._look_at)
        page.on("pageerror", lambda error: self.broken.append(f"script: {error}"))
        page.on("console", lambda said: self.broken.append(said.text) if "Content Security Policy" in said.text else None)

    def _look_at(self, response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.broken.append(f"{response.status} {response.url}")

    # Going about
    def sign_in(self) -> None:
        self.go("/demo/")
        self.page.locator(f"form:has(input[value^='{self.name}@']) button").click()
        self.is_at("What waits for me")

    def go(self, path: str) -> None:
        self.page.goto(self.site.url + path if path.startswith("/") else path)

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        """A link, which may look like a button."""
        place = within or self.page.locator("body")
        place.get_by_role("link", name=words).or_(place.locator("a[role=button]", has_text=words)).first.click()

    def press(self, words: str, *, within: Locator | None = None) -> None:
        self.button(words, within=within).first.click()

    def button(self, words: str, *, within: Locator | None = None) -> Locator:
        """By what it says, with what it says only to those who do not see it (which reads with a space before it)."""
        spaced = re.sub(r"([:,])", r"\\s*\1", re.escape(words))
        return (within or self.page).get_by_role("button", name=re.compile(rf"^\s*{spaced}"))

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site.url)

    # Writing
    def part(self, words: str) -> Locator:
        """The group of fields under a heading that begins so, for what is asked again for each child."""
        heading = self.page.locator("legend, h1, h2, h3").filter(has_text=re.compile(rf"^\s*{re.escape(words)}"))
        return self.page.locator("fieldset, section").filter(has=heading).last

    def write(self, label: str, words: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label, exact=True).first.fill(words)

    def day(self, legend: str, words: str) -> None:
        """A date in its three boxes: "27 3 2019"."""
        boxes = self.page.get_by_role("group", name=legend).first
        for label, part in zip(("Day", "Month", "Year"), words.split(), strict=True):
            boxes.get_by_label(label).fill(part)

    def choose(self, question: str, answer: str, *, within: Locator | None = None) -> None:
        """One answer to a question with radio buttons."""
        group = (within or self.page).get_by_role("group", name=question).or_((within or self.page).get_by_role("radiogroup", name=question)).first
        group.get_by_role("radio", name=answer).first.check()

    def tick(self, words: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("checkbox", name=words).first.check()

    def pick(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """An option of a list, by the words it begins with or holds."""
        box = (within or self.page).get_by_label(label, exact=True).first
        found = [text for text in box.locator("option").all_inner_texts() if option in text]
        assert found, f"{label}: none of {box.locator('option').all_inner_texts()} says {option}"
        box.select_option(label=found[0].strip())

    # Seeing
    def see(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words, use_inner_text=True)

    def is_at(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_contain_text(heading)

    def not_see(self, words: str) -> None:
        assert words not in self.page.content(), f"{self.name} is given “{words}” at {self.path}"

    def number(self) -> str:
        """The contact's number, from the page."""
        return re.search(r"FD\d\d-\d{6}", self.page.locator("main").inner_text()).group()

    def check_page(self) -> None:
        """axe finds nothing, there is one first heading, and nothing is wider than a phone."""
        if not self.looks:
            return
        self.page.wait_for_load_state("networkidle")
        found = Axe().run(self.page, options=RULES).response["violations"]
        wrong = [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:300]}" for each in found]
        assert not wrong, f"{self.name} at {self.path}: " + "; ".join(wrong)
        assert self.page.locator("h1").count() == 1, f"{self.path} has {self.page.locator('h1').count()} first headings"
        assert self.width_on_a_phone() <= SIZES["phone"][0], f"{self.path} is {self.width_on_a_phone()} pixels wide on a phone"

    def width_on_a_phone(self) -> int:
        before = self.page.viewport_size
        self.page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(before)
        return wide
