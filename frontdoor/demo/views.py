"""The demonstration's own pages."""

from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import redirect, render

from frontdoor.foundations.pages.page import page

from .sign_in import one_of_the_cast, the_cast


@page(open_to_all=True)
def cast(request):
    """Whom one can be, and being them."""
    if request.method == "POST":
        person = one_of_the_cast(request.POST.get("email", ""))
        if person is None:
            raise Http404("Nobody of that address is in the cast.")
        logout(request)
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("home")
    return render(request, "demo/cast.html", {"cast": the_cast()})
