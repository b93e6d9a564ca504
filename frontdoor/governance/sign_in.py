"""Signing in with a code sent to a work e-mail: professionals who only refer, and those who have no account yet.

Whoever types an address sees the same page and is sent one message, whether it is known here or not.
"""

import secrets
import time
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.utils.crypto import constant_time_compare, salted_hmac

from frontdoor.foundations.access.models import User
from frontdoor.foundations.access.sign_in import may_have_a_code
from frontdoor.foundations.record.founding import the_system
from frontdoor.foundations.record.refusals import Refused

from .actions import admit_guest

KEY = "sign_in_code"
TRIES = 3
SUBJECT = "Your code to sign in to Front Door"
WITH_CODE = (
    "Your code is {code}\n\nIt can be used once, within ten minutes, in the window where you asked for it. Nobody from Front Door "
    "will ever ask you for it. If you did not ask for it, you need do nothing.\n\n{partnership}\n"
)
ANOTHER_WAY = (
    "Somebody, perhaps you, asked for a code to sign in to Front Door with this address. Your account does not use codes. "
    "Sign in with your agency's account, a passkey or a password, or ask your agency's administrator.\n\n{partnership}\n"
)


def send_code(session: Any, *, email: str, then: str = "") -> None:
    """One message to the address, and the code's fingerprint in the session that asked for it."""
    user = User.objects.filter(email__iexact=email).first()
    code = f"{secrets.randbelow(1_000_000):06}"
    may = user is None or may_have_a_code(user)
    session[KEY] = {
        "email": email, "print": _print(email, code) if may else "", "at": time.time(), "tries": 0, "then": then,
    }
    words = (WITH_CODE if may else ANOTHER_WAY).format(code=code, partnership=settings.PARTNERSHIP["name"])
    send_mail(SUBJECT, words, None, [email])


def waiting(session: Any) -> dict | None:
    """The code this session asked for, while it can still be used."""
    asked = session.get(KEY)
    if asked and time.time() - asked["at"] <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT and asked["tries"] < TRIES:
        return asked
    return None


def check_code(session: Any, *, code: str, at: datetime) -> User:
    """The person whose address it was; somebody new becomes a guest, who may refer and follow what they referred."""
    asked = waiting(session)
    if asked is None:
        raise Refused("That code can no longer be used. Ask for another.", field="code")
    if not asked["print"] or not constant_time_compare(asked["print"], _print(asked["email"], "".join(code.split()))):
        session[KEY] = {**asked, "tries": asked["tries"] + 1}
        left = TRIES - asked["tries"] - 1
        raise Refused(
            f"That is not the code we sent. You can try {left} more {'time' if left == 1 else 'times'}." if left
            else "That is not the code we sent. Ask for another.", field="code",
        )
    del session[KEY]
    user = User.objects.filter(email__iexact=asked["email"]).first()
    if user is None:
        user = admit_guest(by=the_system(), at=at, email=asked["email"]).user
    if not may_have_a_code(user):
        raise Refused("Your account no longer uses codes. Ask your agency’s administrator.", field="code")
    # The code proved that the address is theirs: what is sent there may be read by them.
    EmailAddress.objects.filter(email__iexact=user.email).exclude(user=user).update(verified=False)
    EmailAddress.objects.update_or_create(user=user, email=user.email.lower(), defaults={"verified": True})
    return user


def _print(email: str, code: str) -> str:
    return salted_hmac("frontdoor.sign-in", f"{email.lower()}|{code}", algorithm="sha256").hexdigest()
