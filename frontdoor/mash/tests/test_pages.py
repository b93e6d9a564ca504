"""The pages themselves: what they show, keep, and cost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.record.models import Viewing
from frontdoor.mash import actions
from frontdoor.mash.actions import Given
from frontdoor.mash.models import AgencyRequest, Enquiry, Presence, Unfinished
from tests.scenarios import (
    ANALYSIS,
    a_school_refers,
    it_asks,
    police_answer,
    reception_sends_it_to_the_mash,
    sam_recommends,
    the_mash_opens_it,
)

pytestmark = pytest.mark.django_db
AGENCIES = ("Westshire Police", "Alder Vale Hospitals Trust", "Westshire Adult Services", "Alder Homes", "Westshire Probation")


def opened(at, *, rating="AMBER", name="Robin", children=1):
    contact = a_school_refers(at=at, children=[{"given_names": f"{name}{n or ''}", "family_name": "Ashgrove"} for n in range(children)])
    reception_sends_it_to_the_mash(contact, at=at, rating=rating)
    return the_mash_opens_it(contact, at=at, rating=rating)


def link_all(enquiry, person, cast, at):
    from frontdoor.contacts.actions import link_child

    for row in enquiry.children.select_related("child"):
        link_child(row.child, by=cast.rosa, at=at, person=person)


# What each page costs

@pytest.mark.parametrize("many", [1, 30])
def test_the_desk_costs_the_same_for_one_and_for_thirty(cast, as_, at, many, django_assert_max_num_queries):
    for number in range(many):
        it_asks(opened(at, name=f"Robin{number}"), at=at)
        reception_sends_it_to_the_mash(a_school_refers(at=at), at=at)
    sam = as_(cast.sam)
    sam.get(reverse("mash"))
    with django_assert_max_num_queries(15):
        page = sam.get(reverse("mash"))
    assert page.text.count("0 of 2 answered") == many


@pytest.mark.parametrize("many", [1, 30])
def test_an_enquiry_and_its_decision_cost_the_same_for_one_and_for_thirty(cast, as_, at, many, django_assert_max_num_queries):
    from frontdoor.people.actions import add_person

    robin = add_person(by=cast.rosa, at=at, source="test", given_names="Robin", family_name="Ashgrove")
    for number in range(many):
        link_all(opened(at - timedelta(days=number + 1), children=2), robin, cast, at)
    enquiry = opened(at, children=min(many, 8))
    link_all(enquiry, robin, cast, at)
    for request in it_asks(enquiry, at=at, agencies=AGENCIES[: min(many, 5)]):
        who = {"Westshire Police": cast.pete, "Alder Vale Hospitals Trust": cast.nadia, "Alder Homes": cast.hugh, "Westshire Probation": cast.priya}.get(request.agency.name)
        if who:
            actions.answer(request, by=who, at=at, outcome="HELD", items=[Given(f"Item {n}", "Source") for n in range(many)])
    sam_recommends(enquiry, at=at)
    mina = as_(cast.mina)
    for name in ("enquiry", "decide"):
        mina.get(reverse(name, args=[enquiry.pk]))
        with django_assert_max_num_queries(15):
            page = mina.get(reverse(name, args=[enquiry.pk]))
        assert page.text.count("Item 0") >= 1 and page.status_code == 200
    with django_assert_max_num_queries(15):
        mina.get(reverse("enquiry-answers", args=[enquiry.pk]))


# The desk

def test_the_desk_narrows_to_mine_unallocated_rating_awaiting_and_overdue(cast, as_, at):
    now = timezone.now()
    red, amber, late = opened(now, rating="RED", name="Rowan"), opened(now, rating="AMBER", name="Ash"), opened(at, name="Late")
    actions.allocate(amber, by=cast.mina, at=now, worker=cast.marcus)
    sam_recommends(red, at=now)
    contact = a_school_refers(at=now, children=[{"given_names": "Nobodys"}])
    reception_sends_it_to_the_mash(contact, at=now)
    actions.open_enquiry(by=cast.mina, at=now, handover=contact.handovers.get(), rating="GREEN", unallocated=True)
    sam = as_(cast.sam)

    def shown(**narrowed):
        page = sam.get(reverse("mash"), narrowed).text
        return {name for name in ("Rowan", "Ash Ashgrove", "Late", "Nobodys") if name in page}

    assert shown() == {"Rowan", "Ash Ashgrove", "Late", "Nobodys"}
    assert shown(show="mine") == {"Rowan", "Late"}
    assert shown(show="unallocated") == {"Nobodys"}
    assert shown(show="awaiting") == {"Rowan"}
    assert shown(show="overdue") == {"Late"}
    assert shown(rating="RED") == {"Rowan"}
    assert shown(rating="RED", show="overdue") == set()
    assert late.reference


def test_the_desk_is_ordered_by_due_time(cast, as_, at):
    opened(at, rating="GREEN", name="Slow"), opened(at, rating="RED", name="Quick")
    page = as_(cast.sam).get(reverse("mash")).text
    assert page.index("Quick") < page.index("Slow")


def test_an_empty_desk_says_so(cast, as_):
    assert "Enquiries that reception sends appear above by themselves" in as_(cast.sam).get(reverse("mash")).text


def test_the_desks_refresh_sends_nothing_and_notes_nothing_when_nothing_changed(cast, as_, enquiry):
    sam = as_(cast.sam)
    first = sam.get(reverse("mash"), headers={"HX-Request": "true"})
    before = Viewing.objects.count()
    page = sam.get(reverse("mash")).text
    etag = page.split('hx-headers=\'{"If-None-Match": "\\"')[1].split('\\"')[0]
    noted = Viewing.objects.count()
    again = sam.get(reverse("mash"), headers={"HX-Request": "true", "If-None-Match": f'"{etag}"'})
    assert first.status_code == 200 and again.status_code == 304 and not again.content
    assert noted == before + 1 == Viewing.objects.count()


# Opening

def test_opening_what_is_open_already_goes_to_it(cast, as_, enquiry):
    response = as_(cast.sam).get(reverse("enquiry-open", args=[enquiry.handover_id]))
    assert response.url == reverse("enquiry", args=[enquiry.pk])


def test_opening_without_choosing_says_so(cast, as_, at):
    contact = a_school_refers(at=at)
    reception_sends_it_to_the_mash(contact, at=at)
    page = as_(cast.sam).post(reverse("enquiry-open", args=[contact.handovers.get().pk]), {})
    assert page.status_code == 422 and "Select the rating" in page.text and "Select the social worker" in page.text


# The enquiry

def test_the_four_answers_and_no_answer_look_different(cast, as_, at, enquiry):
    requests = {each.agency.name: each for each in it_asks(enquiry, at=at, agencies=AGENCIES)}
    police_answer(requests["Westshire Police"], at=at)
    actions.answer(requests["Alder Vale Hospitals Trust"], by=cast.nadia, at=at, outcome="NOTHING_HELD", searched="The whole index")
    actions.answer(requests["Alder Homes"], by=cast.hugh, at=at, outcome="NOT_SEARCHED", why_not="Down until three")
    actions.answer(requests["Westshire Probation"], by=cast.priya, at=at, outcome="CANNOT_SHARE", why_not="A court order", speak_to="Priya N")
    page = as_(cast.sam).get(reverse("enquiry", args=[enquiry.pk])).text
    for said in (
        "Information held.", "Nothing held.", "Searched: The whole index", "Not searched.", "Down until three", "Cannot share.",
        "A court order", "Speak to: Priya N", "No answer yet",
    ):
        assert said in page
    for state in ("held", "nothing_held", "not_searched", "cannot_share"):
        assert page.count(f"mash-said--{state}") == 1


def test_answers_arrive_without_reloading_and_only_when_there_is_news(cast, as_, at, asked):
    sam, address = as_(cast.sam), reverse("enquiry-answers", args=[asked[0].enquiry_id])
    first = sam.get(address)
    assert first.status_code == 200 and "Two call-outs" not in first.text and "<html" not in first.text
    noted = Viewing.objects.count()
    nothing_new = sam.get(address, headers={"If-None-Match": first["ETag"]})
    assert nothing_new.status_code == 304 and Viewing.objects.count() == noted
    police_answer(asked[0], at=at)
    news = sam.get(address, headers={"If-None-Match": first["ETag"]})
    assert news.status_code == 200 and "Two call-outs in January" in news.text and Viewing.objects.count() == noted + 1


def test_the_page_and_its_first_question_for_news_agree(cast, as_, asked):
    sam = as_(cast.sam)
    page = sam.get(reverse("enquiry", args=[asked[0].enquiry_id])).text
    etag = page.split('hx-headers=\'{"If-None-Match": "\\"')[1].split('\\"')[0]
    assert sam.get(reverse("enquiry-answers", args=[asked[0].enquiry_id]), headers={"If-None-Match": f'"{etag}"'}).status_code == 304


def test_those_who_are_here_see_each_other_and_not_those_who_left(cast, as_, enquiry):
    address = reverse("enquiry-answers", args=[enquiry.pk])
    as_(cast.pete).get(address)
    as_(cast.hana).get(address)
    page = as_(cast.sam).get(address).text
    assert "Also on this enquiry now: <strong>Hana Birtwell, Pete Sandiford</strong>" in page and "Sam Okonedo-Vale</strong>" not in page
    Presence.objects.filter(user=cast.pete).update(seen_at=timezone.now() - timedelta(seconds=31))
    assert "<strong>Hana Birtwell</strong>" in as_(cast.sam).get(address).text


def test_hub_partners_read_each_others_answers_and_change_nothing(cast, as_, at, asked):
    police_answer(asked[0], at=at)
    page = as_(cast.edie).get(reverse("enquiry", args=[asked[0].enquiry_id])).text
    assert "Two call-outs in January" in page
    for offered in ("Ask agencies", "Write the analysis", "Change the rating", "The analysis rests on it", "Withdraw"):
        assert offered not in page


def test_earlier_contacts_and_what_came_of_them(cast, as_, at):
    from frontdoor.people.actions import add_person
    from tests.scenarios import all_the_way_to_a_decision

    robin = add_person(by=cast.rosa, at=at, source="test", given_names="Robin", family_name="Ashgrove")
    contact, before = all_the_way_to_a_decision(at=at - timedelta(days=40))
    now = opened(at)
    link_all(before, robin, cast, at)
    page = as_(cast.sam).get(reverse("enquiry", args=[now.pk])).text
    assert "not linked to a known person" in page and contact.reference not in page
    link_all(now, robin, cast, at)
    page = as_(cast.sam).get(reverse("enquiry", args=[now.pk])).text
    assert contact.reference in page and "Early help (decided after an enquiry)" in page


def test_a_protected_address_is_withheld_and_never_sent_to_an_agency(cast, as_, at):
    hidden = {"given_names": "Robin", "address": "7 HIDDEN ROW", "postcode": "ZZ9 9ZY", "address_is_protected": True}
    contact = a_school_refers(at=at, children=[hidden])
    reception_sends_it_to_the_mash(contact, at=at)
    enquiry = the_mash_opens_it(contact, at=at)
    sam = as_(cast.sam)
    for name in ("enquiry", "enquiry-ask", "enquiry-analysis"):
        assert "HIDDEN ROW" not in sam.get(reverse(name, args=[enquiry.pk])).text
    assert "Address withheld" in sam.get(reverse("enquiry", args=[enquiry.pk])).text


def test_the_manager_who_wants_more_is_heard_on_the_page(cast, as_, at, enquiry):
    sam_recommends(enquiry, at=at)
    sent = as_(cast.mina).post(reverse("decide-more", args=[enquiry.pk]), {"why": "Ask the midwife"})
    assert sent.status_code == 302
    assert "Ask the midwife" in as_(cast.sam).get(reverse("enquiry", args=[enquiry.pk])).text


def test_one_tick_says_what_the_analysis_rests_on(cast, as_, at, asked):
    police_answer(asked[0], at=at)
    item, sam = asked[0].items.get(), as_(cast.sam)
    sam.post(reverse("item-needed", args=[item.pk]), {"needed": "1"})
    assert "The analysis rests on it</strong>" in sam.get(reverse("enquiry", args=[asked[0].enquiry_id])).text
    assert as_(cast.pete).post(reverse("item-needed", args=[item.pk]), {"needed": "0"}).status_code == 403


# Rating and worker

def test_a_stale_rating_says_what_changed_and_the_history_is_shown(cast, as_, at, enquiry):
    sam, address = as_(cast.sam), reverse("enquiry-rating", args=[enquiry.pk])
    changed = sam.post(address, {"version": str(enquiry.version), "rating": "RED", "reason": "Robin is not at school"})
    assert changed.status_code == 302
    stale = sam.post(address, {"version": str(enquiry.version), "rating": "GREEN", "reason": "All is well"})
    assert stale.status_code == 422 and "This changed after you opened it" in stale.text and "All is well" in stale.text
    assert "Robin is not at school" in stale.text and "As opened" in stale.text


def test_the_enquiry_goes_to_another_worker(cast, as_, enquiry):
    as_(cast.mina).post(reverse("enquiry-worker", args=[enquiry.pk]), {"worker": str(cast.marcus.pk)})
    assert Enquiry.objects.get().worker == cast.marcus


# Asking

def test_asking_nobody_and_asking_vaguely_are_sentences(cast, as_, enquiry):
    sam, address, police = as_(cast.sam), reverse("enquiry-ask", args=[enquiry.pk]), Agency.objects.get(name="Westshire Police").pk
    nobody = sam.post(address, {"why": "x", "lawful_basis": "ART6_1E"})
    assert nobody.status_code == 422 and "Tick at least one agency" in nobody.text
    vague = sam.post(address, {"why": "KEPT-why", "lawful_basis": "ART6_1E", f"ask-{police}-ask": "on", f"ask-{police}-months_back": "0"})
    assert vague.status_code == 422 and "KEPT-why" in vague.text
    for sentence in ("Say what Westshire Police should look for", "must be 1 or more", "Choose about whom Westshire Police is asked"):
        assert sentence in vague.text
    assert not AgencyRequest.objects.exists()


def test_somebody_not_suggested_may_be_asked_too(cast, as_, enquiry):
    refuge = Agency.objects.get(name="Harbour Domestic Abuse Service")
    asked = as_(cast.sam).post(reverse("enquiry-ask", args=[enquiry.pk]), {
        "why": "x", "lawful_basis": "ART6_1E", "ask-other-agency": str(refuge.pk), "ask-other-what": "Risk", "ask-other-months_back": "6",
        "ask-other-people": ["c0"],
    })
    assert asked.status_code == 302 and AgencyRequest.objects.get().agency == refuge


def test_those_asked_already_are_not_offered_again(cast, as_, asked):
    assert "Ask Westshire Police" not in as_(cast.sam).get(reverse("enquiry-ask", args=[asked[0].enquiry_id])).text


# Answering

def test_an_answer_is_kept_while_it_is_written_and_comes_back(cast, as_, asked):
    pete, keep, page = as_(cast.pete), reverse("agency-request-keep", args=[asked[0].pk]), reverse("agency-request", args=[asked[0].pk])
    first = pete.post(keep, {"kept": "0", "rows": "2", "outcome": "HELD", "item-2-text": "KEPT words", "item-2-happened_on-day": "31"})
    assert first.json() == {"fields": {"kept": "1"}}
    shown = pete.get(page).text
    assert "KEPT words" in shown and 'value="31"' in shown and 'name="kept" value="1"' in shown
    assert "KEPT words" not in as_(cast.sam).get(reverse("enquiry", args=[asked[0].enquiry_id])).text


def test_a_colleagues_words_are_never_written_over(cast, as_, asked):
    pete, keep = as_(cast.pete), reverse("agency-request-keep", args=[asked[0].pk])
    pete.post(keep, {"kept": "0", "item-1-text": "Mine"})
    assert pete.post(keep, {"kept": "0", "item-1-text": "Another window"}).status_code == 409
    later = pete.post(reverse("agency-request", args=[asked[0].pk]), {"kept": "0", "item-1-text": "Another window", "later": "1"})
    assert later.status_code == 409 and "Another window" in later.text
    assert Unfinished.objects.get().words["item-1-text"] == ["Mine"]


def test_more_rows_without_a_script(cast, as_, asked):
    pete, page = as_(cast.pete), reverse("agency-request", args=[asked[0].pk])
    more = pete.post(page, {"kept": "0", "rows": "2", "item-1-text": "KEPT words", "more": "1"})
    assert more.status_code == 302 and "rows=4" in more.url
    shown = pete.get(more.url).text
    assert "KEPT words" in shown and "Item 4" in shown


def test_an_answer_that_is_not_honest_yet_says_why_beside_the_field(cast, as_, asked):
    pete, page = as_(cast.pete), reverse("agency-request", args=[asked[0].pk])
    for given, sentence in (
        ({}, "Choose which of the four it is"), ({"outcome": "NOTHING_HELD"}, "Say what was searched"), ({"outcome": "HELD"}, "Add at least one item"),
        ({"outcome": "CANNOT_SHARE"}, "Say why it cannot be shared"), ({"outcome": "HELD", "item-1-text": "x"}, "Item 1: say where it comes from"),
        ({"outcome": "HELD", "item-1-text": "x", "item-1-source": "y", "item-1-is_sensitive": "on"}, "whom the hub should speak to"),
        ({"outcome": "HELD", "item-1-text": "x", "item-1-source": "y", "item-1-happened_on-day": "31", "item-1-happened_on-month": "2",
          "item-1-happened_on-year": "2026"}, "when it happened"),
    ):
        response = pete.post(page, {"rows": "2", "kept": "0", **given})
        assert response.status_code == 422 and sentence in response.text, given
    assert AgencyRequest.objects.get(pk=asked[0].pk).stage == "ASKED"


def test_answering_what_was_withdrawn_keeps_the_words_and_says_so(cast, as_, at, asked):
    actions.withdraw(asked[0], by=cast.sam, at=at, why="Not needed")
    pete, page = as_(cast.pete), reverse("agency-request", args=[asked[0].pk])
    response = pete.post(page, {"rows": "2", "outcome": "NOTHING_HELD", "searched": "KEPT search"})
    assert response.status_code == 422 and "Withdrawn" in response.text and "KEPT search" in response.text
    assert "Not needed" in pete.get(page).text
    assert pete.post(reverse("agency-request-keep", args=[asked[0].pk]), {}).status_code == 404


def test_script_in_an_answer_is_words(cast, as_, at, asked):
    police_answer(asked[0], at=at, text="<script>alert(1)</script>")
    page = as_(cast.sam).get(reverse("enquiry", args=[asked[0].enquiry_id])).text
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_the_agencys_queue_is_its_own_and_says_about_whom(cast, as_, asked):
    page = as_(cast.nadia).get(reverse("worklist", args=["requests-to-answer"])).text
    assert page.count("Call-outs to the home") == 1 and "Robin Ashgrove" in page
    assert "The hub is waiting for nothing" in as_(cast.hugh).get(reverse("worklist", args=["requests-to-answer"])).text


# Analysing

def test_an_analysis_is_kept_saved_and_sent(cast, as_, enquiry):
    sam, keep, page = as_(cast.sam), reverse("enquiry-analysis-keep", args=[enquiry.pk]), reverse("enquiry-analysis", args=[enquiry.pk])
    assert sam.post(keep, {"kept": "0", "history": "KEPT history", "child-1-why": "KEPT why"}).json() == {"fields": {"kept": "1"}}
    shown = sam.get(page).text
    assert "KEPT history" in shown and "KEPT why" in shown
    assert "KEPT history" not in sam.get(reverse("enquiry", args=[enquiry.pk])).text
    assert sam.post(page, {"kept": "1", "history": "KEPT history", "later": "1"}).status_code == 302
    assert Enquiry.objects.get().history == "KEPT history"
    half = sam.post(page, {**ANALYSIS, "kept": "2", "risks": ""})
    assert half.status_code == 422 and "Before it can be decided, write: risks." in half.text and 'name="kept" value="3"' in half.text
    assert sam.post(page, {**ANALYSIS, "kept": "1"}).status_code == 409


def test_an_analysis_that_went_to_a_manager_is_not_open(cast, as_, at, enquiry):
    sam_recommends(enquiry, at=at)
    assert as_(cast.sam).get(reverse("enquiry-analysis", args=[enquiry.pk])).url == reverse("enquiry", args=[enquiry.pk])
    assert as_(cast.sam).post(reverse("enquiry-analysis-keep", args=[enquiry.pk]), {}).status_code == 404


@pytest.mark.parametrize("name", ["enquiry", "enquiry-answers", "enquiry-ask", "agency-request", "enquiry-open", "agency-request-withdraw", "item-show"])
def test_what_does_not_exist_is_not_found(cast, as_, name):
    who = cast.pete if name in {"agency-request", "item-show"} else cast.sam
    assert as_(who).get(reverse(name, args=[uuid4()])).status_code == 404
