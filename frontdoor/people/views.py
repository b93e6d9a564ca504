"""A person's pages. The door is open_record: what it does not show does not exist for this reader."""

from django.core.paginator import Paginator
from django.shortcuts import render

from frontdoor.foundations.pages.page import open_record, page

from .chronology import due_about, entries, events_about, told_about
from .models import Person
from .queries import facts_of, network_of

LATEST = 12  # events on a child's own page; the rest are one click away
A_PAGE = 50


@page()
def person(request, pk):
    """One screen: who, with whom, where, known to whom, what happened, what is due, what the child says."""
    record, user = open_record(request, Person, pk, related=("school", "gp")), request.user
    events = list(events_about(pk, user=user)[: LATEST + 1])
    return render(request, "people/person.html", {
        "person": record, "facts": facts_of(record), "network": network_of(record, user=user),
        "due": due_about(pk, user=user, now=request.now), "told": told_about(pk, user=user),
        "events": entries(events[:LATEST], person=record, user=user), "more": len(events) > LATEST,
    })


@page()
def chronology(request, pk):
    """Everything that happened and this reader may see, a page at a time."""
    record = open_record(request, Person, pk)
    found = events_about(pk, user=request.user)
    if request.GET.get("order") == "oldest":
        found = found.order_by("at", "position")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/chronology.html", {
        "person": record, "page": shown, "events": entries(shown.object_list, person=record, user=request.user),
    })
