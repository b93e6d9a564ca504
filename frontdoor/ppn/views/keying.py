"""A notice from a PDF or a letter, keyed by hand with the paper attached; in the night too."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from frontdoor.contacts.forms.rows import rows, shown_again
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, open_record, page
from frontdoor.foundations.record.models import Viewing

from ..actions import AlreadyTaken, key_notice
from ..forms.keying import Keying, PersonRow, RiskRow, first_shown, nested
from ..models import Notice, NoticeFile


@page(does=key_notice)
def key(request: HttpRequest) -> HttpResponse:
    """Asking for one more person looks at nothing; only sending does."""
    submission = _number(request.POST.get("submission"))
    if request.method != "POST" or "more" in request.POST:
        return _page(request, submission, *_unbound(request))
    forms = Keying(request.POST, request.FILES), rows(PersonRow, "person", request.POST, bound=True), RiskRow(request.POST, prefix="risk")
    taken = _take(request, submission, *forms)
    return redirect("drop", taken.pk) if taken else _page(request, submission, *forms, status=422)


def _number(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid4()


def _unbound(request: HttpRequest) -> tuple[Keying, list[PersonRow], RiskRow]:
    """What was typed, and nothing called wrong yet."""
    typed = request.POST if request.method == "POST" else None
    form, risk = Keying(), RiskRow(prefix="risk")
    form.initial = shown_again(form, typed) if typed else first_shown()
    risk.initial = shown_again(risk, typed) if typed else {}
    return form, rows(PersonRow, "person", typed, bound=False, at_least=2, more="more" in request.POST), risk


def _take(request: HttpRequest, submission: UUID, form: Keying, people: list[PersonRow], risk: RiskRow) -> Any:
    if not all([each.is_valid() for each in (form, *people, risk)]):
        return None
    force_code = settings.PROTOCOL.PPN["force_code"]
    files = [(each.name, each.read()) for each in form.cleaned_data["files"]]
    try:
        taken = attempt(
            form, key_notice, by=request.user, at=request.now, force_code=force_code, files=files, received_at=form.cleaned_data["received_at"],
            form=nested(form, people, risk, submission=submission, force_code=force_code), how=_how(request),
        )
    except AlreadyTaken as no:  # sent twice
        return no.held
    if taken:
        messages.success(request, "The notice is on the desk.")
    return taken


def _how(request: HttpRequest) -> str:
    return Notice.How.OUT_OF_HOURS if request.user.role.code == "out_of_hours" else Notice.How.HAND


def _page(request: HttpRequest, submission: UUID, form: Keying, people: list[PersonRow], risk: RiskRow, *, status: int = 200) -> HttpResponse:
    return render(request, "ppn/key.html", {
        "form": form, "people": people, "risk": risk, "forms": [form, *people, risk], "submission": submission,
        "again": status != 200 and bool(request.FILES),
    }, status=status)


@page(permission=May.TAKE_NOTICES)
def file(request: HttpRequest, pk: Any) -> HttpResponse:
    """The paper, always to be saved and never shown in the browser: what is inside it is somebody else's."""
    kept = open_record(request, NoticeFile, pk, how=Viewing.How.EXPORT)
    response = FileResponse(kept.file.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
