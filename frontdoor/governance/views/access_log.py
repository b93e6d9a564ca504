from django.shortcuts import render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from .. import access_log
from ..forms.access import FindViewings, found_by
from ..unusual import PERIODS, RULES
from ..unusual import unusual as find_unusual


@page(permission=May.SEE_ACCESS_LOG)
def viewings(request):
    """Who looked at which record. Looking here is itself a viewing."""
    form = FindViewings(request.GET)
    asked = found_by(form)
    rows, last = access_log.after(access_log.viewings(**asked), request.GET.get("after", ""))
    looks = access_log.in_words(rows)
    note_viewing(request, how=Viewing.How.SEARCH, asked={name: str(value) for name, value in asked.items()})
    return render(request, "governance/access.html", {"narrow": form, "applied": len(asked), "looks": looks, "last": last})


@page(permission=May.SEE_ACCESS_LOG)
def record(request, pk):
    """Everybody who opened one record."""
    rows, last = access_log.after(access_log.of_record(pk), request.GET.get("after", ""))
    looks = access_log.in_words(rows)
    note_viewing(request, how=Viewing.How.SEARCH, asked={"record": str(pk)})
    return render(request, "governance/record_access.html", {"looks": looks, "last": last, "what": looks[0].what if looks else ""})


@page(permission=May.SEE_ACCESS_LOG)
def unusual(request):
    """Reading that somebody should ask about."""
    days = request.GET.get("days") if request.GET.get("days") in PERIODS else "7"
    found = find_unusual(now=request.now, days=int(days))
    note_viewing(request, how=Viewing.How.SEARCH, asked={"unusual reading in days": days})
    return render(request, "governance/unusual.html", {"rules": RULES, "found": found, "days": days, "periods": PERIODS})
