"""Deciding for each child, reading what was decided, and amending it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, open_record, page
from frontdoor.mash.actions import ask_for_more
from frontdoor.mash.forms.enquiries import WhyForm
from frontdoor.mash.forms.keeping import as_typed
from frontdoor.mash.models import Enquiry
from frontdoor.mash.queries.enquiry import answers_to, family_of
from frontdoor.mash.views.reach import held_before, keep_typed, kept, reach, seen_by, sent

from . import actions, queries
from .forms import AmendForm, ChildForm, TogetherForm
from .models import Decision

MOST_ROWS = 20


def key_of(about, user) -> str:
    return f"decision:{about.pk}:{user.pk}"


@page(does=actions.decide)
def decide(request, pk):
    """All of it on one screen; then, for each child, the outcome, the level, the rationale, the team and the actions."""
    about = open_record(request, Enquiry, pk, related=("contact__referrer_agency", "worker"))
    if about.stage == Enquiry.Stage.DECIDED and request.method == "GET":
        return redirect("decisions-of", pk)
    if "more" in request.POST:
        return _another_row(request, about)
    answers, family = answers_to(about, user=request.user, now=request.now), family_of(about, user=request.user)
    before = held_before(request, key_of(about, request.user))
    form, children = _forms(request, about, before, answers, family)
    if request.method == "POST" and all([each.is_valid() for each in (form, *children)]) and _decided(request, about, form, children):
        messages.success(request, "Decided. Each child’s work is with the team that takes it on.")
        return redirect("decisions-of", pk)
    context = {
        "enquiry": about, "contact": about.contact, "answers": answers, "family": family, "form": form, "children": children,
        "forms": [form, *[each for child in children for each in (child, *child.todos)]], "seen": seen_by(request, before),
        "rows": _rows(request.POST or request.GET), "more": WhyForm(label="What more do you need?", auto_id="more_%s"),
    }
    return render(request, "decisions/decide.html", context, status=_status(request, about, form, answers))


def _decided(request, about, form, children):
    return attempt(
        form, actions.decide, about, by=request.user, at=request.now, seen=form.seen, decisions=[each.decision for each in children],
        took_part=form.people, dissent=form.cleaned_data["dissent"], read=form.answers_read,
    )


def _status(request, about, form, answers):
    """Somebody was first: the words are still in the form, and the form now names the record as it is."""
    if request.method != "POST":
        return 200
    now = reach(request, Enquiry, about.pk)
    if now.stage != Enquiry.Stage.DECIDED and not hasattr(form, "changed_meanwhile"):
        return 422
    form.data = form.data.copy()
    form.data["version"], form.data["read"] = str(now.version), answers.read
    about.stage = now.stage
    return 409


def _forms(request, about, before, answers, family):
    """What was typed now, or kept before, or what the social worker recommends."""
    teams = list(queries.receiving_teams())
    if request.method == "POST":
        rows = _rows(request.POST)
        return TogetherForm(request.POST), [ChildForm(request.POST, child=each.child, teams=teams, rows=rows) for each in family.rows]
    took_part = [f"{row.request.told_by or row.request.answered_by}, {row.request.agency}" for row in answers.rows if row.request.answered_by]
    form = TogetherForm(initial={"version": about.version, "read": answers.read, "took_part": "\n".join(took_part)})
    form.initial |= {name: value for name, value in as_typed(form, before.words).items() if name not in ("version", "read")}
    children, rows = [], max(_rows(request.GET), _rows({"rows": (before.words.get("rows") or [""])[0]}))
    for each in family.rows:
        start = {"outcome": each.recommended, "level": each.recommended_level or ""}
        child = ChildForm(child=each.child, teams=teams, rows=rows, initial=start)
        for part in (child, *child.todos):
            part.initial |= as_typed(part, before.words)
        children.append(child)
    return form, children


def _rows(data) -> int:
    wanted = data.get("rows", "")
    return min(int(wanted), MOST_ROWS) if wanted.isdigit() and int(wanted) else 2


def _another_row(request, about):
    if keep_typed(request, key_of(about, request.user)) is None:
        return changed_meanwhile(request, sentence="You saved this decision in another window after opening this page.", back=request.path)
    return redirect(f"{request.path}?rows={_rows(request.POST) + 1}#decision")


@page(does=actions.decide)
@require_POST
def keep_decision(request, pk):
    about = reach(request, Enquiry, pk)
    if about.stage == Enquiry.Stage.DECIDED:
        raise Http404("It was decided meanwhile.")
    return kept(request, key_of(about, request.user))


@page(does=ask_for_more)
@require_POST
def send_back(request, pk):
    """The manager needs more before deciding; the clock goes on."""
    about = open_record(request, Enquiry, pk)
    form = WhyForm(request.POST, label="What more do you need?", auto_id="more_%s")
    if form.is_valid() and attempt(form, ask_for_more, about, by=request.user, at=request.now, why=form.cleaned_data["why"]):
        messages.success(request, "It is back with the social worker. The clock goes on.")
        return redirect("enquiry", pk)
    return render(request, "decisions/more.html", {"form": form, "enquiry": about}, status=422)


@page()
def decisions_of(request, pk):
    """What was decided for each child of an enquiry."""
    about = open_record(request, Enquiry, pk)
    return _show(request, about, queries.lines(about, user=request.user))


@page()
def decision(request, pk):
    """One child’s decision, with those that stand beside it."""
    one = open_record(request, Decision, pk, related=("enquiry", "child"))
    return _show(request, one.enquiry, queries.lines(one.enquiry, user=request.user, child=one.child))


def _show(request, about, lines):
    may_amend = request.user.may(actions.amend.declared.permission)
    return render(request, "decisions/decision.html", {"enquiry": about, "lines": lines, "may_amend": may_amend})


@page(does=actions.amend)
def amend(request, pk):
    """A new decision beside the old one, never over it."""
    old = open_record(request, Decision, pk, related=("enquiry", "child", "to_team__agency", "decided_by"))
    rows, data = _rows(request.POST or request.GET), sent(request)
    start = {"version": old.version, "took_part": "\n".join(old.took_part)}
    form = AmendForm(data, initial=start)
    child = ChildForm(
        data, child=old.child, teams=list(queries.receiving_teams()), rows=rows,
        initial={"outcome": old.outcome, "level": old.level, "to_team": old.to_team_id and str(old.to_team_id)},
    )
    if request.method == "POST" and all([form.is_valid(), child.is_valid()]) and (made := _amended(request, old, form, child.decision)):
        messages.success(request, "The new decision stands beside the old one, and everyone due will be told.")
        return redirect("decision", made.pk)
    context = {"old": old, "enquiry": old.enquiry, "form": form, "child": child, "forms": [form, child, *child.todos], "rows": rows}
    return render(request, "decisions/amend.html", context, status=422 if request.method == "POST" else 200)


def _amended(request, old, form, given):
    return attempt(
        form, actions.amend, old, by=request.user, at=request.now, seen=form.seen, outcome=given.outcome, level=given.level,
        rationale=given.rationale, to_team=given.to_team, actions=given.actions, why=form.cleaned_data["why"], took_part=form.people,
        dissent=form.cleaned_data["dissent"],
    )
