"""The recipient's side: reading what they were told, and answering."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.contacts.models import Contact
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing

from .. import actions
from ..forms import ReplyForm
from ..models import Feedback
from ..queries import claimable, given_to, is_recipient, may_answer


def _open(request: HttpRequest, pk) -> Feedback:
    """What was written to them or their agency; or the hub looking at what was sent. Not before it can no longer be taken back."""
    for each in claimable(request.user, pk):
        actions.claim(by=request.user, at=request.now, feedback=each)
    feedback = open_record(request, Feedback, pk, related=("contact", "agency", "user"))
    waits = not feedback.is_told or feedback.open_from is None or feedback.open_from > request.now
    if waits and not request.user.may(May.TELL):
        raise Http404("Not found, or not shared with you.")
    return feedback


@page(any_of=(May.REFER, May.SEE_HUB))
def read(request: HttpRequest, pk) -> HttpResponse:
    """What they were told. That they opened it is recorded: the one thing that reading writes."""
    feedback = _open(request, pk)
    return _show(request, feedback, ReplyForm())


def _show(request: HttpRequest, feedback: Feedback, form: ReplyForm) -> HttpResponse:
    theirs, may_reply = is_recipient(feedback, request.user), may_answer(feedback, request.user)
    out = feedback.is_told and feedback.open_from and feedback.open_from <= request.now
    if theirs and out and feedback.opened_at is None:
        feedback = actions.read(feedback, by=request.user, at=request.now)
    contact = Contact.objects.visible_to(request.user).filter(pk=feedback.contact_id).first()
    return render(request, "feedback/read.html", {
        "feedback": feedback, "theirs": theirs, "form": form if may_reply and out else None, "contact": contact, "out": out,
    })


@page(does=actions.reply)
def reply(request: HttpRequest, pk) -> HttpResponse:
    """They answer, and a person reads it."""
    feedback = _open(request, pk)
    form = ReplyForm(request.POST or None)
    act = actions.add_to_reply if feedback.stage == Feedback.Stage.REPLIED else actions.reply
    if form.is_bound and form.is_valid() and attempt(form, act, feedback, by=request.user, at=request.now, words=form.cleaned_data["words"]):
        messages.success(request, "Thank you. Somebody in the front door will read what you wrote.")
        return redirect("feedback-read", pk)
    return _show(request, feedback, form)


@page(permission=May.REFER)
def mine(request: HttpRequest) -> HttpResponse:
    """What I, or my agency's safeguarding team, have been told."""
    for each in claimable(request.user):
        actions.claim(by=request.user, at=request.now, feedback=each)
    given = list(given_to(request.user, now=request.now)[:100])
    note_viewing(request, how=Viewing.How.LIST, worklist="feedback-mine", records=[str(each.pk) for each in given])
    return render(request, "feedback/mine.html", {"given": given})
