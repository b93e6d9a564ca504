"""Everything under /account/: signing in. What the sign-in library offers beyond that is not here."""

from django.urls import include, path, re_path

from .views import signing_in

urlpatterns = [
    path("code/", signing_in.ask, name="sign-in-code"),
    path("code/check/", signing_in.check, name="sign-in-check"),
    # Nobody opens an account, changes an address or joins accounts by themselves: an administrator does.
    re_path(r"^(?:signup|email|login/code|social|3rdparty)/$", signing_in.not_here),
    re_path(r"^(?:3rdparty/signup|login/code/confirm|social/\w+)/$", signing_in.not_here),
    path("", include("allauth.urls")),
]
