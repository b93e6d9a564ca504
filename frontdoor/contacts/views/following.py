"""Following what was sent: the number at once, where it stands, a copy to keep, and adding to it."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing

from .. import actions, drafts
from ..forms.adding import Add
from ..models import Attachment, Contact
from ..printing import pdf_of
from ..queries import additions_of, files_of, may_see_referrer, people_in, sent_as, sent_by
from ..reading import children_of
from ..standing import where_it_stands

ROWS = 20


@page(permission=May.REFER)
def sent(request: HttpRequest) -> HttpResponse:
    """My drafts, and what I sent; for those who lead safeguarding, what their agency sent."""
    shown = Paginator(sent_by(request.user), ROWS).get_page(request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, records=[str(each.pk) for each in shown])
    begun = [{"draft": each, "children": [name for _, name in children_of(each)]} for each in drafts.drafts_of(request.user)[:20]]
    return render(request, "contacts/referrals.html", {
        "page": shown, "drafts": begun, "whole_agency": request.user.may(May.SEE_OWN_AGENCY), "standing": where_it_stands,
    })


@page(permission=May.REFER)
def just_sent(request: HttpRequest, pk) -> HttpResponse:
    contact = sent_as(pk, user=request.user)
    if contact is None:
        raise Http404("Nothing was sent from here.")
    contact = open_record(request, Contact, contact.pk)
    return render(request, "contacts/sent.html", {"contact": contact, "face": _next_due(contact, request)})


def _opened(request: HttpRequest, pk, *, how: str = Viewing.How.READ) -> Contact:
    return open_record(request, Contact, pk, how=how, related=("referrer_agency",))


def _next_due(contact: Contact, request: HttpRequest):
    return next(iter(faces([contact], now=request.now).get(contact.pk, [])), None)


@page(permission=May.REFER)
def status(request: HttpRequest, pk) -> HttpResponse:
    """Where it stands, in plain words; what happens next and by when; and all that was sent."""
    contact, user = _opened(request, pk), request.user
    children, adults = people_in(contact)
    return render(request, "contacts/status.html", {
        "contact": contact, "children": children, "adults": adults, "standing": where_it_stands(contact), "face": _next_due(contact, request), "files": files_of(contact, user=user),
        "additions": additions_of(contact, user=user), "show_referrer": may_see_referrer(contact, user=user),
    })


@page(permission=May.REFER)
def copy(request: HttpRequest, pk) -> HttpResponse:
    """A copy to keep, made for this reader from what this reader may see."""
    contact, user = _opened(request, pk, how=Viewing.How.PRINT), request.user
    children, adults = people_in(contact)
    parts = contact.as_sent(children, adults, show_referrer=may_see_referrer(contact, user=user))
    made = pdf_of(contact, parts, reader=str(user), files=files_of(contact, user=user), at=request.now)
    return HttpResponse(made, content_type="application/pdf", headers={
        "Content-Disposition": content_disposition_header(True, f"{contact.reference}.pdf"), "X-Content-Type-Options": "nosniff",
    })


@page(does=actions.add)
def add(request: HttpRequest, pk) -> HttpResponse:
    """More information, a file, or "I disagree"."""
    contact = _opened(request, pk)
    form = Add(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", "MORE")})
    if request.method == "POST" and form.is_valid() and _added(request, contact, form):
        return redirect("referral", contact.pk)
    return render(request, "contacts/add.html", {"form": form, "contact": contact})


def _added(request: HttpRequest, contact: Contact, form: Add) -> bool:
    given = form.cleaned_data
    for each in given["files"]:
        if not attempt(form, actions.attach, contact, by=request.user, at=request.now, name=each.name, content=each.read()):
            return False
    return bool(attempt(form, actions.add, contact, by=request.user, at=request.now, kind=given["kind"], words=given["words"]))


@page(permission=May.REFER)
def attachment(request: HttpRequest, pk) -> HttpResponse:
    """A file, always to be saved and never shown in the browser: what is inside it is somebody else's."""
    file = open_record(request, Attachment, pk, how=Viewing.How.EXPORT)
    if file.taken_back_at:
        raise Http404("This file was taken back.")
    response = FileResponse(file.file.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
