"""Which systems may push notices: begun, with the token shown once, and ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.page import attempt, page

from .. import queries
from ..actions.feeds import begin_feed, digest_of, end_feed, new_token
from ..forms.feeds import BeginFeed


@page(permission=May.MANAGE_ACCESS)
def feeds(request: HttpRequest) -> HttpResponse:
    return render(request, "ppn/feeds.html", {"feeds": queries.feeds()})


@page(does=begin_feed)
def begin(request: HttpRequest) -> HttpResponse:
    """The token is in this one answer and nowhere else."""
    form = BeginFeed(request.POST or None, forces=queries.forces())
    if request.method == "POST" and form.is_valid():
        token = new_token()
        made = attempt(form, begin_feed, by=request.user, at=request.now, digest=digest_of(token), **form.cleaned_data)
        if made:
            return render(request, "ppn/feed_begun.html", {"feed": made, "token": token})
    return render(request, "ppn/feed_begin.html", {"form": form})


@page(does=end_feed)
def end(request: HttpRequest, pk) -> HttpResponse:
    feed = queries.feed(pk)
    if feed is None:
        raise Http404("There is no such feed.")
    if request.method == "POST":
        end_feed(feed, by=request.user, at=request.now)
        messages.success(request, f"{feed} has ended. Its next push is refused.")
        return redirect("feeds")
    return render(request, "ppn/feed_end.html", {"feed": feed})
