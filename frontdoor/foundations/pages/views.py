"""Pages about the product itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .page import page
from .patterns import EveryField, material


@page(open_to_all=True)
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@page(open_to_all=True)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@page(open_to_all=True)
def patterns(request: HttpRequest) -> HttpResponse:
    """One of every component, to look at and to check; with ?wrong, the form as it looks when refused."""
    if not (settings.DEBUG or settings.FRONTDOOR_DEMO):
        raise Http404
    form = EveryField({} if "wrong" in request.GET else None)
    return render(request, "pages/patterns.html", {**material(timezone.now()), "form": form})
