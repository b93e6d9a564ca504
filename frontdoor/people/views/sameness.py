"""Saying that two records are one person, that two people are two, and taking either back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.pages.filters import moment
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page

from .. import actions
from ..conflicts import beside_each_other
from ..forms.sameness import LATER, ONE, Merge, SameAs, Settle, Unmerge
from ..later import fields_changed_since, recorded_since
from ..merging import leads_to, open_merge
from ..models import DuplicatePair, Merged, Person
from ..proposing import proposed
from ..queries import person_by_reference
from ..words import FIELDS
from .changing import sent
from .leading import in_front


@page(does=actions.merge)
@in_front
def same(request: HttpRequest, pk: Any) -> HttpResponse:
    """Which other record is the same person: those that are alike are offered, any other is found by its reference."""
    record, form = open_record(request, Person, pk), SameAs(sent(request))
    if form.is_valid():
        other = person_by_reference(form.cleaned_data["reference"], user=request.user)
        if other and other.pk != record.pk:
            return redirect("person-merge", pk, other.pk)
        form.add_error("reference", "This is the record itself." if other else "Nobody you may see has this reference.")
    alike = proposed(record, user=request.user)
    note_viewing(request, how="LIST", records=[str(each.person.pk) for each in alike])
    shown = {"person": record, "form": form, "alike": alike}
    return render(request, "people/same.html", shown, status=422 if form.errors else 200)


@page(does=actions.merge)
@in_front
def merge(request: HttpRequest, pk: Any, other: Any) -> HttpResponse:
    """Both beside each other, what speaks against it, and what will change: before anything does."""
    one, two = open_record(request, Person, pk), leads_to(open_record(request, Person, other), user=request.user)
    beside = beside_each_other(one, two)
    form = Merge(sent(request), one=one, other=two, conflicts=beside.conflicts, initial={"front": str(one.pk)})
    if form.is_valid():
        made = attempt(form, actions.merge, by=request.user, at=request.now, **form.said())
        if made:
            messages.success(request, f"{made.reference} stays in front. Both records are kept as they were.")
            return redirect("person", made.pk)
    shown = {"person": one, "other": two, "beside": beside, "form": form}
    return render(request, "people/merge.html", shown, status=422 if form.errors else 200)


@page(does=actions.unmerge)
def unmerge(request: HttpRequest, pk: Any, merged: int) -> HttpResponse:
    """What was recorded since is listed, and the officer says of each whose it is."""
    record, held = open_record(request, Person, pk), open_merge(merged, user=request.user)
    if held is None or record.pk not in (held.person_id, held.into_id):
        raise Http404("There is no such merge, or it was taken back.")
    later = recorded_since(held, user=request.user)
    form = Unmerge(sent(request), later=[(each.key, f"{each.says}: {each.by}, {moment(each.at)}") for each in later])
    if form.is_valid() and attempt(form, actions.unmerge, by=request.user, at=request.now, merged=held, **form.cleaned_data):
        messages.success(request, "They are two people again, each as they were.")
        return redirect("person", held.person_id)
    shown = {"held": held, "person": record, "form": form, "later": later, "changed": _changed(held)}
    return render(request, "people/unmerge.html", shown, status=422 if form.errors else 200)


def _changed(held: Merged) -> list[str]:
    return [FIELDS.get(name, name.replace("_id", "").replace("_", " ")) for name in fields_changed_since(held)]


@page(does=actions.merge)
def duplicate(request: HttpRequest, pk: Any) -> HttpResponse:
    """One pair of the queue: both beside each other, and one decision."""
    pair = open_record(request, DuplicatePair, pk, related=("first", "second"))
    one, two = (leads_to(open_record(request, Person, each), user=request.user) for each in (pair.first_id, pair.second_id))
    beside = beside_each_other(one, two)
    form = Settle(sent(request), one=one, other=two, conflicts=beside.conflicts, initial={"front": str(one.pk)})
    if form.is_valid() and _settled(request, pair, form, one, two):
        messages.success(request, "Decided. The next of the queue is below.")
        return redirect("worklist", "duplicates")
    shown = {"pair": pair, "one": one, "other": two, "beside": beside, "form": form}
    return render(request, "people/duplicate.html", shown, status=422 if form.errors else 200)


def _settled(request: HttpRequest, pair: DuplicatePair, form: Settle, one: Person, two: Person) -> Any:
    outcome, reason, said = form.cleaned_data["outcome"], form.cleaned_data["reason"], {"by": request.user, "at": request.now}
    if outcome == ONE:
        return attempt(form, actions.merge, **said, **form.said())
    if outcome == LATER:
        return attempt(form, actions.look_later, pair, note=reason, **said)
    return attempt(form, actions.tell_people_apart, one, other=two, reason=reason, **said)
