"""Whether the door works: what waits, what has gone silent, how soon people are told. No child's data."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.notify.delivery import letter
from frontdoor.foundations.notify.postroom import codes
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import page

from ..conservation import violations
from ..flow import silences, waits
from ..health import PERIODS, by_agency
from ..queries import lately_posted


@page(permission=May.SEE_FLOW)
def flow(request: HttpRequest) -> HttpResponse:
    """The oldest of each worklist, items that are in none, and any part of the machine that has gone silent."""
    context = {"waits": waits(now=request.now), "silences": silences(now=request.now), "violations": violations(), "at": request.now}
    if request.GET.get("part") == "state":
        return render_block(request, "feedback/flow.html", "state", context)
    return render(request, "feedback/flow.html", context)


@page(permission=May.SEE_FLOW)
def health(request: HttpRequest) -> HttpResponse:
    """How soon each agency is told, over the last days."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(each) for each in PERIODS} else PERIODS[1]
    return render(request, "feedback/health.html", {"rows": by_agency(now=request.now, days=days), "days": days, "periods": PERIODS})


@page(open_to_all=True)
def post_room(request: HttpRequest) -> HttpResponse:
    """The demonstration's post, as it would have gone; sign-in codes too, so that anybody can try it."""
    if not settings.FRONTDOOR_DEMO:
        raise Http404("There is no post room here.")
    posted = [(message, letter(message)) for message in lately_posted()]
    return render(request, "feedback/post_room.html", {"posted": posted, "codes": codes()})
