"""The only door by which a view reaches a record."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from frontdoor.foundations.access.roles import May, who_may
from frontdoor.foundations.record.models import Viewing
from frontdoor.foundations.record.refusals import ChangedMeanwhile, MayNot, Refused

PAGES: dict[str, "Page"] = {}


@dataclass(frozen=True)
class Page:
    name: str
    permission: May | None
    any_of: tuple[May, ...]
    open_to_all: bool
    view: Callable


def page(*, does: Callable | None = None, permission: May | None = None, any_of: tuple[May, ...] = (), open_to_all: bool = False):
    """Every view says who it is for: the action it performs, a permission, one of several, or any signed-in person.

    The page runs in one transaction with the viewings it leaves: if they cannot be written it is not served.
    `open_to_all` pages may be read by anybody, signed in or not.
    """
    permission = does.declared.permission if does else permission

    def wrap(view: Callable) -> Callable:
        name = f"{view.__module__.removeprefix('frontdoor.').removesuffix('.views')}.{view.__name__}"

        @functools.wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            request.page_name = name
            try:
                with transaction.atomic():
                    _check(request, permission, any_of, open_to_all)
                    return view(request, *args, **kwargs)
            except MayNot as no:
                _note_refusal(request, name)
                raise PermissionDenied(no.sentence) from no
            except (PermissionDenied, Http404):  # asking for what one may not know of is a refusal too
                _note_refusal(request, name)
                raise

        if open_to_all:
            checked.login_required = False
        checked.page = PAGES[name] = Page(name, permission, any_of, open_to_all, view)
        return checked

    return wrap


def _check(request: HttpRequest, permission: May | None, any_of: tuple[May, ...], open_to_all: bool) -> None:
    if open_to_all and permission is None and not any_of:
        return
    user = request.user
    if not user.is_authenticated or user.role is None:
        raise PermissionDenied("Your access has ended, or was never opened. Ask your agency's administrator.")
    wanted = any_of or ((permission,) if permission else ())
    if wanted and not any(user.may(each) for each in wanted):
        roles = sorted({role for each in wanted for role in who_may(each)})
        raise PermissionDenied(f"This page is for: {', '.join(roles)}. You are signed in as: {user.role.name}.")


def _note_refusal(request: HttpRequest, name: str) -> None:
    user = request.user
    if user.is_authenticated and user.agency:
        Viewing.objects.create(by=user, agency=user.agency, how=Viewing.How.REFUSED, page=name, details={"path": request.path[:200]})


def open_record(request: HttpRequest, model: type[models.Model], pk: Any, *, how: str = Viewing.How.READ, related: tuple = ()) -> Any:
    """Fetch a record this person may see, or 404; and note that they looked."""
    records = model.objects.visible_to(request.user)
    if related:
        records = records.select_related(*related)
    record = records.filter(pk=pk).first()
    if record is None:
        raise Http404("Not found, or not shared with you.")
    note_viewing(request, record, how=how)
    return record


def note_viewing(request: HttpRequest, record: Any = None, *, how: str = Viewing.How.READ, **details) -> None:
    """Leave a viewing; for a list or a search, without a record and with what was asked and what was shown."""
    user = request.user
    if not user.is_authenticated:
        return
    Viewing.objects.create(
        by=user, agency=user.agency, how=how, page=getattr(request, "page_name", "")[:80],
        record_type=ContentType.objects.get_for_model(record) if record is not None else None,
        record_id=record.pk if record is not None else None, details=details,
    )


def note_viewings(request: HttpRequest, records: list[Any]) -> None:
    """Leave a viewing of each of several records opened together, in one statement."""
    kind = ContentType.objects.get_for_model(records[0]) if records else None
    name = getattr(request, "page_name", "")[:80]
    Viewing.objects.bulk_create(
        Viewing(by=request.user, agency=request.user.agency, page=name, record_type=kind, record_id=record.pk) for record in records
    )


def attempt(form: Any, act: Callable, /, *args, **details) -> Any:
    """Do the action; if it is refused, put its sentence where the person will read it and keep their text. None then."""
    details.setdefault("at", timezone.now())
    try:
        return act(*args, **details)
    except ChangedMeanwhile as no:
        form.changed_meanwhile = no.sentence
        form.add_error(None, no.sentence)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
    return None
