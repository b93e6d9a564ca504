"""Everything under /account/: signing in. What the sign-in library offers beyond that is not here."""

from django.urls import include, path, re_path

from . import sign_in_views

urlpatterns = [
    path("code/", sign_in_views.ask, name="sign-in-code"),
    path("code/check/", sign_in_views.check, name="sign-in-check"),
    # Nobody opens an account, changes an address or joins accounts by themselves: an administrator does.
    re_path(r"^(?:signup|email|login/code|social|3rdparty)/$", sign_in_views.not_here),
    re_path(r"^(?:3rdparty/signup|login/code/confirm|social/\w+)/$", sign_in_views.not_here),
    path("", include("allauth.urls")),
]
