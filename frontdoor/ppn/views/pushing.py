"""Where a force's system pushes notices. Known by its token alone: never a session, so no form can be forged towards it."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from frontdoor.foundations.pages.page import page

from .. import queries
from ..layout import FILES, FORCE, NESTED, SCHEMA
from ..models import Feed
from ..openapi import document
from ..pushed import MOST_NOTICES, Pushed, PushRefused, read_push
from ..taking.importing import SOME_IN_QUARANTINE, import_forms, refuse


@csrf_exempt
@page(open_to_all=True)
def push(request: HttpRequest) -> HttpResponse:
    """Refused whole with a sentence, or taken in with the answer that a drop gets."""
    if request.method != "POST":
        return _refused(405, "Only POST is taken here.", Allow="POST")
    feed = queries.feed_of(_token(request))
    if feed is None:
        return _refused(401, "Send the token of your feed: Authorization: Bearer <token>. This one is not known, or has ended.", **{"WWW-Authenticate": "Bearer"})
    if request.content_type != "application/json":
        return _refused(415, "Send application/json.")
    if _too_many(request, feed):
        return _refused(429, "Too many pushes in a minute. Send this one again in a minute, or more notices in each.", **{"Retry-After": "60"})
    try:
        body = request.body
    except RequestDataTooBig:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
        return _refused(413, f"The body is larger than {most} MB. Send fewer notices at a time, or a drop.")
    except UnreadablePostError:
        return _refused(400, "The body did not arrive whole. Send it again.")
    return _take(request, feed, body)


def _take(request: HttpRequest, feed: Feed, body: bytes) -> HttpResponse:
    name = f"PUSH_{feed.force_code}_{request.now:%Y%m%dT%H%M%SZ}"
    try:
        pushed = read_push(body)
    except PushRefused as no:
        refuse(no.sentence, name=name, sha256=sha256(body).hexdigest(), by=feed.user, at=request.now, force_code=feed.force_code)
        return _refused(400, no.sentence)
    if pushed.force_code != feed.force_code:
        return _refused(403, f"This token is of force {feed.force_code}; the push is of force {pushed.force_code}.")
    return _answered(request, feed, pushed, name)


def _answered(request: HttpRequest, feed: Feed, pushed: Pushed, name: str) -> HttpResponse:
    answer = import_forms(
        pushed.forms, name=name, how="PUSH", by=feed.user, at=request.now, force_code=pushed.force_code, made_at=pushed.made_at,
        is_test=pushed.is_test,
    )
    return JsonResponse(answer.said(), status=202 if answer.code == SOME_IN_QUARANTINE else 200)


def _token(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _too_many(request: HttpRequest, feed: Feed) -> bool:
    """More in this minute than the area allows one system."""
    key = f"notices-pushed:{feed.pk}:{request.now:%H%M}"
    number = cache.get(key, 0) + 1
    cache.set(key, number, 120)
    return number > settings.PROTOCOL.PPN["most_pushes_a_minute"]


def _refused(status: int, sentence: str, **headers: str) -> JsonResponse:
    return JsonResponse({"refused": sentence}, status=status, headers=headers)


@page(open_to_all=True)
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document(server=settings.SITE_URL, path=reverse("notices-push")), json_dumps_params={"indent": 2})


@page(open_to_all=True)
def for_forces(request: HttpRequest) -> HttpResponse:
    """How a force sends notices: for whoever writes its side."""
    return render(request, "ppn/for_forces.html", {
        "files": FILES, "force": FORCE, "nested": NESTED, "schema": SCHEMA, "most": MOST_NOTICES, "address": settings.SITE_URL + reverse("notices-push"),
        "most_mb": settings.PROTOCOL.PPN["most_bytes"] // 1024 // 1024,
    })
