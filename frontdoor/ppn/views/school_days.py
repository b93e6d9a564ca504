from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import page
from frontdoor.foundations.record.refusals import Refused

from .. import actions
from ..forms.school_days import SchoolDaysForm
from ..queries.passing import days_by, days_said

KEEP = (May.SCREEN, May.MANAGE_ACCESS)


@page(any_of=KEEP)
def school_days(request: HttpRequest) -> HttpResponse:
    """What schools have said of their own days, and one more."""
    form = SchoolDaysForm(request.POST or None)
    if form.is_bound and form.is_valid() and (said := form.say(by=request.user, at=request.now)):
        messages.success(request, f"Kept: {said.school} is {'open' if said.is_open else 'closed'}. What it is still to be told is counted by this.")
        return redirect("school-days")
    return render(request, "ppn/school_days.html", {"form": form, "said": days_said(today=timezone.localdate(request.now))})


@require_POST
@page(any_of=KEEP)
def end(request: HttpRequest, pk) -> HttpResponse:
    """It counts no longer."""
    said = days_by(pk)
    if said is None:
        raise Http404("Not found.")
    try:
        actions.end_school_days(said, by=request.user, at=request.now)
        messages.success(request, f"Ended. {said.school} keeps the area’s days again.")
    except Refused as no:
        messages.error(request, no.sentence)
    return redirect("school-days")
