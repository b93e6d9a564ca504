"""The quality of referrals, told to the agency that sent them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from ..queries.quality import rated_referrals, ratings


@page(permission=May.ANSWER)
def quality(request: HttpRequest) -> HttpResponse:
    """How this agency's referrals were rated, and what was missing from them: its own only."""
    shown = Paginator(rated_referrals(request.user), 50).get_page(request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, page_of="referral-quality", records=[str(each.pk) for each in shown])
    return render(request, "screening/quality.html", {
        "page": shown, "ratings": ratings(request.user, now=request.now), "agency": request.user.agency,
        "words": CODES["referral_quality"].choices(request.now),
    })
