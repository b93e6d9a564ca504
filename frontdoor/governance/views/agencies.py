from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, page

from .. import actions
from ..forms.access import AgencyDetails, FindAgencies, NewAgency, NewPerson, NewTeam, found_by
from ..invitations import invite
from ..queries import access as queries


def the_agency(pk):
    agency = queries.agency(pk)
    if agency is None:
        raise Http404("There is no such agency.")
    return agency


@page(permission=May.MANAGE_ACCESS)
def agencies(request):
    form = FindAgencies(request.GET)
    asked = found_by(form)
    shown = Paginator(queries.agencies(**asked), 50).get_page(request.GET.get("page"))
    return render(request, "governance/agencies.html", {"narrow": form, "applied": len(asked), "page": shown})


@page(does=actions.add_agency)
def add_agency(request):
    form = NewAgency(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.add_agency, by=request.user, at=request.now, **form.cleaned_data)
        if made:
            messages.success(request, f"{made} is added. Now add its people.")
            return redirect("governance:agency", made.pk)
    return render(request, "governance/add_agency.html", {"form": form})


@page(permission=May.MANAGE_ACCESS)
def agency(request, pk):
    agency = the_agency(pk)
    shown = Paginator(queries.places(now=request.now, agency=str(agency.pk)), 50).get_page(request.GET.get("page"))
    return render(request, "governance/agency.html", {"agency": agency, "teams": queries.teams_of(agency), "page": shown})


@page(does=actions.change_agency)
def change_agency(request, pk):
    agency = the_agency(pk)
    form = AgencyDetails(request.POST if request.method == "POST" else None, initial={name: getattr(agency, name) for name in AgencyDetails().fields})
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.change_agency, agency, by=request.user, at=request.now, **form.cleaned_data):
            messages.success(request, f"The details of {agency} are changed.")
            return redirect("governance:agency", agency.pk)
    return render(request, "governance/change_agency.html", {"form": form, "agency": agency})


@page(does=actions.add_team)
def add_team(request, pk):
    agency = the_agency(pk)
    form = NewTeam(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.add_team, agency, by=request.user, at=request.now, **form.cleaned_data)
        if made:
            messages.success(request, f"{made} is added.")
            return redirect("governance:agency", agency.pk)
    return render(request, "governance/add_team.html", {"form": form, "agency": agency})


@page(does=actions.add_person)
def add_person(request, pk):
    agency = the_agency(pk)
    form = NewPerson(request.POST if request.method == "POST" else None, teams=[team for team in queries.teams_of(agency) if team.ended_at is None])
    if request.method == "POST" and form.is_valid():
        place = attempt(form, actions.add_person, agency, by=request.user, at=request.now, **form.cleaned_data)
        if place:
            invite(request, place)
            return redirect("governance:person", place.user_id)
    return render(request, "governance/add_person.html", {"form": form, "agency": agency})
