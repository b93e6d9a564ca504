"""Saying who the people are that a contact names. Each is a small form, and works without scripts."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from frontdoor.contacts.models import Contact, ContactAdult, ContactChild
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import attempt, open_record, page
from frontdoor.people.actions import tell_apart
from frontdoor.people.models import Person

from .. import actions
from ..queries.named import picture, the_named


@page(does=actions.identify)
def who(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who the people are whom a contact names, for whoever wrote it down in the night and does not screen it."""
    contact = open_record(request, Contact, pk)
    return render(request, "screening/who.html", {"contact": contact, "picture": picture(contact, request.user)})


@page(does=actions.identify)
@require_POST
def link(request: HttpRequest, pk: Any, named: Any) -> HttpResponse:
    """This is that person; or, with nobody chosen, it is not after all."""
    contact, row = _named(request, pk, named)
    person = _chosen(request) if request.POST.get("person") else None
    return _do(request, contact, actions.identify, contact, named=row, person=person, how="MATCHED" if person else "")


@page(does=actions.add_named)
@require_POST
def add_new(request: HttpRequest, pk: Any, named: Any) -> HttpResponse:
    """Nobody known is this person: a new one, from what was given."""
    contact, row = _named(request, pk, named)
    return _do(request, contact, actions.add_named, contact, named=row)


@page(does=tell_apart)
@require_POST
def not_the_same(request: HttpRequest, pk: Any, named: Any) -> HttpResponse:
    """These are two people: the match is not proposed again."""
    contact, row = _named(request, pk, named)
    person = _chosen(request)
    return _do(request, contact, tell_apart, person, as_given=row)


def _named(request: HttpRequest, pk: Any, named: Any) -> tuple[Contact, ContactChild | ContactAdult]:
    contact = open_record(request, Contact, pk)
    row = the_named(contact, named)
    if row is None:
        raise Http404("That person is not named in this contact.")
    return contact, row


def _chosen(request: HttpRequest) -> Person:
    try:
        return open_record(request, Person, UUID(request.POST.get("person", "")))
    except ValueError:
        raise Http404("That is nobody’s key.") from None


def _do(request: HttpRequest, contact: Contact, act: Any, subject: Any, **details: Any) -> HttpResponse:
    """Do it; then the people again for the page that asked, or the page itself where there are no scripts."""
    refusal = forms.Form({})
    attempt(refusal, act, subject, by=request.user, at=request.now, **details)
    refused = " ".join(refusal.non_field_errors())
    if not request.headers.get("HX-Request"):
        if refused:
            messages.error(request, refused)
        return redirect(reverse("screen" if request.user.may(May.SCREEN) else "who-is-who", args=[contact.pk]) + "#people")
    contact = Contact.objects.visible_to(request.user).get(pk=contact.pk)
    shown = {"contact": contact, "picture": picture(contact, request.user), "refused": refused}
    return render_block(request, "screening/screen.html", "people_again", shown)
