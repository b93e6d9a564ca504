"""Screening one contact, and looking at it again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from frontdoor.contacts.models import Contact
from frontdoor.contacts.queries import may_see_referrer
from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, open_record, page
from frontdoor.handover.models import Handover
from frontdoor.handover.queries import last_offered, teams_open

from .. import actions
from ..forms import Screening
from ..queries.decided import as_decided, proposals, proposed_before
from ..queries.named import Picture, picture
from ..queries.sent import sent_with

Stage = Contact.Stage
RELATED = ("referrer_agency", "owned_by")


@page()
def screen(request: HttpRequest, pk: Any) -> HttpResponse:
    """A contact: screened by whoever may, read by the hub before and after; others are led to what is theirs of it."""
    contact = open_record(request, Contact, pk, related=RELATED)
    if not request.user.may(May.SEE_HUB):
        return redirect(theirs(contact, request.user))
    if request.method == "POST":
        return _screened(request, contact)
    if contact.stage == Stage.AWAITING_SCREENING and request.user.may(May.SCREEN):
        return _to_screen(request, contact)
    shown = as_decided(contact, request.user, now=request.now, show_referrer=may_see_referrer(contact, user=request.user))
    return render(request, "screening/contact.html", shown)


def theirs(contact: Contact, user: Any) -> str:
    """The page of this contact for somebody outside the hub: the work offered to them, or what they sent."""
    offered = last_offered(contact, user) if user.may(May.TAKE_ON) else None
    return reverse("handover", args=[offered.pk]) if offered else reverse("referral", args=[contact.pk])


def _screened(request: HttpRequest, contact: Contact) -> HttpResponse:
    if not request.user.may(May.SCREEN):
        raise PermissionDenied("Contacts are screened by reception and the MASH.")
    shown, form = _forms(request, contact)
    if form.is_valid():
        said = form.whole.cleaned_data
        done = attempt(
            form.whole, actions.screen, contact, by=request.user, at=request.now, seen=said["version"], rating=said["rating"],
            outcomes=form.outcomes(), quality=said["quality"], quality_gaps=said["quality_gaps"],
        )
        if done:
            _say(request, done)
            return redirect("reception")
    return _again(request, contact, shown, form, "screening/screen.html", Stage.AWAITING_SCREENING)


def _forms(request: HttpRequest, contact: Contact, *, only: set | None = None, **proposed: Any) -> tuple[Picture, Screening]:
    shown = picture(contact, request.user)
    children = [child for child in shown.children if only is None or child.pk in only]
    data = request.POST if request.method == "POST" else None
    return shown, Screening(data, contact=contact, children=children, teams=list(teams_open()), now=request.now, **proposed)


def _to_screen(request: HttpRequest, contact: Contact) -> HttpResponse:
    shown, form = _forms(request, contact)
    return _show(request, contact, shown, form, "screening/screen.html")


def _show(request: HttpRequest, contact: Contact, shown: Picture, form: Screening, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, template, {
        "contact": contact, "picture": shown, "screening": form, "forms": form.all, "show_referrer": may_see_referrer(contact, user=request.user),
        "beside": sent_with(contact, request.user, now=request.now), **more,
    }, status=status)


def _again(request: HttpRequest, contact: Contact, shown: Picture, form: Screening, template: str, stage: str, **more: Any) -> HttpResponse:
    """After a refusal: the sentence and every word typed; when somebody else was first, what they decided beside it."""
    now = Contact.objects.visible_to(request.user).select_related(*RELATED).get(pk=contact.pk)
    if now.stage != stage:
        return changed_meanwhile(
            request, sentence=" ".join(form.whole.non_field_errors()) or "Somebody else has screened this contact.",
            back=reverse("contact", args=[contact.pk]), changes=proposed_before(now), kept=form.kept,
        )
    if now.version != contact.version or getattr(form.whole, "changed_meanwhile", ""):
        form.newest(now.version)
    return _show(request, now, shown, form, template, status=422, **more)


def _say(request: HttpRequest, contact: Contact) -> None:
    if contact.stage == Stage.AWAITING_MANAGER:
        messages.info(request, f"{contact.reference} waits for a manager’s eye: it is a repeat contact.")
    else:
        messages.success(request, f"{contact.reference} is screened.")


@page(does=actions.agree)
def managers_eye(request: HttpRequest, pk: Any) -> HttpResponse:
    """A repeat contact that would end here: the proposal, the whole history, and a manager's own answer."""
    contact = open_record(request, Contact, pk, related=RELATED)
    if request.method == "GET" and contact.stage != Stage.AWAITING_MANAGER:
        return redirect("contact", pk)
    before = proposals(contact)
    shown, form = _forms(request, contact, proposed=before.initial, indicators=before.indicators)
    form.only_outcomes()
    if request.method == "POST" and form.is_valid():
        said = form.whole.cleaned_data
        if done := attempt(form.whole, actions.agree, contact, by=request.user, at=request.now, seen=said["version"], outcomes=form.outcomes()):
            _say(request, done)
            return redirect("worklist", "managers-eye")
    words = {"before": before, "back": reverse("worklist", args=["managers-eye"])}
    if request.method == "POST":
        return _again(request, contact, shown, form, "screening/manager.html", Stage.AWAITING_MANAGER, **words)
    return _show(request, contact, shown, form, "screening/manager.html", **words)


@page(does=actions.decide_again)
def decide_again(request: HttpRequest, pk: Any, handover: Any) -> HttpResponse:
    """Work that came back: why, and another outcome for each of its children."""
    contact = open_record(request, Contact, pk, related=RELATED)
    work = open_record(request, Handover, handover, related=("to_team__agency",))
    if request.method == "GET" and work.stage != Handover.Stage.RETURNED:
        return redirect("contact", pk)
    before = proposals(contact)
    shown, form = _forms(request, contact, indicators=before.indicators, only={each.child_id for each in work.children.all()})
    form.only_outcomes()
    if request.method == "POST" and form.is_valid():
        act = {"by": request.user, "at": request.now, "seen": form.whole.cleaned_data["version"]}
        if attempt(form.whole, actions.decide_again, contact, handover=work, outcomes=form.outcomes(), **act):
            messages.success(request, f"{contact.reference} has another outcome.")
            return redirect("worklist", "returned-work")
    words = {"before": before, "work": work, "back": reverse("handover", args=[work.pk])}
    if request.method == "POST":
        return _again(request, contact, shown, form, "screening/manager.html", Stage.SCREENED, **words)
    return _show(request, contact, shown, form, "screening/manager.html", **words)
