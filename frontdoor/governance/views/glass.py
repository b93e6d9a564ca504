"""Breaking the glass, and the review after it. Only hub staff learn that a restricted contact is there, and only by its exact reference."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.notify.actions import opened as letter_opened
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing

from .. import actions
from ..clocks import REVIEW_OPENING
from ..forms.restrictions import BreakGlass, Find, ReviewOpening
from ..models import Opening
from ..queries.restrictions import clock_of, closing, contact_called, named_on


@page(permission=May.BREAK_GLASS)
def find(request):
    """By its exact reference: a contact one may see opens; a restricted one says whom to ask; any other is not there."""
    form = Find(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reference, user = form.cleaned_data["reference"], request.user
        note_viewing(request, how=Viewing.How.SEARCH, asked={"reference": reference})
        if contact := contact_called(reference, user=user):
            return redirect("screen", contact.pk)
        if closing(reference, user=user):
            return redirect("governance:break-glass", reference.strip().upper())
        form.add_error("reference", "No contact has exactly this reference. Check it with whoever gave it to you.")
    return render(request, "governance/find_restricted.html", {"form": form}, status=422 if form.errors else 200)


@page(does=actions.break_glass)
def break_glass(request, reference):
    """Whom to ask first; and, for a danger now, the glass."""
    if contact := contact_called(reference, user=request.user):
        return redirect("screen", contact.pk)
    closed = closing(reference, user=request.user)
    if not closed:
        raise Http404("There is no such contact.")
    note_viewing(request, closed[0], how=Viewing.How.REFUSED, reference=reference)
    form = BreakGlass(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = [
            attempt(form, actions.break_glass, by=request.user, at=request.now, restriction=each, reference=reference, **form.cleaned_data)
            for each in closed
        ]
        if all(made):
            return _opened(request, made[0])
    asked = list({user.pk: user for each in closed for user in named_on(each)}.values())
    return render(request, "governance/break_glass.html", {"form": form, "reference": reference, "ask": asked, "minutes": settings.PROTOCOL.BREAK_GLASS_MINUTES}, status=422 if form.errors else 200)


def _opened(request, opening):
    """The banner stays on every page until the hour is over."""
    contact = contact_called(opening.reference, user=request.user)
    request.session["glass"] = {
        "reference": opening.reference, "until": opening.until.isoformat(), "href": reverse("screen", args=[contact.pk]),
    }
    return redirect("screen", contact.pk)


@page()
def opening(request, pk):
    """What was opened and why: for those named, who were told, and for information governance, which reviews it."""
    opened = open_record(request, Opening, pk, related=("opened_by", "reviewed_by", "restriction"))
    letter_opened(opened, by=request.user, at=request.now)
    reviews = request.user.may(May.SEE_ACCESS_LOG) and opened.stage == Opening.Stage.TO_REVIEW
    form = ReviewOpening(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.review_opening, opened, by=request.user, at=request.now, **form.cleaned_data):
            messages.success(request, f"The opening of {opened.reference} is reviewed.")
            return redirect("governance:opening", opened.pk)
    clock = clock_of(opened, REVIEW_OPENING, now=request.now)
    return render(request, "governance/opening.html", {"opened": opened, "form": form, "reviews": reviews, "clock": clock}, status=422 if form.errors else 200)
