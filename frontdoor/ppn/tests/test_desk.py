"""A notice is worked on the desk: ordered by declared reasons, opened with its family, decided for each child."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse

from frontdoor.contacts.models import Contact
from frontdoor.foundations.clocks.calendars import wall_clock
from frontdoor.foundations.clocks.limits import next_working_day
from frontdoor.foundations.clocks.models import ClockRun
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.record.refusals import ChangedMeanwhile, Refused
from frontdoor.ppn.actions import add_named, decide_line, identify, look_again, regrade
from frontdoor.ppn.deciding import Choice
from frontdoor.ppn.models import Family, Notice, NoticeOutcome, NoticePerson, SecondLook
from frontdoor.ppn.queries.desk import desk
from frontdoor.ppn.queries.meeting import high_risk_lists
from frontdoor.ppn.sample import Sample
from tests.scenarios import person, team

from .test_importing import NOW, drop, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def notices(cast, tmp_path):
    forms = list(Sample(notices=6, families=3, seed=3, made_at=NOW - timedelta(hours=2)).forms())
    for form, grade in zip(forms, "SSSMHS", strict=True):
        form["risk_grade"] = grade
        for role in form["roles"]:
            role["injured"] = "0"
    taken(drop(tmp_path, forms))
    return forms


def choices(family, outcome="NFA", reason="Seen before and well.", **more):
    rows = NoticePerson.objects.filter(notice__family=family, notice__stage="WAITING", is_child=True).select_related("notice")
    return [Choice(row.notice, row, outcome, reason, **more) for row in rows]


def test_notices_about_one_family_are_one_line_and_high_comes_first(notices):
    user = person("rosa")
    page, lines, parts = desk(user, now=NOW, asked={})
    assert sum(len(line.notices) for line in lines) == 6 and len(lines) == Family.objects.filter(waiting__gt=0).count() < 6
    assert "HIGH" in lines[0].family.reasons and lines[0].part == 1
    assert sum(parts.values()) == len(lines)


def test_nothing_rots_what_is_past_its_clock_comes_before_what_is_not(notices):
    _, lines, _ = desk(person("rosa"), now=NOW + timedelta(days=5), asked={})
    assert {line.part for line in lines} <= {1, 2}


def test_every_child_has_an_outcome_and_an_event_of_its_own(notices):
    rosa, line = person("rosa"), max(Family.objects.all(), key=lambda each: each.waiting)
    given = choices(line)
    done = decide_line(given, by=rosa, at=NOW)
    assert NoticeOutcome.objects.count() == len(given)
    assert all(each.timeline().count() == 1 for each in NoticeOutcome.objects.all())
    assert {notice.stage for notice in done} <= {"DECIDED", "SECOND_LOOK"}
    line.refresh_from_db()
    assert line.waiting == 0


def test_a_child_left_out_refuses_the_whole(notices):
    line = Family.objects.filter(waiting__gt=0).first()
    notice = line.notices.first()
    with pytest.raises(Refused, match="Decide for"):
        decide_line([Choice(notice, None, "NFA", "No reason.")], by=person("rosa"), at=NOW)
    assert not NoticeOutcome.objects.exists()


def test_two_people_on_one_notice_one_decides_and_the_other_is_told(notices):
    line = Family.objects.filter(waiting__gt=0).first()
    given = choices(line)
    seen = {each.notice.pk: each.notice.version for each in given}
    decide_line(given, by=person("rosa"), at=NOW, seen=seen)
    with pytest.raises(ChangedMeanwhile, match="changed after you opened it"):
        decide_line(given, by=person("ravi"), at=NOW, seen=seen)


def test_it_becomes_one_contact_with_nothing_keyed_again(notices):
    line = max(Family.objects.all(), key=lambda each: each.waiting)
    given = choices(line, "CONTACT", "A pattern: look at the whole.")
    decide_line(given, by=person("rosa"), at=NOW)
    contact = Contact.objects.get()
    assert contact.stage == "AWAITING_SCREENING" and contact.source == "6"
    assert {child.given_names for child in contact.children.all()} == {each.child.given_names for each in given}
    assert all(each.notice.summary in contact.concern for each in given)
    assert set(NoticeOutcome.objects.values_list("contact", flat=True)) == {contact.pk}


def test_early_help_is_handed_on_from_the_desk(notices):
    line = Family.objects.filter(waiting__gt=0).first()
    decide_line(choices(line, "EARLY_HELP", "The family has asked for help.", level=2, to_team=team("hub_north")), by=person("rosa"), at=NOW)
    assert Contact.objects.get().stage == "SCREENED"
    assert Contact.objects.get().handovers.get().to_team == team("hub_north")


def test_a_change_of_grade_says_why_and_upward_is_told_at_once(notices):
    notice = Notice.objects.filter(police_grade="S").first()
    with pytest.raises(Refused, match="Say why"):
        regrade(notice, by=person("rosa"), at=NOW, grade="H", why=" ")
    regrade(notice, by=person("rosa"), at=NOW, grade="H", why="He has a knife.")
    notice.refresh_from_db()
    assert (notice.police_grade, notice.hub_grade, notice.grade) == ("S", "H", "H")
    assert "HIGH" in notice.reasons
    run = ClockRun.objects.get(clock="notice", record_id=notice.pk)
    assert run.due_at == notice.received_at + timedelta(hours=4)
    assert notice.family.due_at == run.due_at
    assert Message.objects.filter(kind="notice-upgraded").exists()


def test_the_second_look_is_never_by_who_decided(notices, monkeypatch):
    monkeypatch.setattr("frontdoor.ppn.actions.deciding._dice.randrange", lambda most: 0)
    line = Notice.objects.filter(police_grade="S").first().family
    decide_line(choices(line), by=person("rosa"), at=NOW)
    look = SecondLook.objects.first()
    with pytest.raises(Refused, match="somebody else’s"):
        look_again(look, by=person("rosa"), at=NOW, agrees=True, why="Read it.")
    look_again(look, by=person("ravi"), at=NOW, agrees=False, why="The baby was not mentioned.")
    look.notice.refresh_from_db()
    assert look.notice.stage == "WAITING" and look.notice.family.waiting >= 1 and look.notice.family.due_at


def test_whoever_was_confirmed_under_a_police_number_is_known_in_the_next_notice(notices, tmp_path):
    row = NoticePerson.objects.filter(is_child=True).first()
    known = add_named(row.notice, by=person("rosa"), at=NOW, named=row)
    again = [{**form, "ppn_id": form["ppn_id"] + "B"} for form in notices if any(role["person_local_id"] == row.local_id for role in form["roles"])]
    taken(drop(tmp_path, again[:1], sequence=2))
    later = NoticePerson.objects.filter(local_id=row.local_id).order_by("-notice__received_at", "-notice__ppn_id").first()
    assert NoticePerson.objects.filter(notice__ppn_id__endswith="B", local_id=row.local_id).get().person == known and later


def test_notices_about_one_person_under_two_numbers_are_one_family(notices):
    one, two = (Family.objects.filter(waiting__gt=0).order_by("pk")[n] for n in (0, 1))
    rows = [NoticePerson.objects.filter(notice__family=each, is_child=True).first() for each in (one, two)]
    known = add_named(rows[0].notice, by=person("rosa"), at=NOW, named=rows[0])
    identify(rows[1].notice, by=person("rosa"), at=NOW, named=rows[1], person=known, how="MATCHED")
    families = set(Notice.objects.filter(people__person=known).values_list("family", flat=True))
    assert len(families) == 1 and Family.objects.get(pk=families.pop()).waiting >= 2


def test_the_pages_are_there_for_who_decides_and_refused_for_others(client, notices):
    client.force_login(person("rosa"))
    family = Family.objects.filter(waiting__gt=0).first()
    notice = family.notices.first()
    for address in (
        reverse("ppn-desk"), reverse("ppn-line", args=[family.pk]), reverse("notice", args=[notice.pk]), reverse("regrade-notice", args=[notice.pk]),
        reverse("ppn-together") + f"?line={family.pk}", reverse("ppn-meeting-list"),
    ):
        assert client.get(address).status_code == 200, address
    client.force_login(person("tess"))
    assert client.get(reverse("ppn-desk")).status_code == 403
    assert client.get(reverse("ppn-line", args=[family.pk])).status_code == 403


def test_a_line_is_decided_on_its_page(client, notices):
    client.force_login(person("rosa"))
    family = Family.objects.filter(waiting__gt=0).first()
    page = client.get(reverse("ppn-line", args=[family.pk])).content.decode()
    data = {"notices": re.findall(r'name="notices"[^>]*value="([^"]+)"', page)}
    assert data["notices"], "the notices to decide are ticked boxes"
    for prefix in set(re.findall(r'name="(child-\d+)-what"', page)):
        data |= {f"{prefix}-what": "NFA", f"{prefix}-reason": "Read with the earlier ones; no harm."}
    answer = client.post(reverse("ppn-line", args=[family.pk]), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert not Notice.objects.filter(family=family, stage="WAITING").exists()


def test_the_desk_asks_the_same_number_of_questions_however_many_wait(client, cast, tmp_path, django_assert_max_num_queries):
    client.force_login(person("rosa"))
    taken(drop(tmp_path, list(Sample(notices=60, seed=11, made_at=NOW - timedelta(hours=2)).forms())))
    client.get(reverse("ppn-desk"))
    with django_assert_max_num_queries(15):
        assert client.get(reverse("ppn-desk")).status_code == 200


def test_a_protected_source_is_for_the_hubs_own_staff_and_not_for_every_partner_in_it(cast, tmp_path):
    forms = list(Sample(notices=2, seed=4, made_at=NOW - timedelta(hours=2)).forms())
    forms[0]["info_share_limit"] = "source_protected"
    taken(drop(tmp_path, forms))
    seen = {name: Notice.objects.visible_to(person(name)).count() for name in ("rosa", "sam", "hana", "pete", "tess")}
    assert seen == {"rosa": 2, "sam": 2, "hana": 1, "pete": 2, "tess": 0}


def test_who_somebody_is_is_said_once_for_all_the_notices_of_a_family(cast, tmp_path):
    forms = list(Sample(notices=3, families=1, seed=8, made_at=NOW - timedelta(hours=2)).forms())
    taken(drop(tmp_path, forms))
    rows = list(NoticePerson.objects.filter(is_child=True))
    assert len(rows) == 3
    known = add_named(rows[0].notice, by=person("rosa"), at=NOW, named=rows[0])
    assert set(NoticePerson.objects.filter(is_child=True).values_list("person", flat=True)) == {known.pk}
    identify(rows[0].notice, by=person("rosa"), at=NOW, named=NoticePerson.objects.get(pk=rows[0].pk), person=None)
    assert set(NoticePerson.objects.filter(is_child=True).values_list("person", flat=True)) == {None}


def test_whoever_was_linked_on_the_desk_is_linked_on_the_contact(cast, tmp_path):
    taken(drop(tmp_path, list(Sample(notices=3, families=1, seed=8, made_at=NOW - timedelta(hours=2)).forms())))
    row = NoticePerson.objects.filter(is_child=True).first()
    known = add_named(row.notice, by=person("rosa"), at=NOW, named=row)
    decide_line(choices(row.notice.family_id, "CONTACT", "A pattern: look at the whole."), by=person("rosa"), at=NOW)
    assert [child.person for child in Contact.objects.get().children.all()] == [known]


def test_an_empty_desk_says_so(client, cast):
    client.force_login(person("rosa"))
    assert "No police notice is waiting." in client.get(reverse("ppn-desk")).content.decode()


def test_the_list_of_the_daily_meeting_does_not_go_away_at_the_cut_off(notices):
    user = person("rosa")
    high = Notice.objects.filter(police_grade="H", ppn_type="DA") | Notice.objects.filter(police_grade="H", ppn_type="HBA")
    cut_off = wall_clock(next_working_day(NOW.date()), time(9))

    def taken_by(now):
        return [{row.notice.pk for row in meeting.rows} for meeting in high_risk_lists(user, now=now)]

    came = {notice.pk for notice in high}
    assert came and taken_by(NOW)[0] == came
    assert taken_by(cut_off + timedelta(minutes=5)) == [set(), came]  # the meeting of this morning still has its list
