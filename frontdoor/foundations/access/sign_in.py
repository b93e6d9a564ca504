"""Signing in: each person by their own agency's method, and by no other agency's.

An agency with an identity provider of its own vouches for its own people and nobody else's. Everybody else has a passkey,
or a password with an authenticator app; professionals who only refer may have a code sent to their work e-mail.
"""

import logging
from hmac import compare_digest

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.shortcuts import render

from .models import User

log = logging.getLogger(__name__)


def may_have_a_code(user: User) -> bool:
    """A code by e-mail is one factor: enough to refer, not to read what others wrote."""
    return bool(user.is_active and user.role and not user.role.needs_second_factor and not user.agency.identity_provider)


def has_proved(user: User, address: str) -> bool:
    """Did this person prove, by a code sent to it, that the address is theirs?"""
    if not address or not compare_digest(user.email.casefold().encode(), address.casefold().encode()):
        return False
    return EmailAddress.objects.filter(user=user, email__iexact=address, verified=True).exists()


def may_have_a_password(user: User) -> bool:
    """Where the agency vouches for its own people, leaving the agency must end their access here too."""
    return bool(user.is_active and user.role and not user.agency.identity_provider)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False  # people are added by an administrator, or admitted as guests

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        return user if user and may_have_a_password(user) else None

    def pre_login(self, request, user, **kwargs):
        if user.membership is None:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever has just come in to add a first passkey or app has nothing better to prove themselves with."""
        if app == "allauth.mfa" and not Authenticator.objects.filter(user=self.request.user).exists():
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in with an agency's own account (OpenID Connect). Known by issuer and subject, never by e-mail alone."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.state.get("process") != "login":
            raise _refused(request, "Accounts are not joined here. Sign out, then sign in with your agency’s account.")
        known = sociallogin.is_existing
        user = sociallogin.user if known else _person_vouched_for(request, sociallogin)
        if not user.is_active or user.membership is None:
            raise _refused(request, "Your access to Front Door has ended. Ask your agency’s administrator.")
        if user.agency.identity_provider != sociallogin.account.provider:
            log.warning("provider %s vouched for %s, who is another agency's", sociallogin.account.provider, user.pk)
            raise _refused(request, "That account is not the one your agency signs in with. Ask your agency’s administrator.")
        if not known:
            sociallogin.connect(request, user)
            EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def _person_vouched_for(request, sociallogin) -> User:
    """The first time: somebody an administrator added, at an address in this provider's own domains."""
    provider = sociallogin.account.provider
    claims = sociallogin.account.extra_data.get("id_token")
    if not claims:
        raise _refused(request, "Your agency’s sign-in did not say who you are. Tell its administrator: no ID token came.")
    email = str(claims.get("email") or claims.get("preferred_username") or "").lower()
    if email.rpartition("@")[2] not in _domains_of(provider):
        log.warning("provider %s vouched for an address outside its domains", provider)
        raise _refused(request, "Your agency’s sign-in gave an address that is not your agency’s. Tell its administrator.")
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise _refused(request, "Nobody has added you to Front Door yet. Ask your agency’s administrator.")
    if SocialAccount.objects.filter(user=user, provider=provider).exists():
        raise _refused(request, "This address belongs to somebody else’s sign-in. Ask your agency’s administrator.")
    return user


def _domains_of(provider_id: str) -> set[str]:
    for each in settings.IDENTITY_PROVIDERS:
        if each["provider_id"] == provider_id:
            return {domain.lower() for domain in each["settings"].get("email_domains", [])}
    return set()


def _refused(request, sentence: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "pages/errors/forbidden.html", {"sentence": sentence}, status=403))
