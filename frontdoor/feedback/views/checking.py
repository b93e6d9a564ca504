"""The desk's side: checking and sending, what became of it, replies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..finishing import finish_if_done
from ..forms import ReadReplyForm, TellForm
from ..models import Feedback
from ..queries import about_contact, with_messages
from ..recipients import recipient_of
from ..standing import standing

RELATED = ("contact__referrer_agency", "agency", "user", "enquiry", "told_by")


@page(does=actions.tell)
def check(request: HttpRequest, pk) -> HttpResponse:
    """One recipient beside the words they are to be told; or, once told, what became of it."""
    feedback = open_record(request, Feedback, pk, related=RELATED)
    if feedback.stage != Feedback.Stage.DUE and request.method != "POST":
        return _what_became(request, feedback)
    form = TellForm(request.POST or None, feedback=feedback, now=request.now)
    if form.is_bound and form.is_valid() and form.send(by=request.user, at=request.now):
        finish_if_done(feedback.contact, at=request.now)
        messages.success(request, SAID[form.cleaned_data["how"]])
        return redirect("feedback-check", pk)
    context = {"feedback": feedback, "form": form, "recipient": recipient_of(feedback), "faces": faces([feedback], now=request.now).get(feedback.pk, [])}
    return render(request, "feedback/check.html", context, status=409 if getattr(form, "changed_meanwhile", "") else 200)


SAID = {
    "POST": "On its way in two minutes. Until then you can take it back.", "PHONE": "Recorded: they were told by telephone.",
    "EXEMPT": "Recorded: they are not told, and why.",
}


def _what_became(request: HttpRequest, feedback: Feedback, form: ReadReplyForm | None = None) -> HttpResponse:
    posted = with_messages([feedback], request.user)[feedback.pk]
    if feedback.stage == Feedback.Stage.REPLIED and form is None:
        form = ReadReplyForm(initial={"version": feedback.version})
    return render(request, "feedback/told.html", {
        "feedback": feedback, "recipient": recipient_of(feedback), "posted": posted, "standing": standing(feedback, posted), "form": form,
    })


@page(does=actions.read_reply)
def read_reply(request: HttpRequest, pk) -> HttpResponse:
    """What they said back has been read, and this is what was done."""
    feedback = open_record(request, Feedback, pk, related=RELATED)
    form = ReadReplyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if attempt(form, actions.read_reply, feedback, by=request.user, at=request.now, seen=form.seen, what_was_done=form.cleaned_data["what_was_done"]):
            messages.success(request, "The reply has been read.")
            return redirect("worklist", "replies")
    return _what_became(request, feedback, form if form.is_bound else None)


@page(any_of=(May.TELL, May.SEE_HUB))
def for_contact(request: HttpRequest, pk) -> HttpResponse:
    """Everybody who is owed word of one contact, and where each stands."""
    contact = open_record(request, Contact, pk)
    owed = list(about_contact(request.user, contact))
    posted = with_messages(owed, request.user)
    clocks = faces(owed, now=request.now)
    rows = [(each, standing(each, posted[each.pk]), clocks.get(each.pk, [None])[0]) for each in owed]
    return render(request, "feedback/for_contact.html", {"contact": contact, "rows": rows, "back": reverse("home")})
