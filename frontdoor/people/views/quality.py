"""What is missing in the records of people: numbers first, then whom to mend, one by one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from .. import quality as measured
from ..duplicates import waiting

A_PAGE = 50


@page(permission=May.LINK_PEOPLE)
def quality(request: HttpRequest) -> HttpResponse:
    """Counts only: no name is on this page but those of colleagues who recorded."""
    totals, by, people = measured.counted(request.user, on=timezone.localdate(request.now))
    shown = {"totals": totals, "by": by, "people": people, "duplicates": waiting(request.user), "measures": measured.MEASURES.values()}
    return render(request, "people/quality.html", shown)


@page(permission=May.LINK_PEOPLE)
def quality_list(request: HttpRequest, measure: str) -> HttpResponse:
    """The people whom one measure finds, as far as this reader may see them."""
    declared = measured.MEASURES.get(measure)
    if declared is None:
        raise Http404("There is no such measure.")
    found = measured.found(measure, request.user, on=timezone.localdate(request.now), recorder=_recorder(request))
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, measure=measure, records=[str(each.pk) for each in shown.object_list])
    return render(request, "people/quality_list.html", {"declared": declared, "page": shown})


def _recorder(request: HttpRequest) -> Any:
    try:
        return UUID(request.GET["by"]) if request.GET.get("by") else None
    except ValueError as no:
        raise Http404("There is no such person.") from no
