"""Post: what can be taken back, what did not arrive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.notify.actions import came_back, deal_with, take_back
from frontdoor.foundations.notify.declare import MESSAGES
from frontdoor.foundations.notify.models import Message
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import attempt, note_viewing, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.foundations.record.refusals import Refused
from frontdoor.people.links import link_to

from ..forms import CameBackForm, DealWithForm
from ..queries import lately_let_go, message_about


@page(permission=May.TELL)
def let_go(request: HttpRequest) -> HttpResponse:
    """What has been let go and has not yet gone: each with its button to take it back."""
    waiting = list(lately_let_go(request.user, now=request.now)[:100])
    note_viewing(request, how=Viewing.How.LIST, worklist="messages", records=[str(each.pk) for each in waiting])
    context = {"waiting": waiting, "kinds": MESSAGES}
    if request.GET.get("part") == "rows":
        return render_block(request, "feedback/messages.html", "rows", context)
    return render(request, "feedback/messages.html", context)


@require_POST
@page(does=take_back)
def undo(request: HttpRequest, pk) -> HttpResponse:
    """Take one message back before it has gone: whoever it was for is owed it again."""
    message = open_record(request, Message, pk)
    try:
        take_back(message, by=request.user, at=request.now)
    except Refused as no:
        messages.error(request, f"It could not be taken back. {no.sentence}")
        return redirect("messages")
    messages.success(request, "Taken back. It did not go, and they are still to be told.")
    return redirect(_where(message, request.user) or "messages")


@page(any_of=(May.TELL, May.SEE_FLOW))
def message(request: HttpRequest, pk) -> HttpResponse:
    """One message: to whom, what became of it, and, where it did not arrive, how they were told instead."""
    record = open_record(request, Message, pk)
    if request.method != "POST":
        return _show(request, record)
    form = DealWithForm(request.POST)
    if form.is_valid() and attempt(form, deal_with, record, by=request.user, at=request.now, seen=form.seen, how=form.cleaned_data["how"]):
        messages.success(request, "Recorded how they were told.")
        return redirect("worklist", "post-not-arrived")
    return _show(request, record, form)


@page(does=came_back)
def bounced(request: HttpRequest, pk) -> HttpResponse:
    """Somebody knows that it did not arrive: it goes back to be told another way."""
    record, form = open_record(request, Message, pk), CameBackForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if attempt(form, came_back, record, by=request.user, at=request.now, seen=form.seen, trouble=form.cleaned_data["trouble"]):
            messages.success(request, "Recorded that it did not arrive. Tell them another way.")
            return redirect("message", pk)
    return _show(request, record, form if form.is_bound else None)


def _where(message: Message, user) -> str:
    """The page of what a message is about, whichever capability it belongs to."""
    return link_to(f"{message.about_type.app_label}.{message.about_type.model}", message.about_id, user=user)


def _show(request: HttpRequest, record: Message, form=None) -> HttpResponse:
    made = {DEAL: DealWithForm, BACK: CameBackForm}.get(OPEN_AT.get(record.stage))
    if form is None and made and request.user.may(May.TELL):
        form = made(initial={"version": record.version})
    return render(request, "feedback/message.html", {
        "message": record, "kind": MESSAGES[record.kind], "form": form, "about": message_about(record, request.user),
        "where": _where(record, request.user),
        "faces": faces([record], now=request.now).get(record.pk, []),
    })


DEAL, BACK = "deal", "back"
OPEN_AT = {Message.Stage.NOT_DELIVERED: DEAL, Message.Stage.NOT_OPENED: DEAL, Message.Stage.SENT: BACK}
