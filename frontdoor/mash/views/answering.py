"""An agency's own page for what it was asked. It sees the request, and not the case."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms.keeping import as_typed
from ..forms.requests import AnswerForm, ItemForm, ShowForm
from ..models import AgencyRequest, Item
from ..queries.network import hub_people
from ..queries.requests import face_of, own_items
from .reach import held_before, keep_typed, kept, reach, seen_by, sent

MOST_ROWS = 40


def key_of(asked) -> str:
    return f"answer:{asked.pk}"


def _mine(request, asked):
    """The agency's own; somebody of the hub reads the answers on the enquiry instead."""
    if asked.agency_id != request.user.agency.pk:
        raise PermissionDenied(f"This was asked of {asked.agency}. Its answer is on the enquiry’s page.")
    return asked


@page(does=actions.answer)
def agency_request(request, pk):
    """What is asked, why, how far back, on what basis and about whom; and the answer."""
    asked = _mine(request, open_record(request, AgencyRequest, pk, related=("agency", "enquiry", "answered_by")))
    context = {"asked": asked, "face": face_of(asked, now=request.now), "may_see_enquiry": request.user.may(May.SEE_HUB)}
    if asked.stage != AgencyRequest.Stage.ASKED and request.method == "GET":
        return render(request, "mash/answered.html", context | {"items": own_items(asked, user=request.user)})
    if request.method == "POST" and ("more" in request.POST or "later" in request.POST):
        return _keep_and_go_on(request, asked)
    before = held_before(request, key_of(asked))
    form, items = _forms(request, asked, before)
    if request.method == "POST" and all([each.is_valid() for each in (form, *items)]):
        given = [each.item for each in items if not each.is_blank]
        if form.check(given) and _answer(request, asked, form, given):
            messages.success(request, "Your answer is with the hub. Thank you.")
            return redirect("agency-request", pk)
    context |= {"form": form, "items": items, "forms": [form, *items], "seen": seen_by(request, before)}
    return render(request, "mash/answer.html", context, status=422 if request.method == "POST" else 200)


def _answer(request, asked, form, given):
    words = form.cleaned_data
    return attempt(
        form, actions.answer, asked, by=request.user, at=request.now, outcome=words["outcome"], items=given, searched=words["searched"],
        why_not=form.why_not, speak_to=words["speak_to"],
    )


def _forms(request, asked, before):
    """The forms with what was typed: now, or before and kept."""
    if request.method == "POST":
        form = AnswerForm(request.POST)
        return form, [ItemForm(request.POST, number=n, people=asked.people) for n in range(1, rows_in(request.POST) + 1)]
    words = QueryDict(mutable=True)
    form = AnswerForm()
    form.initial |= as_typed(form, before.words)
    for name, values in before.words.items():
        words.setlist(name, values)
    items = [ItemForm(number=n, people=asked.people) for n in range(1, max(rows_in(words), rows_in(request.GET)) + 1)]
    for item in items:
        item.initial |= as_typed(item, before.words)
    return form, items


def rows_in(data) -> int:
    wanted = data.get("rows", "")
    return min(int(wanted), MOST_ROWS) if wanted.isdigit() and int(wanted) else 2


def _keep_and_go_on(request, asked):
    """Another row, or later: what is typed is kept first. Works where no script runs."""
    if asked.stage != AgencyRequest.Stage.ASKED or keep_typed(request, key_of(asked)) is None:
        sentence = "Somebody in your agency saved this answer, or gave it, after you opened the page."
        return changed_meanwhile(request, sentence=sentence, back=request.path)
    if "more" in request.POST:
        return redirect(f"{request.path}?rows={rows_in(request.POST) + 2}#item-{rows_in(request.POST) + 1}")
    messages.success(request, "Kept. Nobody outside your agency sees it until you send it.")
    return redirect(reverse("worklist", args=["requests-to-answer"]))


@page(does=actions.answer)
@require_POST
def keep_answer(request, pk):
    asked = _mine(request, reach(request, AgencyRequest, pk, related=("agency",)))
    if asked.stage != AgencyRequest.Stage.ASKED:
        raise Http404("It was answered or withdrawn meanwhile.")
    return kept(request, key_of(asked))


@page(does=actions.show_item)
def show(request, pk):
    """A sensitive item, to one person in the hub, after they have spoken."""
    item = open_record(request, Item, pk, related=("request__enquiry", "request__agency"))
    if item.owned_by_id != request.user.agency.pk:
        raise PermissionDenied("Only the agency whose it is may show it.")
    form = ShowForm(sent(request), people=hub_people(but=request.user.agency))
    if request.method == "POST" and form.is_valid():
        to = form.people[form.cleaned_data["to"]]
        if attempt(form, actions.show_item, item, by=request.user, at=request.now, to=to, reason=form.cleaned_data["reason"]):
            messages.success(request, f"{to} can read it now.")
            return redirect("agency-request", item.request_id)
    return render(request, "mash/show.html", {"form": form, "item": item}, status=422 if form.errors else 200)
