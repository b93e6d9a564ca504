"""Finding a person and reading their page. The door is open_record: what it does not show does not exist for this reader."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing

from ..actions import may_be_a_mother
from ..chronology import due_about, entries, events_about, looked_at, told_about
from ..forms import Reason, Search
from ..genogram import draw
from ..merging import merges_of, one_with, records_of
from ..models import Person
from ..queries import addresses_of, any_person, beside, facts_of, network_of
from ..search import HEARERS, TERMS, asked_before, kept, new_token
from ..search import search as look_for
from .leading import in_front

LATEST = 12  # events on a person's own page; the rest are one click away
A_PAGE = 50
# What the page of a person offers to those who may say who is who.
CHANGES = [
    ("Correct details", "person-correct"),
    ("Add another name", "person-name"),
    ("Add an address", "person-address"),
    ("Add a number", "person-number"),
    ("Say who is family", "person-relate"),
    ("Say who is involved", "person-involve"),
    ("Same person as another record", "person-same"),
]


@page(any_of=(May.SEE_HUB,))
def people(request: HttpRequest) -> HttpResponse:
    """Look for somebody. What is asked travels in the body, and back from the log: no name stands in an address bar."""
    if request.method == "POST":
        form = Search(request.POST)
        if form.is_valid():
            token = new_token()
            _look(request, form.cleaned_data, token)
            return redirect(f"{reverse('people')}?search={token}")
        return render(request, "people/search.html", {"form": form}, status=422)
    terms = asked_before(request.GET.get("search", ""), user=request.user)
    if terms is None:
        return render(request, "people/search.html", {"form": Search()})
    found, more = look_for(terms, user=request.user)
    note_viewing(request, how=Viewing.How.LIST, records=[str(each.person.pk) for each in found])
    return render(
        request,
        "people/search.html",
        {
            "form": Search(initial=terms),
            "found": found,
            "more": more,
            "token": request.GET["search"],
            "may_add": request.user.may(May.LINK_PEOPLE),
        },
    )


def _look(request: HttpRequest, terms: dict[str, Any], token: str) -> None:
    """Search, and keep who asked, what they asked and whom it showed."""
    terms = {name: terms.get(name) for name in TERMS}
    found, _ = look_for(terms, user=request.user)
    note_viewing(
        request, how=Viewing.How.SEARCH, token=token, asked=kept(terms), records=[str(each.person.pk) for each in found]
    )
    for hear in HEARERS:
        hear(terms, by=request.user, at=request.now)


@page()
@in_front
def person(request: HttpRequest, pk: Any) -> HttpResponse:
    """One screen: who, with whom, where, known to whom, what happened, what is due, what the child says."""
    record, user = open_record(request, Person, pk, related=("school", "gp")), request.user
    records = records_of(record, user=user, known=request.one)
    ours, others = [each.pk for each in records], records[1:]
    events = list(events_about(ours, user=user)[: LATEST + 1])
    network = network_of(record, user=user, records=others)
    return render(
        request,
        "people/person.html",
        {
            "person": record,
            "also": others,
            "merges": merges_of(records, user=user) if others else [],
            "facts": facts_of(record, user=user, records=others),
            "network": network,
            "beside": beside(record, network=network, user=user, records=others),
            "family_drawn": draw(record, network),
            "due": due_about(ours, user=user, now=request.now),
            "told": told_about(ours, user=user),
            "events": entries(events[:LATEST], person=record, user=user),
            "more": len(events) > LATEST,
            "changes": _changes(record) if user.may(May.LINK_PEOPLE) else [],
            "may": {
                "link": user.may(May.LINK_PEOPLE),
                "see_address": user.may(May.ENQUIRE),
                "see_looks": user.may(May.DECIDE),
            },
        },
    )


def _changes(record: Person) -> list[tuple[str, str]]:
    """The birth for the unborn; a baby expected for whoever may be a mother."""
    if record.is_unborn:
        return [("Record the birth", "person-born"), *CHANGES]
    return [*CHANGES, ("Record an unborn baby", "person-unborn")] if may_be_a_mother(record, on=timezone.localdate()) else CHANGES


@page()
@in_front
def chronology(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everything that happened and this reader may see, a page at a time."""
    record = open_record(request, Person, pk)
    found = events_about([each.pk for each in records_of(record, user=request.user, known=request.one)], user=request.user)
    if request.GET.get("order") == "oldest":
        found = found.order_by("at", "position")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "people/chronology.html",
        {
            "person": record,
            "page": shown,
            "events": entries(shown.object_list, person=record, user=request.user),
        },
    )


@page(any_of=(May.DECIDE, May.SEE_ACCESS_LOG))
def looked(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who looked at this record. Information governance sees who looked, not at what it says: the reference, no name."""
    if request.user.may(May.DECIDE):
        record = open_record(request, Person, pk)
        ours = [each.pk for each in records_of(record, user=request.user)]
        shown = {"person": record, "looks": looked_at(ours, user=request.user)}
        if request.headers.get("HX-Request"):
            return render_block(request, "people/looked.html", "looks", shown)
        return render(request, "people/looked.html", shown)
    record = any_person(pk)
    if record is None:
        raise Http404("There is no such person.")
    note_viewing(request, record, who_looked=True)
    looks = looked_at(one_with([pk])[pk], user=None)
    return render(request, "people/looked.html", {"person": None, "reference": record.reference, "looks": looks})


@page(permission=May.ENQUIRE)
def reveal_address(request: HttpRequest, pk: Any) -> HttpResponse:
    """A protected address opens with a reason, and the reason is kept with the viewing."""
    record = open_record(request, Person, pk)
    form = Reason(request.POST if request.method == "POST" else None)
    shown = []
    if form.is_valid():
        note_viewing(request, record, address=True, reason=form.cleaned_data["reason"])
        shown = addresses_of(record)
    return render(
        request,
        "people/address_revealed.html",
        {"person": record, "form": form, "shown": shown, "open": form.is_valid()},
        status=422 if form.errors else 200,
    )
