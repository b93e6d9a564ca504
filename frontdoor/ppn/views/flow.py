"""Whether the desk keeps pace, for whoever is on duty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import page

from ..queries.flow import AGES, PERIODS, flow


@page(permission=May.SEE_FLOW)
def ppn_flow(request: HttpRequest) -> HttpResponse:
    """Counts alone: no child, no officer, nobody at the desk."""
    days = _period(request)
    context = {
        "flow": flow(now=request.now, days=days), "days": days, "periods": PERIODS, "ages": [label for label, *_ in AGES], "at": request.now,
    }
    if request.GET.get("part") == "state":
        return render_block(request, "ppn/flow.html", "state", context)
    return render(request, "ppn/flow.html", context)


def _period(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in {str(each) for each in PERIODS} else PERIODS[1]
