"""Deciding and amending: what is refused, what is handed on, and what goes outside the hub with it."""

from datetime import timedelta

import pytest

from frontdoor.decisions import actions
from frontdoor.decisions.actions import ForChild, ToDo
from frontdoor.decisions.models import AgreedAction, Decision
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.models import Share, share
from frontdoor.foundations.record.refusals import ChangedMeanwhile, MayNot, NotNow, Refused
from frontdoor.handover.models import Handover
from frontdoor.mash.models import AgencyRequest, Enquiry, Item
from tests.scenarios import mina_decides, team

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def for_each(children, **change):
    whole = {"outcome": "EARLY_HELP", "level": 3, "rationale": "Agreed.", "to_team": team("hub_north"), **change}
    return [ForChild(child, **whole) for child in children]


def decide(waiting, children, *, by, at, **change):
    return actions.decide(waiting, by=by, at=at, decisions=for_each(children, **change), took_part=["Pete Sandiford, police"], dissent="None")


def test_each_child_has_a_decision_of_their_own_and_siblings_for_one_team_go_together(cast, at, waiting, children):
    made = decide(waiting, children, by=cast.mina, at=at + HOUR, actions=[ToDo("Visit", "Elsie", at.date() + timedelta(days=3))])
    assert [each.child for each in made] == children and {each.decided_by for each in made} == {cast.mina}
    assert AgreedAction.objects.count() == 2 and Enquiry.objects.get().stage == "DECIDED"
    handed_on = Handover.objects.get(to_team=team("hub_north"))
    assert {each.child for each in handed_on.children.all()} == set(children)
    assert ClockRun.objects.get(clock="mash-decision").stopped_at == at + HOUR
    assert ClockRun.objects.get(clock="take-on", record_id=handed_on.pk).stopped_at is None


def test_what_a_decision_asks_of_the_database(cast, at, waiting, children, django_assert_max_num_queries):
    """Checked, recorded, clocked and audited, at no more than three times the rows by themselves: benchmarks/decide.py."""
    given = for_each(children)
    assert cast.mina.membership and all(each.to_team.agency for each in given)
    with django_assert_max_num_queries(48):  # two children, two recipients; as many kinds of record as are met for the first time
        actions.decide(waiting, by=cast.mina, at=at + HOUR, decisions=given, took_part=["Pete Sandiford, police"], dissent="None")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"outcome": "MASH_ENQUIRY"}, "Choose what is decided"), ({"outcome": ""}, "Choose what is decided"), ({"level": 5}, "threshold level"),
     ({"rationale": "  "}, "rationale"), ({"to_team": None}, "Choose the team"), ({"outcome": "NFA", "level": 4}, "do not go together")],
)
def test_refused_with_a_sentence_and_nothing_is_decided(cast, at, waiting, children, change, sentence):
    with pytest.raises(Refused, match=sentence):
        decide(waiting, children, by=cast.mina, at=at, **change)
    assert not Decision.objects.exists() and Enquiry.objects.get().stage == "AWAITING_DECISION"


@pytest.mark.parametrize("days", [-1, -400])
def test_an_action_due_before_today_is_refused(cast, at, waiting, children, days):
    with pytest.raises(Refused, match="before today"):
        decide(waiting, children, by=cast.mina, at=at, actions=[ToDo("Visit", "Elsie", at.date() + timedelta(days=days))])


def test_no_child_is_forgotten_and_none_is_added(cast, at, waiting, children):
    with pytest.raises(Refused, match="Decide for each child: Robin Ashgrove"):
        decide(waiting, children[1:], by=cast.mina, at=at)
    from tests.scenarios import a_school_refers

    stranger = a_school_refers(at=at).children.get()
    with pytest.raises(Refused, match="not in this enquiry"):
        decide(waiting, [*children, stranger], by=cast.mina, at=at)


def test_only_a_manager_decides(cast, at, waiting, children):
    for other in (cast.sam, cast.rosa, cast.pete, cast.bea):
        with pytest.raises(MayNot, match="MASH manager"):
            decide(waiting, children, by=other, at=at)


def test_decided_once(cast, at, waiting, children):
    decide(waiting, children, by=cast.mina, at=at)
    with pytest.raises(NotNow, match="Decided.*Last: decide, by Mina Farrow"):
        decide(waiting, children, by=cast.marcus, at=at)


def test_a_decision_on_what_has_changed_since_is_refused(cast, at, waiting, children):
    with pytest.raises(ChangedMeanwhile):
        actions.decide(waiting, by=cast.mina, at=at, seen=waiting.version - 1, decisions=for_each(children), took_part=[])


def test_what_ends_here_goes_to_nobody(cast, at, waiting, children):
    made = decide(waiting, children, by=cast.mina, at=at, outcome="NFA", level=1)
    assert {each.to_team for each in made} == {None}
    assert not Handover.objects.exclude(stage="ACCEPTED").exists()


def test_unanswered_requests_stay_open(cast, at, waiting, children):
    decide(waiting, children, by=cast.mina, at=at)
    assert AgencyRequest.objects.filter(stage="ASKED").count() == 1
    assert ClockRun.objects.filter(clock="agency-answer", stopped_at=None).count() == 1


# What goes outside the hub

def shares_of(item):
    return Share.objects.open().filter(record_id=item.pk)


def test_nothing_of_the_agencies_answers_is_shared_before_a_decision(needed):
    assert not shares_of(needed).exists()


@pytest.mark.parametrize("level", [2, 3, 4])
def test_what_is_needed_goes_on_and_nothing_else(cast, at, waiting, needed, children, level):
    from frontdoor.mash.actions import Given, answer

    request = AgencyRequest.objects.get(stage="ASKED")
    answer(request, by=cast.nadia, at=at, outcome="HELD", speak_to="Nadia", items=[Given("Not needed", "ED"), Given("Sensitive", "ED", is_sensitive=True)])
    decide(waiting, children, by=cast.mina, at=at, level=level)
    assert list(Item.objects.visible_to(cast.elsie)) == [needed]
    assert [each.agency for each in shares_of(needed)] == [cast.elsie.agency]
    assert not AgencyRequest.objects.visible_to(cast.elsie).exists() and not Item.objects.visible_to(cast.fay).exists()


def test_closing_below_the_threshold_ends_what_was_shared_of_the_rest_outside_the_hub(cast, at, waiting, children):
    """An item shared before, and not needed: outside the hub it goes, within the hub and to its owner it stays."""
    from frontdoor.foundations.access.roles import May
    from frontdoor.foundations.record.actions import CATALOGUE, action

    item = Item.objects.get()

    @action("Share for a test", permission=May.DECIDE, on=Item, shown=False)
    def share_for_a_test(item, *, by, at):
        share(item, at=at, agency=cast.fay.agency, reason="test")
        share(item, at=at, user=cast.wil, reason="test")
        share(item, at=at, user=cast.sam, reason="test")
        return item

    try:
        share_for_a_test(item, by=cast.mina, at=at)
        assert Item.objects.visible_to(cast.fay).exists() and Item.objects.visible_to(cast.wil).exists()
        decide(waiting, children, by=cast.mina, at=at + HOUR, level=3)
    finally:
        CATALOGUE.pop(share_for_a_test.kind)
    assert not Item.objects.visible_to(cast.fay).exists() and not Item.objects.visible_to(cast.wil).exists()
    assert [each.user for each in shares_of(item)] == [cast.sam]
    assert Item.objects.visible_to(cast.pete).exists() and Share.objects.exclude(ended_at=None).count() == 2


# Amending

def amended(decision, cast, at, **change):
    whole = {"outcome": "ASSESSMENT", "level": 4, "rationale": "Worse than we knew.", "why": "The midwife rang.", "to_team": team("family_help_east"), **change}
    return actions.amend(decision, by=cast.marcus, at=at, **whole)


def test_the_old_decision_stands_beside_the_new_unchanged(cast, at, waiting, children):
    old = decide(waiting, children, by=cast.mina, at=at)[0]
    new = amended(old, cast, at + HOUR)
    kept = Decision.objects.get(pk=old.pk)
    assert (kept.outcome, kept.level, kept.rationale) == ("EARLY_HELP", 3, "Agreed.") and kept.amended_by == new
    assert new.why_amended == "The midwife rang." and Handover.objects.filter(to_team=team("family_help_east"), stage="OFFERED").count() == 1


@pytest.mark.parametrize(("change", "sentence"), [({"why": " "}, "why the decision changes"), ({"rationale": ""}, "rationale"), ({"to_team": None}, "team")])
def test_amending_is_refused_as_deciding_is(cast, at, waiting, children, change, sentence):
    old = decide(waiting, children, by=cast.mina, at=at)[0]
    with pytest.raises(Refused, match=sentence):
        amended(old, cast, at, **change)
    assert Decision.objects.count() == 2


def test_only_the_newest_is_amended(cast, at, waiting, children):
    old = decide(waiting, children, by=cast.mina, at=at)[0]
    amended(old, cast, at)
    with pytest.raises(Refused, match="amended already"):
        amended(old, cast, at)


def test_the_same_team_is_not_offered_the_work_twice(cast, at, waiting, children):
    old = decide(waiting, children, by=cast.mina, at=at)[0]
    amended(old, cast, at, outcome="EARLY_HELP", level=2, to_team=team("hub_north"))
    assert Handover.objects.filter(to_team=team("hub_north")).count() == 1


def test_whoever_had_the_work_sees_that_it_was_amended(cast, at, waiting, children):
    old = decide(waiting, children, by=cast.mina, at=at)[0]
    new = amended(old, cast, at)
    assert Decision.objects.visible_to(cast.elsie).filter(pk=new.pk).exists()
    assert Decision.objects.visible_to(cast.fay).filter(pk=new.pk).exists()


def test_a_decision_made_in_the_scenarios_is_whole(cast, at, waiting):
    assert len(mina_decides(waiting, at=at)) == 2
