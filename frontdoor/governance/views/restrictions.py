"""Restricting a record, and keeping that in order."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.models import Person

from .. import actions
from ..clocks import REVIEW_RESTRICTION
from ..forms.restrictions import Name, Restrict, Review, Seal
from ..models import Restriction
from ..queries.restrictions import (
    blind_matches,
    clock_of,
    counted,
    named_on,
    openings_of,
    person_named,
    restriction_of,
    sent_it,
)

REVIEWED = {"CONTINUE": actions.continue_restriction, "AMEND": actions.amend_restriction, "LIFT": actions.lift_restriction}


@page(does=actions.restrict_contact)
def restrict_contact(request, pk):
    return _restrict(request, open_record(request, Contact, pk), actions.restrict_contact)


@page(does=actions.restrict_person)
def restrict_person(request, pk):
    return _restrict(request, open_record(request, Person, pk), actions.restrict_person)


@page(does=actions.seal_person)
def seal_person(request, pk):
    """Also where it is restricted already: a seal is more."""
    record = open_record(request, Person, pk)
    if record.sealed:
        return redirect("governance:restriction", restriction_of(record, user=request.user).pk)
    return _asked(request, record, actions.seal_person, Seal, said="sealed")


def _restrict(request, record, act):
    """A record that is restricted already leads to its restriction."""
    if held := restriction_of(record, user=request.user):
        return redirect("governance:restriction", held.pk)
    return _asked(request, record, act, Restrict, said="restricted")


def _asked(request, record, act, form_of, *, said):
    form = form_of(request.POST if request.method == "POST" else None, initial={"people": [str(request.user.pk)]})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, act, record, by=request.user, at=request.now, **form.said())
        if made:
            messages.success(request, f"{record.reference} is {said} from now on.")
            return redirect("governance:restriction", made.pk) if request.user in form.said()["people"] else redirect("home")
    return render(request, "governance/restrict.html", {"form": form, "record": record, "said": said}, status=422 if form.errors else 200)


@page(permission=May.RESTRICT)
def restriction(request, pk):
    held = open_record(request, Restriction, pk, related=("contact", "person", "set_by"))
    return render(request, "governance/restriction.html", {
        "held": held, "named": named_on(held), "sent_it": sent_it(held), "openings": openings_of(held, user=request.user),
        "clock": clock_of(held, REVIEW_RESTRICTION, now=request.now), "reads_it": held.of.is_visible_to(request.user), "blind": blind_matches(held),
    })


@page(does=actions.name_person)
def name_person(request, pk):
    held = open_record(request, Restriction, pk)
    form = Name(request.POST if request.method == "POST" else None, already=named_on(held))
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.name_person, held, by=request.user, at=request.now, **form.said()):
            messages.success(request, f"{form.said()['person']} may see {held.reference} from now on.")
            return redirect("governance:restriction", held.pk)
    return render(request, "governance/name_person.html", {"form": form, "held": held}, status=422 if form.errors else 200)


@require_POST
@page(does=actions.unname_person)
def unname_person(request, pk):
    held = open_record(request, Restriction, pk)
    person = person_named(held, request.POST.get("person", ""))
    if person is None:
        raise Http404("Nobody of that name is on this record.")
    try:
        actions.unname_person(held, by=request.user, at=request.now, person=person)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, f"{person} may not see {held.reference} any more.")
    return redirect("home" if person == request.user else request.path.removesuffix("unname/"))


@page(permission=May.RESTRICT)
def review(request, pk):
    held = open_record(request, Restriction, pk)
    form = Review(request.POST if request.method == "POST" else None, initial={"reason": held.reason})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        more = {"reason": said["reason"]} if said["outcome"] == "AMEND" else {}
        if attempt(form, REVIEWED[said["outcome"]], held, by=request.user, at=request.now, review=said["review"], **more):
            messages.success(request, f"The restriction of {held.reference} is reviewed.")
            return redirect("governance:restriction", held.pk)
    return render(request, "governance/review_restriction.html", {"form": form, "held": held}, status=422 if form.errors else 200)


@page(permission=May.SEE_ACCESS_LOG)
def report(request):
    """Numbers for the monthly report: no reference, no name."""
    note_viewing(request, how=Viewing.How.LIST, report="restrictions")
    return render(request, "governance/restrictions.html", {"counts": counted(now=request.now)})
