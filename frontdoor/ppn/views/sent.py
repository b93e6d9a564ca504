"""What a force sees of what it sent."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from ..queries import quality as q
from ..queries.sent import MOST, STATES, as_sent, missing, refused, sent, unreadable


@page(permission=May.SEE_OWN_AGENCY)
def ppn_sent(request: HttpRequest) -> HttpResponse:
    """The force's own notices: where each stands, and what became of each child."""
    _force(request)
    state, words = request.GET.get("state", ""), request.GET.get("number", "").strip()[:40]
    shown = Paginator(sent(request.user, state=state, words=words), MOST).get_page(request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, worklist="ppn-sent", records=[str(notice.pk) for notice in shown.object_list])
    context = {"page": shown, "rows": as_sent(list(shown.object_list)), "state": state, "states": STATES, "number": words, "at": request.now}
    return render(request, "ppn/sent.html", context)


@page(permission=May.SEE_OWN_AGENCY)
def ppn_came_back(request: HttpRequest) -> HttpResponse:
    """What could not be taken, with why: refused drops, rows in quarantine, numbers that have not come."""
    _force(request)
    held = unreadable(request.user)
    note_viewing(request, how=Viewing.How.LIST, worklist="ppn-came-back", records=[str(each.pk) for each, _ in held])
    context = {"refused": refused(request.user), "held": held, "missing": missing(request.user)}
    return render(request, "ppn/came_back.html", context)


@page(any_of=(May.SEE_OWN_AGENCY, May.SEE_FLOW))
def ppn_quality(request: HttpRequest) -> HttpResponse:
    """By station and month. By officer, too, to the officers' own force and to nobody else."""
    ours = request.user.agency if request.user.agency.kind == "POLICE" else None
    if ours is None and not request.user.may(May.SEE_FLOW):
        raise Http404("This is for the police, and for those who see whether the door works.")
    context = {
        "rows": q.quality(now=request.now, force=ours), "officers": q.quality(now=request.now, force=ours, by_officer=True) if ours else [],
        "wanting": q.WANTING, "ours": ours, "few": q.FEW, "months": q.MONTHS,
        "late": settings.PROTOCOL.PPN["late_after_hours"],
    }
    return render(request, "ppn/quality.html", context)


def _force(request: HttpRequest) -> Agency:
    if request.user.agency.kind != "POLICE":
        raise Http404("Only a force has sent notices.")
    return request.user.agency
