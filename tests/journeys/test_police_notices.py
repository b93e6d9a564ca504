"""Three notices of little risk about one home are one line with a pattern; they are read together, graded, decided, and screened."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def merrin(site):
    return site.tell("three_notices_about_merrin")


def test_a_pattern_shows_when_it_is_rolled_up(desk_of, merrin):
    with desk_of("rosa") as rosa:
        # Given three standard notices about Merrin, when Rosa opens the desk, then they are one line that says why it is here
        rosa.follow("Police notices")
        rosa.is_at("Police notices")
        row = rosa.page.locator("tr", has_text="Merrin Stonecross")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("3 together")
        expect(row).to_contain_text("A pattern of notices")
        rosa.check_page()

        # And the line opens all three
        rosa.follow("Merrin Stonecross")
        rosa.see("Shouting was heard, time 1.")
        rosa.see("Shouting was heard, time 3.")
        rosa.check_page()
        rosa.press("Add as a new person: Merrin Stonecross")
        rosa.see("Linked")

        # When she grades the newest higher, then she must say why
        rosa.go(f"/notices/{merrin['newest']}/grade/")
        rosa.choose("The hub’s grade", "Medium")
        rosa.press("Set the hub’s grade")
        rosa.see("Say why the grade changes")
        rosa.check_page()
        rosa.write("Why", "The third in two months, and each worse.")
        rosa.press("Set the hub’s grade")
        rosa.see("the police graded it standard risk")

        # When a reason is left out, then nothing is decided and her choice is kept
        rosa.pick("What happens", "To reception as a contact")
        rosa.press("Record the outcome for each child")
        rosa.see("Give the reason for Merrin Stonecross")
        rosa.check_page()
        rosa.write("Why", "A pattern: look at the whole.")
        rosa.press("Record the outcome for each child")
        rosa.see("3 notices decided")

        # Then reception has one contact with what the police said in it, and nothing keyed again
        rosa.go("/reception/")
        rosa.follow("Merrin Stonecross")
        rosa.see("Shouting was heard, time 1.")
        rosa.see("Linked")
        rosa.check_page()
        rosa.go(f"/notices/{merrin['newest']}/")
        rosa.see("To reception as a contact")
        rosa.check_page()


def test_those_with_no_part_in_it_are_refused_in_words(desk_of, merrin):
    for name, words in (("hana", "This page is for"), ("tess", "This page is for"), ("elsie", "This page is for")):
        with desk_of(name) as desk:
            desk.go(f"/notices/line/{merrin['line']}/")
            desk.see(words)
            desk.not_see("Stonecross")
            desk.check_page()


def test_the_force_sees_what_became_of_its_own(desk_of, merrin):
    with desk_of("pete") as pete:
        pete.go("/")
        pete.follow("Notices we sent")
        pete.see("RMSMERRIN3")
        pete.check_page()
