"""The pages themselves: what they show, keep, and cost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from frontdoor.foundations.record.models import Viewing
from frontdoor.mash import actions
from frontdoor.mash.models import Enquiry, Presence
from tests.scenarios import (
    a_school_refers,
    it_asks,
    police_answer,
    reception_sends_it_to_the_mash,
    sam_recommends,
    the_mash_opens_it,
)

from .stories import AGENCIES, link_all, opened

pytestmark = pytest.mark.django_db
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


@pytest.mark.parametrize("name", ["enquiry", "enquiry-answers", "enquiry-ask", "agency-request", "enquiry-open", "agency-request-withdraw", "item-show"])
def test_what_does_not_exist_is_not_found(cast, as_, name):
    who = cast.pete if name in {"agency-request", "item-show"} else cast.sam
    assert as_(who).get(reverse(name, args=[uuid4()])).status_code == 404
