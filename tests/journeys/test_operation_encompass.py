"""Police come to a home on Friday night; on Saturday the desk tells the school; its safeguarding lead reads it before Monday's bell."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SCHOOL = "Thornbury Hill School"


@pytest.fixture(scope="module")
def friday(site):
    return site.tell("police_came_on_friday_night")


def test_a_school_is_told_of_friday_night(desk_of, site, friday):
    # Given a notice of Friday night about Tansy, whose school is known, and Corin, who is on no roll we know
    with desk_of("rosa") as rosa:
        # When Rosa opens the desk, then both wait, each in a queue
        rosa.follow("Operation Encompass: tell the school")
        rosa.is_at("Tell the school")
        rosa.see("Tansy Larkhill")
        rosa.check_page()
        rosa.follow("Not on any roll we know")
        rosa.see("Nowhere Primary")
        rosa.check_page()
        rosa_finds_corins_school(rosa, friday["corin"])

        # When she reads the draft, changes what Tansy said, and leaves out where it was, then it goes after two minutes
        rosa.go("/notices/passing/")
        rosa.follow("Tansy Larkhill")
        rosa.is_at(f"Tell {SCHOOL} of Tansy Larkhill")
        rosa.see("This is not a referral")
        rosa.check_page()
        rosa.page.get_by_role("checkbox", name="Where it happened").uncheck()
        rosa.write("The child’s words", "I hid under the bed until they went.")
        rosa.press("Let it go")
        rosa.see("It goes in two minutes")
        rosa.see("Left out: Where it happened")
        rosa.check_page()

        # And the other, whose draft needs no look, goes with those ticked
        rosa.go("/notices/passing/")
        rosa.press("Tell those ticked")
        rosa.see("Every school has been told.")
        rosa.check_page()
        rosa.go(f"/notices/passing/{friday['corin']}/")
        rosa.see("Mill Lane Academy")
        rosa.check_page()

    with desk_of("tess") as tess:
        # Then Tess, the school's lead, has nothing until it can no longer be taken back
        tess.go("/notices/passing/told/")
        tess.not_see("Tansy")
        tess.check_page()
        site.two_minutes_go_by()
        tess_reads_it(tess)

    with desk_of("rosa") as rosa:
        # And the desk sees that it was opened
        rosa.go(f"/notices/passing/{friday['tansy']}/")
        expect(rosa.page.locator("main")).to_contain_text("Opened")
        rosa.check_page()


def rosa_finds_corins_school(rosa, corin: str) -> None:
    rosa.page.locator("main").get_by_role("link", name="Corin Larkhill").first.click()
    rosa.is_at("Find the school of Corin Larkhill")
    rosa.check_page()
    rosa.follow("Not of school age, or nobody is to be told")
    rosa.is_at("Why is nobody told of Corin Larkhill?")
    rosa.check_page()
    rosa.go(f"/notices/passing/{corin}/where/")
    rosa.choose("What did you find out?", "The child’s school")
    rosa.pick("Which?", "Mill Lane Academy")
    rosa.write("How do you know?", "Rang the school office at Mill Lane.")
    rosa.press("Keep this")
    rosa.see("Mill Lane Academy is to be told.")


def tess_reads_it(tess) -> None:
    tess.go("/")
    tess.follow("What police told us")
    tess.follow("Tansy Larkhill")
    tess.see("This is not a referral")
    tess.see("I hid under the bed until they went.")
    tess.see("Left out: Where it happened.")
    for words in ("Sedge Row", "RAW SUMMARY", "Corin", "Kerensa"):
        tess.not_see(words)
    tess.check_page()


def test_the_other_school_reads_only_its_own(desk_of, friday):
    with desk_of("moira") as moira:
        moira.go("/notices/passing/told/")
        moira.not_see("Tansy")
        moira.go(f"/notices/passing/{friday['tansy']}/read/")
        moira.see("Page not found")


def test_an_administrator_keeps_the_days_of_a_school(desk_of):
    with desk_of("ada") as ada:
        ada.follow("Days of schools")
        ada.check_page()
        ada.pick("School", SCHOOL)
        ada.day("First day", "1 12 2031")
        ada.day("Last day", "2 12 2031")
        ada.write("Why?", "Burst pipe")
        ada.press("Keep these days")
        ada.see("is closed. What it is still to be told is counted by this.")
        ada.check_page()
