"""A whole contact screened without a mouse."""

import pytest
from playwright.sync_api import Locator, expect

from .told import SAID

pytestmark = pytest.mark.browser


def tab_to(desk, target: Locator, *, most: int = 150) -> None:
    """Tab until it is reached, as somebody does who has no other way."""
    for _ in range(most):
        if target.evaluate("each => each === document.activeElement"):
            return
        desk.page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with Tab at {desk.path}")



def test_rosa_screens_with_the_keyboard_only(desk_of, site):
    # Given three contacts that wait
    number = [site.tell("quillon_is_referred", name)["reference"] for name in ("Alder", "Beech", "Cedar")][1]
    with desk_of("rosa") as rosa:
        keys = rosa.page.keyboard
        rosa.go("/reception/")

        # When she walks the rows with j and k, then the focus is where she looks
        rows = rosa.page.locator("table[data-keys] [data-row]")
        expect(rows.filter(has_text="Beech")).to_have_count(1)
        hers = next(at for at, words in enumerate(rows.all_inner_texts()) if "Beech" in words)
        and_back = [("k", hers - 1), ("j", hers)] if hers else [("j", 1), ("k", 0)]
        for key, row in [*(("j", at) for at in range(hers + 1)), *and_back]:
            keys.press(key)
            expect(rows.nth(row).get_by_role("link").first).to_be_focused()

        # When she asks for the list of keys, then it opens, says them, and closes with Escape
        keys.press("?")
        expect(rosa.page.get_by_role("dialog")).to_contain_text("Next row")
        keys.press("Escape")
        expect(rosa.page.get_by_role("dialog")).to_have_count(0)
        expect(rows.nth(hers).get_by_role("link").first).to_be_focused()
        keys.press("Enter")
        rosa.is_at("Beech Featherstane")
        rosa.see(SAID)

        # When she adds the child, rates, chooses and says why with Tab, Space, the arrows and letters
        tab_to(rosa, rosa.button("Add as a new person"))
        keys.press("Enter")
        expect(rosa.page.locator("#people").get_by_text("Linked", exact=True)).to_be_visible()
        she_decides(rosa)

        # Then it is screened, and the desk says so
        rosa.see(f"{number} is screened.")


def she_decides(rosa) -> None:
    keys, page = rosa.page.keyboard, rosa.page
    for question, answer in (("How urgent is it?", "Green"), ("How good was the referral?", "Enough to decide"), ("Threshold level", "2")):
        radios = page.get_by_role("group", name=question).get_by_role("radio")
        wanted = page.get_by_role("group", name=question).get_by_role("radio", name=answer).first
        tab_to(rosa, radios.first)
        keys.press("Space")
        for _ in range(radios.count()):
            if wanted.is_checked():
                break
            keys.press("ArrowDown")
        expect(wanted).to_be_checked()
        expect(wanted).to_be_focused()
    tab_to(rosa, page.get_by_label("What happens", exact=True))
    keys.type("Information")
    tab_to(rosa, page.get_by_label("Why", exact=True))
    keys.type("The school helps the family already.")
    tab_to(rosa, rosa.button("Record the outcome"))
    keys.press("Enter")
