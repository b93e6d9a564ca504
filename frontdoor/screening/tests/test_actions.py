"""Screening: each refusal, a pattern, several children, and four screeners at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from frontdoor.contacts.actions import add, link_child
from frontdoor.contacts.models import Contact
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.models import Event
from frontdoor.foundations.record.refusals import ChangedMeanwhile, MayNot, NotNow, Refused
from frontdoor.handover.actions import send_back
from frontdoor.people.actions import add_person
from frontdoor.people.models import Person, Relationship
from frontdoor.screening.actions import add_named, agree, decide_again, identify, patterned_children, screen
from frontdoor.screening.models import Outcome
from frontdoor.screening.rules import ChildOutcome
from tests.scenarios import a_school_refers, all_the_way_to_a_decision, person, team

TWO = ({"given_names": "Robin", "family_name": "Ashgrove"}, {"given_names": "Wren", "family_name": "Ashgrove"})


def nfa(contact, level=2, reason="Seen and well.", **other):
    return [ChildOutcome(child, "NFA", level, reason, **other) for child in contact.children.all()]


def known(cast, at, name="Robin"):
    return add_person(by=cast.rosa, at=at, source="School", given_names=name, family_name="Ashgrove")


def the_third_about(cast, at, someone, **given):
    """Two earlier contacts in the year, then this one."""
    for days in (200, 100):
        earlier = a_school_refers(at=at - timedelta(days=days))
        link_child(earlier.children.get(), by=cast.rosa, at=at, person=someone)
    contact = a_school_refers(at=at, **given)
    link_child(contact.children.get(number=1), by=cast.rosa, at=at, person=someone)
    return contact


@pytest.mark.django_db
class TestRefusals:
    def refused(self, cast, at, contact, match, **changed):
        said = {"rating": "GREEN", "outcomes": nfa(contact), **changed}
        with pytest.raises(Refused, match=match):
            screen(contact, by=cast.rosa, at=at, **said)
        contact.refresh_from_db()
        assert contact.stage == "AWAITING_SCREENING" and not Outcome.objects.exists()

    def test_a_child_without_an_outcome(self, cast, at):
        contact = a_school_refers(at=at, children=TWO)
        self.refused(cast, at, contact, "Set an outcome for Wren Ashgrove", outcomes=nfa(contact)[:1])

    def test_a_child_with_two(self, cast, at):
        contact = a_school_refers(at=at)
        self.refused(cast, at, contact, "one outcome for Robin Ashgrove, not two", outcomes=nfa(contact) * 2)

    def test_a_child_of_another_contact(self, cast, at):
        contact, other = a_school_refers(at=at), a_school_refers(at=at)
        self.refused(cast, at, contact, "not in this contact", outcomes=nfa(contact) + nfa(other))

    @pytest.mark.parametrize("outcome, to, match", [
        ("ASSESSMENT", "family_help_east", "from the list of outcomes"), ("CLOSE", None, "from the list of outcomes"),
        ("EARLY_HELP", None, "Choose the team"), ("EARLY_HELP", "mash", "does not take that on"), ("MASH_ENQUIRY", "hub_north", "does not take that on"),
    ])
    def test_outcomes_and_teams_that_do_not_fit(self, cast, at, outcome, to, match):
        contact = a_school_refers(at=at)
        self.refused(cast, at, contact, match, outcomes=[ChildOutcome(contact.children.get(), outcome, 3, "Why.", [], team(to) if to else None)])

    @pytest.mark.parametrize("changed, match", [
        ({"reason": " "}, "Give the reason"), ({"level": 5}, "Choose the threshold level"), ({"level": 4}, "ask a manager"),
        ({"indicators": ["NOT-ON-THE-CHART"]}, "threshold chart"),
    ])
    def test_what_each_outcome_needs(self, cast, at, changed, match):
        contact = a_school_refers(at=at)
        self.refused(cast, at, contact, match, outcomes=nfa(contact, **changed))

    @pytest.mark.parametrize("changed, match", [
        ({"rating": "PURPLE"}, "red, amber or green"), ({"rating": ""}, "red, amber or green"), ({"quality": "FINE"}, "Rate the referral"),
        ({"quality": "GOOD", "quality_gaps": ["NONSENSE"]}, "from the list"), ({"quality": "POOR"}, "Say what was missing"),
    ])
    def test_ratings(self, cast, at, changed, match):
        self.refused(cast, at, a_school_refers(at=at), match, **changed)

    @pytest.mark.parametrize("who", ["tess", "elsie", "oona", "pete", "ada", "bea", "inez"])
    def test_who_may_not(self, cast, at, who):
        contact = a_school_refers(at=at)
        with pytest.raises(MayNot):
            screen(contact, by=getattr(cast, who), at=at, rating="GREEN", outcomes=nfa(contact))

    def test_a_stale_page(self, cast, at):
        contact = a_school_refers(at=at)
        add(contact, by=cast.tess, at=at, kind="MORE", words="He came in with a bruise.")
        with pytest.raises(ChangedMeanwhile, match="Tess"):
            screen(contact, by=cast.rosa, at=at, seen=1, rating="GREEN", outcomes=nfa(contact))

    def test_twice(self, cast, at):
        contact = a_school_refers(at=at)
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=nfa(contact))
        with pytest.raises(NotNow, match="by Rosa"):
            screen(contact, by=cast.ravi, at=at, rating="GREEN", outcomes=nfa(contact))


@pytest.mark.django_db
def test_each_child_goes_where_it_is_sent_and_brothers_for_one_team_together(cast, at):
    contact = a_school_refers(at=at, children=[*TWO, {"given_names": "Fen"}, {"given_names": "Ash"}])
    robin, wren, fen, ash = contact.children.all()
    hub = team("hub_north")
    screen(contact, by=cast.rosa, at=at, rating="AMBER", quality="GOOD", outcomes=[
        ChildOutcome(robin, "EARLY_HELP", 3, "Routines.", [], hub), ChildOutcome(wren, "EARLY_HELP", 2, "Sleep.", [], hub),
        ChildOutcome(fen, "STRATEGY_NOW", 4, "A bruise.", [], team("family_help_east")), ChildOutcome(ash, "INFO_ADVICE", 1, "Well."),
    ])
    works = {work.outcome: work for work in contact.handovers.all()}
    assert set(works) == {"EARLY_HELP", "STRATEGY_NOW"}
    assert [each.child for each in works["EARLY_HELP"].children.all()] == [robin, wren]
    assert works["EARLY_HELP"].reason == "Robin Ashgrove: Routines.\nWren Ashgrove: Sleep." and works["EARLY_HELP"].level == 3
    assert works["STRATEGY_NOW"].is_urgent and not works["EARLY_HELP"].is_urgent
    assert Outcome.objects.filter(settled_at=at).count() == 4
    assert ClockRun.objects.get(clock="screen", record_id=contact.pk).state(now=at) == "met"


@pytest.mark.django_db
class TestAPattern:
    def test_waits_for_a_manager_and_nobody_is_handed_anything_yet(self, cast, at):
        contact = the_third_about(cast, at, known(cast, at), children=TWO)
        robin, wren = contact.children.all()
        assert patterned_children(contact) == {robin.pk}
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=[
            ChildOutcome(robin, "NFA", 2, "As before."), ChildOutcome(wren, "EARLY_HELP", 2, "Help.", [], team("hub_north")),
        ])
        contact.refresh_from_db()
        assert contact.stage == "AWAITING_MANAGER" and not contact.handovers.exists()
        assert not Outcome.objects.exclude(settled_at=None).exists()
        assert ClockRun.objects.get(clock="managers-eye").stopped_at is None

    def test_that_goes_on_needs_no_second_look(self, cast, at):
        contact = the_third_about(cast, at, known(cast, at))
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=[ChildOutcome(contact.children.get(), "EARLY_HELP", 2, "Help.", [], team("hub_north"))])
        contact.refresh_from_db()
        assert contact.stage == "SCREENED"

    def test_seen_by_a_manager_at_once_is_seen(self, cast, at):
        contact = the_third_about(cast, at, known(cast, at))
        screen(contact, by=cast.mina, at=at, rating="GREEN", outcomes=nfa(contact))
        contact.refresh_from_db()
        assert contact.stage == "SCREENED"

    def waiting(self, cast, at):
        contact = the_third_about(cast, at, known(cast, at))
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=nfa(contact))
        contact.refresh_from_db()
        return contact

    def test_agreed_as_proposed(self, cast, at):
        contact = self.waiting(cast, at)
        agree(contact, by=cast.mina, at=at + timedelta(hours=1), outcomes=nfa(contact))
        contact.refresh_from_db()
        assert contact.stage == "SCREENED" and Outcome.objects.get().settled_at == at + timedelta(hours=1)

    def test_altered_beside_the_proposal(self, cast, at):
        contact = self.waiting(cast, at)
        child = contact.children.get()
        agree(contact, by=cast.mina, at=at, outcomes=[ChildOutcome(child, "MASH_ENQUIRY", 3, "Three in a year.", [], team("mash"))])
        first, second = Outcome.objects.order_by("pk").filter(replaces=None).get(), Outcome.objects.get(replaces__isnull=False)
        assert (first.outcome, second.outcome, second.replaces) == ("NFA", "MASH_ENQUIRY", first)
        assert contact.handovers.get().outcome == "MASH_ENQUIRY"

    def test_only_a_manager_agrees_and_only_once(self, cast, at):
        contact = self.waiting(cast, at)
        with pytest.raises(MayNot):
            agree(contact, by=cast.rosa, at=at, outcomes=nfa(contact))
        with pytest.raises(Refused, match="Set an outcome for Robin"):
            agree(contact, by=cast.mina, at=at, outcomes=[])
        agree(contact, by=cast.mina, at=at, outcomes=nfa(contact))
        with pytest.raises(NotNow, match="by Mina"):
            agree(contact, by=cast.marcus, at=at, outcomes=nfa(contact))


@pytest.mark.django_db
class TestAfterWorkCameBack:
    def returned(self, cast, at, *, children=TWO):
        contact = a_school_refers(at=at, children=children)
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=[ChildOutcome(c, "EARLY_HELP", 2, "Help.", [], team("hub_north")) for c in contact.children.all()])
        work = contact.handovers.get()
        send_back(work, by=cast.elsie, at=at, reason="More than early help.")
        contact.refresh_from_db()
        return contact, work

    def test_each_child_gets_another_outcome_beside_the_first(self, cast, at):
        contact, work = self.returned(cast, at)
        robin, wren = contact.children.all()
        decide_again(contact, by=cast.rosa, at=at, handover=work, outcomes=[
            ChildOutcome(robin, "MASH_ENQUIRY", 3, "Look at the whole.", [], team("mash")), ChildOutcome(wren, "STRATEGY_NOW", 4, "A mark.", [], team("family_help_east")),
        ])
        work.refresh_from_db()
        assert work.stage == "SENT_ELSEWHERE"
        assert sorted(contact.handovers.filter(stage="OFFERED").values_list("outcome", flat=True)) == ["MASH_ENQUIRY", "STRATEGY_NOW"]
        first, second = robin.outcomes.get(replaces=None), robin.outcomes.get(replaced_by=None)
        assert (first.outcome, second.outcome, second.replaces) == ("EARLY_HELP", "MASH_ENQUIRY", first)
        assert not type(contact).objects.visible_to(cast.elsie).exists()
        assert ClockRun.objects.get(clock="decide-again").stopped_at == at

    def test_ending_it_is_a_managers_decision(self, cast, at):
        contact, work = self.returned(cast, at, children=TWO[:1])
        with pytest.raises(Refused, match="only by a manager"):
            decide_again(contact, by=cast.rosa, at=at, handover=work, outcomes=nfa(contact))
        decide_again(contact, by=cast.mina, at=at, handover=work, outcomes=nfa(contact))
        assert not contact.handovers.filter(stage__in=["OFFERED", "RETURNED"]).exists()

    def test_what_is_refused(self, cast, at):
        contact, work = self.returned(cast, at)
        other, its = self.returned(cast, at)
        with pytest.raises(Refused, match="Set an outcome for Wren"):
            decide_again(contact, by=cast.mina, at=at, handover=work, outcomes=nfa(contact)[:1])
        with pytest.raises(Refused, match="not decided by reception"):
            decide_again(contact, by=cast.mina, at=at, handover=its, outcomes=nfa(contact))
        decide_again(contact, by=cast.mina, at=at, handover=work, outcomes=nfa(contact))
        with pytest.raises(NotNow):
            decide_again(contact, by=cast.mina, at=at, handover=work, outcomes=nfa(contact))

    def test_what_the_mash_decided_is_amended_there(self, cast, at):
        contact, _ = all_the_way_to_a_decision(at=at)
        work = contact.handovers.get(stage="OFFERED")
        send_back(work, by=cast.elsie, at=at + timedelta(hours=7), reason="Not ours.")
        with pytest.raises(Refused, match="Amend the decision on its enquiry"):
            decide_again(contact, by=cast.mina, at=at + timedelta(hours=7), handover=work, outcomes=nfa(contact))


@pytest.mark.django_db
class TestWhoIsWho:
    def family(self, at):
        return a_school_refers(at=at, children=TWO, adults=[{"given_names": "Kay", "family_name": "Ashgrove", "relationship": "MOTHER", "lives_with_children": True}])

    def test_a_new_person_is_made_from_what_was_given_and_linked(self, cast, at):
        contact = a_school_refers(at=at, children=[{"given_names": "Robin", "family_name": "Ashgrove", "nhs_number": "9990000018", "address": "4 Mill Lane", "address_is_protected": True}])
        made = add_named(contact, by=cast.rosa, at=at, named=contact.children.get())
        assert contact.children.get().person == made and made.nhs_number == "9990000018"
        assert made.address_is_protected and made.residences.get().is_protected

    def test_the_second_to_add_is_told_who_it_is(self, cast, at):
        contact = self.family(at)
        child = contact.children.first()
        made = add_named(contact, by=cast.rosa, at=at, named=child)
        with pytest.raises(Refused, match=made.reference):
            add_named(contact, by=cast.ravi, at=at, named=child)
        assert Person.objects.count() == 1

    def test_what_an_adult_is_to_the_children_goes_with_the_link(self, cast, at):
        contact = self.family(at)
        robin, wren = contact.children.all()
        add_named(contact, by=cast.rosa, at=at, named=robin)
        mother = add_named(contact, by=cast.rosa, at=at, named=contact.adults.get())
        add_named(contact, by=cast.rosa, at=at, named=wren)
        ties = Relationship.objects.filter(person=mother)
        assert {(tie.other.name, tie.kind, tie.lives_with, tie.source) for tie in ties} == {
            ("Robin Ashgrove", "MOTHER", True, contact.reference), ("Wren Ashgrove", "MOTHER", True, contact.reference),
        }

    def test_a_link_is_taken_back(self, cast, at):
        contact = self.family(at)
        adult = contact.adults.get()
        identify(contact, by=cast.rosa, at=at, named=adult, person=known(cast, at, "Kay"))
        identify(contact, by=cast.rosa, at=at, named=contact.adults.get(), person=None)
        assert contact.adults.get().person is None
        assert Event.objects.filter(kind="screening.identify", record_id=contact.pk).count() == 2

    def test_nobody_of_another_contact(self, cast, at):
        contact, other = self.family(at), self.family(at)
        with pytest.raises(Refused, match="not named in this contact"):
            identify(contact, by=cast.rosa, at=at, named=other.adults.get(), person=None)

    def test_a_referrer_links_nobody(self, cast, at):
        contact = self.family(at)
        with pytest.raises(MayNot):
            identify(contact, by=cast.tess, at=at, named=contact.adults.get(), person=None)


def test_four_screeners_at_once_one_outcome_stands(cast, committing, at):
    contact = a_school_refers(at=at)
    said, together = [], threading.Barrier(4)

    def one(name):
        try:
            screener = person(name)
            together.wait()
            screen(contact, by=screener, at=at, seen=1, rating="GREEN", outcomes=nfa(contact, reason=f"{name} thinks so."))
            said.append("screened")
        except NotNow as no:
            said.append("told" if " by R" in no.sentence or "by Sam" in no.sentence else no.sentence)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[name]) for name in ("rosa", "ravi", "sam", "rosa")]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert sorted(said) == ["screened", "told", "told", "told"]
    assert Outcome.objects.count() == 1 and Contact.objects.get().stage == "SCREENED"
