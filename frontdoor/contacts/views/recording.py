"""Staff write down what came by phone, e-mail or letter, or in the night: kept while it is typed, received when they say so."""

import secrets
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, page

from .. import actions, drafts
from ..forms.people import identity_of
from ..forms.recording import Recording
from ..forms.rows import AdultRow, ChildRow, given_back, rows, shown_again
from ..models import Draft
from ..queries import agencies_that_refer, files_of_draft, sent_as

PLACE = "record"


@page(permission=May.RECORD_CONTACT)
def record(request: HttpRequest) -> HttpResponse:
    pk = _number(request.POST.get("draft") or request.GET.get("draft"))
    if request.method != "POST":
        draft = drafts.own_draft(pk, owner=request.user, kind=Draft.Kind.RECORD) if pk else None
        if pk and draft is None:
            raise Http404("There is no such draft, or it is somebody else's.")
        return _show(request, pk or uuid4(), draft, drafts.kept_in(draft, PLACE) if draft else None)
    if drafts.sent_draft(pk, owner=request.user):
        return redirect("referral", sent_as(pk, user=request.user).pk)
    return _save(request, pk or uuid4())


def _number(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every save keeps all that was typed; only then is it looked at."""
    drafts.begin(owner=request.user, at=request.now, kind=Draft.Kind.RECORD, pk=pk)
    draft = drafts.own_draft(pk, owner=request.user, kind=Draft.Kind.RECORD, to_change=True)
    if draft is None:
        raise Http404("There is no such draft, or it is somebody else's.")
    seen, by_itself = request.POST.get("version", ""), "X-Autosave" in request.headers
    kept = drafts.save(
        draft, place=PLACE, answers=drafts.all_typed(request.POST), seen=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
        tab=request.POST.get("tab", "")[:32], by_itself=by_itself, at=request.now,
    )
    if not kept:
        typed = [Recording(request.POST, agencies=agencies_that_refer()), *_named(request.POST)]
        return changed_meanwhile(request, sentence="This note was changed in another tab or window after you opened it here.",
                                 back=f"{request.path}?draft={pk}", kept=given_back(*typed))
    if by_itself:
        return JsonResponse({"fields": {"version": drafts.version_of(draft, PLACE)}})
    if "more" in request.POST:
        return _show(request, pk, draft, request.POST, more=request.POST["more"])
    return _receive(request, draft)


def _named(sent) -> list:
    return rows(ChildRow, "child", sent, bound=True) + rows(AdultRow, "adult", sent, bound=True)


def _receive(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = Recording(request.POST, request.FILES, agencies=agencies_that_refer())
    children, adults = rows(ChildRow, "child", request.POST, bound=True), rows(AdultRow, "adult", request.POST, bound=True)
    well = all([each.is_valid() for each in (form, *children, *adults)])
    well = _keep_files(request, draft, form) and well
    if well:
        today = timezone.localdate()
        named = [[each for row in some if (each := identity_of(row.cleaned_data, on=today))] for some in (children, adults)]
        contact = attempt(form, actions.receive, by=request.user, at=request.now, submission=draft.pk, draft=draft,
                          children=named[0], adults=named[1], **form.given())
        if contact:
            drafts.close(draft, at=request.now, sent=True)
            messages.success(request, f"Recorded as {contact.reference}.")
            return redirect("referral", contact.pk)
    return _page(request, draft.pk, draft, form, children, adults)


def _keep_files(request: HttpRequest, draft: Draft, form: Recording) -> bool:
    """A file is kept at once, so that a mistake elsewhere on the page does not lose it."""
    given = form.cleaned_data.get("files") or []
    return all([attempt(form, actions.attach_to_draft, by=request.user, at=request.now, draft=draft, name=each.name, content=each.read())
                for each in given])


def _show(request: HttpRequest, pk: UUID, draft: Draft | None, typed, more: str = "") -> HttpResponse:
    form = Recording(agencies=agencies_that_refer())
    night = bool(request.user.role and request.user.role.code == "out_of_hours")
    form.initial = shown_again(form, typed) if typed else {
        "received_at": request.now, "channel": "OUT_OF_HOURS" if night else "CALL", "out_of_hours": night}
    children = rows(ChildRow, "child", typed, bound=False, more=more == "child")
    adults = rows(AdultRow, "adult", typed, bound=False, more=more == "adult")
    return _page(request, pk, draft, form, children, adults)


def _page(request: HttpRequest, pk: UUID, draft: Draft | None, form: Recording, children: list, adults: list) -> HttpResponse:
    return render(request, "contacts/record.html", {
        "form": form, "children": children, "adults": adults, "forms": [form, *children, *adults], "number": pk,
        "version": drafts.version_of(draft, PLACE) if draft else 0, "tab": request.POST.get("tab", "")[:32] or secrets.token_hex(8),
        "files": files_of_draft(draft, user=request.user) if draft else [],
        "drafts": [each for each in drafts.drafts_of(request.user, Draft.Kind.RECORD)[:5] if each.pk != pk],
    })
