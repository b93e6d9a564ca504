"""A member of the public tells us: no account, a name only if they wish, and nothing to be read afterwards but the number."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from frontdoor.foundations.pages.page import attempt, page
from frontdoor.foundations.record.founding import the_door

from .. import actions
from ..flood import too_many_from
from ..forms.people import identity_of
from ..forms.public import Tell
from ..forms.rows import PublicChildRow, rows, shown_again

SHOWN_FOR = 600  # seconds: long enough to write a number down, short on a shared computer


@page(open_to_all=True)
def tell(request: HttpRequest) -> HttpResponse:
    sending = request.method == "POST"
    more = sending and "more" in request.POST
    form = Tell(request.POST) if sending and not more else Tell(initial={"token": str(uuid4())})
    if more:
        form.initial = shown_again(form, request.POST)
    children = rows(PublicChildRow, "child", request.POST if sending else None, bound=sending and not more, more=1 if more else 0)
    if form.is_bound and all([form.is_valid(), *[child.is_valid() for child in children]]):
        contact = _receive(request, form, children)
        if contact:
            request.session["told"] = {"reference": contact.reference, "until": request.now.timestamp() + SHOWN_FOR}
            return redirect("public-referral-sent")
    return render(request, "contacts/public.html", {
        "form": form, "children": children, "forms": [form, *children], "busy": too_many_from(request, counts=False),
    })


def _receive(request: HttpRequest, form: Tell, rows_of_children: list[PublicChildRow]):
    too_many_from(request, counts=True)
    address, today = form.cleaned_data["address"], timezone.localdate()
    named = [identity_of(child.cleaned_data, on=today) for child in rows_of_children]
    children = [{"address": address, **(child if who(child) else {"scrap": "Name not known", **child})} for child in named if child]
    children = children or [{"scrap": "Not named: read the concern", "address": address}]
    others = form.cleaned_data["others"]
    return attempt(
        form, actions.receive, by=the_door(), at=request.now, received_at=request.now, submission=_token(form), channel="FORM", children=children,
        adults=[{"scrap": others}] if others else [], **form.given(),
    )


def who(child: dict) -> str:
    return child.get("given_names") or child.get("family_name") or child.get("scrap") or ""


def _token(form: Tell) -> UUID:
    """The form carries its own number, so that sent twice it is one. A number that is not one gets a new one."""
    try:
        return UUID(form.cleaned_data["token"])
    except ValueError:
        return uuid4()


@page(open_to_all=True)
def told(request: HttpRequest) -> HttpResponse:
    """The number, in the same browser and for ten minutes: nothing that was sent can be read back."""
    kept = request.session.get("told") or {}
    reference = kept.get("reference", "") if kept.get("until", 0) > request.now.timestamp() else ""
    return render(request, "contacts/told.html", {"reference": reference, "busy": too_many_from(request, counts=False)})
