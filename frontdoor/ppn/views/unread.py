"""A notice that could not be read: what is wrong, the cells beside it, mended and taken in or set aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.clocks.models import faces
from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, open_record, page

from .. import actions
from ..forms.mending import Mending, SetAside
from ..mending import spots, to_mend
from ..models import Quarantine
from ..reading import sentence

RELATED = ("drop", "owned_by")


def _version(request: HttpRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else -1


@page(does=actions.release)
def unread(request: HttpRequest, pk: Any) -> HttpResponse:
    held = open_record(request, Quarantine, pk, related=RELATED)
    if request.method != "POST":
        return _show(request, held)
    if "loose" in held.content:
        return redirect("unread", pk)
    form = _mending(held, request.POST)
    if form.is_valid() and attempt(form, actions.release, held, by=request.user, at=request.now, seen=_version(request), form=form.form()):
        messages.success(request, f"{held} is mended and taken in.")
        return redirect("worklist", "notices-unread")
    return _changed(request, held, form) or _show(request, held, mending=form, status=422)


@page(does=actions.set_aside)
def aside(request: HttpRequest, pk: Any) -> HttpResponse:
    held = open_record(request, Quarantine, pk, related=RELATED)
    form = SetAside(request.POST or None)
    if form.is_valid() and attempt(form, actions.set_aside, held, by=request.user, at=request.now, seen=_version(request), **form.cleaned_data):
        messages.success(request, f"{held} is set aside. It is kept as it came.")
        return redirect("worklist", "notices-unread")
    return _changed(request, held, form) or _show(request, held, aside=form, status=422 if form.is_bound else 200)


def _changed(request: HttpRequest, held: Quarantine, form: Any) -> HttpResponse | None:
    """Somebody else was quicker: what they did is said, and what this person typed is given back."""
    now = Quarantine.objects.visible_to(request.user).get(pk=held.pk)
    if now.stage == Quarantine.Stage.WAITING and not hasattr(form, "changed_meanwhile"):
        return None
    if not form.is_bound:
        return None
    says = next(iter(form.non_field_errors()), f"This is no longer waiting: {now.get_stage_display().lower()}.")
    typed = {name: form.data[name] for name in form.changed_data if form.data.get(name)}
    return changed_meanwhile(request, sentence=says, back=request.path.removesuffix("aside/"), kept=typed)


def _mending(held: Quarantine, data: Any = None) -> Mending:
    return Mending(data, content=held.content, rows=to_mend(spots(held.content, held.problems)))


def _show(request: HttpRequest, held: Quarantine, *, mending: Any = None, aside: Any = None, status: int = 200) -> HttpResponse:
    waits, loose = held.stage == Quarantine.Stage.WAITING, held.content.get("loose") or {}
    found = [] if loose else spots(held.content, held.problems)
    mending = mending or (_mending(held) if waits and not loose else None)
    aside = aside or SetAside()
    shown = {spot.key for spot in mending.rows} if mending else set()
    return render(request, "ppn/unread.html", {
        "held": held, "problems": [(each, sentence(each)) for each in held.problems], "mending": mending, "aside": aside, "loose": loose,
        "others": [spot for spot in found if spot.key not in shown and spot.row], "forms": [each for each in (mending, aside) if each],
        "may_set_aside": waits and request.user.may(May.SCREEN), "face": next(iter(faces([held], now=request.now).get(held.pk, [])), None),
    }, status=status)
