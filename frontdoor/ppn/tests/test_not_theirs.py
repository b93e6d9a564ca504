"""A school that was told of a child who is not its pupil says so; somebody finds the right one, and it is not told again."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from frontdoor.feedback.conservation import violations
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.refusals import MayNot, NotNow, Refused
from frontdoor.governance.actions import admit_guest
from frontdoor.people.actions import add_person
from frontdoor.ppn.actions import identify, owe, pass_on, say_not_theirs, say_where
from frontdoor.ppn.models import Passing
from frontdoor.ppn.passing.rules import PARTS

from .encompass import FRIDAY_NIGHT, MONDAY, SATURDAY, SCHOOL, agency, form, passing_of, taken

pytestmark = pytest.mark.django_db
READ = "/notices/passing/{}/read/"
LATER = SATURDAY + timedelta(hours=1)


@pytest.fixture
def told(cast):
    return pass_on(passing_of(taken(form())), by=cast.rosa, at=SATURDAY, parts=PARTS)


def owed(told) -> Passing:
    return Passing.objects.exclude(pk=told.pk).get(notice=told.notice)


def test_the_school_says_so_on_the_page_and_no_longer_sees_it(told, cast, as_):
    tess = as_(cast.tess)
    assert "This is not our pupil" in tess.get(READ.format(told.pk)).content.decode()
    after = tess.post(f"/notices/passing/{told.pk}/not-theirs/", follow=True).content.decode()
    assert "find out who should have been told" in after and "Wren" not in after
    assert tess.get(READ.format(told.pk)).status_code == 404
    rosa = as_(cast.rosa)  # the desk sees what it was told, and has the child back with the reason
    assert "The child is not theirs" in rosa.get(f"/notices/passing/{told.pk}/").content.decode()
    assert "Wren Larkhill" in rosa.get("/worklists/not-on-roll/").content.decode()
    assert f"{SCHOOL} was told, and says that the child is not theirs." in rosa.get(f"/notices/passing/{owed(told).pk}/where/").content.decode()


def test_the_duty_runs_on_from_when_it_began_and_nothing_is_lost(told, cast):
    say_not_theirs(told, by=cast.tess, at=LATER)
    again = owed(told)
    assert (again.stage, again.agency, again.since, again.purpose) == ("NOT_ON_ROLL", None, FRIDAY_NIGHT, "ENCOMPASS")
    assert ClockRun.objects.get(record_id=again.pk, stopped_at=None).due_at == MONDAY
    assert violations() == []
    told.refresh_from_db()
    assert (told.stage, told.told["VOICE"], told.not_theirs_at) == ("PASSED", "I hid under the bed.", LATER)
    say_where(again, by=cast.rosa, at=LATER, agency=agency("Mill Lane Academy"), how="Rang the admissions team.")
    with pytest.raises(Refused, match="in another line"):
        say_where(again, by=cast.rosa, at=LATER, agency=agency(SCHOOL), how="Rang.")


def test_only_those_who_were_told_say_so_and_only_once_it_is_out(told, cast):
    for other in (cast.rosa, cast.edie):
        with pytest.raises(MayNot):
            say_not_theirs(told, by=other, at=LATER)
    with pytest.raises(Passing.DoesNotExist):
        say_not_theirs(told, by=cast.moira, at=LATER)
    with pytest.raises(NotNow):
        say_not_theirs(told, by=cast.tess, at=SATURDAY)


def test_a_school_without_accounts_does_not_get_it_back_by_its_address(told, cast, as_):
    guest = admit_guest(by=the_system(), at=SATURDAY, email=told.sent_to).user
    EmailAddress.objects.update_or_create(user=guest, email=guest.email, defaults={"verified": True, "primary": True})
    assert as_(guest).get(READ.format(told.pk)).status_code == 200
    assert as_(guest).post(f"/notices/passing/{told.pk}/not-theirs/").status_code == 302
    assert as_(guest).get(READ.format(told.pk)).status_code == 404
    assert "Wren" not in as_(guest).get("/notices/passing/told/").content.decode()


def test_neither_a_new_version_nor_a_link_sends_it_to_the_same_school_again(told, cast):
    say_not_theirs(told, by=cast.tess, at=LATER)
    taken(form(version="2", status="updated"), at=LATER + timedelta(minutes=5))
    assert (owed(told).stage, owed(told).agency) == ("NOT_ON_ROLL", None)
    person = add_person(by=cast.rosa, at=LATER, source="school", given_names="Wren", family_name="Larkhill", school=agency(SCHOOL))
    identify(told.notice, by=cast.rosa, at=LATER, named=told.child, person=person, how="MATCHED")
    assert owed(told).agency is None


def test_what_a_decision_owes_a_school_is_not_owed_again(told, cast):
    say_not_theirs(told, by=cast.tess, at=LATER)
    again = owed(told)
    found = _owe(told, by=cast.rosa)
    assert found == [again]


def _owe(told, *, by):
    from frontdoor.foundations.record.actions import action

    @action("Owe for a test", permission=None, shown=False)
    def owing(*, by, at):
        owing.found = owe(notice=told.notice, child=told.child, by=by, at=at, purposes=("SCHOOL",))
        return told

    owing(by=by, at=LATER)
    return owing.found
