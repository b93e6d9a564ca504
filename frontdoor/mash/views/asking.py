"""Asking agencies, and withdrawing."""

from django.contrib import messages
from django.shortcuts import redirect, render

from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms.enquiries import WhyForm
from ..forms.requests import AskForm, TogetherForm
from ..models import AgencyRequest, Enquiry
from ..queries.enquiry import answers_to, family_of
from ..queries.network import agencies_to_ask, as_they_may_know, suggestions_for
from .reach import sent


@page(does=actions.ask)
def ask(request, pk):
    """The agencies that the children's network suggests, each with its reason and a question to narrow."""
    about = open_record(request, Enquiry, pk, related=("contact__referrer_agency",))
    together, asks = _forms(request, about)
    forms = [together, *asks]
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        questions = [form.question(together) for form in asks if form.asked]
        if not questions:
            together.add_error(None, "Tick at least one agency to ask.")
        elif made := attempt(together, actions.ask_all, about, by=request.user, at=request.now, questions=questions):
            messages.success(request, f"Asked: {', '.join(str(each.agency) for each in made)}.")
            return redirect("enquiry", pk)
    wrong = any(form.errors for form in forms)
    return render(request, "mash/ask.html", {"enquiry": about, "together": together, "asks": asks, "forms": forms}, status=422 if wrong else 200)


def _forms(request, about):
    family, data = family_of(about, user=request.user), sent(request)
    people = {f"c{n}": as_they_may_know(child) for n, child in enumerate(family.children)}
    children = list(people)
    people |= {f"a{n}": as_they_may_know(adult) for n, adult in enumerate(family.adults)}
    suggested = suggestions_for(about, family.children, family.adults)
    others = agencies_to_ask(about).exclude(pk__in=[each.agency.pk for each in suggested])
    asks = [AskForm(data, people=people, children=children, suggestion=each) for each in suggested]
    return TogetherForm(data, initial={"lawful_basis": "ART6_1E"}), [*asks, AskForm(data, people=people, children=children, others=others)]


@page(does=actions.withdraw)
def withdraw(request, pk):
    asked = open_record(request, AgencyRequest, pk, related=("agency", "enquiry"))
    form = WhyForm(sent(request), label="Why is it no longer needed?", hint=f"{asked.agency} reads this.")
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.withdraw, asked, by=request.user, at=request.now, why=form.cleaned_data["why"]):
            messages.success(request, f"The request to {asked.agency} is withdrawn.")
            return redirect("enquiry", asked.enquiry_id)
    return render(request, "mash/withdraw.html", {"form": form, "asked": asked}, status=422 if form.errors else 200)


@page(does=actions.read_late_answer)
def late_answer(request, pk):
    """An answer that came after the decision: read, and what was done about it."""
    asked = open_record(request, AgencyRequest, pk, related=("agency", "enquiry"))
    form = WhyForm(sent(request), label="What did you do about it?", hint="The decision stands, or it is amended, or somebody was rung.")
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.read_late_answer, asked, by=request.user, at=request.now, what_was_done=form.cleaned_data["why"]):
            messages.success(request, f"What {asked.agency} gave is read.")
            return redirect("enquiry", asked.enquiry_id)
    row = next(each for each in answers_to(asked.enquiry, user=request.user, now=request.now).rows if each.request.pk == asked.pk)
    return render(request, "mash/late.html", {"form": form, "asked": asked, "row": row}, status=422 if form.errors else 200)
