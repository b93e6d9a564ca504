"""No child's data can go out in an e-mail: the words of every kind, with planted strings in all they could be given."""

import inspect

import pytest
from django.conf import settings

from frontdoor.foundations.notify.declare import MESSAGES, MessageKind
from frontdoor.foundations.notify.delivery import letter, send_all
from frontdoor.foundations.notify.models import Message
from tests.scenarios import all_the_way_to_a_decision

from .conftest import a_message

# What is known of the child, the family, the concern and the decision.
PLANTED = ["Zanthe", "Quillfeather", "999 123 4567", "14 Hidden Row", "ZZ9 9ZZ", "bruise behind the ear", "Two call-outs", "early help", "Level 3"]


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_kind_can_be_filled_in_with_four_things_and_no_more(code):
    filled = set(inspect.signature(MessageKind.words).parameters) - {"self"}
    assert filled == {"name", "reference", "link", "partnership"}
    subject, body = MESSAGES[code].words(name="Tess", reference="FD26-000001", link="https://x.example/feedback/1/read/", partnership=settings.PARTNERSHIP)
    assert "FD26-000001" in subject and "https://x.example/feedback/1/read/" in body
    assert "{" not in subject + body and "999" in body


@pytest.mark.django_db
def test_nothing_known_of_a_child_is_in_any_letter_of_a_whole_story(cast, letter_box, system, at):
    from frontdoor.feedback.actions import tell
    from frontdoor.feedback.models import Feedback

    child = {"given_names": "Zanthe", "family_name": "Quillfeather", "nhs_number": "999 123 4567", "address": "14 Hidden Row", "postcode": "ZZ9 9ZZ"}
    all_the_way_to_a_decision(at=at, children=[child], concern="A bruise behind the ear.", referrer_name="Tess Zanthe Quillfeather <b>")
    for owed in Feedback.objects.filter(stage="DUE"):
        tell(owed, by=cast.mina, at=owed.owed_at, text=owed.draft)
    last = Message.objects.order_by("-send_after").first().send_after
    assert send_all(by=system, at=last) >= 4
    for each in letter_box.taken:
        whole = f"{each.subject}\n{each.body}\n{each.extra_headers}".casefold()
        assert not [words for words in PLANTED if words.casefold() in whole]
        assert len(each.recipients()) == 1 and not each.cc and not each.bcc and not each.attachments


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Win now http://evil.example", "Tess\nBcc: all@x.example", "<script>alert(1)</script>", "0300 123 4567", "x" * 81])
def test_what_is_no_name_does_not_go_out_as_one(name, system, at):
    made = letter(a_message(at=at, by=system, to_name=name))
    assert made.body.startswith("Hello,") and name not in made.body


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Tess Holloway-Bright", "Siân O’Neill", "Thornbury Hill School, safeguarding team", "Dr. A. N. Other (GP)"])
def test_a_name_greets(name, system, at):
    assert letter(a_message(at=at, by=system, to_name=name)).body.startswith(f"Dear {name},")
