"""The side of a school or a surgery: what the police told us that was passed on to it, and nothing else of any notice."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.foundations.record.refusals import NotNow

from .. import actions
from ..models import Passing
from ..queries.passing import claimable, is_their_own, told_to


@page(permission=May.REFER)
def told(request: HttpRequest) -> HttpResponse:
    """What was passed to this agency, or to an inbox that this person proved to be theirs."""
    for each in claimable(request.user):
        actions.claim_passing(by=request.user, at=request.now, passing=each)
    shown = Paginator(told_to(request.user, now=request.now), 50).get_page(request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, worklist="police-told", records=[str(each.pk) for each in shown])
    return render(request, "ppn/told.html", {"page": shown})


@page(any_of=(May.REFER, May.SEE_HUB))
def read(request: HttpRequest, pk) -> HttpResponse:
    """What they were told. That they opened it is recorded: the one thing that reading writes."""
    for each in claimable(request.user, pk):
        actions.claim_passing(by=request.user, at=request.now, passing=each)
    passing = open_record(request, Passing, pk, related=("notice", "child", "agency"))
    theirs, out = is_their_own(passing, request.user), bool(passing.open_from and passing.open_from <= request.now)
    if passing.stage != Passing.Stage.PASSED or not (out or request.user.may(May.TELL)):
        raise Http404("Not found, or not shared with you.")
    if theirs and out and passing.opened_at is None:
        passing = actions.read_passing(passing, by=request.user, at=request.now)
    return render(request, "ppn/read.html", {"passing": passing, "theirs": theirs, "out": out})


@page(any_of=(May.REFER, May.SEE_HUB))
@require_POST
def not_theirs(request: HttpRequest, pk) -> HttpResponse:
    """The wrong school was told, and says so."""
    passing = open_record(request, Passing, pk)
    try:
        actions.say_not_theirs(passing, by=request.user, at=request.now)
        messages.success(request, "Thank you. We find out who should have been told. You no longer see it.")
    except NotNow as no:
        messages.error(request, no.sentence)
    return redirect("police-told")
