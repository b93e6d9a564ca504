"""The MASH's desk."""

from django.http import HttpResponseNotModified
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.handover.models import Handover

from .. import actions
from ..forms.enquiries import OpenForm
from ..queries import board as queries
from ..queries.network import social_workers
from .reach import sent

SHOW = {"": "All", "mine": "Mine", "unallocated": "Unallocated", "awaiting": "Awaiting a decision", "overdue": "Overdue"}


@page(any_of=(May.ENQUIRE, May.DECIDE))
def board(request):
    """Open enquiries by due time, and what waits to be opened; the rows refresh by themselves."""
    show, rating = request.GET.get("show", ""), request.GET.get("rating", "")
    skip = int(request.GET["skip"]) if request.GET.get("skip", "").isdigit() else 0
    rows, more = queries.enquiries(request.user, now=request.now, show=show, rating=rating, skip=skip)
    to_open = queries.to_open(request.user, now=request.now)
    counts = queries.counts(request.user, now=request.now)
    etag = queries.etag(rows + to_open, counts)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})  # nothing new was shown, so nobody looked
    note_viewing(request, how=Viewing.How.LIST, worklist="mash", records=[str(row.record.pk) for row in rows + to_open])
    context = {
        "rows": rows, "to_open": to_open, "show": show if show in SHOW else "", "rating": rating, "words": SHOW, "ratings": CODES["rating"].choices(),
        "counts": counts, "etag": etag, "following": skip + queries.A_PAGE if more else None,
    }
    if request.headers.get("HX-Request"):
        return render_block(request, "mash/board.html", "rows", context)
    return render(request, "mash/board.html", context)


@page(does=actions.open_enquiry)
def open_one(request, pk):
    """What reception offered; taking it on makes the enquiry."""
    handover = open_record(request, Handover, pk, related=("contact__referrer_agency", "to_team"))
    if handover.stage == Handover.Stage.ACCEPTED and hasattr(handover, "enquiry"):
        return redirect("enquiry", handover.enquiry.pk)
    form = OpenForm(
        sent(request), workers=social_workers(),
        initial={"rating": handover.contact.rating, "worker": str(request.user.pk)},
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, actions.open_enquiry, by=request.user, at=request.now, handover=handover, rating=form.cleaned_data["rating"],
            worker=form.who, unallocated=form.who is None,
        )
        if made:
            return redirect("enquiry", made.pk)
    children = [each.child for each in handover.children.select_related("child__school").order_by("child__number")]
    return render(request, "mash/open.html", {"form": form, "handover": handover, "children": children}, status=422 if form.errors else 200)
