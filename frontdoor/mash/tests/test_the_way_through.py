"""The thin path through the pages: opened, asked, answered, recommended, decided."""

import pytest
from django.urls import reverse

from frontdoor.decisions.models import Decision
from frontdoor.foundations.access.models import Agency, Team
from frontdoor.mash.models import AgencyRequest, Enquiry
from tests.scenarios import ANALYSIS, a_school_refers, reception_sends_it_to_the_mash


@pytest.fixture
def offered(cast, at):
    contact = a_school_refers(at=at, children=[{"given_names": "Robin", "family_name": "Ashgrove"}, {"given_names": "Wren", "family_name": "Ashgrove"}])
    reception_sends_it_to_the_mash(contact, at=at)
    return contact.handovers.get()


@pytest.mark.django_db
def test_from_the_desk_to_a_decision(cast, as_, offered):
    sam = as_(cast.sam)
    assert "Robin Ashgrove, Wren Ashgrove" in sam.get(reverse("mash")).text
    opened = sam.post(reverse("enquiry-open", args=[offered.pk]), {"rating": "AMBER", "worker": str(cast.sam.pk)})
    enquiry = Enquiry.objects.get()
    assert opened.url == reverse("enquiry", args=[enquiry.pk])

    police = Agency.objects.get(name="Westshire Police")
    assert "Ask Westshire Police" in sam.get(reverse("enquiry-ask", args=[enquiry.pk])).text
    asked = sam.post(reverse("enquiry-ask", args=[enquiry.pk]), {
        "why": "To understand the shouting", "lawful_basis": "ART6_1E", f"ask-{police.pk}-ask": "on", f"ask-{police.pk}-what": "Call-outs",
        f"ask-{police.pk}-months_back": "12", f"ask-{police.pk}-people": ["c0", "c1"],
    })
    assert asked.status_code == 302, asked.text
    request = AgencyRequest.objects.get()
    assert request.people == ["Robin Ashgrove", "Wren Ashgrove"]

    pete = as_(cast.pete)
    assert "Call-outs" in pete.get(reverse("agency-request", args=[request.pk])).text
    given = pete.post(reverse("agency-request", args=[request.pk]), {
        "outcome": "HELD", "rows": "2", "item-1-text": "Two call-outs in January", "item-1-source": "Police records", "item-1-nature": "FACT",
    })
    assert given.status_code == 302, given.text

    sam = as_(cast.sam)
    page = sam.get(reverse("enquiry", args=[enquiry.pk])).text
    assert "Two call-outs in January" in page and "1 of 1 answered" in page
    item = request.items.get()
    analysis = {**ANALYSIS, "kept": "0", "needed": [str(item.pk)]}
    for number in (1, 2):
        analysis |= {f"child-{number}-outcome": "EARLY_HELP", f"child-{number}-level": "3", f"child-{number}-why": "Help now."}
    sent = sam.post(reverse("enquiry-analysis", args=[enquiry.pk]), analysis)
    assert sent.status_code == 302, sent.text

    mina = as_(cast.mina)
    page = mina.get(reverse("decide", args=[enquiry.pk])).text
    assert "Two call-outs in January" in page and "Pete Sandiford, Westshire Police" in page
    decision = {"version": str(Enquiry.objects.get().version), "read": str(request.pk), "rows": "2", "took_part": "Pete Sandiford, Westshire Police\nSam Okonedo-Vale"}
    for number in (1, 2):
        decision |= {
            f"child-{number}-outcome": "EARLY_HELP", f"child-{number}-level": "3", f"child-{number}-rationale": "Agreed.",
            f"child-{number}-to_team": str(Team.objects.get(name="Hub north").pk), f"child-{number}-do-1-what": "Visit",
            f"child-{number}-do-1-who": "Elsie", f"child-{number}-do-1-due_on-day": "1", f"child-{number}-do-1-due_on-month": "4",
            f"child-{number}-do-1-due_on-year": "2099",
        }
    decided = mina.post(reverse("decide", args=[enquiry.pk]), decision)
    assert decided.status_code == 302, decided.text
    assert Decision.objects.count() == 2 and Decision.objects.first().actions.get().who == "Elsie"
    assert "Visit" in mina.get(reverse("decisions-of", args=[enquiry.pk])).text
    assert "See the decision for each child" in mina.get(reverse("enquiry", args=[enquiry.pk])).text
