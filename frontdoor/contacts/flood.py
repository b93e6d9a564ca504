"""How many forms one connection sends: enough to notice a flood, never a reason to turn anybody away."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MANY, WITHIN = 5, 60 * 60


def too_many_from(request: HttpRequest, *, counts: bool) -> bool:
    """Whether this connection has sent many lately. The address itself is not kept, only its digest, for an hour."""
    key = "public-form:" + hashlib.sha256(f"{settings.SECRET_KEY}{_connection(request)}".encode()).hexdigest()[:32]
    number = cache.get(key, 0) + (1 if counts else 0)
    if counts:
        cache.set(key, number, WITHIN)
    return number > MANY


def _connection(request: HttpRequest) -> str:
    """The address as the server sees it; behind a proxy of ours, the last one that the proxy wrote."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
