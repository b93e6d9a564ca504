"""Who is told how much, and when a contact is finished. No database."""

import pytest

from frontdoor.feedback.rules import ChildSoFar, how_much, what_is_unfinished
from frontdoor.screening.rules import ENDS_HERE


@pytest.mark.parametrize(("given", "expected"), [
    ({"to": "REFERRER", "source": "2A", "works_on": ""}, "CONTINUING"),
    ({"to": "REFERRER", "source": "2A", "works_on": "LIMITED"}, "LIMITED"),
    ({"to": "REFERRER", "source": "1B", "works_on": ""}, "MINIMAL"),
    ({"to": "REFERRER", "source": "1B", "works_on": "CONTINUING"}, "MINIMAL"),  # nobody makes themselves a professional by ticking a box
    ({"to": "REFERRER", "source": "9", "works_on": ""}, "MINIMAL"),
    ({"to": "REFERRER", "source": "10", "works_on": ""}, "MINIMAL"),
    ({"to": "INBOX", "source": "3E", "works_on": "LIMITED"}, "CONTINUING"),
    ({"to": "CONTRIBUTOR", "source": "1B", "works_on": ""}, "CONTINUING"),
    ({"to": "CONTRIBUTOR", "source": "2A", "works_on": "", "held_something": False}, "LIMITED"),
])
def test_how_much_follows_who_they_are(given, expected):
    assert how_much(**given) == expected


def so_far(outcome="NFA", decided="", *handed_on):
    return ChildSoFar(outcome, decided, frozenset(handed_on))


DONE = {"enquiries_open": 0, "referrer_told": True, "owed": 0, "posts_unsettled": 0, "ends_here": ENDS_HERE}


@pytest.mark.parametrize("child", [
    so_far("NFA"), so_far("SIGNPOST"), so_far("EARLY_HELP", "", ("EARLY_HELP", "ACCEPTED")), so_far("EARLY_HELP", "", ("EARLY_HELP", "ENDED")),
    so_far("MASH_ENQUIRY", "NFA", ("MASH_ENQUIRY", "ACCEPTED")),
    so_far("MASH_ENQUIRY", "ASSESSMENT", ("MASH_ENQUIRY", "ACCEPTED"), ("ASSESSMENT", "ACCEPTED")),
    so_far("MASH_ENQUIRY", "", ("MASH_ENQUIRY", "ENDED")),
    so_far("OPEN_CASE", "", ("OPEN_CASE", "SENT_ELSEWHERE"), ("EARLY_HELP", "ACCEPTED")),
])
def test_finished_when_ended_here_or_taken_on(child):
    assert not what_is_unfinished(children=[child], **DONE)


@pytest.mark.parametrize("child", [
    so_far(""), so_far("EARLY_HELP", "", ("EARLY_HELP", "OFFERED")), so_far("EARLY_HELP", "", ("EARLY_HELP", "RETURNED")),
    so_far("EARLY_HELP"), so_far("MASH_ENQUIRY", "", ("MASH_ENQUIRY", "ACCEPTED")), so_far("MASH_ENQUIRY"),
    so_far("MASH_ENQUIRY", "ASSESSMENT", ("MASH_ENQUIRY", "ACCEPTED"), ("ASSESSMENT", "OFFERED")),
    so_far("MASH_ENQUIRY", "NFA", ("MASH_ENQUIRY", "ACCEPTED"), ("ASSESSMENT", "RETURNED")),
    so_far("OPEN_CASE", "", ("OPEN_CASE", "SENT_ELSEWHERE")),
])
def test_not_finished_while_one_child_waits_for_somebody(child):
    assert what_is_unfinished(children=[so_far("NFA"), child], **DONE).reasons == ("a child’s work is not yet taken on",)


@pytest.mark.parametrize(("changed", "said"), [
    ({"enquiries_open": 1}, "an enquiry is not decided"), ({"owed": 1}, "somebody is still to be told"),
    ({"referrer_told": False}, "whoever raised it was neither told nor exempted"), ({"posts_unsettled": 1}, "a message has not gone, or did not arrive"),
])
def test_not_finished_while_somebody_is_owed_an_answer(changed, said):
    assert what_is_unfinished(children=[so_far("NFA")], **{**DONE, **changed}).reasons == (said,)
