"""Reception: who they are, and what happens for each child."""

from playwright.sync_api import expect

from ..desk import Desk
from .referring import FEARS, SAYS

TO_MASH = "MASH enquiry: MASH"


def rosa_screens_it(rosa: Desk, number: str, *, known_as: str) -> None:
    """She knows Robin, adds the others, and sends each child on with a reason of their own."""
    rosa.follow("Reception")
    rosa.check_page()
    row = rosa.page.locator("tr", has_text=number)
    row.get_by_role("link").first.click()
    rosa.is_at("Robin Ashgrove")
    rosa.see(SAYS)
    rosa.see(FEARS)
    rosa.see("Unborn baby of Kay Ashgrove, not yet born")
    rosa.check_page()
    who_they_are(rosa, known_as)
    rosa.check_page()
    what_happens(rosa)
    rosa.press("Record the outcome for each child")
    rosa.see(f"{number} is screened.")
    expect(rosa.page.locator("table tr", has_text=number)).to_have_count(0)


def who_they_are(rosa: Desk, known_as: str) -> None:
    """Linked only when she says so."""
    people = rosa.page.locator("#people")
    expect(people).to_contain_text(known_as)
    expect(people.get_by_text("Linked", exact=True)).to_have_count(0)
    rosa.press("Link: the same person: Robin Ashgrove", within=people)
    expect(people.get_by_text("Linked", exact=True)).to_have_count(1)
    expect(people).to_contain_text("Information and advice")
    for count, name in enumerate(("Wren Ashgrove", "Unborn baby of Kay Ashgrove", "Kay Ashgrove"), 2):
        rosa.press(f"Add as a new person: {name}", within=people)
        expect(people.get_by_text("Linked", exact=True)).to_have_count(count)


def what_happens(rosa: Desk) -> None:
    rosa.choose("How urgent is it?", "Amber")
    rosa.choose("How good was the referral?", "Good")
    for name, why in (
        ("Robin Ashgrove", "Tired, afraid, and it is every night."), ("Wren Ashgrove", "She lives in the same home."),
        ("Unborn baby of Kay Ashgrove", "Due into the same home."),
    ):
        card = rosa.part(name)
        rosa.choose("Threshold level", "3", within=card)
        rosa.pick("What happens", TO_MASH, within=card)
        rosa.write("Why", why, within=card)
