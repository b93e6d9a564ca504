"""The reception desk: what waits, in what order, what is already known, and for whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frontdoor.contacts.actions import link_child
from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Viewing
from frontdoor.handover.tests.counting import questions
from frontdoor.people.actions import add_person, involve
from frontdoor.screening.actions import screen
from tests.scenarios import a_school_refers, person

from .test_actions import nfa

pytestmark = pytest.mark.django_db
DESK = "/reception/"


@pytest.fixture
def now():
    return timezone.now()


def child(name, **more):
    return [{"given_names": name, "family_name": "Ashgrove", **more}]


def order(text, *names):
    places = [text.index(name) for name in names]
    return places == sorted(places)


def test_urgent_first_then_by_due_time(cast, as_, now):
    a_school_refers(at=now - timedelta(days=6), children=child("Oldest"))
    a_school_refers(at=now - timedelta(hours=3), children=child("Newest"))
    a_school_refers(at=now - timedelta(hours=1), children=child("Pressing"), is_urgent=True)
    text = as_(cast.rosa).get(DESK).text
    assert order(text, "Pressing", "Oldest", "Newest")
    assert "Urgent" in text and "Overdue" in text and "3 hours ago" in text and "School" in text


@pytest.mark.parametrize("sort, first, second", [
    ("age", "Older", "Newer"), ("-age", "Newer", "Older"), ("urgency", "Newer", "Older"), ("source", "Older", "Newer"), ("nonsense", "Older", "Newer"),
])
def test_sorted_as_asked(cast, as_, now, sort, first, second):
    a_school_refers(at=now - timedelta(days=2), children=child("Older"), level_claimed=2, source="2A")
    a_school_refers(at=now - timedelta(hours=2), children=child("Newer"), level_claimed=4, source="3A")
    assert order(as_(cast.rosa).get(DESK, {"sort": sort}).text, first, second)


@pytest.mark.parametrize("asked, shows, hides", [
    ({"level": "4"}, "Loud", "Quiet"), ({"level": "none"}, "Quiet", "Loud"), ({"source": "3A"}, "Loud", "Quiet"), ({"urgent": "on"}, "Loud", "Quiet"),
    ({"overdue": "on"}, "Quiet", "Loud"),
])
def test_filters_are_in_the_address(cast, as_, now, asked, shows, hides):
    a_school_refers(at=now - timedelta(days=9), children=child("Quiet"))
    a_school_refers(at=now, children=child("Loud"), level_claimed=4, source="3A", is_urgent=True)
    text = as_(cast.rosa).get(DESK, asked).text
    assert shows in text and hides not in text and "Clear filters" in text


def test_a_reference_is_found_and_nonsense_filters_nothing(cast, as_, now):
    contact, _ = a_school_refers(at=now, children=child("Robin")), a_school_refers(at=now, children=child("Wren"))
    text = as_(cast.rosa).get(DESK, {"q": contact.reference[-6:]}).text
    assert "Robin" in text and "Wren" not in text
    assert "Robin" in as_(cast.rosa).get(DESK, {"level": "'; drop", "source": "zz", "page": "x"}).text
    assert "Nothing matches these filters" in as_(cast.rosa).get(DESK, {"q": "nowhere"}).text


def test_an_empty_desk_says_so(cast, as_):
    assert "Nothing is waiting to be screened." in as_(cast.rosa).get(DESK).text


def test_what_is_already_known_of_the_linked_and_of_an_exact_number(cast, as_, now):
    robin = add_person(by=cast.rosa, at=now, source="School", given_names="Robin", family_name="Ashgrove", nhs_number="9990000018")
    involve(robin, by=cast.rosa, at=now, agency=Agency.objects.get(name="Westshire Family Help"), kind="CIN", from_on=date(2026, 1, 5))
    earlier = a_school_refers(at=now - timedelta(days=30))
    link_child(earlier.children.get(), by=cast.rosa, at=now, person=robin)
    screen(earlier, by=cast.rosa, at=now - timedelta(days=29), rating="GREEN", outcomes=nfa(earlier))
    a_school_refers(at=now - timedelta(hours=1), children=child("Robyn", nhs_number="9990000018"))
    text = as_(cast.rosa).get(DESK).text
    assert "1 earlier contact" in text and "Open to Westshire Family Help" in text


def test_refreshed_only_when_something_changed_and_each_sending_leaves_a_viewing(cast, as_, now):
    a_school_refers(at=now - timedelta(days=3), children=child("Robin"))
    browser = as_(cast.rosa)
    was = browser.get(DESK).text.split('name="was" value="')[1].split('"')[0]
    seen = Viewing.objects.filter(by=cast.rosa, how="LIST").count()
    assert browser.get(DESK + "rows/", {"was": was}).status_code == 204
    assert Viewing.objects.filter(by=cast.rosa, how="LIST").count() == seen
    a_school_refers(at=now - timedelta(days=3), children=child("Wren"))
    again = browser.get(DESK + "rows/", {"was": was, "sort": "age"})
    assert "Wren" in again.text and "<html" not in again.text and "was=" not in again.text
    assert 'id="count-reception" hx-swap-oob="true"' in again.text
    listed = Viewing.objects.filter(by=cast.rosa, how="LIST").last()
    assert Viewing.objects.filter(by=cast.rosa, how="LIST").count() == seen + 1 and len(listed.details["records"]) == 2


@pytest.mark.parametrize("who, status", [
    ("rosa", 200), ("ravi", 200), ("sam", 200), ("mina", 200), ("oona", 403), ("pete", 403), ("tess", 403), ("elsie", 403), ("ada", 403), ("inez", 403),
])
@pytest.mark.parametrize("path", [DESK, DESK + "rows/"])
def test_whose_desk_it_is(cast, as_, now, who, status, path):
    a_school_refers(at=now, children=child("Robin"))
    shown = as_(person(who)).get(path)
    assert shown.status_code == status
    assert ("Robin" in shown.text) == (status == 200)


def test_tabs_lead_to_the_lists_beside_it(cast, as_, now):
    text = as_(cast.mina).get(DESK).text
    for name in ("managers-eye", "returned-work", "ring-them"):
        assert reverse("worklist", args=[name]) in text and f'id="count-{name}"' in text
    assert "count-managers-eye" not in as_(cast.rosa).get(DESK).text


def test_few_questions_with_five_rows_and_with_sixty(cast, as_, now):
    robin = add_person(by=cast.rosa, at=now, source="School", given_names="Robin", family_name="Ashgrove", nhs_number="9990000018")
    browser = as_(cast.rosa)

    def come_in(number):
        for n in range(number):
            contact = a_school_refers(at=now - timedelta(hours=n), children=child("Robin", nhs_number="9990000018") + child("Wren"))
            link_child(contact.children.get(number=1), by=cast.rosa, at=now, person=robin)

    come_in(5)
    five = questions(lambda: browser.get(DESK))
    come_in(55)
    assert questions(lambda: browser.get(DESK)) == five <= 15
