"""Somebody whom nobody here knows: a professional with a code sent to their work e-mail, and a neighbour with nothing."""

import re

import pytest
from playwright.sync_api import expect

from .steps import telling

pytestmark = pytest.mark.browser
EMAIL = "jo.penrose@little-clinic.example"
NURSE_SAYS = "Tamsin has not been brought to three appointments."
NEIGHBOUR_SAYS = "A baby upstairs cries all night and nobody comes."


def jo_signs_in_with_a_code(jo, rosa) -> None:
    """The code is read where the demonstration keeps its post."""
    jo.write("Your work e-mail", EMAIL)
    jo.check_page()
    jo.press("Send the code")
    jo.is_at("Enter the code")
    jo.check_page()
    rosa.go("/feedback/post-room/")
    letter = rosa.page.locator("details", has_text=EMAIL).first.text_content()
    jo.write("The code we sent you", re.search(r"Your code is (\d{6})", letter)[1])
    jo.press("Sign in")


def test_a_professional_without_an_account_refers_and_hears_back(desk_of, site):
    with desk_of("nobody") as jo, desk_of("rosa") as rosa:
        # Given a code sent to her work e-mail, when Jo refers, then she has a number
        jo.go("/referrals/start/")
        jo.check_page()
        jo.follow("Refer with a code")
        jo_signs_in_with_a_code(jo, rosa)
        number = jo_refers(jo)

        # When Rosa screens it and sends word, then the letter leads Jo to what was decided, after a new code
        rosa_gives_advice(rosa, number)
        telling.sam_tells(rosa, number, "Jo Penrose")
        site.two_minutes_go_by()
        rosa.go("/feedback/post-room/")
        link = rosa.page.locator("section.fd-card", has_text="What came of what you raised").filter(has_text=EMAIL)
        path = link.get_by_role("link", name="Where it is read").get_attribute("href")
    with desk_of("nobody") as jo, desk_of("rosa") as rosa:
        jo.go(path)
        jo.not_see("Tamsin")
        jo.follow("Send me a code")
        jo_signs_in_with_a_code(jo, rosa)
        jo.is_at("What was decided")
        jo.see("Tamsin")
        jo.check_page()

        # Then she sees nothing but her own
        jo.go("/referrals/")
        expect(jo.page.locator("main tbody tr")).to_have_count(1)
        jo.go("/mash/")
        jo.see("You cannot open this page")


def jo_refers(jo) -> str:
    jo.is_at("Refer a child")
    jo.press("Start a referral")
    draft = jo.path
    jo.go(f"{draft}children/first/")
    jo.write("First names", "Tamsin")
    jo.press("Save and continue")
    jo.go(f"{draft}worries/")
    jo.write("What are you worried about?", NURSE_SAYS)
    jo.press("Save and continue")
    jo.go(f"{draft}you/")
    jo.write("Your name", "Jo Penrose")
    jo.write("Your organisation", "Little Clinic")
    jo.pick("Which is nearest to your work?", "Health visitor")
    jo.choose("Will you go on working with the child or family?", "Yes, I or my team will")
    jo.check_page()
    jo.press("Save and continue")
    jo.press("Send it now")
    jo.is_at("We have received your referral")
    jo.check_page()
    return jo.number()


def rosa_gives_advice(rosa, number: str) -> None:
    rosa.go("/reception/")
    rosa.page.locator("tr", has_text=number).get_by_role("link").first.click()
    rosa.press("Add as a new person: Tamsin")
    expect(rosa.page.locator("#people").get_by_text("Linked", exact=True)).to_be_visible()
    rosa.choose("How urgent is it?", "Green")
    rosa.choose("How good was the referral?", "Good")
    rosa.choose("Threshold level", "1")
    rosa.pick("What happens", "Information and advice")
    rosa.write("Why", "The clinic visits her at home.")
    rosa.press("Record the outcome")
    rosa.see(f"{number} is screened.")


def test_a_neighbour_tells(desk_of, site):
    # Given no account, no name and a telephone, when a neighbour tells, then there is a number, and nothing can be read back
    with desk_of("nobody", size="phone") as neighbour:
        neighbour.go("/referrals/start/")
        neighbour.follow("Tell us")
        neighbour.check_page()
        neighbour.press("Send it")
        neighbour.see("There is a problem")
        neighbour.check_page()
        neighbour.write("What are you worried about?", NEIGHBOUR_SAYS)
        neighbour.write("Or say what you know of them", "The baby upstairs")
        neighbour.press("Send it")
        neighbour.is_at("Thank you: we have received it")
        number = neighbour.number()
        neighbour.not_see(NEIGHBOUR_SAYS)
        neighbour.check_page()
        neighbour.go("/referrals/")
        neighbour.is_at("Sign in")

    # Then it waits on Rosa's desk
    with desk_of("rosa") as rosa:
        rosa.go("/reception/")
        rosa.page.locator("tr", has_text=number).get_by_role("link").first.click()
        rosa.see(NEIGHBOUR_SAYS)
        rosa.see("The baby upstairs")
