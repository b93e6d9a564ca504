"""Answering for an agency of which nobody may sign in and answer: by its inbox, or by telephone to the hub."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms.keeping import as_typed, words_of
from ..forms.requests import TheirAnswerForm, TheirItemForm
from ..models import AgencyRequest
from ..queries.answering import answers_by_letter, letters_to, nobody_may_answer_for
from ..queries.requests import face_of
from .answering import rows_in

RELATED = ("agency", "enquiry", "answered_by")


@page(permission=May.REFER)
def letter(request, pk):
    """One request, for whoever proved by a code that they read the inbox it was sent to. To anybody else it is not there."""
    for each in letters_to(request.user, pk):
        actions.open_letter(by=request.user, at=request.now, request=each)
    asked = open_record(request, AgencyRequest, pk, related=RELATED)
    if not answers_by_letter(request.user, asked):
        raise _not_here(request, asked)
    thanks = "Your answer is with the hub. Thank you."
    return _answered(request, asked, actions.answer_by_letter, "mash/letter.html", said=thanks, then=("agency-letter", pk))


def _not_here(request, asked):
    if request.user.may(May.SEE_HUB) or (asked.agency_id == request.user.agency.pk and request.user.may(May.ANSWER)):
        return PermissionDenied(f"This page is for the inbox of {asked.agency}. Open the request from your own list, or on its enquiry.")
    return Http404("Not found, or not shared with you.")


@page(does=actions.answer_by_telephone)
def telephone(request, pk):
    """What somebody there said, written down by the hub as theirs."""
    asked = open_record(request, AgencyRequest, pk, related=RELATED)
    if not nobody_may_answer_for(asked.agency):
        raise PermissionDenied(f"{asked.agency} signs in and answers for itself. Ask them to look at their list.")
    if asked.stage != AgencyRequest.Stage.ASKED and request.method == "GET":
        return redirect("enquiry", asked.enquiry_id)
    said = f"What {asked.agency} said is with the other answers."
    return _answered(request, asked, actions.answer_by_telephone, "mash/telephone.html", said=said, then=("enquiry", asked.enquiry_id))


def _answered(request, asked, act, template, *, said, then):
    form, items = _forms(request, asked)
    if request.method == "POST" and "more" not in request.POST and all([each.is_valid() for each in (form, *items)]):
        given = [each.item for each in items if not each.is_blank]
        if form.check(given) and _done(request, act, asked, form, given):
            messages.success(request, said)
            return redirect(then[0], then[1])
    wrong = any(each.errors for each in (form, *items))
    return render(request, template, {
        "asked": asked, "face": face_of(asked, now=request.now), "form": form, "items": items, "forms": [form, *items], "may_see_enquiry": False,
    }, status=422 if wrong else 200)


def _done(request, act, asked, form, given):
    words = form.cleaned_data
    return attempt(
        form, act, asked, by=request.user, at=request.now, told_by=words["told_by"], outcome=words["outcome"], items=given,
        searched=words["searched"], why_not=form.why_not, speak_to=words["speak_to"],
    )


def _forms(request, asked):
    """The forms as sent; with more rows, as they were typed."""
    more = "more" in request.POST
    data = request.POST if request.method == "POST" and not more else None
    rows = rows_in(request.POST) + (2 if more else 0)
    forms = [TheirAnswerForm(data), *[TheirItemForm(data, number=n, people=asked.people) for n in range(1, rows + 1)]]
    for each in forms if more else ():
        each.initial |= as_typed(each, words_of(request.POST))
    return forms[0], forms[1:]
