"""One child recorded twice is said to be one person, worked with, and found to be two after all; a baby is expected and born."""

import pytest
from django.utils import timezone

pytestmark = pytest.mark.browser


def add(desk, given, family, *, born="27 3 2019", address="12 Elm Row"):
    desk.go("/people/new/")
    desk.write("Given names", given)
    desk.write("Family name", family)
    desk.day("Date of birth", born)
    desk.write("Address", address)
    desk.write("Postcode", "ZZ9 9ZZ")
    desk.write("Who told us?", "The school")
    desk.press("Add this person")
    desk.is_at(f"{given} {family}")
    return desk.path


def test_said_to_be_one_and_taken_back(desk_of):
    with desk_of("rosa") as rosa:
        # Given that Robin is recorded twice
        one, other = add(rosa, "Robin", "Twicegrove"), add(rosa, "Robyn", "Twicegrove", address="The Old Mill")
        # When Rosa looks at both beside each other and says that they are one
        rosa.go(one)
        rosa.follow("Same person as another record")
        rosa.check_page()
        rosa.follow("Compare with")
        rosa.see("What changes, and what does not")
        rosa.check_page()
        rosa.write("Why are they one person?", "One letter names both.")
        rosa.press("They are one person")
        # Then one page shows both, and the other leads there
        rosa.see("The Old Mill")
        rosa.check_page()
        rosa.go(other)
        assert rosa.path == one
        rosa.see("is the same person as")
        # When something is recorded, and it turns out that they are two
        rosa.follow("Add another name")
        rosa.choose("What sort of name is it?", "Written from another script")
        rosa.write("Given names", "Robiin")
        rosa.write("Who told us?", "The school")
        rosa.press("Add another name")
        rosa.follow("Take that back")
        rosa.check_page()
        rosa.tick("The name Robiin")
        rosa.write("Why are they two people?", "Two birth certificates.")
        rosa.press("They are two people")
        # Then each is as it was, and the name is where Rosa said
        assert rosa.path == other
        rosa.see("Robiin")
        rosa.go(one)
        rosa.not_see("Robiin")
        rosa.follow("Same person as another record")
        rosa.see("No record that you may see is like this one")


def test_expected_and_born(desk_of):
    today = timezone.localdate()
    with desk_of("rosa") as rosa:
        add(rosa, "Jo", "Babygrove", born="3 4 1995")
        rosa.follow("Record an unborn baby")
        rosa.check_page()
        rosa.write("How many babies are expected?", "2")
        rosa.write("Who told us?", "The midwife")
        rosa.press("Record an unborn baby")
        rosa.follow("Unborn baby Babygrove")
        rosa.see("Twin")
        rosa.check_page()
        rosa.follow("Record the birth")
        rosa.check_page()
        rosa.day("Date of birth", f"{today.day} {today.month} {today.year}")
        rosa.write("Given names, if known", "Wren")
        rosa.press("Record the birth")
        rosa.is_at("Wren Babygrove")
        rosa.follow("Quality of records")
        rosa.check_page()
