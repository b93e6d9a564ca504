"""What each action does, and what it refuses with a sentence."""

from datetime import timedelta

import pytest

from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused
from frontdoor.mash import actions
from frontdoor.mash.actions import Given, Question, Recommendation
from frontdoor.mash.models import AgencyRequest, Enquiry, Item, Unfinished
from frontdoor.mash.unfinished import keep
from tests.scenarios import (
    ANALYSIS,
    a_school_refers,
    police_answer,
    reception_sends_it_to_the_mash,
    sam_recommends,
    the_mash_opens_it,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def offered(at, **given):
    contact = a_school_refers(at=at, **given)
    reception_sends_it_to_the_mash(contact, at=at)
    return contact.handovers.get()


def test_opening_takes_every_child_and_one_worker(cast, at):
    handover = offered(at, children=[{"given_names": "Robin"}, {"given_names": "Wren"}])
    made = actions.open_enquiry(by=cast.sam, at=at + HOUR, handover=handover, rating="RED")
    assert [row.child.name for row in made.children.all()] == ["Robin", "Wren"]
    assert (made.worker, made.rating, made.accepted_at) == (cast.sam, "RED", handover.offered_at)
    assert made.ratings.get().rating == "RED"


def test_it_may_be_opened_for_nobody_yet(cast, at):
    assert actions.open_enquiry(by=cast.mina, at=at, handover=offered(at), rating="RED", unallocated=True).worker is None


def test_opening_twice_is_refused(cast, at):
    handover = offered(at)
    actions.open_enquiry(by=cast.sam, at=at, handover=handover, rating="RED")
    with pytest.raises(NotNow, match="Accepted"):
        actions.open_enquiry(by=cast.mina, at=at, handover=handover, rating="RED")
    assert Enquiry.objects.count() == 1


def test_two_enquiries_of_one_contact_have_two_numbers(cast, at):
    first, second = (the_mash_opens_it(each.contact, at=at) for each in (offered(at), offered(at)))
    assert first.reference != second.reference and first.reference.endswith("/M1")


def test_reception_may_not_open_one(cast, at):
    with pytest.raises(MayNot, match="MASH social worker or MASH manager"):
        actions.open_enquiry(by=cast.rosa, at=at, handover=offered(at), rating="RED")


def test_a_rating_that_is_none_of_the_three_is_refused(cast, at, enquiry):
    with pytest.raises(Refused, match="red, amber or green"):
        actions.rate(enquiry, by=cast.sam, at=at, rating="BLUE", reason="x")


def test_the_rating_changes_with_a_reason_and_the_ratings_before_are_kept(cast, at, enquiry):
    with pytest.raises(Refused, match="why"):
        actions.rate(enquiry, by=cast.sam, at=at, rating="RED", reason=" ")
    with pytest.raises(Refused, match="amber already"):
        actions.rate(enquiry, by=cast.sam, at=at, rating="AMBER", reason="x")
    actions.rate(enquiry, by=cast.sam, at=at + HOUR, rating="RED", reason="Robin is not at school")
    assert [(each.rating, each.reason) for each in enquiry.ratings.all()] == [("AMBER", "As opened"), ("RED", "Robin is not at school")]


def test_only_a_social_worker_of_the_mash_may_hold_it(cast, at, enquiry):
    with pytest.raises(Refused, match="Pete Sandiford is not a MASH social worker"):
        actions.allocate(enquiry, by=cast.mina, at=at, worker=cast.pete)


def test_asking_tells_the_agencys_inbox_with_a_reference_and_nothing_of_the_child(cast, at, asked):
    told = Message.objects.get(kind="request", to_address="safeguarding@police.example")
    assert told.path == f"/mash/request/{asked[0].pk}/" and told.reference == asked[0].enquiry.reference
    assert "Robin" not in repr([getattr(told, field.name) for field in Message._meta.concrete_fields])


def test_an_agency_with_an_open_question_is_not_asked_again(cast, at, asked):
    with pytest.raises(Refused, match="already asked"):
        actions.ask(
            asked[0].enquiry, by=cast.sam, at=at, agency=cast.pete.agency, what="x", why="y", months_back=1, lawful_basis="ART6_1E", people=["Robin"],
        )


def test_several_are_asked_or_none(cast, at, enquiry):
    good = Question(cast.pete.agency, "Call-outs", "Shouting", 12, "ART6_1E", ["Robin"])
    vague = Question(cast.nadia.agency, " ", "Shouting", 12, "ART6_1E", ["Robin"])
    with pytest.raises(Refused, match="Tell Alder Vale Hospitals Trust what you are asking"):
        actions.ask_all(enquiry, by=cast.sam, at=at, questions=[good, vague])
    assert not AgencyRequest.objects.exists() and not Message.objects.filter(kind="request").exists()
    assert len(actions.ask_all(enquiry, by=cast.sam, at=at, questions=[good])) == 1


def test_only_the_agency_asked_may_answer(cast, at, asked):
    with pytest.raises(Refused, match="only they can answer"):
        actions.answer(asked[0], by=cast.edie, at=at, outcome="NOTHING_HELD", searched="x")
    with pytest.raises(AgencyRequest.DoesNotExist):
        actions.answer(asked[0], by=cast.nadia, at=at, outcome="NOTHING_HELD", searched="x")


def test_an_answer_is_given_once(cast, at, asked):
    police_answer(asked[0], at=at)
    with pytest.raises(NotNow, match="Answered"):
        police_answer(asked[0], at=at)
    assert Item.objects.count() == 1


def test_each_item_needs_words_and_a_source_and_did_not_happen_tomorrow(cast, at, asked):
    for item, sentence in (
        (Given(text="x", source=""), "where they come from"), (Given(text="", source="x"), "where they come from"),
        (Given(text="x", source="x", happened_on=at.date() + timedelta(days=1)), "in the future"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.answer(asked[0], by=cast.pete, at=at, outcome="HELD", items=[item])
    assert not Item.objects.exists()


def test_answering_empties_what_was_kept_meanwhile(cast, at, asked):
    keep(f"answer:{asked[0].pk}", {"item-1-text": ["Draft words"]}, by=cast.pete, at=at, seen=0)
    police_answer(asked[0], at=at)
    assert Unfinished.objects.get().words == {}


def test_a_sensitive_item_is_shown_to_one_named_person_of_the_hub_with_a_reason(cast, at, asked):
    police_answer(asked[0], at=at, sensitive=True)
    item = Item.objects.get()
    assert not Item.objects.visible_to(cast.sam).exists()
    for to, reason, sentence in ((cast.nadia, "x", "does not sit in the hub"), (cast.sam, " ", "why they need it")):
        with pytest.raises(Refused, match=sentence):
            actions.show_item(item, by=cast.pete, at=at, to=to, reason=reason)
    actions.show_item(item, by=cast.pete, at=at, to=cast.sam, reason="We spoke at 11")
    assert Item.objects.visible_to(cast.sam).exists()
    assert not any(Item.objects.visible_to(other).exists() for other in (cast.mina, cast.edie, cast.hana, cast.nadia, cast.rosa))


def test_withdrawing_says_why_and_stops_the_question(cast, at, asked):
    with pytest.raises(Refused, match="why"):
        actions.withdraw(asked[0], by=cast.sam, at=at, why="")
    actions.withdraw(asked[0], by=cast.sam, at=at, why="The family moved away")
    with pytest.raises(NotNow):
        police_answer(asked[0], at=at)


def test_nothing_goes_to_a_decision_without_its_parts(cast, at, enquiry):
    children = [row.child for row in enquiry.children.all()]
    every = [Recommendation(child, "EARLY_HELP", 3, "Because") for child in children]
    for words, said, sentence in (
        ({**ANALYSIS, "not_known": ""}, every, "what is not known"), (ANALYSIS, every[:1], "Recommend something for"),
        (ANALYSIS, [every[0], Recommendation(children[1], "MASH_ENQUIRY", 3, "x")], "Choose what you recommend"),
        (ANALYSIS, [every[0], Recommendation(children[1], "EARLY_HELP", 0, "x")], "threshold level"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.recommend(enquiry, by=cast.sam, at=at, words=words, recommendations=said)
    assert Enquiry.objects.get().stage == "GATHERING"


def test_what_is_ticked_is_needed_and_what_is_unticked_is_not(cast, at, asked):
    police_answer(asked[0], at=at)
    item, enquiry = Item.objects.get(), asked[0].enquiry
    actions.mark_needed(item, by=cast.sam, at=at, needed=True)
    assert Item.objects.get().is_needed
    recommended = [Recommendation(row.child, "EARLY_HELP", 3, "x") for row in enquiry.children.all()]
    actions.recommend(enquiry, by=cast.sam, at=at, words=ANALYSIS, recommendations=recommended, needed=[])
    assert not Item.objects.get().is_needed


def test_the_manager_asks_for_more_and_the_social_workers_words_are_left_alone(cast, at, enquiry):
    sam_recommends(enquiry, at=at)
    with pytest.raises(Refused, match="what is needed"):
        actions.ask_for_more(enquiry, by=cast.mina, at=at, why="")
    actions.ask_for_more(enquiry, by=cast.mina, at=at, why="Ask the midwife")
    now = Enquiry.objects.get()
    assert (now.stage, now.more_wanted, now.not_known) == ("GATHERING", "Ask the midwife", ANALYSIS["not_known"])
