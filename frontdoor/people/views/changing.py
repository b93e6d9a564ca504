"""Saying who somebody is: one page for each thing that may be said, and each takes one action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms import (
    NO_RECORD,
    SOMEBODY_ELSE,
    Address,
    AnotherName,
    Confirm,
    Correction,
    Details,
    Involving,
    NewPerson,
    Number,
    Relation,
)
from ..models import Person
from ..queries import (
    agencies_and_teams,
    open_involvement,
    open_relationship,
    person_by_reference,
    person_named,
    proposed_kin,
)
from ..search import asked_before
from .leading import in_front


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@page(does=actions.add_person)
def new(request: HttpRequest) -> HttpResponse:
    """Add somebody not known before. What was searched for is there already."""
    terms = asked_before(request.GET.get("search", ""), user=request.user) or {}
    form = NewPerson(sent(request), initial=_from_search(terms))
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value is not None}
        made = attempt(form, actions.add_person, by=request.user, at=request.now, **given)
        if made:
            messages.success(request, f"{made.name} is added, as {made.reference}.")
            return redirect("person", made.pk)
    return render(request, "people/details.html", {"form": form, "person": None}, status=422 if form.errors else 200)


def _from_search(terms: dict[str, Any]) -> dict[str, Any]:
    *given, family = (terms.get("name") or "").split() or [""]
    return {**terms, "given_names": " ".join(given) or family, "family_name": family if given else ""}


@page(does=actions.correct)
@in_front
def correct(request: HttpRequest, pk: Any) -> HttpResponse:
    """Correct what is known; what it was before stays."""
    record = open_record(request, Person, pk)
    form = Correction(sent(request), initial=_as_held(record))
    if form.is_valid():
        fields = form.changed_from(record)
        if not fields:
            messages.info(request, "Nothing was different, so nothing was changed.")
            return redirect("person", pk)
        values = {name: form.cleaned_data[name] for name in fields}
        done = attempt(
            form,
            actions.correct,
            record,
            by=request.user,
            at=request.now,
            seen=int(form.cleaned_data["version"]),
            fields=fields,
            values=values,
        )
        if done:
            messages.success(request, "Corrected. What it was before is kept.")
            return redirect("person", pk)
    return render(request, "people/details.html", {"form": form, "person": record}, status=422 if form.errors else 200)


def _as_held(record: Person) -> dict[str, Any]:
    held = {name: getattr(record, name) for name in (*Details.base_fields, "died_on") if hasattr(record, name)}
    if record.address_is_protected:
        held |= {"address": "", "postcode": ""}
    if record.birth_years:  # the date is only what the matching goes by
        held |= {"born_on": None, "about_age_on": record.about_age_on}
    return {**held, "version": record.version}


def one_thing(
    request: HttpRequest,
    pk: Any,
    title: str,
    said: str,
    made: Callable[[Person], forms.Form],
    act: Callable,
    hint: str = "",
) -> HttpResponse:
    """Open the person, bind the form, take the action, say so."""
    record = open_record(request, Person, pk)
    form = made(record)
    if form.is_valid() and act(form, record) is not None:
        messages.success(request, said)
        return redirect("person", pk)
    return render(
        request,
        "people/one_thing.html",
        {"form": form, "person": record, "title": title, "hint": hint},
        status=422 if form.errors else 200,
    )


def simply(request: HttpRequest, action: Callable) -> Callable:
    return lambda form, record: attempt(form, action, record, by=request.user, at=request.now, **form.cleaned_data)


@page(does=actions.add_name)
@in_front
def name(request: HttpRequest, pk: Any) -> HttpResponse:
    return one_thing(
        request,
        pk,
        "Add another name",
        "The name is added.",
        lambda record: AnotherName(sent(request)),
        simply(request, actions.add_name),
    )


@page(does=actions.add_address)
@in_front
def address(request: HttpRequest, pk: Any) -> HttpResponse:
    return one_thing(
        request,
        pk,
        "Add an address",
        "The address is added; where they lived before is kept.",
        lambda record: Address(sent(request)),
        simply(request, actions.add_address),
    )


@page(does=actions.add_identifier)
@in_front
def number(request: HttpRequest, pk: Any) -> HttpResponse:
    return one_thing(
        request,
        pk,
        "Add a number",
        "The number is added.",
        lambda record: Number(sent(request)),
        simply(request, actions.add_identifier),
    )


@page(does=actions.relate)
@in_front
def relate(request: HttpRequest, pk: Any) -> HttpResponse:
    """Say what somebody is to this person: one of those who may be family, or somebody by their reference."""

    def act(form: Relation, record: Person) -> Any:
        given = dict(form.cleaned_data)
        who, reference, scrap = given.pop("who"), given.pop("reference"), given.pop("scrap")
        if who == NO_RECORD:
            return attempt(form, actions.relate_somebody_new, record, by=request.user, at=request.now, scrap=scrap, **given)
        them = (
            person_by_reference(reference, user=request.user)
            if who == SOMEBODY_ELSE
            else person_named(who, user=request.user)
        )
        if them is None:
            form.add_error("reference", "Nobody you may see has this reference. Search for them, or add them first.")
            return None
        return attempt(form, actions.relate, them, by=request.user, at=request.now, other=record, **given)

    return one_thing(
        request,
        pk,
        "Say who is family",
        "The relationship is recorded.",
        lambda record: Relation(sent(request), proposed=proposed_kin(record, user=request.user)),
        act,
        hint="However little is known of them: a few words are enough.",
    )


@page(does=actions.end_relationship)
@in_front
def end_relationship(request: HttpRequest, pk: Any, relationship: int) -> HttpResponse:
    """Its first person is locked by the action, whichever of the two is on the screen."""
    found = open_relationship(pk, relationship, user=request.user)
    if found is None:
        raise Http404("There is no such relationship.")
    return one_thing(
        request,
        pk,
        "End a relationship",
        "The relationship has ended; that it was so is kept.",
        lambda record: Confirm(sent(request)),
        lambda form, record: attempt(
            form, actions.end_relationship, found.person, by=request.user, at=request.now, relationship=found
        ),
        hint=f"{found.person.name} and {found.other.name}: it is so no longer, from today.",
    )


@page(does=actions.involve)
@in_front
def involve(request: HttpRequest, pk: Any) -> HttpResponse:
    agencies, teams = agencies_and_teams()
    return one_thing(
        request,
        pk,
        "Say who is involved",
        "Their involvement is recorded.",
        lambda record: Involving(sent(request), agencies=agencies, teams=teams),
        simply(request, actions.involve),
    )


@page(does=actions.end_involvement)
@in_front
def end_involvement(request: HttpRequest, pk: Any, involvement: int) -> HttpResponse:
    found = open_involvement(pk, involvement, user=request.user)
    if found is None:
        raise Http404("There is no such involvement, or it has ended.")
    return one_thing(
        request,
        pk,
        "End an involvement",
        "The involvement has ended; that it was so is kept.",
        lambda record: Confirm(sent(request)),
        lambda form, record: attempt(
            form, actions.end_involvement, found.person, by=request.user, at=request.now, involvement=found
        ),
        hint=f"{found.agency} is no longer involved, from today.",
    )
