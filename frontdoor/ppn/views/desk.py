"""The PPN desk: one line a family, in the order the rules declare."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.jinja import render_block
from frontdoor.foundations.pages.page import attempt, note_viewing, note_viewings, open_record, page
from frontdoor.foundations.record.models import Viewing
from frontdoor.handover.queries import teams_open

from .. import actions
from ..deciding import Choice
from ..forms.deciding import Deciding, Filter, GradeAgain, Together
from ..models import Notice
from ..queries.desk import PARTS, desk, restricted
from ..queries.line import Opened, opened
from ..queries.passing import shared_of
from ..rules import AT_ONCE, REASONS

Stage = Notice.Stage
MOST_TOGETHER = 50


@page(permission=May.SCREEN)
def ppn_desk(request: HttpRequest) -> HttpResponse:
    """What is waiting, most pressing first, each with why."""
    form = Filter(request.GET)
    shown, lines, parts = desk(request.user, now=request.now, asked=form.asked, number=request.GET.get("page"))
    note_viewing(request, how=Viewing.How.LIST, worklist="ppn-desk", records=[str(notice.pk) for line in lines for notice in line.notices])
    context = {
        "filter": form, "page": shown, "lines": lines, "parts": parts, "PARTS": PARTS, "reasons": REASONS, "at": request.now,
        "restricted": restricted(request.user),
    }
    if request.GET.get("part") == "rows":
        return render_block(request, "ppn/desk.html", "rows", context)
    return render(request, "ppn/desk.html", context)


@page(permission=May.SCREEN)
def line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The notices about one family, opened together; a decision for each child."""
    shown = opened(_opened_by(request, _notices(request, pk)), request.user, now=request.now)
    form = Deciding(request.POST if request.method == "POST" else None, line=shown, teams=list(teams_open()), now=request.now)
    if request.method == "GET":
        return _show(request, pk, shown, form)
    if shown.waiting and form.is_valid():
        done = attempt(form.whole, actions.decide_line, form.choices(), by=request.user, at=request.now, seen=form.whole.seen)
        if done:
            messages.success(request, _said(done))
            return redirect("ppn-line", pk) if len(done) < len(shown.notices) else redirect("ppn-desk")
    return _show(request, pk, shown, form, status=422)


def _notices(request: HttpRequest, family: UUID) -> list[Notice]:
    """Every notice of this family that this person may see, each noted as read."""
    notices = list(Notice.objects.visible_to(request.user).filter(family=family).select_related("owned_by", "opened_by"))
    if not notices:
        raise Http404("There is no such line, or none that you may see.")
    note_viewings(request, notices)
    return notices


def _opened_by(request: HttpRequest, notices: list[Notice]) -> list[Notice]:
    """Whoever reads a notice first has opened it: how long it lay unread is measured to here."""
    for each in notices:
        if request.method == "GET" and each.stage == Stage.WAITING and each.opened_at is None:
            done = actions.open_notice(each, by=request.user, at=request.now)
            each.opened_at, each.opened_by, each.version = done.opened_at, done.opened_by, done.version
    return notices


def _show(request: HttpRequest, pk: UUID, shown: Opened, form: Deciding, *, status: int = 200) -> HttpResponse:
    context = {"family": pk, "line": shown, "deciding": form, "forms": form.all, "reasons": REASONS}
    return render(request, "ppn/line.html", context, status=status)


def _said(done: list[Notice]) -> str:
    again = sum(notice.stage == Stage.SECOND_LOOK for notice in done)
    said = f"{len(done)} notice{'s' if len(done) != 1 else ''} decided."
    return said + (f" {again} drawn for a second look by somebody else." if again else "")


@page()
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice, with both grades, its times, its versions and what was decided."""
    record = open_record(request, Notice, pk, related=("owned_by", "opened_by"))
    if not request.user.may(May.SEE_HUB):
        raise PermissionDenied("The hub reads the whole of a notice. What became of those you sent is on your own page.")
    shown = opened([record], request.user, now=request.now)
    told = (shown.waiting or shown.before)[0]
    context = {
        "told": told, "notice": record, "reasons": REASONS, "versions": record.versions.all(), "may_grade": request.user.may(May.SCREEN),
        "shared": shared_of(record, user=request.user), "may_pass": request.user.may(May.TELL),
    }
    return render(request, "ppn/notice.html", context)


@page(does=actions.regrade)
def regrade(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The hub's own grade, and why."""
    record = open_record(request, Notice, pk, related=("owned_by",))
    form = GradeAgain(request.POST or None, initial={"grade": record.grade, "version": record.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(form, actions.regrade, record, by=request.user, at=request.now, seen=said["version"], grade=said["grade"], why=said["why"]):
            messages.success(request, f"{record} is graded again.")
            return redirect("ppn-line", record.family_id) if record.stage == Stage.WAITING else redirect("notice", pk)
    return render(request, "ppn/regrade.html", {"notice": record, "form": form}, status=422 if request.method == "POST" else 200)


@page(permission=May.SCREEN)
def together(request: HttpRequest) -> HttpResponse:
    """One decision, with one reason, for a selection of lines; still an event for each notice and child."""
    families = [each for each in map(_key, (request.POST or request.GET).getlist("line")[:MOST_TOGETHER]) if each]
    shown = _selected(request, families)
    pressing = [each.notice for each in shown.waiting if each.notice.band == AT_ONCE] if shown else []
    form = Together(request.POST if request.POST.get("what") is not None else None, now=request.now)
    if shown and not pressing and form.is_bound and form.is_valid():
        seen = {_key(key): int(version) for key, _, version in (each.partition(":") for each in request.POST.getlist("seen")) if version.isdigit()}
        if done := attempt(form, actions.decide_line, _choices(shown, form), by=request.user, at=request.now, seen=seen):
            messages.success(request, _said(done))
            return redirect("ppn-desk")
    context = {"line": shown, "families": families, "form": form, "pressing": pressing, "reasons": REASONS}
    return render(request, "ppn/together.html", context, status=422 if form.is_bound else 200)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _selected(request: HttpRequest, families: list[UUID]) -> Opened | None:
    notices = list(Notice.objects.visible_to(request.user).filter(family__in=families, stage=Stage.WAITING).select_related("owned_by"))
    note_viewings(request, notices)
    return opened(notices, request.user, now=request.now) if notices else None


def _choices(shown: Opened, form: Together) -> list[Choice]:
    said, found = form.cleaned_data, []
    for each in shown.waiting:
        children = [row for row in each.people if row.is_child] or [None]
        found += [Choice(each.notice, row, said["what"], said["reason"].strip()) for row in children]
    return found
