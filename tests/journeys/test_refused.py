"""Everybody who has no part in it: refused in words, told nothing, and unable to learn that there is anything to be told."""

from uuid import uuid4

import pytest

from .told import HELD, IN_CONFIDENCE, NAMES, SAID

pytestmark = pytest.mark.browser

PAGES = {
    "referral": "/referrals/{contact}/", "copy": "/referrals/{contact}/copy.pdf", "add": "/referrals/{contact}/add/", "contact": "/reception/{contact}/",
    "manager": "/reception/{contact}/manager/", "child": "/people/{person}/", "chronology": "/people/{person}/chronology/",
    "who looked": "/people/{person}/looked/", "open": "/mash/open/{offered}/", "enquiry": "/mash/{enquiry}/", "answers": "/mash/{enquiry}/answers/",
    "ask": "/mash/{enquiry}/ask/", "analysis": "/mash/{enquiry}/analysis/", "asked of police": "/mash/request/{police}/",
    "asked of health": "/mash/request/{health}/", "in confidence": "/mash/item/{item}/show/", "decide": "/decisions/{enquiry}/",
    "decided": "/decisions/of/{enquiry}/", "to the mash": "/work/{offered}/", "who is told": "/feedback/contact/{contact}/",
}
ONCE_DECIDED = {
    "decision": "/decisions/made/{decision}/", "amend": "/decisions/amend/{decision}/", "work": "/work/{work}/", "told": "/feedback/{feedback}/",
    "to be read": "/feedback/{feedback}/read/",
}
# What each may open all the same: the access log is what information governance is for.
MAY_OPEN = {"ivor": {"who looked"}}
UNHEARD_OF = "Ottoline"
PLANTED = (*NAMES, UNHEARD_OF, SAID, HELD, IN_CONFIDENCE, "9 Larch Walk", "Tess Holloway-Bright")
WORDS = {403: "You cannot open this page", 404: "Page not found"}
EVERYBODY_ELSE = ("tom", "moira", "nadia", "fay", "ada", "ivor", "bea", "inez")


def is_refused(desk, path: str, known: dict[str, str]) -> None:
    """In words that are the same for a record that was never made, holding nothing of the one that was."""
    answer = desk.page.request.get(desk.site.url + path.format(**known))
    body = answer.text()
    assert answer.status in WORDS, f"{desk.name} is answered {answer.status} at {path}"
    assert WORDS[answer.status] in body, f"{desk.name} at {path}: {body[-800:]}"
    told = [words for words in PLANTED if words in body or words in str(answer.headers)]
    assert not told, f"{desk.name} reads {told} at {path}"
    never = desk.page.request.get(desk.site.url + path.format(**{name: uuid4() for name in known}))
    assert (never.status, main_of(never.text())) == (answer.status, main_of(body)), f"{desk.name} can tell that there is something at {path}"


def main_of(body: str) -> str:
    return body[body.index("<main"):body.index("</main>")]


@pytest.fixture(scope="module")
def undecided(site):
    return site.tell("quillon_awaits_a_decision", UNHEARD_OF)


@pytest.fixture(scope="module")
def decided(site):
    return site.tell("quillon_is_decided")


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_whoever_has_no_part_in_it_is_refused(desk_of, decided, name):
    # Given a decision about Quillon, when somebody with no part in it opens any of its pages, then each refuses and tells nothing
    with desk_of(name) as desk:
        for what, path in (PAGES | ONCE_DECIDED).items():
            if what not in MAY_OPEN.get(name, ()):
                is_refused(desk, path, decided)


def test_the_team_that_it_will_be_offered_to_knows_nothing_before(desk_of, undecided):
    # Given that nobody has decided, when Elsie's team looks, then there is nothing, in any page or in any list
    with desk_of("elsie") as elsie:
        for path in PAGES.values():
            is_refused(elsie, path, undecided)
        for path in ("/", "/work/", "/people/", "/referrals/", "/feedback/mine/"):
            elsie.go(path)
            for words in (UNHEARD_OF, undecided["reference"]):
                elsie.not_see(words)


def test_the_team_that_it_is_offered_to_reads_no_more_than_it_needs(desk_of, decided):
    # Given that early help was decided, when Elsie opens the work, then she has the concern; not who raised it, nor what the police hold
    with desk_of("elsie") as elsie:
        elsie.go(f"/work/{decided['work']}/")
        elsie.see(SAID)
        for path in ("/work/{work}/", "/mash/{enquiry}/", "/decisions/of/{enquiry}/", "/people/{person}/", "/referrals/{contact}/"):
            elsie.go(path.format(**decided))
            for words in (HELD, IN_CONFIDENCE, "Tess Holloway-Bright", "Thornbury"):
                elsie.not_see(words)


def test_an_agency_reads_what_it_is_asked_and_not_the_case(desk_of, undecided):
    # Given that health is asked, when somebody of that trust who only refers opens the request, then it is not theirs
    with desk_of("helen") as helen:
        for path in PAGES.values():
            is_refused(helen, path, undecided)


def test_whoever_is_not_signed_in_is_sent_to_sign_in(desk_of, decided):
    # Given nobody signed in, when any of the pages is asked for, then it is the page to sign in, and holds nothing
    with desk_of("nobody") as nobody:
        for path in (PAGES | ONCE_DECIDED).values():
            answer = nobody.page.request.get(nobody.site.url + path.format(**decided))
            assert "/account/login/" in answer.url, answer.url
            assert not [words for words in PLANTED if words in answer.text()]


@pytest.mark.parametrize(("name", "path", "words"), [
    ("tom", "/mash/{enquiry}/", "Page not found"), ("bea", "/decisions/{enquiry}/", "This page is for: MASH manager."),
])
def test_a_refusal_is_a_page_like_any_other(desk_of, decided, name, path, words):
    with desk_of(name) as desk:
        desk.go(path.format(**decided))
        desk.see(words)
        desk.check_page()
