"""The reception desk."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.filters import ago
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from ..forms import Filter
from ..queries.desk import Waiting, tabs, waiting

DESK = "screening/desk.html"


@page(permission=May.SCREEN)
def reception(request: HttpRequest) -> HttpResponse:
    """What is waiting to be screened: urgent first, then by due time."""
    context = _desk(request)
    _note(request, context)
    return render(request, DESK, context)


@page(permission=May.SCREEN)
def reception_rows(request: HttpRequest) -> HttpResponse:
    """The rows again, if a reader would notice any change since; what is not sent leaves no viewing."""
    request.GET = request.GET.copy()
    was = request.GET.pop("was", [""])[-1]
    context = _desk(request)
    if was == context["was"]:
        return HttpResponse(status=204)
    _note(request, context)
    return render_block(request, DESK, "refreshed", context)


def _desk(request: HttpRequest) -> dict[str, Any]:
    form = Filter(request.GET, now=request.now)
    shown, rows = waiting(request.user, now=request.now, asked=form.asked, number=request.GET.get("page"))
    beside = tabs(request.user, now=request.now)
    return {"filter": form, "page": shown, "rows": rows, "tabs": beside, "at": request.now, "was": _said(rows, beside, request.now)}


def _said(rows: list[Waiting], beside: list[dict[str, Any]], now: datetime) -> str:
    """What the rows and counts say, made short."""
    said = [
        (row.contact.pk, row.contact.version, row.face and (row.face.state, row.face.left), row.earlier, row.open_to, ago(row.contact.received_at, now))
        for row in rows
    ]
    return sha256(repr([said, beside]).encode()).hexdigest()[:16]


def _note(request: HttpRequest, context: dict[str, Any]) -> None:
    note_viewing(request, how=Viewing.How.LIST, worklist="reception", records=[str(row.contact.pk) for row in context["rows"]])
