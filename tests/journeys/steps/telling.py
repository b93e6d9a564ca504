"""Telling whoever raised it: looked at by a person, taken back, sent again, read, answered."""

import re

from playwright.sync_api import Locator, expect

from ..desk import Desk
from ..place import Site
from .deciding import IN_CONFIDENCE
from .referring import FEARS, HOME, SAYS

TO_TELL = "Tell them what was decided"
DISAGREES = "He told me today that it happened again. An assessment is needed for all three."
REPLY = "Thank you. I will tell his class teacher what she needs to know."
NO_LETTER_SAYS = ("Robin", "Ashgrove", "Wren", HOME[1], SAYS, IN_CONFIDENCE, "early help")


def sam_tells(sam: Desk, number: str, name: str) -> None:
    """The recipient beside the words; what may not be said is not in them."""
    sam.go("/")
    sam.follow(TO_TELL)
    sam.page.locator("main tr", has_text=number).filter(has_text=name).get_by_role("link").first.click()
    sam.is_at(f"Tell {name} what was decided")
    sam.check_page()
    sam.see("Address verified")
    text = sam.page.get_by_label("What they are told").input_value()
    assert text.strip() and IN_CONFIDENCE not in text and HOME[0] not in text, text
    sam_lets_it_go(sam)


def sam_lets_it_go(sam: Desk) -> None:
    looked = sam.page.get_by_role("checkbox", name="I have looked at this")
    if looked.count():
        looked.check()
    sam.choose("How are they told?", "By post")
    sam.press("Let it go")
    sam.see("On its way in two minutes. Until then you can take it back.")
    sam.check_page()


def sam_takes_it_back(sam: Desk) -> None:
    sam.press("Take back")
    sam.see("Taken back. It did not go, and they are still to be told.")


def nothing_is_there_yet(tess: Desk) -> None:
    tess.go("/feedback/mine/")
    tess.see("You have not been given any feedback yet.")
    tess.check_page()


def letters_to(desk: Desk, address: str) -> Locator:
    """In the post room, those that went, to one address, about what was decided."""
    desk.go("/feedback/post-room/")
    return desk.page.locator("section.fd-card", has_text="What came of what you raised").filter(has_text=address)


def the_worker_posts_it(tess: Desk, site: Site, number: str) -> None:
    """Two minutes later one letter has gone, with a number and a link, and nothing of a child. What was taken back never goes."""
    expect(letters_to(tess, "tess@").filter(has_text="Waiting to go")).to_have_count(1)
    tess.check_page()
    site.two_minutes_go_by()
    for _ in range(60):
        if letters_to(tess, "tess@").filter(has_text=re.compile(r"\bSent\b")).count():
            break
        tess.page.wait_for_timeout(500)
    went = letters_to(tess, "tess@").filter(has_text=re.compile(r"\bSent\b"))
    expect(went).to_have_count(1)
    expect(letters_to(tess, "tess@").filter(has_text="Taken back")).to_have_count(1)
    letter = went.text_content()
    assert number in letter and "/feedback/" in letter, letter
    assert not [words for words in NO_LETTER_SAYS if words in letter], letter


def tess_reads_it(tess: Desk) -> None:
    tess.follow("Feedback I have been given")
    tess.check_page()
    tess.page.locator("main").get_by_role("link", name=re.compile("FD")).first.click()
    tess.is_at("What was decided")
    for words in ("Robin Ashgrove", "early help", "Unborn baby of Kay Ashgrove"):
        tess.see(words)
    tess.not_see(IN_CONFIDENCE)
    tess.check_page()


def tess_replies(tess: Desk) -> None:
    tess.write("Your reply", REPLY)
    tess.press("Send your reply")
    tess.see("Thank you. Somebody in the front door will read what you wrote.")
    tess.see(REPLY)


def tess_disagrees(tess: Desk) -> None:
    tess.follow("Referrals")
    tess.page.locator("main").get_by_role("link", name="Robin Ashgrove").first.click()
    tess.check_page()
    tess.follow("I disagree")
    tess.is_at("Add to what you sent")
    expect(tess.page.get_by_role("radio", name="Say that I disagree")).to_be_checked()
    tess.check_page()
    tess.write("What do you want to tell us?", DISAGREES)
    tess.press("Send")
    tess.see("I disagree: not yet read")


def sam_reads_what_she_said(sam: Desk, number: str) -> None:
    """Her reply, and that she disagrees: each with what was done with it."""
    sam.go("/")
    sam.follow("Replies to feedback")
    sam.page.locator("main").get_by_role("link", name=number).first.click()
    sam.see(REPLY)
    sam.check_page()
    sam.write("What was done with it", "Nothing changes: noted.")
    sam.press("I have read it")
    sam.see("The reply has been read.")
    sam.go("/")
    sam.follow("Added information and disagreements")
    sam.page.locator("main").get_by_role("link", name=re.compile(f"{number}|Robin")).first.click()
    sam.see(DISAGREES)
    sam.check_page()
    sam.write("What did you do with it?", "Told Mina Farrow, who looks at the decision again.")
    sam.press("I have dealt with it")


def it_is_finished(rosa: Desk, number: str) -> None:
    """Every child's work is somebody's, and everybody due was told: Robin's own page leads to it."""
    rosa.follow("People")
    rosa.check_page()
    rosa.write("Name", "Robin Ashgrove")
    rosa.press("Search")
    rosa.page.locator("main").get_by_role("link", name="Robin Ashgrove").first.click()
    rosa.is_at("Robin Ashgrove")
    for _ in range(90):  # the worker looks every half minute
        if rosa.page.get_by_text("Finished a contact").count():
            break
        rosa.page.wait_for_timeout(500)
        rosa.page.reload()
    for words in (FEARS, SAYS, "Kay Ashgrove", "Westshire Family Support Service, Hub north", "Wren Ashgrove", "Finished a contact"):
        rosa.see(words)
    rosa.not_see(IN_CONFIDENCE)
    rosa.check_page()
    rosa.follow("Finished a contact")
    rosa.see(number)
    expect(rosa.page.locator("main .govuk-tag").filter(has_text=re.compile(r"^\s*Finished\s*$"))).to_have_count(1)
    rosa.not_see(IN_CONFIDENCE)
    rosa.check_page()
