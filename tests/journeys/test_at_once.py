"""Two people, or one person twice, doing the same thing at once: one is done, and the other keeps their words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from playwright.sync_api import expect

from .client import Client

pytestmark = pytest.mark.browser
HERS = "Mina's rationale: help now, near home."
HIS = "Marcus's rationale, which took him half an hour to write."


def decides(desk, words: str) -> None:
    desk.pick("Decision", "Early help")
    desk.pick("Threshold level", "Level 3")
    desk.write("Rationale", words)
    desk.pick("Team that takes the work on", "Hub north")


def test_two_managers_decide_the_same_enquiry(desk_of, site):
    # Given one enquiry open on the desks of two managers
    told = site.tell("quillon_awaits_a_decision", "Linnet")
    with desk_of("mina") as mina, desk_of("marcus") as marcus:
        for desk, words in ((mina, HERS), (marcus, HIS)):
            desk.go(f"/decisions/{told['enquiry']}/")
            decides(desk, words)

        # When she presses first
        mina.press("Decide")
        mina.is_at("What was decided")
        marcus.press("Decide")

        # Then he is told so, sees where hers is, and has every word he wrote
        marcus.see("Somebody decided first")
        expect(marcus.page.get_by_label("Rationale")).to_have_value(HIS)
        marcus.check_page()
        marcus.follow("See what was decided")
        marcus.see(HERS)
        marcus.not_see(HIS)
    assert site.ask("select count(*), min(rationale) from decisions_decision where enquiry_id = %s", told["enquiry"]) == [(1, HERS)]


def test_one_draft_in_two_tabs(desk_of):
    # Given one part of a draft open in two tabs
    with desk_of("tess") as tess:
        tess.go("/referrals/new/")
        tess.press("Start a referral")
        part = f"{tess.path}worries/"
        first, second = tess.page, tess.page.context.new_page()
        for tab in (first, second):
            tab.goto(tess.site.url + part)
        concern = "What are you worried about?"

        # When one is saved, and then the other
        first.get_by_label(concern).fill("In the first tab.")
        first.get_by_role("button", name="Save and come back later").click()
        expect(first.locator("h1")).to_contain_text("Your referral")
        second.get_by_label(concern).fill("In the second tab.")
        second.get_by_role("button", name="Save and continue").click()

        # Then the second says so and gives its words back, and the first one's are kept
        expect(second.locator("main")).to_contain_text("changed in another tab or window after you opened it here")
        expect(second.locator("main")).to_contain_text("In the second tab.")
        tess.page = second
        tess.check_page()
        tess.go(part)
        expect(second.get_by_label(concern)).to_have_value("In the first tab.")


def test_a_double_click_sends_one(desk_of, site):
    # Given a referral that is ready, when "Send it now" is clicked twice, then there is one contact, and its number
    with desk_of("tess") as tess:
        person = Client(site.url, "tess@school.example")
        draft = person.writes(name="Bryony", concern="Bryony was crying at the gate.")
        tess.go(f"{draft}check/")
        tess.button("Send it now").dblclick()
        tess.is_at("We have received your referral")
        assert site.ask("select reference from contacts_contact where submission = %s", draft.split("/")[3]) == [(tess.number(),)]


def test_sent_four_times_at_the_same_moment_it_is_one(site):
    # Given one draft, when four windows send it at the same moment, then all four are shown the same number
    people = [Client(site.url, "tess@school.example") for _ in range(4)]
    draft = people[0].writes(name="Rowan", concern="Rowan has bruises on both arms.")
    start = Barrier(4)

    def send(person: Client) -> str:
        start.wait()
        return person.sends(draft)

    with ThreadPoolExecutor(4) as windows:
        numbers = set(windows.map(send, people))
    assert site.ask("select reference from contacts_contact where submission = %s", draft.split("/")[3]) == [tuple(numbers)]
