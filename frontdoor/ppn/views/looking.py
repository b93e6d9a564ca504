"""A second pair of eyes on a decision; and the list for the daily high-risk meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing

from .. import actions
from ..forms.deciding import SecondLookForm
from ..models import Notice, SecondLook
from ..queries.line import opened
from ..queries.meeting import high_risk_lists
from ..rules import REASONS


@page(does=actions.look_again)
def second_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was decided and why, beside what the police said; agree, or send it back to the desk."""
    look = open_record(request, SecondLook, pk, related=("decided_by", "looked_by"))
    record = open_record(request, Notice, look.notice_id, related=("owned_by",))
    form = SecondLookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(form, actions.look_again, look, by=request.user, at=request.now, agrees=said["agrees"] == "yes", why=said["why"]):
            messages.success(request, f"{record}: you {'agreed' if said['agrees'] == 'yes' else 'sent it back to the desk'}.")
            return redirect("worklist", "second-looks")
    shown = opened([record], request.user, now=request.now)
    context = {"look": look, "notice": record, "told": (shown.waiting or shown.before)[0], "named": shown.named, "form": form, "reasons": REASONS}
    return render(request, "ppn/second_look.html", context, status=422 if request.method == "POST" else 200)


@page(permission=May.SCREEN)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """High-risk domestic abuse by household: what the next daily meeting takes from here, and what the last one did."""
    meetings = high_risk_lists(request.user, now=request.now)
    note_viewing(request, how=Viewing.How.LIST, worklist="high-risk-meeting", records=[str(row.notice.pk) for each in meetings for row in each.rows])
    return render(request, "ppn/meeting_list.html", {"meetings": meetings})
