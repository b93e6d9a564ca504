"""A force's system is let in, and its access ended. Only the digest of its token is kept: whoever reads the database cannot push."""

import re
import secrets
from datetime import datetime
from hashlib import sha256

from frontdoor.foundations.access.models import Agency, Membership, User
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.refusals import Refused

from ..models import Feed


def new_token() -> str:
    """Shown once, to whoever begins the feed."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@action("Begin a feed of police notices", permission=May.MANAGE_ACCESS, keeps=("force_code", "agency"), shown=False)
def begin_feed(*, by: User, at: datetime, name: str, force_code: str, agency: Agency, digest: str) -> Feed:
    """A force's system may push notices, and nothing else: it acts as the force, has no session and cannot sign in."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the name of the feed.", field="name")
    if not re.fullmatch("[0-9]{2}", force_code):
        raise Refused("The force’s code is two digits, such as 44.", field="force_code")
    if agency.kind != "POLICE" or agency.ended_at:
        raise Refused("Select a police force that works with the front door.", field="agency")
    if agency.code and agency.code != force_code:
        raise Refused(f"{agency} has the code {agency.code}.", field="force_code")
    if Feed.objects.filter(name__iexact=name, ended_at=None).exists():
        raise Refused(f"There is already a feed called {name}. End it first, or choose another name.", field="name")
    user = User(email=f"feed-{secrets.token_hex(8)}@front-door.invalid", name=name)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, agency=agency, role="feed", started_at=at)
    return Feed.objects.create(name=name, force_code=force_code, user=user, digest=digest, begun_at=at)


@action("End a feed of police notices", permission=May.MANAGE_ACCESS, on=Feed, shown=False)
def end_feed(feed: Feed, *, by: User, at: datetime) -> Feed:
    """At once: its next push is refused. What it brought stays."""
    if feed.ended_at:
        raise Refused(f"{feed} has ended already.")
    feed.ended_at = at
    feed.save(update_fields=["ended_at"])
    Membership.objects.filter(user=feed.user, ended_at=None).update(ended_at=at)
    User.objects.filter(pk=feed.user_id).update(is_active=False)
    return feed
