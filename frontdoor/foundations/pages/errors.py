"""When a page cannot be served: what happened, whose fault it is not, and what to do next. Never a stack trace."""

import sys
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines


def _say(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """The page in full; if even its header cannot be drawn (database down), the plain one."""
    try:
        return render(request, f"pages/errors/{template}.html", context, status=status)
    except Exception:  # noqa: BLE001 (an error page that fails is worse than a plain one)
        return plain(template="broken", status=status)


def plain(*, template: str, status: int) -> HttpResponse:
    """Drawn without the request, so without the session, the person or the database."""
    return HttpResponse(engines["jinja2"].env.get_template(f"pages/errors/{template}.html").render(), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_large = type(exception).__name__ in {"RequestDataTooBig", "TooManyFilesSent", "TooManyFieldsSent"}
    return _say(request, "too_large" if too_large else "bad_request", 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _say(request, "forbidden", 403, sentence=sentence)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "not_found", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page left open too long. What was typed is shown back, so that it can be copied: nothing is lost."""
    return _say(request, "expired", 403, kept=kept_text(request))


def changed_meanwhile(
    request: HttpRequest,
    *,
    sentence: str,
    back: str = "",
    changes: list[Any] | None = None,
    kept: dict[str, str] | None = None,
) -> HttpResponse:
    """Somebody else changed this first: says what changed, and gives back what this person wrote."""
    context = {
        "sentence": sentence,
        "back": back,
        "changes": changes or [],
        "kept": kept if kept is not None else kept_text(request),
    }
    return _say(request, "changed", 409, **context)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "too_large", 413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "too_many", 429)


def broken(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], OperationalError):
        return unavailable(request)  # the database is away or busy: worth another try in a minute
    return plain(template="broken", status=500)


def unavailable(request: HttpRequest | None = None) -> HttpResponse:
    response = plain(template="unavailable", status=503)
    response["Retry-After"] = "60"
    return response


SECRET = ("csrf", "password", "code", "secret", "token")


def kept_text(request: HttpRequest) -> dict[str, str]:
    """What the person typed, by field, without passwords and codes: {"Rationale": "..."}."""
    try:
        sent = request.POST
    except Exception:  # noqa: BLE001 (a body that cannot be read has nothing to give back)
        return {}
    return {
        name.split("-")[-1].replace("_", " ").capitalize(): "\n".join(values)
        for name, values in sent.lists()
        if any(v.strip() for v in values) and not any(word in name.lower() for word in SECRET)
    }
