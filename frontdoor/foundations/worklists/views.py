"""Home, and the plain page of any worklist."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from frontdoor.foundations.pages.page import note_viewing, page
from frontdoor.foundations.record.models import Viewing

from .declare import WORKLISTS, worklists_of
from .queue import counts, queue


@page()
def home(request):
    """What waits for me, and for my team."""
    mine = worklists_of(request.user)
    return render(request, "worklists/home.html", {"worklists": mine, "counts": counts(mine, user=request.user, now=request.now)})


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
    return render(request, "worklists/worklist.html", {"declared": declared, "page": shown, "rows": rows})
