"""The pages of a decision."""

from uuid import uuid4

import pytest
from django.urls import reverse

from frontdoor.decisions.models import Decision
from frontdoor.foundations.access.models import Team
from frontdoor.mash import actions as mash
from frontdoor.mash.models import Enquiry, Unfinished
from tests.cast import CAST
from tests.scenarios import mina_decides

pytestmark = pytest.mark.django_db


def filled(enquiry, **change):
    read = " ".join(str(each.pk) for each in enquiry.requests.filter(stage="ANSWERED"))
    words = {"version": str(Enquiry.objects.get(pk=enquiry.pk).version), "read": read, "rows": "2", "took_part": "Pete Sandiford\n\nHana Birtwell", "dissent": "KEPT dissent"}
    for child in (1, 2):
        words |= {
            f"child-{child}-outcome": "EARLY_HELP", f"child-{child}-level": "3", f"child-{child}-rationale": f"KEPT rationale {child}",
            f"child-{child}-to_team": str(Team.objects.get(name="Hub north").pk),
        }
    return {**words, **change}


def test_all_of_it_is_on_one_screen(cast, as_, waiting):
    page = as_(cast.mina).get(reverse("decide", args=[waiting.pk])).text
    for shown in (
        "Robin goes to bed with headphones on.", "Where Dad lives now.", "PLAIN-two-call-outs", "Robin is tired", "Recommended: <strong>Early help",
        "1 of 2 agencies have not answered", "Hub north (Westshire Family Support Service)", "Pete Sandiford, Westshire Police",
    ):
        assert shown in page


def test_a_decision_is_made_and_shown_with_who_took_part(cast, as_, waiting):
    mina = as_(cast.mina)
    made = mina.post(reverse("decide", args=[waiting.pk]), filled(waiting))
    assert made.url == reverse("decisions-of", args=[waiting.pk])
    page = mina.get(made.url).text
    assert "KEPT rationale 1" in page and "Pete Sandiford; Hana Birtwell" in page and "KEPT dissent" in page and "Hub north" in page
    assert mina.get(reverse("decide", args=[waiting.pk])).url == made.url


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"child-1-rationale": ""}, "Give your rationale for Robin Ashgrove"), ({"child-2-to_team": ""}, "Choose the team"),
     ({"child-1-outcome": ""}, "Choose what is decided for Robin Ashgrove"), ({"child-1-outcome": "NFA", "child-1-level": "4"}, "do not go together"),
     ({"child-1-do-1-what": "Visit"}, "Say who does this"),
     ({"child-1-do-1-what": "Visit", "child-1-do-1-who": "Elsie"}, "Say by when"),
     ({"child-1-do-2-what": "Visit", "child-1-do-2-due_on-day": "31", "child-1-do-2-due_on-month": "2", "child-1-do-2-due_on-year": "2099"}, "the day by which")],
)
def test_refused_with_a_sentence_and_the_words_kept(cast, as_, waiting, change, sentence):
    page = as_(cast.mina).post(reverse("decide", args=[waiting.pk]), filled(waiting, **change))
    assert page.status_code == 422 and sentence in page.text and "KEPT dissent" in page.text and "KEPT rationale 2" in page.text
    assert not Decision.objects.exists()


def test_a_stale_form_says_so_keeps_the_words_and_may_be_sent_again(cast, as_, at, waiting):
    sent = filled(waiting)
    mash.rate(waiting, by=cast.sam, at=at, rating="RED", reason="Robin is not at school")
    mina, address = as_(cast.mina), reverse("decide", args=[waiting.pk])
    stale = mina.post(address, sent)
    assert stale.status_code == 409 and "This changed after you opened it" in stale.text and "KEPT rationale 1" in stale.text
    now = stale.text.split('name="version"')[1].split('value="')[1].split('"')[0]
    assert mina.post(address, {**sent, "version": now}).status_code == 302


def test_who_decides_second_is_told_and_keeps_the_words(cast, as_, at, waiting):
    sent = filled(waiting)
    mina_decides(waiting, at=at)
    page = as_(cast.marcus).post(reverse("decide", args=[waiting.pk]), sent)
    assert page.status_code == 409 and "Somebody decided first" in page.text and "KEPT rationale 2" in page.text
    assert reverse("decisions-of", args=[waiting.pk]) in page.text and "data-autosave" not in page.text


def test_a_decision_is_kept_while_it_is_written_for_its_manager_alone(cast, as_, waiting):
    keep, page = reverse("decide-keep", args=[waiting.pk]), reverse("decide", args=[waiting.pk])
    assert as_(cast.mina).post(keep, {**filled(waiting), "kept": "0"}).json() == {"fields": {"kept": "1"}}
    assert "KEPT rationale 1" in as_(cast.mina).get(page).text and "KEPT rationale 1" not in as_(cast.marcus).get(page).text
    as_(cast.mina).post(page, filled(waiting))
    assert Unfinished.objects.get().words == {}


def test_another_action_without_a_script(cast, as_, waiting):
    mina, page = as_(cast.mina), reverse("decide", args=[waiting.pk])
    more = mina.post(page, {**filled(waiting), "kept": "0", "more": "1"})
    assert "rows=3" in more.url
    assert "Action 3 for Robin Ashgrove" in mina.get(more.url).text


def test_sending_back_without_saying_what_is_needed_is_refused(cast, as_, waiting):
    page = as_(cast.mina).post(reverse("decide-more", args=[waiting.pk]), {"why": ""})
    assert page.status_code == 422 and Enquiry.objects.get().stage == "AWAITING_DECISION"


def test_a_decision_is_amended_and_the_old_stands_beside_it(cast, as_, at, waiting):
    old = mina_decides(waiting, at=at)[0]
    marcus, address = as_(cast.marcus), reverse("decision-amend", args=[old.pk])
    assert "Agreed with the analysis." in marcus.get(address).text
    words = {
        "version": str(old.version), "rows": "1", "why": "The midwife rang", "child-1-outcome": "ASSESSMENT", "child-1-level": "4",
        "child-1-rationale": "NEW rationale", "child-1-to_team": str(Team.objects.get(name="Family help east").pk),
    }
    silent = marcus.post(address, {**words, "why": ""})
    assert silent.status_code == 422 and "Say why the decision changes" in silent.text and "NEW rationale" in silent.text
    made = marcus.post(address, words)
    page = marcus.get(made.url).text
    assert page.index("NEW rationale") < page.index("What was decided before") < page.index("Agreed with the analysis.")
    assert "Amended since" in page and "The midwife rang" in page
    again = marcus.post(address, words)
    assert again.status_code == 422 and "NEW rationale" in again.text and Decision.objects.count() == 3


@pytest.mark.parametrize("name", CAST)
def test_who_reads_and_who_amends(cast, as_, at, waiting, name):
    old = mina_decides(waiting, at=at)[0]
    client = as_(getattr(cast, name))
    reads = name in {"rosa", "ravi", "sam", "mina", "marcus", "oona", "pete", "hana", "edie", "elsie"}
    for address in (reverse("decision", args=[old.pk]), reverse("decisions-of", args=[waiting.pk])):
        assert client.get(address).status_code == (200 if reads else 404)
    amends = name in {"mina", "marcus"}
    assert client.get(reverse("decision-amend", args=[old.pk])).status_code == (200 if amends else 403)
    if reads:
        assert ("Amend the decision" in client.get(reverse("decision", args=[old.pk])).text) == amends


@pytest.mark.parametrize("name", ["decide", "decision", "decisions-of", "decision-amend"])
def test_what_does_not_exist_is_not_found(cast, as_, name):
    assert as_(cast.mina).get(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("many", [1, 8])
def test_what_was_decided_costs_the_same_for_one_and_for_many(cast, as_, at, many, django_assert_max_num_queries):
    from tests.scenarios import a_school_refers, reception_sends_it_to_the_mash, the_mash_opens_it

    contact = a_school_refers(at=at, children=[{"given_names": f"Robin{n}"} for n in range(many)])
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    mina_decides(enquiry, at=at)
    mina, address = as_(cast.mina), reverse("decisions-of", args=[enquiry.pk])
    mina.get(address)
    with django_assert_max_num_queries(15):
        assert mina.get(address).text.count("Agreed with the analysis.") == many


def test_the_managers_queue_names_the_children_and_leads_to_deciding(cast, as_, waiting):
    page = as_(cast.mina).get(reverse("worklist", args=["awaiting-decision"])).text
    assert "Robin Ashgrove" in page and reverse("decide", args=[waiting.pk]) in page


def test_an_answer_that_came_while_deciding_is_read_first(cast, as_, at, waiting):
    mina, address = as_(cast.mina), reverse("decide", args=[waiting.pk])
    opened = mina.get(address).text
    sent = filled(waiting, read=opened.split('name="read"')[1].split('value="')[1].split('"')[0])
    late = waiting.requests.get(stage="ASKED")
    mash.answer(late, by=cast.nadia, at=at, outcome="HELD", items=[mash.Given("NEW-bruise-seen", "ED record")])
    page = mina.post(address, sent)
    assert page.status_code == 409 and "Alder Vale Hospitals Trust answered after you opened this page" in page.text
    assert "NEW-bruise-seen" in page.text and "KEPT rationale 1" in page.text and not Decision.objects.exists()
    now = page.text.split('name="read"')[1].split('value="')[1].split('"')[0]
    assert mina.post(address, {**sent, "read": now}).status_code == 302
