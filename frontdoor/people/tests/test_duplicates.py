"""The queue of people who may be held twice."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.chores import CHORES
from frontdoor.foundations.record.founding import the_system
from frontdoor.people.actions import add_name, merge, unmerge
from frontdoor.people.duplicates import find_duplicates, to_look_at
from frontdoor.people.models import Apart, DuplicatePair, Merged

from .conftest import ROBIN


@pytest.fixture
def robyn(add):
    return add(**{**ROBIN, "given_names": "Robyn", "nhs_number": ""})


@pytest.fixture
def pair(robin, robyn, at):
    find_duplicates(by=the_system(), at=at)
    return DuplicatePair.objects.get()


def test_each_pair_is_proposed_once_and_only_the_changed_are_looked_at_again(cast, at, robin, robyn, add):
    add(given_names="Ines", family_name="Elsewhere")
    found = find_duplicates(by=the_system(), at=at)
    assert (found.people, found.pairs) == (3, 1)
    assert find_duplicates(by=the_system(), at=at).people == 0
    add_name(robyn, by=cast.rosa, at=at, kind="ALIAS", given_names="Bobbie")
    assert [each.pk for each in to_look_at()] == [robyn.pk]
    found = find_duplicates(by=the_system(), at=at)
    assert (found.people, found.pairs) == (1, 0)


def test_the_command_and_the_chore_go_on_where_they_stopped(robin, robyn, at, capsys):
    call_command("find_duplicates", "--most", "1")
    assert "Looked at 1 people; 1 pairs" in capsys.readouterr().out
    assert CHORES["duplicates"].do(by=the_system(), at=at) == 0 and not to_look_at().exists()
    call_command("find_duplicates", "--everybody")
    assert "Looked at 2 people; 0 pairs" in capsys.readouterr().out


def test_the_queue_shows_both_and_who_may_work_it(cast, as_, pair):
    page = as_(cast.rosa).get("/worklists/duplicates/").content.decode()
    assert "Robin Ashgrove" in page and "Robyn Ashgrove" in page and f"/people/duplicates/{pair.pk}/" in page
    assert ClockRun.objects.filter(record_id=pair.pk, stopped_at=None).exists()
    page = as_(cast.rosa).get(f"/people/duplicates/{pair.pk}/").content.decode()
    assert "Field" in page and pair.first.reference in page and "12 Elm Row" in page
    assert as_(cast.pete).get(f"/people/duplicates/{pair.pk}/").status_code == 403


def test_one_person(cast, as_, pair, robin, robyn):
    form = {"outcome": "ONE", "front": str(robin.pk), "reason": "One NHS letter names both."}
    assert as_(cast.rosa).post(f"/people/duplicates/{pair.pk}/", form).status_code == 302
    pair.refresh_from_db()
    assert pair.stage == "MERGED" and Merged.objects.get().into == robin
    assert not ClockRun.objects.filter(record_id=pair.pk, stopped_at=None).exists()


def test_two_people_is_obeyed_by_every_later_run(cast, as_, at, pair, robin):
    form = {"outcome": "TWO", "reason": "Cousins: both were seen on one day."}
    assert as_(cast.rosa).post(f"/people/duplicates/{pair.pk}/", form).status_code == 302
    pair.refresh_from_db()
    assert pair.stage == "TOLD_APART" and Apart.objects.count() == 1
    add_name(robin, by=cast.rosa, at=at, kind="ALIAS", given_names="Bobbie")
    assert find_duplicates(by=the_system(), at=at).pairs == 0


def test_later_says_what_is_awaited_and_the_clock_begins_again(cast, as_, pair):
    form = {"outcome": "LATER", "reason": "Asked the surgery for the NHS number."}
    assert as_(cast.rosa).post(f"/people/duplicates/{pair.pk}/", form).status_code == 302
    pair.refresh_from_db()
    assert pair.stage == "LATER"
    assert ClockRun.objects.filter(record_id=pair.pk).count() == 2
    assert "Asked the surgery" in as_(cast.rosa).get(f"/people/duplicates/{pair.pk}/").content.decode()


def test_a_decision_needs_a_reason_and_a_merge_the_record_in_front(cast, as_, pair):
    for form in ({"outcome": "TWO"}, {"outcome": "ONE", "reason": "Alike."}, {"reason": "Alike."}):
        assert as_(cast.rosa).post(f"/people/duplicates/{pair.pk}/", form).status_code == 422
    assert not Merged.objects.exists() and not Apart.objects.exists()


def test_a_merge_elsewhere_settles_the_pair_and_a_merge_taken_back_tells_them_apart(cast, at, pair, robin, robyn):
    merge(by=cast.sam, at=at, person=robyn, into=robin, reason="Alike.", despite=True)
    pair.refresh_from_db()
    assert pair.stage == "MERGED"
    unmerge(by=cast.sam, at=at + timedelta(days=1), merged=Merged.objects.get(), why="Two births.")
    add_name(robin, by=cast.rosa, at=at, kind="ALIAS", given_names="Bobbie")
    assert find_duplicates(by=the_system(), at=at).pairs == 0


def test_a_pair_with_somebody_restricted_is_for_those_named(cast, as_, at, robin, robyn, restrict):
    restrict(robyn, cast.mina)
    find_duplicates(by=the_system(), at=at)
    pair = DuplicatePair.objects.get()
    assert "Robyn" not in as_(cast.rosa).get("/worklists/duplicates/").content.decode()
    assert as_(cast.rosa).get(f"/people/duplicates/{pair.pk}/").status_code == 404
    assert as_(cast.mina).get(f"/people/duplicates/{pair.pk}/").status_code == 200


def test_strangers_are_not_proposed(at, robin, add):
    add(given_names="Robin", family_name="Marsh", born_on=date(1980, 1, 1))
    assert find_duplicates(by=the_system(), at=at).pairs == 0


def test_a_pair_one_of_which_leads_on_is_settled_with_the_record_in_front(cast, as_, at, pair, robin, robyn, add):
    third = add(given_names="Roberta", family_name="Ashgrove")
    merge(by=cast.sam, at=at, person=robyn, into=third, reason="Alike.", despite=True)
    assert third.reference in as_(cast.rosa).get(f"/people/duplicates/{pair.pk}/").content.decode()
    form = {"outcome": "TWO", "reason": "Cousins: both were seen on one day."}
    assert as_(cast.rosa).post(f"/people/duplicates/{pair.pk}/", form).status_code == 302
    pair.refresh_from_db()
    assert pair.stage == "TOLD_APART"
