"""Saying who the people of a notice are. Each is a small form, and works without scripts."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from frontdoor.foundations.pages.page import attempt, open_record, page
from frontdoor.people.actions import tell_apart
from frontdoor.people.models import Person

from .. import actions
from ..models import Notice, NoticePerson
from ..queries.line import named_in


@page(does=actions.identify)
@require_POST
def link(request: HttpRequest, pk: UUID, named: UUID) -> HttpResponse:
    """This is that person; or, with nobody chosen, it is not after all."""
    notice, row = _named(request, pk, named)
    person = _chosen(request) if request.POST.get("person") else None
    return _do(request, notice, actions.identify, notice, named=row, person=person, how="MATCHED" if person else "")


@page(does=actions.add_named)
@require_POST
def add_new(request: HttpRequest, pk: UUID, named: UUID) -> HttpResponse:
    """Nobody known is this person: a new one, from what the police gave."""
    notice, row = _named(request, pk, named)
    return _do(request, notice, actions.add_named, notice, named=row)


@page(does=tell_apart)
@require_POST
def not_the_same(request: HttpRequest, pk: UUID, named: UUID) -> HttpResponse:
    """These are two people: the match is not proposed again."""
    notice, row = _named(request, pk, named)
    return _do(request, notice, tell_apart, _chosen(request), as_given=row)


def _named(request: HttpRequest, pk: UUID, named: UUID) -> tuple[Notice, NoticePerson]:
    notice = open_record(request, Notice, pk)
    row = named_in(notice, named)
    if row is None:
        raise Http404("That person is not named in this notice.")
    return notice, row


def _chosen(request: HttpRequest) -> Person:
    try:
        return open_record(request, Person, UUID(request.POST.get("person", "")))
    except ValueError:
        raise Http404("That is nobody’s key.") from None


def _do(request: HttpRequest, notice: Notice, act, subject, **details) -> HttpResponse:
    refusal = forms.Form({})
    attempt(refusal, act, subject, by=request.user, at=request.now, **details)
    if refused := " ".join(refusal.non_field_errors()):
        messages.error(request, refused)
    family = Notice.objects.visible_to(request.user).values_list("family", flat=True).get(pk=notice.pk)
    return redirect(reverse("ppn-line", args=[family]) + "#people")
