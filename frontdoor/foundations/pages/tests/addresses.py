"""The few addresses these tests need, so that they do not wait for the rest of the house."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from frontdoor.foundations.pages import views


def nothing(request: HttpRequest, **anything) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", nothing, name="home"),
    path("desk/", nothing, name="desk"),
    path("flow/", nothing, name="flow"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("patterns/", views.patterns, name="patterns"),
    path("account/", include("allauth.urls")),
]
