"""Home, and the plain page of any worklist."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from .declare import WORKLISTS, worklists_of
from .home import links_for
from .queue import counts, queue


@page()
def home(request):
    """What waits for me, and for my team."""
    mine = worklists_of(request.user)
    context = {"worklists": mine, "counts": counts(mine, user=request.user, now=request.now), "links": links_for(request.user)}
    if request.GET.get("part") == "waiting" and mine:
        return render_block(request, "worklists/home.html", "waiting", context)
    return render(request, "worklists/home.html", context)


@page()
def worklist(request, code):
    declared = WORKLISTS.get(code)
    if declared is None:
        raise Http404("There is no such worklist.")
    if not request.user.may(declared.permission):
        raise PermissionDenied(f"“{declared.title}” is worked by {declared.owner}.")
    if declared.desk:
        return redirect(declared.desk)
    shown, rows = queue(declared, user=request.user, now=request.now, number=request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, worklist=code, records=[str(row.record.pk) for row in rows])
    context = {"declared": declared, "page": shown, "rows": rows}
    if request.GET.get("part") == "rows":
        return render_block(request, "worklists/worklist.html", "rows", context)
    return render(request, "worklists/worklist.html", context)
