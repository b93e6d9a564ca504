"""Whoever raises a concern."""

from ..desk import Desk

SAYS = "Robin is tired and says that the shouting is every night."
FEARS = "He said: when Dad shouts I put my headphones on."
HOME = ("4 Quarry Rise", "ZZ9 9ZZ")


def tess_refers_three_children(tess: Desk) -> str:
    """Through the task list, with a stop in the middle; gives back the number."""
    tess.follow("Tell us about a child")
    tess.is_at("Refer a child")
    tess.check_page()
    tess.press("Start a referral")
    tess.is_at("Your referral")
    tess.check_page()
    draft = tess.path
    the_children(tess)
    what_worries_her(tess)
    she_stops_and_comes_back(tess, draft)
    their_own_words(tess)
    the_other_sections(tess)
    return she_sends_it(tess, draft)


def the_children(tess: Desk) -> None:
    tess.follow("The children, and any baby not yet born")
    tess.check_page()
    tess.follow("Add a child")
    tess.write("First names", "Robin")
    tess.write("Family name", "Ashgrove")
    tess.choose("Has this child been born?", "Yes")
    tess.day("Date of birth", "2 5 2017")
    tess.check_page()
    _at_home(tess)
    tess.press("Save and continue")
    tess.is_at("The children")
    tess.follow("Add another child")
    tess.write("First names", "Wren")
    tess.write("Family name", "Ashgrove")
    tess.choose("Has this child been born?", "Yes")
    tess.write("Or about how old are they?", "4")
    _at_home(tess)
    tess.press("Save and continue")
    tess.follow("Add another child")
    tess.choose("Has this child been born?", "Not yet")
    tess.write("Who is expecting the baby?", "Kay Ashgrove")
    tess.press("Save and continue")
    for name in ("Robin Ashgrove", "Wren Ashgrove", "Unborn baby of Kay Ashgrove"):
        tess.see(name)
    tess.check_page()


def _at_home(tess: Desk) -> None:
    tess.write("Where do they live?", HOME[0])
    tess.write("Postcode", HOME[1])


def what_worries_her(tess: Desk) -> None:
    tess.follow("Continue")
    tess.is_at("What worries you")
    tess.write("What are you worried about?", SAYS)
    tess.write("What happened?", "He fell asleep in class three times this week.")
    tess.check_page()
    tess.press("Save and come back later")
    tess.is_at("Your referral")


def she_stops_and_comes_back(tess: Desk, draft: str) -> None:
    """What she wrote is where she left it, in the list of what was begun."""
    tess.go("/referrals/")
    tess.check_page()
    tess.follow("Robin Ashgrove")
    assert tess.path == draft
    tess.follow("What worries you")
    assert tess.page.get_by_label("What are you worried about?").input_value() == SAYS
    tess.press("Save and continue")


def their_own_words(tess: Desk) -> None:
    tess.is_at("The child's own words and daily life")
    robin = tess.part("Robin Ashgrove")
    tess.write("What have they said?", FEARS, within=robin)
    tess.check_page()
    tess.press("Save and continue")


def the_other_sections(tess: Desk) -> None:
    tess.is_at("Safety now")
    tess.choose("Could a child be in danger today?", "No")
    tess.write("Where are the children now, and are they safe there?", "At school until 3:15pm.")
    tess.check_page()
    tess.press("Save and continue")
    tess.is_at("Family and household")
    tess.check_page()
    tess.follow("Add somebody")
    tess.write("First names", "Kay")
    tess.write("Family name", "Ashgrove")
    tess.pick("What are they to the children?", "Mother")
    tess.check_page()
    tess.press("Save and continue")
    tess.follow("Continue")
    tess.is_at("Level of need")
    tess.choose("Which level of need do you see?", "Level 3")
    tess.check_page()
    tess.press("Save and continue")
    tess.is_at("Strengths")
    tess.write("What is going well, and who keeps the child safe?", "Gran lives near and picks them up.")
    for heading in ("What you know of the past", "What the family know", "Files", "You, and how to reach you"):
        if tess.page.locator("h1").inner_text().startswith("Files"):
            tess.follow("Continue without adding")
        else:
            tess.press("Save and continue")
        tess.is_at(heading)
        tess.check_page()
    tess.choose("Will you go on working with the child or family?", "Yes, I or my team will")
    tess.press("Save and continue")


def she_sends_it(tess: Desk, draft: str) -> str:
    tess.is_at("Check before you send")
    tess.see("Would help, if you know it")
    tess.check_page()
    tess.press("Send it now")
    tess.is_at("We have received your referral")
    tess.see("What happens next")
    tess.check_page()
    return tess.number()
