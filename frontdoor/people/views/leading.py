"""A page about a record that was said to be the same person as another leads to the record in front."""

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ..merging import one_with
from ..models import Person
from ..queries import person_named


def in_front(view: Callable) -> Callable:
    """Read, the page moves on and says why; sent, what was typed is recorded where work goes on. Only for those who may see both:
    for anybody else the record they know is as it was."""

    @functools.wraps(view)
    def leading(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        request.one = one_with([pk])[pk]  # for the page itself, which need not ask again
        front = _front(pk, request.one[0], request)
        if front is None:
            return view(request, pk, **kwargs)
        if request.method == "POST":
            return view(request, front.pk, **kwargs)
        messages.info(request, f"{front.said_for} is the same person as {front.reference}, so this page is of {front.reference}.")
        return redirect(request.resolver_match.view_name, pk=front.pk, **kwargs)

    return leading


def _front(pk: UUID, found: UUID, request: HttpRequest) -> Person | None:
    if found == pk:
        return None
    asked, front = person_named(pk, user=request.user), person_named(found, user=request.user)
    if asked is None or front is None:
        return None
    front.said_for = asked.reference
    return front
