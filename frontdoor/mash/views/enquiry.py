"""One enquiry: reading it, and the small things done with it."""

from django.contrib import messages
from django.http import HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frontdoor.contacts.queries import may_see_referrer
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.actions import available
from frontdoor.foundations.record.refusals import Refused

from .. import actions
from ..forms.enquiries import AllocateForm, RateForm
from ..models import Enquiry, Item
from ..presence import arrive, others
from ..queries import enquiry as queries
from ..queries.network import social_workers
from .reach import reach, sent


@page()
def enquiry(request, pk):
    """The children first, then the clock, what each agency said, what was raised, and what came before."""
    about = open_record(request, Enquiry, pk, related=("contact__referrer_agency", "worker"))
    return render(request, "mash/enquiry.html", _shown(about, request))


def _shown(about, request, here=()):
    in_hub = queries.sits_in_the_hub(request.user)
    return {
        "enquiry": about, "contact": about.contact, "in_hub": in_hub, "family": queries.family_of(about, user=request.user),
        "show_referrer": may_see_referrer(about.contact, user=request.user), "answers": queries.answers_to(about, user=request.user, now=request.now, here=here),
        "items": [] if in_hub else queries.items_shared(about, user=request.user),
        "may": {each.function.__name__ for each in available(about, request.user)}, "may_withdraw": request.user.may(May.ENQUIRE),
    }


@page()
@require_GET
def answers(request, pk):
    """The answers as they arrive: nothing is sent, and nothing noted as read, when nothing changed."""
    about = reach(request, Enquiry, pk, related=("worker",))
    arrive(about, user=request.user, now=request.now)
    here = others(about, user=request.user, now=request.now)
    found = queries.answers_to(about, user=request.user, now=request.now, here=here)
    if request.headers.get("If-None-Match") == found.etag:
        return HttpResponseNotModified(headers={"ETag": found.etag})
    note_viewing(request, about)
    in_hub = queries.sits_in_the_hub(request.user)
    may = {each.function.__name__ for each in available(about, request.user)}
    context = {"enquiry": about, "answers": found, "in_hub": in_hub, "may": may, "may_withdraw": request.user.may(May.ENQUIRE)}
    context["items"] = [] if in_hub else queries.items_shared(about, user=request.user)
    response = render_block(request, "mash/enquiry.html", "answers", context)
    response["ETag"] = found.etag
    return response


@page(does=actions.rate)
def rating(request, pk):
    """Another rating, with its reason; the ratings before stand below."""
    about = open_record(request, Enquiry, pk)
    form = RateForm(sent(request), initial={"version": about.version, "rating": about.rating})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form, actions.rate, about, by=request.user, at=request.now, rating=given["rating"], reason=given["reason"],
            seen=int(given["version"]) if given["version"].isdigit() else None,
        )
        if done:
            messages.success(request, "The rating is changed, and every clock of this enquiry with it.")
            return redirect("enquiry", pk)
    ratings = about.ratings.select_related("by").order_by("-at", "-pk")
    return render(request, "mash/rating.html", {"form": form, "enquiry": about, "ratings": ratings}, status=422 if form.errors else 200)


@page(does=actions.allocate)
def worker(request, pk):
    """One named social worker."""
    about = open_record(request, Enquiry, pk)
    form = AllocateForm(sent(request), workers=social_workers(), initial={"worker": about.worker_id and str(about.worker_id)})
    if request.method == "POST" and form.is_valid():
        given = form.people[form.cleaned_data["worker"]]
        if attempt(form, actions.allocate, about, by=request.user, at=request.now, worker=given):
            messages.success(request, f"{given} holds this enquiry now.")
            return redirect("enquiry", pk)
    return render(request, "mash/worker.html", {"form": form, "enquiry": about}, status=422 if form.errors else 200)


@page(does=actions.mark_needed)
@require_POST
def needed(request, pk):
    """One tick: the analysis rests on this item, or no longer does."""
    item = reach(request, Item, pk, related=("request",))
    try:
        actions.mark_needed(item, by=request.user, at=request.now, needed=request.POST.get("needed") == "1")
    except Refused as no:
        messages.error(request, no.sentence)
    return redirect("enquiry", item.request.enquiry_id)
