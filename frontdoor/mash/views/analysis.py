"""The social worker's analysis, and what is recommended for each child."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms.enquiries import AnalysisForm, RecommendForm
from ..forms.keeping import as_typed
from ..models import Enquiry
from ..queries import enquiry as queries
from ..rules import ANALYSIS
from .reach import held_before, keep_typed, kept, reach, seen_by


def key_of(about) -> str:
    return f"analysis:{about.pk}"


@page(does=actions.recommend)
def analysis(request, pk):
    """History, risks, strengths, lived experience, what is not known, analysis; then a recommendation for each child."""
    about = open_record(request, Enquiry, pk, related=("contact__referrer_agency", "worker"))
    if about.stage != Enquiry.Stage.GATHERING and request.method == "GET":
        return redirect("enquiry", pk)
    answers = queries.answers_to(about, user=request.user, now=request.now)
    family = queries.family_of(about, user=request.user)
    before = held_before(request, key_of(about))
    form, children = _forms(request, about, before, answers, family.rows)
    seen = seen_by(request, before)
    if request.method == "POST" and all([each.is_valid() for each in (form, *children)]):
        seen = keep_typed(request, key_of(about))
        if seen is None:
            sentence = "Somebody else wrote in this analysis after you opened it."
            return changed_meanwhile(request, sentence=sentence, back=request.path)
        if _done(request, about, form, children):
            return redirect("enquiry", pk)
    context = {"enquiry": about, "form": form, "children": children, "forms": [form, *children], "answers": answers}
    context |= {"family": family, "seen": seen}
    return render(request, "mash/analysis.html", context, status=422 if request.method == "POST" else 200)


def _done(request, about, form, children):
    """Saved for later, or sent to a manager."""
    if "later" in request.POST:
        done = attempt(form, actions.write_analysis, about, by=request.user, at=request.now, words=form.words)
        said = "Saved. Colleagues in the hub can read it."
    else:
        needed = [form.items[pk] for pk in form.cleaned_data.get("needed", [])]
        done = attempt(
            form, actions.recommend, about, by=request.user, at=request.now, words=form.words, needed=needed,
            recommendations=[each.recommendation for each in children],
        )
        said = "Your recommendation is with the managers."
    if done:
        messages.success(request, said)
    return done


def _forms(request, about, before, answers, rows):
    items = [item for row in answers.rows for item in row.items]
    if request.method == "POST":
        return AnalysisForm(request.POST, items=items), [RecommendForm(request.POST, child=row.child) for row in rows]
    start = {name: getattr(about, name) for name in ANALYSIS} | {"needed": [str(item.pk) for item in items if item.is_needed]}
    form = AnalysisForm(items=items, initial=start)
    form.initial |= as_typed(form, before.words)
    children = []
    for row in rows:
        said = {"outcome": row.recommended, "level": row.recommended_level or "", "why": row.recommended_why}
        each = RecommendForm(child=row.child, initial=said)
        each.initial |= as_typed(each, before.words)
        children.append(each)
    return form, children


@page(does=actions.recommend)
@require_POST
def keep_analysis(request, pk):
    about = reach(request, Enquiry, pk)
    if about.stage != Enquiry.Stage.GATHERING:
        raise Http404("It went to a manager meanwhile.")
    return kept(request, key_of(about))
