from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, page

from .. import actions
from ..forms.access import EndAccess, FindPeople, NewRole, found_by
from ..invitations import how_they_sign_in
from ..queries import access as queries


def the_person(pk):
    person = queries.person(pk)
    if person is None:
        raise Http404("There is no such person.")
    return person


@page(permission=May.MANAGE_ACCESS)
def people(request):
    form = FindPeople(request.GET)
    asked = found_by(form)
    shown = Paginator(queries.places(now=request.now, **asked), 50).get_page(request.GET.get("page"))
    return render(request, "governance/people.html", {"narrow": form, "applied": len(asked), "page": shown})


@page(permission=May.MANAGE_ACCESS)
def person(request, pk):
    person = the_person(pk)
    places = list(queries.places_of(person))
    place = next((each for each in places if each.ended_at is None), None) if person.is_active else None
    return render(request, "governance/person.html", {
        "person": person, "places": places, "place": place, "changes": queries.changes_of(person),
        "how": how_they_sign_in(place) if place else "",
    })


@page(does=actions.change_role)
def change_role(request, pk):
    person = the_person(pk)
    place = person.membership
    form = NewRole(request.POST if request.method == "POST" else None, initial={
        "agency": str(place.agency_id), "role": place.role, "team": str(place.team_id or ""),
    } if place else None)
    if request.method == "POST" and form.is_valid():
        chosen = queries.chosen(**form.cleaned_data)
        if attempt(form, actions.change_role, person, by=request.user, at=request.now, **chosen):
            messages.success(request, f"{person} has the new role from now on.")
            return redirect("governance:person", person.pk)
    return render(request, "governance/change_role.html", {"form": form, "person": person, "place": place})


@page(does=actions.end_access)
def end_access(request, pk):
    person = the_person(pk)
    form = EndAccess(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.end_access, person, by=request.user, at=request.now, **form.cleaned_data):
            messages.success(request, f"{person} has no access any more: their next request is refused.")
            return redirect("governance:person", person.pk)
    return render(request, "governance/end_access.html", {"form": form, "person": person})
