"""Opening and ending access."""

from datetime import timedelta

import pytest
from django.db import connection

from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.models import Event, RowChange
from frontdoor.foundations.record.refusals import MayNot, Refused
from frontdoor.governance.actions import (
    add_agency,
    add_person,
    add_team,
    admit_guest,
    change_agency,
    change_role,
    check_integrity,
    end_access,
)

pytestmark = pytest.mark.django_db


def the_school() -> Agency:
    return Agency.objects.get(name="Thornbury Hill School")


def test_an_agency_a_team_and_a_person_without_a_developer(cast, at):
    made = add_agency(by=cast.ada, at=at, name="  Ferry  Lane Primary ", kind="SCHOOL", inbox="Safe@Ferry.example", source_code="2A")
    assert (made.name, made.inbox) == ("Ferry Lane Primary", "safe@ferry.example")
    team = add_team(made, by=cast.ada, at=at, name="Pastoral", function="OTHER")
    place = add_person(made, by=cast.ada, at=at, name="Kit Lowe", email="Kit@Ferry.example", role="safeguarding_lead", team=team)
    kit = User.objects.get(email="kit@ferry.example")
    assert kit.membership == place and kit.may("refer") and not kit.has_usable_password()
    assert list(Event.objects.filter(kind__startswith="governance.").values_list("kind", flat=True)) == [
        "governance.add_agency", "governance.add_team", "governance.add_person",
    ]
    assert RowChange.objects.filter(table_name="access_membership", row_id=str(place.pk)).count() == 1


@pytest.mark.parametrize("who", ["rosa", "mina", "ivor", "bea", "inez", "tess"])
def test_only_an_administrator(cast, at, who):
    by = getattr(cast, who)
    for attempt in (
        lambda: add_agency(by=by, at=at, name="A", kind="SCHOOL"),
        lambda: add_team(the_school(), by=by, at=at, name="A", function="OTHER"),
        lambda: add_person(the_school(), by=by, at=at, name="A", email="a@school.example", role="referrer"),
        lambda: change_role(cast.tom, by=by, at=at, role="safeguarding_lead", agency=the_school()),
        lambda: end_access(cast.tom, by=by, at=at, reason="LEFT"),
        lambda: admit_guest(by=by, at=at, email="a@school.example"),
    ):
        with pytest.raises(MayNot):
            attempt()


@pytest.mark.parametrize("change, sentence", [
    ({"name": "thornbury hill SCHOOL"}, "already an agency called"),
    ({"name": "   "}, "Enter the name"),
    ({"kind": "CIRCUS"}, "Select one from the list"),
    ({"inbox": "not an address"}, "in the form name@example.org"),
    ({"identity_provider": "unknown"}, "not set up"),
])
def test_an_agency_is_refused_in_a_sentence(cast, at, change, sentence):
    with pytest.raises(Refused, match=sentence):
        add_agency(**{"by": cast.ada, "at": at, "name": "New", "kind": "SCHOOL", **change})


def test_a_teams_name_is_its_own_within_its_agency_only(cast, at):
    add_team(the_school(), by=cast.ada, at=at, name="Pastoral", function="OTHER")
    with pytest.raises(Refused, match="already has a team"):
        add_team(the_school(), by=cast.ada, at=at, name="PASTORAL", function="OTHER")
    add_team(Agency.objects.get(name="Mill Lane Academy"), by=cast.ada, at=at, name="Pastoral", function="OTHER")


@pytest.mark.parametrize("change, sentence", [
    ({"email": "TOM@school.example"}, "already has a place in Thornbury Hill School"),
    ({"email": "nonsense"}, "in the form"),
    ({"role": "system"}, "Select a role"),
    ({"role": "guest"}, "Select a role"),
    ({"role": "king"}, "Select a role"),
    ({"name": " "}, "Enter the name"),
])
def test_a_person_is_refused_in_a_sentence(cast, at, change, sentence):
    given = {"by": cast.ada, "at": at, "name": "Kit", "email": "kit@school.example", "role": "referrer", **change}
    with pytest.raises(Refused, match=sentence):
        add_person(the_school(), **given)


def test_a_team_of_another_agency_is_refused(cast, at):
    with pytest.raises(Refused, match="is not a team of"):
        add_person(the_school(), by=cast.ada, at=at, name="Kit", email="kit@school.example", role="referrer", team=cast.rosa.team)


def test_a_guest_who_gets_a_place_stays_the_same_person(cast, at):
    guest = admit_guest(by=the_system(), at=at, email="kit@school.example")
    place = add_person(the_school(), by=cast.ada, at=at + timedelta(days=1), name="Kit Lowe", email="kit@school.example", role="referrer")
    assert place.user_id == guest.user_id
    guest.refresh_from_db()
    assert guest.ended_at == at + timedelta(days=1)


def test_a_guest_is_admitted_once(cast, at):
    admit_guest(by=the_system(), at=at, email="kit@school.example")
    for email in ("KIT@school.example", cast.rosa.email):
        with pytest.raises(Refused, match="already somebody"):
            admit_guest(by=the_system(), at=at, email=email)


def test_changing_a_role_ends_one_place_and_starts_another(cast, at):
    old = cast.tom.membership
    new = change_role(cast.tom, by=cast.ada, at=at, role="safeguarding_lead", agency=the_school())
    old.refresh_from_db()
    assert (old.role, old.ended_at, new.role, new.started_at) == ("referrer", at, "safeguarding_lead", at)
    assert User.objects.get(pk=cast.tom.pk).may("answer")


def test_the_same_role_again_is_refused(cast, at):
    with pytest.raises(Refused, match="already has this role"):
        change_role(cast.tom, by=cast.ada, at=at, role="referrer", agency=the_school())


def test_nobody_changes_their_own_role(cast, at):
    with pytest.raises(Refused, match="own role"):
        change_role(cast.ada, by=cast.ada, at=at, role="mash_manager", agency=cast.mina.agency)


def test_ending_access_deletes_nothing(cast, at):
    before = User.objects.count(), Membership.objects.count()
    end_access(cast.tom, by=cast.ada, at=at, reason="LEFT")
    tom = User.objects.get(pk=cast.tom.pk)
    assert (User.objects.count(), Membership.objects.count()) == before
    assert tom.membership is None and not tom.is_active and not tom.may("refer")
    assert Event.objects.get(kind="governance.end_access").details == {"reason": "LEFT"}


def test_ending_access_twice_or_for_no_reason_is_refused(cast, at):
    with pytest.raises(Refused, match="Select why"):
        end_access(cast.tom, by=cast.ada, at=at, reason="")
    end_access(cast.tom, by=cast.ada, at=at, reason="LEFT")
    with pytest.raises(Refused, match="no access that could be ended"):
        end_access(cast.tom, by=cast.ada, at=at, reason="LEFT")


def test_somebody_who_comes_back_is_added_again_and_their_old_sessions_are_not(cast, at, as_):
    client = as_(cast.tom)
    assert client.get("/").status_code == 200
    end_access(cast.tom, by=cast.ada, at=at, reason="LEFT")
    add_person(the_school(), by=cast.ada, at=at, name="Tom Aldous", email=cast.tom.email, role="referrer")
    assert User.objects.get(pk=cast.tom.pk).may("refer")
    assert client.get("/").status_code == 302


def test_the_last_administrator_cannot_be_ended_or_changed(cast, at):
    with pytest.raises(Refused, match="last administrator"):
        end_access(cast.ada, by=cast.ada, at=at, reason="LEFT")
    second = add_person(cast.ada.agency, by=cast.ada, at=at, name="Abe Second", email="abe@council.example", role="administrator").user
    end_access(cast.ada, by=cast.ada, at=at, reason="LEFT")
    with pytest.raises(Refused, match="last administrator"):
        end_access(User.objects.get(pk=second.pk), by=User.objects.get(pk=second.pk), at=at, reason="LEFT")


def test_an_administrator_in_name_whose_access_ended_does_not_count(cast, at):
    second = add_person(cast.ada.agency, by=cast.ada, at=at, name="Abe Second", email="abe@council.example", role="administrator").user
    end_access(second, by=cast.ada, at=at, reason="LEFT")
    with pytest.raises(Refused, match="last administrator"):
        end_access(cast.ada, by=cast.ada, at=at, reason="LEFT")


def test_the_system_and_the_public_form_are_nobody_to_end(cast, at):
    with pytest.raises(Refused, match="no access that could be"):
        end_access(the_system(), by=cast.ada, at=at, reason="LEFT")


def test_a_place_cannot_be_written_outside_an_action(cast):
    from django.db import ProgrammingError, transaction

    with pytest.raises(ProgrammingError, match="outside an action"), transaction.atomic():
        connection.cursor().execute("update access_membership set role = 'mash_manager'")
    with pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("delete from access_membership")


def test_details_of_an_agency_change_but_its_name_stays(cast, at, settings):
    settings.IDENTITY_PROVIDERS = [{"provider_id": "school", "name": "School", "settings": {}}]
    changed = change_agency(
        the_school(), by=cast.ada, at=at, inbox="new@school.example", phone="01", code="123", source_code="2A", identity_provider="school",
    )
    assert (changed.inbox, changed.identity_provider) == ("new@school.example", "school")


def test_what_a_check_of_the_record_found_is_an_event(cast, at):
    check_integrity(by=cast.ivor, at=at, seals=3, number=1, found=["access_team 1 was changed outside any action."])
    event = Event.objects.get(kind="governance.check_integrity")
    assert event.details == {"seals": 3, "number": 1, "found": ["access_team 1 was changed outside any action."]}
    with pytest.raises(MayNot):
        check_integrity(by=cast.ada, at=at, seals=0, number=0, found=[])
