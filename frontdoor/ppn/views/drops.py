"""Drops as they came: taken in by hand, what became of each, and what has not come."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.page import attempt, open_record, page
from frontdoor.foundations.record.models import Viewing

from .. import actions, queries
from ..forms.drops import TakeDrop, WhatWasDone
from ..models import Drop, Gap
from ..taking.importing import answer_of, import_drop


@page(permission=May.TAKE_NOTICES)
def drops(request: HttpRequest) -> HttpResponse:
    shown = Paginator(queries.drops(request.user, stage=request.GET.get("stage", "")), 50).get_page(request.GET.get("page"))
    return render(request, "ppn/drops.html", {"page": shown, "stages": Drop.Stage.choices, "stage": request.GET.get("stage", "")})


@page(does=actions.take_drop)
def take(request: HttpRequest) -> HttpResponse:
    form = TakeDrop(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["drop"]
        answer = import_drop(file, name=file.name, by=request.user, at=request.now)
        if not answer.refused and not answer.counts.get("quarantined"):
            messages.success(request, answer.in_words)
        else:
            messages.warning(request, answer.in_words)
        return redirect("drop", answer.drop.pk)
    return render(request, "ppn/take_drop.html", {"form": form})


@page(permission=May.TAKE_NOTICES)
def drop(request: HttpRequest, pk) -> HttpResponse:
    """What became of it; and for one that was refused, what somebody did about it."""
    record = open_record(request, Drop, pk, related=("owned_by",))
    return _show(request, record, WhatWasDone())


def _show(request: HttpRequest, record: Drop, form: WhatWasDone, *, status: int = 200) -> HttpResponse:
    notices = queries.brought_by(record, user=request.user)
    return render(request, "ppn/drop.html", {
        "drop": record, "form": form, "unread": queries.unread_of(record, user=request.user), "notices": notices,
        "files": queries.files_of(notices, user=request.user), "face": next(iter(faces([record], now=request.now).get(record.pk, [])), None),
        "may_deal": record.stage == Drop.Stage.REFUSED and request.user.may(May.SCREEN),
    }, status=status)


@page(does=actions.deal_with_drop)
def deal(request: HttpRequest, pk) -> HttpResponse:
    record = open_record(request, Drop, pk, related=("owned_by",))
    form = WhatWasDone(request.POST or None)
    if form.is_valid() and attempt(form, actions.deal_with_drop, record, by=request.user, at=request.now, **form.cleaned_data):
        messages.success(request, f"{record} is dealt with.")
        return redirect("drops")
    return _show(request, record, form, status=422) if request.method == "POST" else redirect("drop", pk)


@page(permission=May.TAKE_NOTICES)
def ack(request: HttpRequest, pk) -> HttpResponse:
    """The answer that goes back to the force, to be sent by hand where no folder carries it."""
    record = open_record(request, Drop, pk, how=Viewing.How.EXPORT)
    made = JsonResponse(answer_of(record).said(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    made["Content-Disposition"] = content_disposition_header(True, "ack.json")
    return made


@page(permission=May.SCREEN)
def gaps(request: HttpRequest) -> HttpResponse:
    shown = Paginator(queries.gaps(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "ppn/gaps.html", {"page": shown})


@page(does=actions.deal_with_gap)
def gap(request: HttpRequest, pk) -> HttpResponse:
    record = open_record(request, Gap, pk)
    form = WhatWasDone(request.POST or None)
    if form.is_valid() and attempt(form, actions.deal_with_gap, record, by=request.user, at=request.now, **form.cleaned_data):
        messages.success(request, f"{record} is dealt with.")
        return redirect("gaps")
    return render(request, "ppn/gap.html", {"gap": record, "form": form}, status=422 if form.is_bound else 200)
