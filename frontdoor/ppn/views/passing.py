"""The desk's side: telling schools one by one or together, finding out whom to tell, and why not."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.foundations.worklists.declare import WORKLISTS
from frontdoor.foundations.worklists.queue import by_due

from .. import actions
from ..forms.passing import NotForm, PassForm, WhereForm
from ..models import Passing
from ..passing.drafting import draft_of, drafts_of
from ..queries.passing import RELATED, picked, posted_about

Stage = Passing.Stage


@page(does=actions.pass_on)
def encompass(request: HttpRequest) -> HttpResponse:
    """Every school that is still to be told, the soonest first; those whose draft needs no look can be told together."""
    if request.method == "POST":
        return _together(request)
    waits = WORKLISTS["encompass"]
    shown = Paginator(by_due(waits.items(request.user), waits).select_related(*RELATED), 50).get_page(request.GET.get("page"))
    passings = list(shown.object_list)
    note_viewing(request, how=Viewing.How.LIST, worklist="encompass", records=[str(each.pk) for each in passings])
    drafts, clocks = drafts_of(passings), faces(passings, now=request.now)
    rows = [(each, drafts[each.pk], clocks.get(each.pk, [None])[0]) for each in passings]
    nowhere = WORKLISTS["not-on-roll"].items(request.user).count()
    return render(request, "ppn/encompass.html", {"page": shown, "rows": rows, "nowhere": nowhere})


def _together(request: HttpRequest) -> HttpResponse:
    gone, stayed = actions.pass_on_together(picked(request.user, request.POST.getlist("passing")), by=request.user, at=request.now)
    if gone:
        told = f"{len(gone)} schools are told" if len(gone) > 1 else f"{gone[0].agency} is told of {gone[0].child.name}"
        messages.success(request, f"{told}. It goes in two minutes; until then you can take it back.")
    for sentence in stayed:
        messages.error(request, sentence)
    if not gone and not stayed:
        messages.error(request, "Nothing was passed on. Tick the children whose schools are to be told.")
    return redirect("encompass")


@page(does=actions.pass_on)
def passing(request: HttpRequest, pk) -> HttpResponse:
    """One child and the words that their school or surgery is to be told; or, once told, what became of it."""
    record = open_record(request, Passing, pk, related=RELATED)
    if record.stage == Stage.NOT_ON_ROLL:
        return redirect("passing-where", pk)
    if record.stage != Stage.TO_PASS and request.method != "POST":
        return render(request, "ppn/passed.html", {"passing": record, "posted": posted_about(record, request.user)})
    form = PassForm(request.POST or None, passing=record, draft=draft_of(record), now=request.now)
    if form.is_bound and form.is_valid() and form.send(by=request.user, at=request.now):
        messages.success(request, SAID[form.cleaned_data["how"]])
        return redirect("passing", pk)
    return _show(request, "ppn/passing.html", record, form, draft=form.draft)


SAID = {"POST": "It goes in two minutes. Until then you can take it back.", "PHONE": "Recorded: they were told by telephone."}


@page(does=actions.say_where)
def where(request: HttpRequest, pk) -> HttpResponse:
    """Whom to tell: the school or surgery that somebody found, or the education service for a child at home."""
    record = open_record(request, Passing, pk, related=RELATED)
    if record.stage not in (Stage.NOT_ON_ROLL, Stage.TO_PASS):
        return redirect("passing", pk)
    form = WhereForm(request.POST or None, passing=record)
    if form.is_bound and form.is_valid() and (told := form.say(by=request.user, at=request.now)):
        messages.success(request, f"{told.agency} is to be told. Check what it says, and let it go.")
        return redirect("passing", pk)
    return _show(request, "ppn/where.html", record, form)


@page(does=actions.do_not_pass)
def not_passed(request: HttpRequest, pk) -> HttpResponse:
    """Nobody is told, and why."""
    record = open_record(request, Passing, pk, related=RELATED)
    if record.stage not in (Stage.NOT_ON_ROLL, Stage.TO_PASS):
        return redirect("passing", pk)
    form = NotForm(request.POST or None, now=request.now, initial={"version": record.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.do_not_pass, record, by=request.user, at=request.now, seen=form.seen, reason=given["reason"], why=given["why"]):
            messages.success(request, "Recorded: it is not passed on, and why.")
            return redirect("passing", pk)
    return _show(request, "ppn/not_passed.html", record, form)


def _show(request: HttpRequest, template: str, record: Passing, form, **more) -> HttpResponse:
    context = {"passing": record, "form": form, "faces": faces([record], now=request.now).get(record.pk, []), **more}
    return render(request, template, context, status=409 if getattr(form, "changed_meanwhile", "") else 200)
