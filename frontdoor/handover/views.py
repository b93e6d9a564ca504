"""The receiving team's list, one piece of work, and what may be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from frontdoor.contacts.queries import files_of
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.foundations.worklists.queue import queue

from . import actions
from .forms import FORMS
from .models import Handover
from .queries import before_it, decided_in, named_in, possible, taken_on, withdrawn_from
from .words import for_what
from .worklists import WORK_OFFERED

RELATED = ("contact__referrer_agency", "to_team__agency", "accepted_by", "owned_by")


@page(permission=May.TAKE_ON)
def work(request: HttpRequest) -> HttpResponse:
    """What is offered to this team, and what it took on."""
    shown, rows = queue(WORK_OFFERED, user=request.user, now=request.now, number=request.GET.get("page"))
    accepted, withdrawn = list(taken_on(request.user)), list(withdrawn_from(request.user, now=request.now))
    seen = [str(row.record.pk) for row in rows] + [str(each.pk) for each in accepted + withdrawn]
    note_viewing(request, how=Viewing.How.LIST, worklist=WORK_OFFERED.code, records=seen)
    return render(request, "handover/work.html", {"page": shown, "rows": rows, "accepted": accepted, "withdrawn": withdrawn})


@page(any_of=(May.TAKE_ON, May.SEE_HUB))
def handover(request: HttpRequest, pk: Any) -> HttpResponse:
    """One piece of work: who the children are, why it was offered, and what may be done."""
    return _show(request, open_record(request, Handover, pk, related=RELATED))


def _show(request: HttpRequest, record: Handover, filled: Any = None, *, status: int = 200) -> HttpResponse:
    names = possible(record, request.user)
    offered = {name: FORMS[name](handover=record) for name in names if name in FORMS}
    if filled:
        offered[filled.name] = filled
    children, adults = named_in(record)
    return render(request, "handover/handover.html", {
        "handover": record, "children": children, "what": for_what(record), "can": names, "offered": offered, "forms": list(offered.values()),
        "shut": record.stage == Handover.Stage.WITHDRAWN and not request.user.may(May.SEE_HUB), "files": files_of(record.contact, user=request.user),
        "adults": adults, "before": before_it(record, request.user), "enquiry": decided_in(record) if "decide-again" in names else None,
        "faces": faces([record], now=request.now).get(record.pk, []),
    }, status=status)


def _do(request: HttpRequest, pk: Any, name: str, act: Any, said: str) -> HttpResponse:
    """Bind the form, take the action, say so; a refusal is read beside the form, with the words kept."""
    record = open_record(request, Handover, pk, related=RELATED)
    form = FORMS[name](request.POST, handover=record)
    if form.is_valid() and attempt(form, act, record, by=request.user, at=request.now, **form.cleaned_data):
        messages.success(request, said)
        return redirect("work" if request.user.may(May.TAKE_ON) else reverse("handover", args=[pk]))
    if Handover.objects.visible_to(request.user).get(pk=pk).stage not in act.declared.allowed_from:
        return changed_meanwhile(request, sentence=next(iter(form.non_field_errors()), "This has moved on since you opened it."), back=reverse("handover", args=[pk]))
    return _show(request, record, form, status=422)


@page(does=actions.accept)
@require_POST
def accept(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "accept", actions.accept, "Taken on. It is your team’s from now on.")


@page(does=actions.send_back)
@require_POST
def send_back(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "send-back", actions.send_back, "Sent back. The hub decides again.")


@page(does=actions.send_back_from_mash)
@require_POST
def send_back_from_mash(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "send-back-from-mash", actions.send_back_from_mash, "Sent back. Reception decides again.")


@page(does=actions.accept_for_them)
@require_POST
def accepted_there(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "accepted", actions.accept_for_them, "Recorded: they took it on.")


@page(does=actions.send_back_for_them)
@require_POST
def sent_back_there(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "sent-back", actions.send_back_for_them, "Recorded: they sent it back.")


@page(does=actions.send_elsewhere)
@require_POST
def send_elsewhere(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "send-elsewhere", actions.send_elsewhere, "Offered to the team you chose.")


@page(does=actions.end)
@require_POST
def end(request: HttpRequest, pk: Any) -> HttpResponse:
    return _do(request, pk, "end", actions.end, "Ended, with your reason.")
