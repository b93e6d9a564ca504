"""Telling somebody that they have access, and how to use it. No code and no password goes in the message."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from frontdoor.foundations.access.models import Membership
from frontdoor.foundations.access.sign_in import may_have_a_code

SUBJECT = "You now have access to Front Door"
WORDS = (
    "Hello,\n\nYou have been given access to Front Door, for {agency}, as: {role}.\n\n{how}\n\n{partnership}\n"
)


def invite(request, place: Membership) -> None:
    """After the place is really theirs. If the message cannot go, the administrator is told to tell them."""
    transaction.on_commit(lambda: _send(request, place))


def how_they_sign_in(place: Membership) -> str:
    """In words, for the message and for the administrator's page."""
    if place.agency.identity_provider:
        return "With their agency’s own account"
    if may_have_a_code(place.user):
        return "With a code sent to their work e-mail"
    return "With a passkey, or a password and an authenticator app"


def _send(request, place: Membership) -> None:
    words = WORDS.format(agency=place.agency, role=place.held.name, how=_how(place), partnership=settings.PARTNERSHIP["name"])
    try:
        send_mail(SUBJECT, words, None, [place.user.email])
    except (SMTPException, OSError):
        messages.warning(request, f"{place.user} has access, but the message could not be sent. Tell them how to sign in yourself.")
    else:
        messages.success(request, f"{place.user} has access, and was sent a message that says how to sign in.")


def _how(place: Membership) -> str:
    door, password = (f"{settings.SITE_URL}{reverse(name)}" for name in ("account_login", "account_reset_password"))
    if place.agency.identity_provider:
        return f"Sign in with your agency's account: {door}"
    if may_have_a_code(place.user):
        return f"Sign in with a code sent to this address: {door}"
    return (
        f"First choose a password: {password}\nThen sign in: {door}\nYou will be asked to add a passkey or an authenticator app, "
        "because your role lets you read what others wrote."
    )
