"""Writing a referral: the start, the task list, one page a section, the look before sending, and sending."""

import secrets
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.errors import changed_meanwhile
from frontdoor.foundations.pages.page import attempt, page

from .. import actions, drafts
from ..forms.rows import given_back, shown_again
from ..forms.sections import Files, Section
from ..models import Draft
from ..queries import files_of_draft
from ..reading import FORMS, TITLES, about_the_sender, as_it_will_be_read, children_of, known_of, name_of, read
from ..rules import look_over
from ..tasks import tasks_of

ORDER = list(TITLES)
CHANGED = "This part of your draft was changed in another tab or window after you opened it here."


@page(open_to_all=True)
def start(request: HttpRequest) -> HttpResponse:
    """Who are you: the emergency first, then three ways in."""
    return render(request, "contacts/start.html")


@page(permission=May.REFER)
def new(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        draft = drafts.begin(owner=request.user, at=request.now)
        return redirect("referral-draft", draft.pk)
    return render(request, "contacts/new.html", {"drafts": _named(drafts.drafts_of(request.user, Draft.Kind.REFERRAL)[:10])})


def _named(some) -> list[dict]:
    return [{"draft": each, "children": [name for _, name in children_of(each)]} for each in some]


def own(request: HttpRequest, pk, *, to_change: bool = False, kind: str | None = Draft.Kind.REFERRAL) -> Draft:
    draft = drafts.own_draft(pk, owner=request.user, kind=kind, to_change=to_change)
    if draft is None:
        raise Http404("There is no such draft, or it is somebody else's.")
    return draft


@page(permission=May.REFER)
def task_list(request: HttpRequest, pk) -> HttpResponse:
    if drafts.sent_draft(pk, owner=request.user):
        return redirect("referral-sent", pk)
    draft = own(request, pk)
    return render(request, "contacts/tasks.html", {"draft": draft, "tasks": tasks_of(draft, user=request.user)})


@page(permission=May.REFER)
def section(request: HttpRequest, pk, slug: str) -> HttpResponse:
    """One section: kept as typed at each save, and called wrong only when the person says they are done."""
    if slug not in FORMS:
        raise Http404
    if slug in drafts.PEOPLE:
        return _people(request, own(request, pk), slug)
    if slug == "files":
        return _files(request, own(request, pk, to_change=request.method == "POST"))
    draft = own(request, pk, to_change=request.method == "POST")
    options = {"user": request.user, "children": children_of(draft)}
    return _written(request, draft, place=slug, form_class=FORMS[slug], options=options, template=_template(slug), done=_after(draft, slug))


@page(permission=May.REFER)
def person(request: HttpRequest, pk, slug: str, key: str) -> HttpResponse:
    """One child, or one of the others."""
    if slug not in drafts.PEOPLE:
        raise Http404
    draft = own(request, pk, to_change=request.method == "POST")
    done = reverse("referral-section", args=[draft.pk, slug])
    if not drafts.has_room(draft, section=slug, key=key):
        return redirect(done)
    if request.method == "POST" and "remove" in request.POST:
        drafts.remove_person(draft, section=slug, key=key, at=request.now)
        return redirect(done)
    return _written(request, draft, place=f"{slug}:{key}", form_class=FORMS[slug], options={}, template=f"contacts/{drafts.PEOPLE[slug]}.html", done=done)


def _written(request: HttpRequest, draft: Draft, *, place: str, form_class, options: dict, template: str, done: str) -> HttpResponse:
    tab = request.POST.get("tab", "")[:32] or secrets.token_hex(8)
    if request.method == "POST":
        form = form_class(request.POST, **options)
        by_itself = "X-Autosave" in request.headers
        seen = request.POST.get("version", "")
        kept = drafts.save(
            draft, place=place, answers=drafts.typed(request.POST, form), seen=int(seen) if seen.isdecimal() and len(seen) < 9 else -1, tab=tab,
            by_itself=by_itself, at=request.now,
        )
        if not kept:
            return changed_meanwhile(request, sentence=CHANGED, back=request.path, kept=given_back(form))
        if by_itself:
            return JsonResponse({"fields": {"version": drafts.version_of(draft, place)}})
        if "later" in request.POST:
            return redirect("referral-draft", draft.pk)
        if form.is_valid():
            return redirect(done)
    else:
        typed = drafts.kept_in(draft, place)
        initial = shown_again(form_class(**options), typed) if typed else known_of(request.user) if place == "you" else {}
        form = form_class(initial=initial, **options)
    return render(request, template, {
        "form": form, "draft": draft, "place": place, "version": drafts.version_of(draft, place), "tab": tab,
        "title": TITLES.get(place, ""), "back": reverse("referral-draft", args=[draft.pk]) if ":" not in place else done,
        "is_new": not drafts.kept_in(draft, place), "children": children_of(draft),
    })


def _template(slug: str) -> str:
    return f"contacts/{slug}.html" if slug in ("chart", "voice") else "contacts/section.html"


def _after(draft: Draft, slug: str) -> str:
    """The next section in order; after the last, the look before sending."""
    later = ORDER[ORDER.index(slug) + 1 :]
    return reverse("referral-section", args=[draft.pk, later[0]]) if later else reverse("referral-check", args=[draft.pk])


def _people(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    people = [{"key": key, "name": name_of(typed)} for key, typed in drafts.people_in(draft, slug)]
    return render(request, "contacts/people.html", {
        "draft": draft, "slug": slug, "people": people, "title": TITLES[slug], "new_key": uuid4().hex[:8], "next": _after(draft, slug),
        "most": drafts.MOST_PEOPLE,
    })


def _files(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = Files(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["files"]
        kept = [attempt(form, actions.attach_to_draft, by=request.user, at=request.now, draft=draft, name=each.name, content=each.read()) for each in given]
        if all(kept):
            return redirect(_after(draft, "files") if not given else request.path)
    return render(request, "contacts/files.html", {
        "form": form, "draft": draft, "files": files_of_draft(draft, user=request.user), "title": TITLES["files"],
    })


@page(does=actions.take_back)
def take_back(request: HttpRequest, pk, file) -> HttpResponse:
    draft = own(request, pk)
    found = next((each for each in files_of_draft(draft, user=request.user) if each.pk == file), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        attempt(Section(), actions.take_back, found, by=request.user, at=request.now)
    return redirect("referral-section", draft.pk, "files")


@page(permission=May.REFER)
def check(request: HttpRequest, pk) -> HttpResponse:
    """What is missing and why it matters, and everything as it will be read."""
    if drafts.sent_draft(pk, owner=request.user):
        return redirect("referral-sent", pk)
    draft = own(request, pk)
    return _check(request, draft)


def _check(request: HttpRequest, draft: Draft, refused: str = "") -> HttpResponse:
    reading = read(draft, user=request.user)
    gaps = look_over(children=reading.children, adults=reading.adults, given=reading.given)
    return render(request, "contacts/check.html", {
        "draft": draft, "reading": reading, "gaps": gaps, "needed": [gap for gap in gaps if gap.needed], "titles": TITLES, "refused": refused,
        "files": files_of_draft(draft, user=request.user), "parts": as_it_will_be_read(reading, user=request.user, at=request.now),
    }, status=422 if refused else 200)


@page(does=actions.receive_contact)
def send(request: HttpRequest, pk) -> HttpResponse:
    """Send it. Sent twice, it is one: the draft's own number is the submission's."""
    if drafts.sent_draft(pk, owner=request.user):
        return redirect("referral-sent", pk)
    if request.method != "POST":
        return redirect("referral-check", own(request, pk).pk)
    draft = drafts.own_draft(pk, owner=request.user, kind=Draft.Kind.REFERRAL, to_change=True)
    if draft is None:  # sent by the other click while this one waited
        return task_list(request, pk)
    reading, form = read(draft, user=request.user), Section()
    form.cleaned_data = {}
    contact = attempt(
        form, actions.receive, by=request.user, at=request.now, submission=draft.pk, received_at=request.now, channel="FORM",
        children=reading.children, adults=reading.adults, draft=draft, **{"concern": "", **about_the_sender(request.user, reading.given)},
    )
    if contact is None:
        return _check(request, draft, refused=" ".join(str(each) for each in form.non_field_errors()))
    drafts.close(draft, at=request.now, sent=True)
    return redirect("referral-sent", draft.pk)


@page(permission=May.REFER)
def discard(request: HttpRequest, pk) -> HttpResponse:
    draft = own(request, pk, to_change=request.method == "POST", kind=None)
    if request.method == "POST":
        for each in files_of_draft(draft, user=request.user):
            actions.take_back(each, by=request.user, at=request.now)
        drafts.close(draft, at=request.now, sent=False)
        return redirect("referrals")
    return render(request, "contacts/discard.html", {"draft": draft, "children": children_of(draft)})
