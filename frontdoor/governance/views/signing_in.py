"""The two pages of signing in with a code."""

from smtplib import SMTPException

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from frontdoor.foundations.pages.fields import EmailField, TextField
from frontdoor.foundations.pages.page import page
from frontdoor.foundations.record.refusals import Refused

from .. import sign_in

TOO_MANY = "You asked for too many codes. Wait five minutes, then try again."
NOT_SENT = "The code could not be sent just now. Try again in a few minutes, or call the front door."


class AskForm(forms.Form):
    email = EmailField(label="Your work e-mail", called="your work e-mail", hint="We send a code to it. It takes a minute at most.")

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if len(email) > 254:
            raise forms.ValidationError("Enter your work e-mail: this is too long to be one")
        return email


class CodeForm(forms.Form):
    code = TextField(
        label="The code we sent you", called="the code", hint="Six numbers. Look in junk mail too.", width=10, inputmode="numeric",
        autocomplete="one-time-code", max_length=20,
    )


@page(open_to_all=True)
def ask(request):
    """Where to send the code."""
    if request.user.is_authenticated:
        return redirect("home")
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="request_login_code", key=email):
            form.add_error("email", TOO_MANY)
        elif _sent(request, email):
            return redirect("sign-in-check")
        else:
            form.add_error("email", NOT_SENT)
    return render(request, "governance/ask_for_code.html", {"form": form, "then": _then(request)})


def _sent(request, email: str) -> bool:
    try:
        sign_in.send_code(request.session, email=email, then=_then(request))
    except (SMTPException, OSError):
        return False
    return True


def _then(request) -> str:
    """Where they were going, if that is one of our own pages."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else ""


@page(open_to_all=True)
def check(request):
    """The code itself."""
    asked = sign_in.waiting(request.session)
    if request.user.is_authenticated or (asked is None and request.method != "POST"):
        return redirect("home" if request.user.is_authenticated else "sign-in-code")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = sign_in.check_code(request.session, code=form.cleaned_data["code"], at=request.now)
        except Refused as no:
            form.add_error("code", no.sentence)
        else:
            return perform_login(request, user, email_verification="none", redirect_url=asked["then"] or None)
    return render(request, "governance/check_code.html", {"form": form, "email": asked["email"] if asked else ""})


@page(open_to_all=True)
def not_here(request):
    """Pages of the sign-in library that would let people open or change accounts by themselves."""
    raise Http404("There is no such page.")
