"""The few addresses these tests need, so that they do not wait for the rest of the house."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest, **anything) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", nothing, name="home"),
    path("desk/", nothing, name="desk"),
    path("desk/rows/", nothing, name="desk-rows"),
    path("flow/", nothing, name="flow"),
    path("", include("frontdoor.foundations.pages.urls")),
    path("account/", include("allauth.urls")),
]
