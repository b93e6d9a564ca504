"""Reaching a record that is not being read: to save a draft of it, to ask whether anything changed."""

from django.http import Http404, JsonResponse

from ..forms.keeping import words_of
from ..unfinished import Words, held, keep


def reach(request, model, pk, *, related=()):
    """The record if this person may see it, without a viewing, since nothing of it is shown."""
    record = model.objects.visible_to(request.user).select_related(*related).filter(pk=pk).first()
    if record is None:
        raise Http404("Not found, or not shared with you.")
    return record


def keep_typed(request, key):
    """Save what is typed under this key: the new version, or nothing if somebody else saved meanwhile."""
    seen = request.POST.get("kept", "")
    return keep(key, words_of(request.POST), by=request.user, at=request.now, seen=int(seen) if seen.isdigit() else 0)


def kept(request, key):
    """The answer to a page that saves itself in the background."""
    version = keep_typed(request, key)
    return JsonResponse({}, status=409) if version is None else JsonResponse({"fields": {"kept": str(version)}})


def seen_by(request, before):
    """The version of the kept words that this page was made from: its form must name it to save over them."""
    return request.POST.get("kept", "") if request.method == "POST" else before.version


def held_before(request, key):
    """What was kept, where the page is opened and not sent."""
    return held(key) if request.method == "GET" else Words({}, 0)


def sent(request):
    """What a form is made from: what was sent, or nothing."""
    return request.POST if request.method == "POST" else None
