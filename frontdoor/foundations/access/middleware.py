"""How long a session lasts, and who needs a second factor before they see anything."""

import time
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

SIGNING_IN = "/account/"
STRONG = {"socialaccount", "mfa"}  # the agency's own sign-in asks for the second factor itself


def asked_by_itself(request: HttpRequest) -> bool:
    """A page that refreshes itself is nobody at the desk: polling does not keep a session alive."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


class SessionLimits:
    """Out after half an hour at rest and after a working day in any case; and at once when access ends."""

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            why = self.why_over(request)
            if why:
                logout(request)
                messages.warning(request, why)
                return self.to_sign_in(request, request.get_full_path() if request.method == "GET" else "/")
        response = self.get_response(request)
        if request.headers.get("HX-Request") and response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL)):
            return self.to_sign_in(request, "")
        return response

    def why_over(self, request: HttpRequest) -> str:
        session, now = request.session, time.time()
        if request.user.membership is None:
            return "Your access has ended. Ask your agency’s administrator."
        if now - session.setdefault("began_at", now) > settings.SESSION_HOURS * 3600:
            return f"You were signed in for {settings.SESSION_HOURS} hours. Sign in again to go on."
        if now - session.get("at_desk", now) > settings.SESSION_COOKIE_AGE:
            return "You were signed out because nothing was done for a while. Sign in again to go on."
        if not asked_by_itself(request):
            session["at_desk"] = now
        return ""

    def to_sign_in(self, request: HttpRequest, path: str) -> HttpResponse:
        address = resolve_url(settings.LOGIN_URL) + (f"?{urlencode({'next': path})}" if path not in ("", "/") else "")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": address.split("?")[0]})
        return redirect(address)


class SecondFactor:
    """A role that reads what others wrote needs a passkey, an authenticator app, or the agency's own sign-in."""

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and not request.path.startswith(SIGNING_IN) and self.lacks_it(request):
            messages.warning(request, "Your role needs a second way to prove who you are. Add a passkey or an authenticator app.")
            return redirect("mfa_index")
        return self.get_response(request)

    def lacks_it(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated or not user.role or not user.role.needs_second_factor or request.session.get("strong"):
            return False
        strong = any(each.get("method") in STRONG for each in get_authentication_records(request, user))
        # Just set up in this session, or asked for by the sign-in itself: whoever has one cannot sign in without it.
        own = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
        request.session["strong"] = strong or own.exists()
        return not request.session["strong"]
