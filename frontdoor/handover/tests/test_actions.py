"""Offering, accepting, sending back: what is refused, who sees what, and that nothing falls between lists."""

from datetime import timedelta

import pytest

from frontdoor.contacts.actions import link_child
from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.models import Membership, Team
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import Share
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused
from frontdoor.foundations.worklists.declare import WORKLISTS
from frontdoor.handover import actions
from frontdoor.handover.models import Handover
from frontdoor.people.actions import add_person
from frontdoor.people.models import Person
from frontdoor.screening.actions import screen
from frontdoor.screening.rules import ChildOutcome
from tests.scenarios import a_school_refers, team

pytestmark = pytest.mark.django_db


@action("Set up teams for a test", permission=None, shown=False)
def teams_elsewhere(*, by, at):
    return [
        Team.objects.create(agency=by.agency, name="Designated officer", function="ALLEGATIONS"),
        Team.objects.create(agency=by.agency, name="Northshire front door", function="OTHER_AUTHORITY"),
    ][0]


@action("End access for a test", permission=None, shown=False)
def ends(*, by, at, membership):
    Membership.objects.filter(pk=membership.pk).update(ended_at=at)
    return membership


def offered(by, at, *, outcome="EARLY_HELP", to="hub_north", children=1):
    contact = a_school_refers(at=at, children=[{"given_names": f"Child{n}", "family_name": "Ashgrove"} for n in range(children)])
    return actions.offer(
        by=by, at=at, contact=contact, children=list(contact.children.all()), outcome=outcome, to_team=team(to), reason="Needs help.", level=3,
    )


def test_work_is_accepted_by_the_team_it_was_offered_to(cast, at):
    work = offered(cast.rosa, at)
    taken = actions.accept(work, by=cast.elsie, at=at + timedelta(hours=2), worker_name=" Elsie ")
    assert (taken.stage, taken.worker_name, taken.accepted_by) == ("ACCEPTED", "Elsie", cast.elsie)
    assert ClockRun.objects.get(clock="take-on", record_id=work.pk).state(now=at) == "met"


@pytest.mark.parametrize("who", ["fay", "wil", "adam"])
@pytest.mark.parametrize("act, said", [("accept", {}), ("send_back", {"reason": "Not ours."})])
def test_nobody_takes_or_returns_what_was_offered_to_others(cast, at, who, act, said):
    work = offered(cast.rosa, at)
    with pytest.raises(Handover.DoesNotExist):
        getattr(actions, act)(work, by=getattr(cast, who), at=at, **said)


def test_another_team_of_the_same_agency_may_see_it_but_not_take_it(cast, at):
    work = offered(cast.rosa, at, outcome="STRATEGY_NOW", to="family_help_east")
    with pytest.raises(Refused, match="offered to Family help east"):
        actions.accept(work, by=cast.wil, at=at)


@pytest.mark.parametrize("words", ["", "   "])
def test_what_must_be_said_is_asked_for(cast, at, words):
    work = offered(cast.rosa, at)
    with pytest.raises(Refused, match="Say why this goes to them"):
        actions.offer(by=cast.rosa, at=at, contact=work.contact, children=[work.contact.children.get()], outcome="EARLY_HELP", to_team=team("hub_north"), reason=words)
    with pytest.raises(Refused, match="Say which child"):
        actions.offer(by=cast.rosa, at=at, contact=work.contact, children=[], outcome="EARLY_HELP", to_team=team("hub_north"), reason="Why")
    with pytest.raises(Refused, match="Say why it comes back"):
        actions.send_back(work, by=cast.elsie, at=at, reason=words)
    actions.send_back(work, by=cast.elsie, at=at, reason="Not for us.")
    with pytest.raises(Refused, match="Say why nothing more"):
        actions.end(work, by=cast.mina, at=at, why=words)
    with pytest.raises(MayNot):
        actions.end(work, by=cast.rosa, at=at, why="Nothing more.")


def test_what_came_back_goes_elsewhere_once(cast, at):
    work = offered(cast.rosa, at)
    with pytest.raises(NotNow):
        actions.send_elsewhere(work, by=cast.rosa, at=at, to_team=team("hub_north"), reason="Again.")
    actions.send_back(work, by=cast.elsie, at=at, reason="They moved away.")
    made = actions.send_elsewhere(work, by=cast.rosa, at=at, to_team=team("family_help_east"), reason="Please see them.")
    work.refresh_from_db()
    assert (work.stage, made.stage, made.follows) == ("SENT_ELSEWHERE", "OFFERED", work)
    assert ClockRun.objects.get(clock="decide-again").stopped_at == at
    with pytest.raises(NotNow):
        actions.send_elsewhere(work, by=cast.rosa, at=at, to_team=team("hub_north"), reason="Twice.")


def test_the_receiver_sees_the_children_offered_and_not_their_brothers(cast, at):
    contact = a_school_refers(at=at, children=[{"given_names": "Robin", "family_name": "Ashgrove"}, {"given_names": "Wren", "family_name": "Ashgrove"}])
    robin, wren = contact.children.all()
    for child in (robin, wren):
        person = add_person(by=cast.rosa, at=at, source="School", given_names=child.given_names, family_name="Ashgrove")
        link_child(child, by=cast.rosa, at=at, person=person)
    outcomes = [ChildOutcome(robin, "EARLY_HELP", 3, "Help.", [], team("hub_north")), ChildOutcome(wren, "NFA", 1, "Well.")]
    screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=outcomes)
    assert [str(each) for each in Person.objects.visible_to(cast.elsie)] == ["Robin Ashgrove"]
    assert list(contact.children.visible_to(cast.elsie)) == [robin]
    assert not Contact.objects.visible_to(cast.adam).exists()


def test_who_sent_it_back_no_longer_sees_it_once_it_is_elsewhere(cast, at):
    work = offered(cast.rosa, at)
    child = work.contact.children.get()
    person = add_person(by=cast.rosa, at=at, source="School", given_names="Child0", family_name="Ashgrove")
    link_child(child, by=cast.rosa, at=at, person=person)
    actions.send_back(work, by=cast.elsie, at=at, reason="Not ours.")
    again = actions.send_elsewhere(work, by=cast.rosa, at=at, to_team=team("hub_north"), reason="Yours after all: they agreed.")
    assert Handover.objects.visible_to(cast.elsie).get() == again
    assert Contact.objects.visible_to(cast.elsie).exists(), "the new offer rests on the same contact"
    actions.send_back(again, by=cast.elsie, at=at, reason="Still not ours.")
    actions.send_elsewhere(again, by=cast.rosa, at=at, to_team=team("family_help_east"), reason="Please see them.")
    assert not Handover.objects.visible_to(cast.elsie).exists()
    assert not Contact.objects.visible_to(cast.elsie).exists()
    assert not Person.objects.visible_to(cast.elsie).exists()
    assert Person.objects.visible_to(cast.fay).get() == person


def test_an_agency_that_referred_keeps_seeing_its_referral_when_work_ends(cast, at):
    contact = a_school_refers(at=at, by=cast.elsie, source="5D", referrer_agency=cast.elsie.agency)
    work = actions.offer(by=cast.rosa, at=at, contact=contact, children=list(contact.children.all()), outcome="EARLY_HELP", to_team=team("hub_north"), reason="Yours.")
    actions.send_back(work, by=cast.elsie, at=at, reason="We asked because it is more than early help.")
    actions.end(work, by=cast.mina, at=at, why="Looked at again: an assessment is open.")
    assert Contact.objects.visible_to(cast.elsie).get() == contact
    assert not Share.objects.open().filter(record_id=work.pk).exists()


def test_the_mash_sends_back_what_is_not_for_an_enquiry(cast, at):
    work = offered(cast.rosa, at, outcome="MASH_ENQUIRY", to="mash")
    with pytest.raises(MayNot):
        actions.send_back_from_mash(work, by=cast.rosa, at=at, reason="No.")
    with pytest.raises(Refused, match="not to the MASH"):
        actions.accept_for_mash(offered(cast.rosa, at), by=cast.sam, at=at)
    actions.send_back_from_mash(work, by=cast.sam, at=at, reason="Below the threshold: early help.")
    assert ClockRun.objects.get(clock="decide-again").stopped_at is None


def test_where_nobody_signs_in_the_hub_rings_and_writes_down_what_they_said(cast, at):
    teams_elsewhere(by=cast.rosa, at=at)
    contact = a_school_refers(at=at)
    lado = Team.objects.get(function="ALLEGATIONS")
    work = actions.offer(by=cast.rosa, at=at, contact=contact, children=list(contact.children.all()), outcome="ALLEGATION", to_team=lado, reason="A coach.")
    with pytest.raises(Refused, match="name of the person there"):
        actions.accept_for_them(work, by=cast.rosa, at=at, worker_name=" ")
    actions.accept_for_them(work, by=cast.rosa, at=at, worker_name="Kit Harrow, designated officer")
    assert ClockRun.objects.get(clock="take-on", record_id=work.pk).stopped_at == at
    with pytest.raises(Refused, match="answers for itself"):
        actions.accept_for_them(offered(cast.rosa, at), by=cast.rosa, at=at, worker_name="Somebody")


def lists_holding(work):
    return [each.code for each in WORKLISTS.values() if each.model is Handover and each.everything().filter(pk=work.pk).exists()]


def test_every_open_offer_waits_in_exactly_one_list(cast, at):
    teams_elsewhere(by=cast.rosa, at=at)
    contact = a_school_refers(at=at)
    children = list(contact.children.all())
    for to_team in Team.objects.all():
        work = actions.offer(by=cast.rosa, at=at, contact=contact, children=children, outcome="OPEN_CASE", to_team=to_team, reason="Any.")
        held = lists_holding(work)
        assert len(held) == 1, f"{to_team}: {held}"
    by_name = {work.to_team.name: lists_holding(work) for work in Handover.objects.select_related("to_team")}
    assert by_name["MASH"] == ["enquiries-to-open"]
    assert by_name["Hub north"] == ["work-offered"]
    assert by_name["Designated officer"] == ["ring-them"]


def test_when_the_last_who_signs_in_leaves_the_hub_rings_instead(cast, at):
    work = offered(cast.rosa, at)
    assert lists_holding(work) == ["work-offered"]
    ends(by=cast.ada, at=at, membership=cast.elsie.membership)
    assert lists_holding(work) == ["ring-them"]


def test_the_list_of_a_team_is_its_own(cast, at):
    mine, theirs = offered(cast.rosa, at, outcome="STRATEGY_NOW", to="family_help_east"), offered(cast.rosa, at, outcome="OPEN_CASE", to="exploitation")
    declared = WORKLISTS["work-offered"]
    assert list(declared.items(cast.fay)) == [mine]
    assert list(declared.items(cast.wil)) == [theirs]
