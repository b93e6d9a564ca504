"""A contact is kept to named people; a colleague is refused, breaks the glass for a danger, and is asked about it."""

import pytest

from .told import NAMES

pytestmark = pytest.mark.browser


def test_restrict_refused_glass_review(desk_of, site):
    # Given that a school referred a child whose mother works in the hub
    told = site.tell("quillon_is_referred")
    page, number = f"/reception/{told['contact']}/", told["reference"]

    # When Mina restricts it, then it is hers, and she sees who else may
    with desk_of("mina") as mina:
        mina.go(page)
        mina.follow("Restrict this contact to named people")
        mina.check_page()
        mina.choose("Why is this record restricted?", "A member of staff")
        mina.write("In your words", "Her mother works at reception.")
        mina.press("Restrict it")
        mina.see(f"{number} is restricted from now on.")
        mina.check_page()
        mina.follow("Name another person")
        mina.pick("Who may see it from now on?", "Sam Okonedo-Vale")
        mina.check_page()
        mina.press("Name them")
        mina.see("Sam Okonedo-Vale may see")
        mina.press("Take off Sam Okonedo-Vale")
        mina.see("may not see")

    with desk_of("rosa") as rosa:
        # Then to Rosa it is as if it were not there; by its exact number she is told whom to ask
        assert rosa.page.request.get(site.url + page).status == 404
        rosa.go("/governance/restricted/")
        rosa.check_page()
        rosa.write("Reference of the contact", "FD26-999999")
        rosa.press("Look")
        rosa.see("No contact has exactly this reference")
        rosa.write("Reference of the contact", number)
        rosa.press("Look")
        rosa.is_at(f"{number} is restricted")
        rosa.see("Mina Farrow")
        rosa.not_see(NAMES[1])
        rosa.check_page()

        # When there is a danger now, then the glass opens it for an hour, and every page says so
        rosa.choose("What is the danger?", "A risk to life now")
        rosa.write("What you know of it", "Dad rang to say he is on his way there.")
        rosa.press("Break the glass")
        rosa.see(NAMES[1])
        rosa.see("The glass is broken")
        rosa.check_page()
        rosa.go("/")
        rosa.see("The glass is broken")

    # Then a colleague still cannot, and nobody outside the hub is told anything
    with desk_of("ravi") as ravi, desk_of("pete") as pete:
        assert ravi.page.request.get(site.url + page).status == 404
        assert pete.page.request.get(f"{site.url}/governance/restricted/{number}/").status == 403

    # When Ivor looks at it the next morning, then it is reviewed, and he never read about the child
    with desk_of("ivor") as ivor:
        ivor.go("/worklists/glass-broken/")
        ivor.check_page()
        ivor.page.locator("tr", has_text=number).get_by_role("link").first.click()
        ivor.check_page()
        ivor.choose("What did you find?", "It was right to open it")
        ivor.write("What you looked at", "Spoke with Rosa and with Mina.")
        ivor.press("Keep the review")
        ivor.see("is reviewed")
        ivor.not_see(NAMES[1])
        ivor.go("/worklists/restrictions/")
        ivor.page.locator("tr", has_text=number).get_by_role("link").first.click()
        ivor.follow("Review it")
        ivor.check_page()
        ivor.choose("What did you decide?", "Lift it")
        ivor.write("Why", "Her mother has left.")
        ivor.press("Keep the review")
        ivor.see("Lifted")
        ivor.go("/governance/restrictions/")
        ivor.see("The glass was broken 1 time")
        ivor.check_page()

    with desk_of("ravi") as ravi:
        ravi.go(page)
        ravi.see(NAMES[1])
