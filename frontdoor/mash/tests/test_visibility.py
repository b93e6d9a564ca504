"""Who sees what: an agency its own request and items, the hub what is not sensitive, nobody else anything."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frontdoor.foundations.record.models import Viewing
from frontdoor.mash import actions
from frontdoor.mash.actions import Given
from frontdoor.mash.models import Item
from tests.cast import CAST
from tests.scenarios import mina_decides, sam_recommends

pytestmark = pytest.mark.django_db
SECRET, PLAIN, CASE = "SECRET-the-informant-lives-opposite", "PLAIN-two-call-outs", "CASE-robin-sleeps-in-the-bath"
HUB = {"rosa", "ravi", "sam", "mina", "marcus", "oona", "pete", "hana", "edie"}
SOCIAL_WORKERS = {"sam", "mina", "marcus"}


@pytest.fixture
def answered(asked, cast, at):
    """Police hold one plain thing and one sensitive; the case says something neither request does."""
    actions.write_analysis(asked[0].enquiry, by=cast.sam, at=at, words={"analysis": CASE})
    actions.answer(asked[0], by=cast.pete, at=at, outcome="HELD", speak_to="Pete Sandiford", items=[
        Given(PLAIN, "RMS"), Given(SECRET, "Intelligence", is_sensitive=True),
    ])
    return asked[0]


def addresses(answered, asked):
    enquiry, item = answered.enquiry, Item.objects.get(is_sensitive=True)
    return {
        "mash": reverse("mash"), "answers": reverse("enquiry-answers", args=[enquiry.pk]), "enquiry": reverse("enquiry", args=[enquiry.pk]),
        "ask": reverse("enquiry-ask", args=[enquiry.pk]), "analysis": reverse("enquiry-analysis", args=[enquiry.pk]),
        "rating": reverse("enquiry-rating", args=[enquiry.pk]), "worker": reverse("enquiry-worker", args=[enquiry.pk]),
        "police": reverse("agency-request", args=[answered.pk]), "hospital": reverse("agency-request", args=[asked[1].pk]),
        "withdraw": reverse("agency-request-withdraw", args=[asked[1].pk]), "late": reverse("late-answer", args=[answered.pk]),
        "show": reverse("item-show", args=[item.pk]),
        "decide": reverse("decide", args=[enquiry.pk]), "decisions": reverse("decisions-of", args=[enquiry.pk]),
        "queue": reverse("worklist", args=["requests-to-answer"]),
    }


@pytest.mark.parametrize("name", CAST)
def test_a_sensitive_item_is_read_by_its_agency_and_by_nobody_else(cast, as_, answered, asked, name):
    """The planted words are looked for in the whole of every answer, headers too."""
    client = as_(getattr(cast, name))
    for page, address in addresses(answered, asked).items():
        response = client.get(address)
        whole = response.text + repr(response.headers)
        assert response.status_code in {200, 302, 403, 404}, (page, response.status_code)
        assert (SECRET in whole) == (name == "pete" and page in {"police", "show", "enquiry", "answers"}), (name, page)
        if PLAIN in whole:
            assert name in HUB, (name, page)
        if CASE in whole:
            assert name in HUB and page not in {"police", "hospital"}, (name, page)


@pytest.mark.parametrize("name", CAST)
def test_the_enquiry_is_read_by_the_hub_and_does_not_exist_for_others(cast, as_, answered, asked, name):
    pages, client = addresses(answered, asked), as_(getattr(cast, name))
    assert client.get(pages["enquiry"]).status_code == (200 if name in HUB else 404)
    assert client.get(pages["answers"]).status_code == (200 if name in HUB else 404)
    for page in ("ask", "analysis", "rating", "worker", "withdraw", "late", "mash"):
        assert client.get(pages[page]).status_code == (200 if name in SOCIAL_WORKERS else 403), page
    assert client.get(pages["decide"]).status_code == (200 if name in {"mina", "marcus"} else 403)


def test_nobody_signed_in_is_asked_to_sign_in(client, answered, asked):
    for address in addresses(answered, asked).values():
        response = client.get(address)
        assert response.status_code == 302 and "login" in response.url


def test_an_agency_sees_its_request_and_not_the_case(cast, as_, answered, asked):
    page = as_(cast.nadia).get(reverse("agency-request", args=[asked[1].pk])).text
    for shown in ("Call-outs to the home", "To understand the shouting at night", "12 months", "Public task", "Robin Ashgrove"):
        assert shown in page
    for hidden in (CASE, PLAIN, "Robin is tired", "Tess Holloway-Bright", "Westshire Police"):
        assert hidden not in page
    assert reverse("enquiry", args=[answered.enquiry_id]) not in page


def test_another_agency_does_not_know_that_a_request_exists(cast, as_, asked):
    assert as_(cast.nadia).get(reverse("agency-request", args=[asked[0].pk])).status_code == 404
    assert as_(cast.moira).get(reverse("agency-request", args=[asked[1].pk])).status_code == 404


def test_a_hub_partner_is_sent_to_the_enquiry_and_does_not_answer_for_another(cast, as_, asked):
    response = as_(cast.edie).get(reverse("agency-request", args=[asked[0].pk]))
    assert response.status_code == 403 and "This was asked of Westshire Police" in response.text


def test_the_hub_sees_that_something_sensitive_exists_and_whom_to_speak_to(cast, as_, answered):
    page = as_(cast.sam).get(reverse("enquiry", args=[answered.enquiry_id])).text
    assert "There is something else" in page and "Speak to Pete Sandiford" in page


def test_the_person_it_was_shown_to_reads_it_and_is_noted(cast, as_, answered):
    item = Item.objects.get(is_sensitive=True)
    police, sam = as_(cast.pete), cast.sam
    shown = police.post(reverse("item-show", args=[item.pk]), {"to": str(sam.pk), "reason": "We spoke at eleven"})
    assert shown.status_code == 302
    assert "Shown to Sam Okonedo-Vale" in police.get(shown.url).text
    page = as_(sam).get(reverse("enquiry", args=[answered.enquiry_id])).text
    assert SECRET in page and "Sensitive: shown to you by name" in page and "There is something else" not in page
    assert SECRET not in as_(cast.mina).get(reverse("enquiry", args=[answered.enquiry_id])).text
    assert Viewing.objects.filter(by=sam, record_id=answered.enquiry_id).exists()


def test_items_stay_the_agencys_own_and_are_owned_by_it(cast, answered):
    assert {item.owned_by for item in Item.objects.all()} == {cast.pete.agency}


def decided(enquiry, cast, at, *, level, needed):
    item = Item.objects.get(is_sensitive=False)
    actions.mark_needed(item, by=cast.sam, at=at, needed=needed)
    sam_recommends(enquiry, at=at, level=level)
    mina_decides(enquiry, at=at + timedelta(hours=1), outcome="EARLY_HELP", level=level)


@pytest.mark.parametrize(("level", "needed"), [(3, True), (3, False), (4, True), (4, False)])
def test_the_receiving_agency_sees_what_is_needed_and_nothing_else(cast, as_, answered, at, level, needed):
    enquiry = answered.enquiry
    assert as_(cast.elsie).get(reverse("enquiry", args=[enquiry.pk])).status_code == 404
    decided(enquiry, cast, at, level=level, needed=needed)
    page = as_(cast.elsie).get(reverse("enquiry", args=[enquiry.pk])).text
    assert (PLAIN in page) == needed
    assert CASE not in page  # the analysis was written anew with the recommendation
    assert SECRET not in page and "Tess Holloway-Bright" not in page and "Ask agencies" not in page
    assert as_(cast.fay).get(reverse("enquiry", args=[enquiry.pk])).status_code == 404


def test_after_closing_a_contributor_goes_on_seeing_its_own_and_only_that(cast, as_, answered, asked, at):
    decided(answered.enquiry, cast, at, level=2, needed=False)
    assert PLAIN in as_(cast.pete).get(reverse("agency-request", args=[answered.pk])).text
    nadia = as_(cast.nadia)
    assert nadia.get(reverse("enquiry", args=[answered.enquiry_id])).status_code == 404
    page = nadia.get(reverse("agency-request", args=[asked[1].pk])).text
    assert "Send the answer to the hub" in page and PLAIN not in page


def test_only_the_children_handed_on_are_seen_by_who_takes_them(cast, as_, at, answered):
    from frontdoor.decisions.actions import ForChild, decide
    from tests.scenarios import team

    enquiry = answered.enquiry
    robin, sibling = [row.child for row in enquiry.children.order_by("child__number")]
    sam_recommends(enquiry, at=at)
    decide(enquiry, by=cast.mina, at=at, took_part=[], decisions=[
        ForChild(robin, "EARLY_HELP", 3, "Agreed.", team("hub_north")), ForChild(sibling, "NFA", 2, "SIBLING-rationale"),
    ])
    elsie = as_(cast.elsie)
    page = elsie.get(reverse("enquiry", args=[enquiry.pk])).text
    assert "Robin Ashgrove" in page and "Unborn" not in page
    assert "SIBLING-rationale" not in elsie.get(reverse("decisions-of", args=[enquiry.pk])).text
    assert "SIBLING-rationale" in as_(cast.sam).get(reverse("decisions-of", args=[enquiry.pk])).text
