from django.contrib import messages
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import page
from frontdoor.foundations.record.verify import tampering

from .. import actions
from ..integrity import last_check, last_seal, sealed


@page(permission=May.SEE_ACCESS_LOG)
def integrity(request):
    """The seals and the last check; with the button, a check now: it reads everything there is."""
    if request.method == "POST":
        found = list(tampering())
        seals = sum(each.seals for each in sealed())
        actions.check_integrity(by=request.user, at=request.now, seals=seals, number=len(found), found=found[:50])
        if found:
            messages.error(request, "Something is not as it was left. See below, keep the machine as it is, and call its keepers.")
        else:
            messages.success(request, f"Nothing was tampered with: {seals} seals hold.")
        return redirect("governance:integrity")
    return render(request, "governance/integrity.html", {"sealed": sealed(), "last": last_seal(), "check": last_check()})
