"""Reading what somebody added, or that they disagree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms.adding import About, Deal
from ..models import Addition, Attachment, Contact
from ..queries import files_of, may_see_referrer, people_in


@page(does=actions.read_addition)
def addition(request: HttpRequest, pk) -> HttpResponse:
    added = open_record(request, Addition, pk, related=("added_by",))
    contact = open_record(request, Contact, added.contact_id, related=("referrer_agency",))
    form = Deal(request.POST or None, initial={"version": added.version})
    if request.method == "POST" and form.is_valid() and attempt(
        form, actions.read_addition, added, by=request.user, at=request.now, seen=form.cleaned_data["version"], what_was_done=form.cleaned_data["what_was_done"],
    ):
        return redirect(reverse("worklist", args=["added"]))
    children, adults = people_in(contact)
    return render(request, "contacts/addition.html", {
        "form": form, "added": added, "contact": contact, "children": children, "adults": adults, "files": files_of(contact, user=request.user),
        "show_referrer": may_see_referrer(contact, user=request.user), "face": next(iter(faces([added], now=request.now).get(added.pk, [])), None),
    })


@page(does=actions.say_whom_it_is_about)
def about(request: HttpRequest, pk) -> HttpResponse:
    """Whom a file is about: it goes on with those children, and with no others."""
    file = open_record(request, Attachment, pk)
    contact = open_record(request, Contact, file.contact_id)
    children = people_in(contact)[0]
    form = About(request.POST if request.method == "POST" else None, children=children, initial={"children": file.is_about or []})
    if request.method == "POST" and form.is_valid() and attempt(
        form, actions.say_whom_it_is_about, file, by=request.user, at=request.now, children=form.chosen,
    ):
        return redirect(reverse("contact", args=[contact.pk]))
    return render(request, "contacts/about.html", {"form": form, "file": file, "contact": contact}, status=422 if form.errors else 200)
