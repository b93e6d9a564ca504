"""Screening in pages: what is shown beside what was sent, what is kept when it is refused, and who may read what."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from frontdoor.contacts.actions import add, link_child
from frontdoor.contacts.models import Attachment, Contact
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.models import Viewing
from frontdoor.handover.actions import send_back
from frontdoor.handover.tests.counting import questions
from frontdoor.people.actions import add_person, involve
from frontdoor.people.models import NotTheSame
from frontdoor.screening.actions import screen
from frontdoor.screening.models import Outcome
from tests.scenarios import a_school_refers, person, team

from .telling import address, filled, version_in
from .test_actions import TWO, known, nfa, the_third_about

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_screened_from_the_page(cast, at, as_):
    contact = a_school_refers(at=at, level_claimed=3)
    shown = as_(cast.rosa).get(address(contact)).text
    assert "The referrer put it at level 3." in shown and "Robin is tired" in shown and "Tess Holloway-Bright" in shown
    sent = filled(contact, what="EARLY_HELP", to="hub_north", quality="POOR", quality_gaps=["HISTORY"], indicators=["2-DEVELOPMENT-ABSENCE"])
    done = as_(cast.rosa).post(address(contact), sent, follow=True)
    assert f"{contact.reference} is screened." in done.text
    outcome = Outcome.objects.get()
    contact.refresh_from_db()
    assert (outcome.outcome, outcome.level, outcome.indicators, outcome.to_team.name) == ("EARLY_HELP", 2, ["2-DEVELOPMENT-ABSENCE"], "Hub north")
    assert (contact.stage, contact.rating, contact.quality, contact.quality_gaps) == ("SCREENED", "GREEN", "POOR", ["HISTORY"])


@pytest.mark.parametrize("missing, sentence", [
    ("rating", "Rate it red, amber or green"), ("quality", "Say how good the referral was"), ("child-1-level", "Choose the threshold level for Robin"),
    ("child-1-what", "Choose what happens for Robin"), ("child-1-reason", "Give the reason for Robin"),
])
def test_nothing_is_closed_without_a_decision_and_its_reason(cast, at, as_, missing, sentence):
    contact = a_school_refers(at=at)
    sent = filled(contact, reason="Spoke to the school nurse.", **{missing: ""})
    refused = as_(cast.rosa).post(address(contact), sent)
    assert refused.status_code == 422 and sentence in refused.text and "Error: " in refused.text
    assert missing == "child-1-reason" or "Spoke to the school nurse." in refused.text
    assert not Outcome.objects.exists()


def test_a_rule_of_practice_refuses_beside_the_words(cast, at, as_):
    contact = a_school_refers(at=at)
    refused = as_(cast.rosa).post(address(contact), filled(contact, level="4", reason="Kept words."))
    assert refused.status_code == 422 and "Level 4 and no further action do not go together" in refused.text and "Kept words." in refused.text
    poor = as_(cast.rosa).post(address(contact), filled(contact, quality="POOR"))
    assert poor.status_code == 422 and "Say what was missing" in poor.text


@pytest.mark.parametrize("made_up", ["EARLY_HELP:00000000-0000-0000-0000-000000000000", "CLOSE", "EARLY_HELP", "<script>"])
def test_an_outcome_that_was_not_offered(cast, at, as_, made_up):
    contact = a_school_refers(at=at)
    refused = as_(cast.rosa).post(address(contact), filled(contact, what=made_up))
    assert refused.status_code == 422 and "from the list" in refused.text and not Outcome.objects.exists()


def test_a_member_of_the_public_is_not_rated(cast, at, as_):
    contact = a_school_refers(at=at, source="1A", referrer=None, referrer_agency=None)
    assert "How good was the referral?" not in as_(cast.rosa).get(address(contact)).text
    assert as_(cast.rosa).post(address(contact), filled(contact, quality="")).status_code == 302


def test_the_same_for_all_who_are_left_empty(cast, at, as_):
    contact = a_school_refers(at=at, children=[*TWO, {"given_names": "Fen"}])
    sent = filled(contact, what="EARLY_HELP", to="hub_north", reason="They agree to help.", same_for_all="on")
    for name in ("level", "what", "reason"):
        sent.pop(f"child-2-{name}")
    sent |= {"child-3-level": "1", "child-3-what": "NFA", "child-3-reason": "Lives elsewhere."}
    as_(cast.rosa).post(address(contact), sent)
    made = list(Outcome.objects.order_by("child__number").values_list("outcome", "level", "reason"))
    assert made == [("EARLY_HELP", 2, "They agree to help."), ("EARLY_HELP", 2, "They agree to help."), ("NFA", 1, "Lives elsewhere.")]


def test_without_the_tick_each_child_is_asked_for(cast, at, as_):
    contact = a_school_refers(at=at, children=TWO)
    sent = {name: value for name, value in filled(contact).items() if not name.startswith("child-2")}
    refused = as_(cast.rosa).post(address(contact), sent)
    assert refused.status_code == 422 and "Give the reason for Wren Ashgrove" in refused.text


def test_two_screeners_one_wins_and_the_other_keeps_the_words(cast, at, as_):
    contact = a_school_refers(at=at)
    screen(contact, by=cast.ravi, at=at, rating="GREEN", outcomes=nfa(contact))
    late = as_(cast.rosa).post(address(contact), filled(contact, reason="I rang the mother."))
    assert late.status_code == 409
    for said in ("by Ravi Penhale", "I rang the mother.", "No further action", "Robin Ashgrove"):
        assert said in late.text, said
    assert Outcome.objects.get().reason == "Seen and well."


def test_a_stale_page_says_who_changed_it_and_may_then_be_sent(cast, at, as_):
    contact = a_school_refers(at=at)
    sent = filled(contact, reason="I rang the mother.")
    add(contact, by=cast.tess, at=at, kind="MORE", words="A bruise this morning.")
    stale = as_(cast.rosa).post(address(contact), sent)
    assert stale.status_code == 422 and "This changed after you opened it" in stale.text and "I rang the mother." in stale.text
    again = as_(cast.rosa).post(address(contact), {**sent, "version": version_in(stale.text)})
    assert again.status_code == 302 and Outcome.objects.exists()


def test_what_was_added_and_its_files_are_read_before_deciding(cast, at, as_):
    contact = a_school_refers(at=at)
    add(contact, by=cast.tess, at=at, kind="MORE", words="A bruise this morning.")
    keep_file(by=cast.tess, at=at, contact=contact)
    for who, knows in (("rosa", True), ("pete", False)):
        text = as_(person(who)).get(address(contact)).text
        assert "Added afterwards" in text and "A bruise this morning." in text and "drawing.png" in text
        assert ("Tess Holloway-Bright" in text) == knows


@action("Keep a file for a test", permission=None, shown=False)
def keep_file(*, by, at, contact):
    return Attachment.objects.create(
        contact=contact, name="drawing.png", file="x.png", media_type="image/png", size=9, sha256="0" * 64, added_at=at, owned_by=contact.owned_by,
    )


class TestWhoTheyAre:
    def sent_and_known(self, cast, at):
        robin = add_person(by=cast.rosa, at=at, source="School", given_names="Robin", family_name="Ashgrove", born_on=date(2018, 5, 4), nhs_number="9990000018")
        contact = a_school_refers(at=at, children=[{"given_names": "Robyn", "family_name": "Ashgrove", "born_on": date(2018, 5, 4), "nhs_number": "9990000018"}])
        return contact, contact.children.get(), robin

    def test_likely_people_with_why_and_nothing_linked_by_itself(self, cast, at, as_):
        contact, child, robin = self.sent_and_known(cast, at)
        text = as_(cast.rosa).get(address(contact)).text
        assert robin.reference in text and "Very likely the same" in text and "Field by field" in text and "Date of birth" in text
        child.refresh_from_db()
        assert child.person is None

    def test_linked_with_a_button_and_told_whose_case_is_open(self, cast, at, as_):
        contact, child, robin = self.sent_and_known(cast, at)
        involve(robin, by=cast.rosa, at=at, agency=Agency.objects.get(name="Westshire Family Help"), kind="CIN", from_on=date(2026, 1, 5), worker_name="Fay Duxbury", worker_phone="01632 960222")
        part = as_(cast.rosa).post(address(contact, "link-named", child.pk), {"person": robin.pk}, headers=HTMX)
        assert part.status_code == 200 and "<html" not in part.text and "Linked" in part.text
        assert 'id="first" hx-swap-oob="true"' in part.text
        for said in ("Already open", "Fay Duxbury", "01632 960222", "To the worker of an open case"):
            assert said in part.text, said
        contact.refresh_from_db()
        assert version_in(part.text) == contact.version, "the decision form must not be made stale by its own page"
        assert "NFA" not in Outcome.objects.values_list("outcome", flat=True), "words only: a person decides"

    def test_works_without_scripts(self, cast, at, as_):
        contact, child, robin = self.sent_and_known(cast, at)
        back = as_(cast.rosa).post(address(contact, "link-named", child.pk), {"person": robin.pk})
        assert back.status_code == 302 and back.url == address(contact) + "#people"
        as_(cast.rosa).post(address(contact, "link-named", child.pk), {"person": ""})
        child.refresh_from_db()
        assert child.person is None

    def test_told_apart_is_not_proposed_again(self, cast, at, as_):
        contact, child, robin = self.sent_and_known(cast, at)
        part = as_(cast.rosa).post(address(contact, "tell-named-apart", child.pk), {"person": robin.pk}, headers=HTMX)
        assert robin.reference not in part.text and "Nobody known seems to be this person" in part.text
        assert NotTheSame.objects.get().as_given == child.pk

    def test_a_new_person_twice_is_one(self, cast, at, as_):
        contact = a_school_refers(at=at)
        child = contact.children.get()
        for _ in range(2):
            part = as_(cast.rosa).post(address(contact, "add-named", child.pk), headers=HTMX)
        assert "was linked to Robin Ashgrove" in part.text
        assert Viewing.objects.filter(record_id=contact.pk, by=cast.rosa).count() == 2

    @pytest.mark.parametrize("name", ["link-named", "add-named", "tell-named-apart"])
    def test_what_is_refused(self, cast, at, as_, name):
        contact, child, robin = self.sent_and_known(cast, at)
        other = a_school_refers(at=at)
        sent = {"person": robin.pk}
        assert as_(cast.rosa).get(address(contact, name, child.pk)).status_code == 405
        assert as_(cast.rosa).post(address(other, name, child.pk), sent).status_code == 404, "of another contact"
        assert as_(cast.rosa).post(address(contact, name, robin.pk), sent).status_code == 404
        assert as_(cast.tess).post(address(contact, name, child.pk), sent).status_code == 403
        if name == "link-named":
            assert as_(cast.rosa).post(address(contact, name, child.pk), {"person": other.pk}).status_code == 404
            assert as_(cast.rosa).post(address(contact, name, child.pk), {"person": "x"}).status_code in (400, 404)

    def test_relatives_and_neighbours_but_never_a_protected_address(self, cast, at, as_):
        home = {"address": "4 Mill Lane", "postcode": "ZZ9 9ZZ"}
        add_person(by=cast.rosa, at=at, source="S", given_names="Gran", family_name="Osgood", **home)
        add_person(by=cast.rosa, at=at, source="S", given_names="HIDDEN", family_name="Osgood", address_is_protected=True, **home)
        contact = a_school_refers(at=at, children=[{"given_names": "Robin", "family_name": "Ashgrove", **home}])
        text = as_(cast.rosa).get(address(contact)).text
        assert "Gran Osgood" in text and "same address" in text and "HIDDEN" not in text
        hidden = a_school_refers(at=at, children=[{"given_names": "Wren", "family_name": "Marlowe", "address_is_protected": True, **home}])
        assert "Gran Osgood" not in as_(cast.rosa).get(address(hidden)).text


def test_a_pattern_is_seen_waits_and_is_looked_at_again(cast, at, as_):
    contact = the_third_about(cast, at, known(cast, at))
    shown = as_(cast.rosa).get(address(contact)).text
    assert "A pattern of contacts" in shown and "2 other contacts" in shown
    done = as_(cast.rosa).post(address(contact), filled(contact, reason="As before."), follow=True)
    assert "waits for a manager’s eye" in done.text
    assert contact.children.get().name in as_(cast.mina).get(reverse("worklist", args=["managers-eye"])).text
    again = as_(cast.mina).get(address(contact, "managers-eye")).text
    for said in ("Proposed by Rosa Whitlock", "As before.", "Other contacts about the same people", "A pattern of contacts"):
        assert said in again, said
    contact.refresh_from_db()
    altered = filled(contact, what="MASH_ENQUIRY", to="mash", level="3", reason="Three in a year: look at the whole.")
    assert as_(cast.mina).post(address(contact, "managers-eye"), altered).status_code == 302
    after = as_(cast.rosa).get(address(contact)).text
    assert "Proposed first" in after and "As before." in after and "Three in a year" in after and "MASH enquiry" in after


def test_a_contact_about_two_children_is_one_contact(cast, at, as_):
    both = [{"given_names": name, "family_name": "Ashgrove"} for name in ("Robin", "Wren")]
    people = [known(cast, at, name) for name in ("Robin", "Wren")]
    for days in (200, 100, 0):
        contact = a_school_refers(at=at - timedelta(days=days), children=both)
        for row, someone in zip(contact.children.order_by("number"), people, strict=True):
            link_child(row, by=cast.rosa, at=at, person=someone)
    assert "2 other contacts below" in as_(cast.rosa).get(address(contact)).text


def test_two_managers_one_wins(cast, at, as_):
    contact = the_third_about(cast, at, known(cast, at))
    screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=nfa(contact))
    contact.refresh_from_db()
    sent = filled(contact, reason="I agree with this.")
    assert as_(cast.mina).post(address(contact, "managers-eye"), sent).status_code == 302
    late = as_(cast.marcus).post(address(contact, "managers-eye"), sent)
    assert late.status_code == 409 and "I agree with this." in late.text and "by Mina Farrow" in late.text
    assert as_(cast.rosa).get(address(contact, "managers-eye")).status_code == 403
    assert as_(cast.mina).get(address(contact, "managers-eye")).status_code == 302


def test_another_outcome_after_work_came_back(cast, at, as_):
    contact = a_school_refers(at=at)
    as_(cast.rosa).post(address(contact), filled(contact, what="EARLY_HELP", to="hub_north"))
    work = contact.handovers.get()
    send_back(work, by=cast.elsie, at=at, reason="More than early help.")
    contact.refresh_from_db()
    again = address(contact, "decide-again", work.pk)
    assert again in as_(cast.rosa).get(reverse("handover", args=[work.pk])).text
    shown = as_(cast.rosa).get(again).text
    assert "More than early help." in shown and "Decided before" in shown
    ends = as_(cast.rosa).post(again, filled(contact, reason="My words."))
    assert ends.status_code == 422 and "only by a manager" in ends.text and "My words." in ends.text
    done = as_(cast.rosa).post(again, filled(contact, what="MASH_ENQUIRY", to="mash", level="3"), follow=True)
    assert "has another outcome" in done.text
    assert contact.handovers.get(stage="OFFERED").outcome == "MASH_ENQUIRY"
    assert as_(cast.rosa).get(again).status_code == 302 and as_(cast.tess).get(again).status_code == 403
    late = as_(cast.rosa).post(again, filled(contact, reason="Late words."))
    assert late.status_code == 422 and "Late words." in late.text and "by Rosa Whitlock" in late.text


SECRET = {"referrer_name": "PLANTED-NAME", "referrer_email": "planted@school.example", "referrer_phone": "PLANTED-PHONE", "referrer_job": "PLANTED-JOB"}


@pytest.mark.parametrize("who, knows", [("rosa", True), ("mina", True), ("oona", True), ("sam", True), ("pete", False), ("hana", False), ("edie", False)])
@pytest.mark.parametrize("screened", [True, False])
def test_who_raised_it_is_for_the_hubs_own_staff(cast, at, as_, who, knows, screened):
    contact = a_school_refers(at=at, **SECRET)
    if screened:
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=nfa(contact))
    shown = as_(person(who)).get(address(contact, "contact"))
    assert shown.status_code == 200 and "Robin Ashgrove" in shown.text
    assert ("PLANTED-NAME" in shown.text) == knows
    if not knows:
        for planted in ("PLANTED", "planted@", "Tess Holloway", "Thornbury"):
            assert planted not in shown.text and planted not in str(shown.headers), planted


def test_a_protected_address_is_withheld_even_here(cast, at, as_):
    contact = a_school_refers(at=at, children=[{"given_names": "Robin", "family_name": "Ashgrove", "address": "PLANTED-REFUGE", "postcode": "ZZ9 1AA", "address_is_protected": True}])
    for who in ("rosa", "mina", "pete"):
        text = as_(person(who)).get(address(contact)).text
        assert "PLANTED-REFUGE" not in text and "ZZ9 1AA" not in text and "withheld" in text


@pytest.mark.parametrize("who, status", [
    ("rosa", 200), ("sam", 200), ("mina", 200), ("oona", 200), ("pete", 200), ("tess", 302), ("elsie", 404), ("fay", 404), ("moira", 404), ("helen", 404),
    ("nadia", 404), ("bea", 404), ("ivor", 404), ("ada", 404), ("inez", 404),
])
def test_who_may_open_a_contact(cast, at, as_, who, status):
    contact = a_school_refers(at=at)
    assert as_(person(who)).get(address(contact)).status_code == status


def test_others_are_led_to_what_is_theirs_of_it(cast, at, as_):
    contact = a_school_refers(at=at)
    assert as_(cast.tess).get(address(contact, "contact")).url == reverse("referral", args=[contact.pk])
    as_(cast.rosa).post(address(contact), filled(contact, what="EARLY_HELP", to="hub_north"))
    work = contact.handovers.get()
    assert as_(cast.elsie).get(address(contact, "contact")).url == reverse("handover", args=[work.pk])


@pytest.mark.parametrize("who", ["oona", "pete"])
def test_who_reads_may_not_screen(cast, at, as_, who):
    contact = a_school_refers(at=at)
    assert "Record the outcome" not in as_(person(who)).get(address(contact)).text
    assert as_(person(who)).post(address(contact), filled(contact)).status_code == 403
    assert not Outcome.objects.exists()


def test_after_screening_the_contact_says_what_who_and_when(cast, at, as_):
    contact = a_school_refers(at=at)
    as_(cast.rosa).post(address(contact), filled(contact, what="EARLY_HELP", to="hub_north", reason="They agree to help.", indicators=["2-DEVELOPMENT-ABSENCE"]))
    text = as_(cast.rosa).get(address(contact)).text
    for said in ("Early help: Hub north", "They agree to help.", "Absence or truancy", "Westshire Family Support Service", "Screen the contact", "What happened", "Accept the work or send it back"):
        assert said in text, said
    assert reverse("handover", args=[contact.handovers.get().pk]) in text


class TestQuality:
    def rated(self, cast, at, quality, gaps=(), **given):
        contact = a_school_refers(at=at, **given)
        screen(contact, by=cast.rosa, at=at, rating="GREEN", outcomes=nfa(contact), quality=quality, quality_gaps=list(gaps))
        return contact

    def test_an_agency_sees_its_own_and_no_others(self, cast, at, as_):
        ours = self.rated(cast, at, "POOR", ["HISTORY", "IMPACT"])
        theirs = self.rated(cast, at, "GOOD", by=cast.moira, referrer=cast.moira, referrer_agency=cast.moira.agency)
        text = as_(cast.tess).get("/reception/quality/").text
        assert ours.reference in text and theirs.reference not in text
        assert "History; The effect on the child" in text and "Had to be chased" in text and "Robin" not in text
        assert theirs.reference in as_(cast.moira).get("/reception/quality/").text

    def test_nothing_yet(self, cast, as_):
        assert "None of your agency’s referrals has been rated yet." in as_(cast.nadia).get("/reception/quality/").text

    @pytest.mark.parametrize("who, status", [("tess", 200), ("nadia", 200), ("pete", 200), ("tom", 403), ("gita", 403), ("rosa", 403), ("elsie", 403), ("bea", 403)])
    def test_whose_page_it_is(self, cast, as_, who, status):
        assert as_(person(who)).get("/reception/quality/").status_code == status

    def test_counted_by_month(self, cast, at):
        from frontdoor.screening.queries.quality import ratings

        for days, quality in ((0, "GOOD"), (40, "GOOD"), (400, "GOOD")):
            self.rated(cast, at - timedelta(days=days), quality)
        self.rated(cast, at, "POOR", ["HISTORY"])
        found = ratings(cast.tess, now=at)
        assert (found.total, found.by_rating, found.gaps) == (3, {"GOOD": 2, "POOR": 1}, [("History", 1)])
        assert [month.month for month, counts in found.months if counts["GOOD"]] == [3, 1] and len(found.months) == 12


def test_few_questions_however_much_is_known(cast, at, as_):
    def come_in(children, earlier):
        names = [{"given_names": f"Child{n}", "family_name": "Ashgrove", "postcode": "ZZ9 9ZZ", "born_on": date(2018, 5, 4)} for n in range(children)]
        people = [add_person(by=cast.rosa, at=at, source="S", address="4 Mill Lane", **name) for name in names]
        for n in range(earlier):
            contact = a_school_refers(at=at - timedelta(days=n + 1), children=names)
            for row, someone in zip(contact.children.all(), people, strict=True):
                link_child(row, by=cast.rosa, at=at, person=someone)
        contact = a_school_refers(at=at, children=[*names, {"given_names": "Robin", "family_name": "Ashgrove", "postcode": "ZZ9 9ZZ"}], adults=[{"given_names": "Kay", "family_name": "Ashgrove"}])
        for row, someone in zip(contact.children.all()[:children], people, strict=True):
            link_child(row, by=cast.rosa, at=at, person=someone)
        return contact

    browser, small, large = as_(cast.rosa), come_in(1, 1), come_in(6, 8)
    few = questions(lambda: browser.get(address(small)))
    assert questions(lambda: browser.get(address(large))) == few
    for contact in (small, large):
        screen(contact, by=cast.mina, at=at, rating="GREEN", outcomes=[each for each in nfa(contact)])
    assert Contact.objects.filter(stage="SCREENED").count() == 2
    after = questions(lambda: browser.get(address(small)))
    assert questions(lambda: browser.get(address(large))) == after
    print(few, after)
    assert few <= 15 and after <= 15


def test_a_team_that_was_not_set_up_is_said_and_not_offered(cast, at, as_):
    text = as_(cast.rosa).get(address(a_school_refers(at=at))).text
    assert "No team takes these on yet" in text and "Allegation about a professional" in text
    assert f"MASH_ENQUIRY:{team('mash').pk}" in text


def test_who_recorded_it_in_the_night_says_who_is_who(cast, at, as_):
    contact, robin = a_school_refers(at=at), known(cast, at)
    page, night = reverse("who-is-who", args=[contact.pk]), as_(cast.oona)
    assert page in night.get(reverse("referral", args=[contact.pk])).text
    shown = night.get(page).text
    assert robin.reference in shown and "Record the outcome" not in shown and "Rate it" not in shown
    child = contact.children.get()
    back = night.post(reverse("link-named", args=[contact.pk, child.pk]), {"person": robin.pk})
    assert back["Location"] == page + "#people"
    child.refresh_from_db()
    assert child.person == robin and "Take the link back" in night.get(page).text
    assert night.post(address(contact), filled(contact)).status_code == 403
    assert as_(cast.pete).get(page).status_code == 403


def test_reception_goes_back_to_its_own_page(cast, at, as_):
    contact = a_school_refers(at=at)
    back = as_(cast.rosa).post(reverse("add-named", args=[contact.pk, contact.children.get().pk]))
    assert back["Location"] == address(contact) + "#people"
