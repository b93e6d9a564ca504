"""The hub: opening, asking, answering while others watch, recommending, deciding, taking on."""

from playwright.sync_api import expect

from ..desk import Desk

POLICE_HOLD = "Two call-outs to the home in January; nobody was arrested."
IN_CONFIDENCE = "The neighbour at number 6 rings us and is afraid to be named."
SPEAK_TO = "Pete Sandiford, 01632 960111"
ASKED = ("Westshire Police", "Westshire Community Health Trust")
CHILDREN = ("Robin Ashgrove", "Wren Ashgrove", "Unborn baby of Kay Ashgrove")


def sam_opens_it(sam: Desk) -> str:
    """From what reception offered; gives back where the enquiry is."""
    sam.go("/mash/")
    sam.check_page()
    sam.page.locator("#to-open").get_by_role("link", name="Robin Ashgrove").click()
    sam.is_at("Open an enquiry about Robin Ashgrove")
    sam.check_page()
    sam.choose("Rating", "Amber")
    sam.pick("Social worker", "Sam Okonedo-Vale")
    sam.press("Open the enquiry")
    sam.is_at("Robin Ashgrove and Wren Ashgrove and Unborn baby of Kay Ashgrove")
    sam.see("No agency was asked yet.")
    sam.see("about 4")
    sam.see("not yet born")
    sam.check_page()
    return sam.path


def sam_asks(sam: Desk) -> None:
    """Police and health, why, and about whom."""
    sam.follow("Ask agencies")
    sam.check_page()
    sam.write("Why are you asking?", "A child says that there is shouting at home every night.")
    for agency in ASKED:
        sam.tick(f"Ask {agency}")
    sam.press("Ask those ticked")
    sam.see("0 of 2 answered")
    sam.check_page()


def pete_answers(pete: Desk) -> None:
    """One thing that the hub may read, and one of which it may know only that it exists."""
    pete.go("/")
    pete.follow("Requests to answer")
    pete.check_page()
    pete.page.locator("main").get_by_role("link", name="Robin Ashgrove").first.click()
    pete.is_at("Answer the hub’s request")
    pete.check_page()
    pete.choose("What is your answer?", "Information held")
    for number, text, sensitive in ((1, POLICE_HOLD, False), (2, IN_CONFIDENCE, True)):
        item = pete.page.locator(f"#item-{number}")
        pete.write("What you hold", text, within=item)
        pete.write("Where it comes from", "Police records", within=item)
        if sensitive:
            pete.tick("Sensitive: show the hub only that it exists", within=item)
    pete.write("Whom should the hub speak to?", SPEAK_TO)
    pete.press("Send the answer to the hub")
    pete.see("Your answer is with the hub.")
    pete.check_page()


def it_arrives_at(desk: Desk) -> None:
    """On a page that nobody loads again: what may be read, and that there is more, and nothing of what it says."""
    loaded = desk.page.evaluate("window.journeyStood = (window.journeyStood || performance.timeOrigin)")
    expect(desk.page.locator("#answers")).to_contain_text(POLICE_HOLD, timeout=30_000)
    expect(desk.page.locator("#answers")).to_contain_text("1 of 2 answered")
    expect(desk.page.locator("#answers")).to_contain_text(f"Speak to {SPEAK_TO}")
    assert desk.page.evaluate("window.journeyStood") == loaded, "the page was loaded again"
    desk.not_see(IN_CONFIDENCE)


def hana_watches(hana: Desk, enquiry: str) -> None:
    hana.go(enquiry)
    hana.see("0 of 2 answered")
    hana.check_page()


def sam_recommends(sam: Desk) -> None:
    sam.follow("Write the analysis")
    sam.check_page()
    for label, words in {
        "History": "One earlier contact, about a coat.", "Risks": "Fear at night, and too little sleep.",
        "Strengths and what keeps the children safe": "Gran lives near.", "The child’s lived experience": "Robin sleeps with headphones on.",
        "What is not known": "Health has not answered. What Wren sees.", "Your analysis": "The family needs help early.",
    }.items():
        sam.write(label, words)
    sam.tick(POLICE_HOLD)
    sam.not_see(IN_CONFIDENCE)
    for name in CHILDREN:
        part = sam.part(f"For {name}")
        sam.pick("Recommendation", "Early help", within=part)
        sam.pick("Threshold level", "Level 3", within=part)
        sam.write("Why, for this child", "Help now may prevent worse.", within=part)
    sam.press("Send to a manager to decide")
    sam.see("Your recommendation is with the managers.")
    sam.check_page()


def mina_decides(mina: Desk, enquiry: str) -> None:
    """Early help for the two who are born; an assessment for the baby, though early help was recommended."""
    mina.go("/mash/?show=awaiting")
    mina.page.locator("#open").get_by_role("link", name="Robin Ashgrove").click()
    assert mina.path == enquiry
    mina.follow("Decide")
    mina.is_at("Decide for Robin Ashgrove")
    mina.check_page()
    for name, outcome, level, team in (
        (CHILDREN[0], "Early help", "Level 3", "Hub north"), (CHILDREN[1], "Early help", "Level 3", "Hub north"),
        (CHILDREN[2], "Child and family assessment", "Level 4", "Family help east"),
    ):
        part = mina.part(f"For {name}")
        mina.pick("Decision", outcome, within=part)
        mina.pick("Threshold level", level, within=part)
        mina.write("Rationale", f"For {name}: agreed with what the social worker sees.", within=part)
        mina.pick("Team that takes the work on", team, within=part)
    mina.write("Did anybody disagree?", "Hana Birtwell would assess all three.")
    mina.press("Decide")
    mina.is_at("What was decided")
    for words in ("Early help", "Child and family assessment", "Hana Birtwell would assess all three."):
        mina.see(words)
    mina.check_page()


def taken_on_by(receiver: Desk, child: str) -> None:
    """Whoever it goes to says that it is theirs."""
    receiver.follow("Work offered to us")
    receiver.check_page()
    receiver.page.locator("main").get_by_role("link", name=child).first.click()
    receiver.see("Waiting to be accepted" if receiver.page.get_by_text("Waiting to be accepted").count() else child)
    receiver.check_page()
    receiver.press("Take it on")
    receiver.see("Taken on. It is your team’s from now on.")
    receiver.check_page()
