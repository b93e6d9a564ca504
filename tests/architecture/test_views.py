"""Every view is a page: it says whom it is for, and reaches records through one door."""

import ast
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2] / "frontdoor"
LIBRARIES = ("allauth.", "django.views.generic.base")  # signing in; the second redirects old addresses of the first


def patterns(resolver=None, *, route="", namespace=""):
    """(name or route, route, view) of every address there is."""
    for each in (resolver or get_resolver()).url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route=here, namespace=f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif isinstance(each, URLPattern):
            yield (f"{namespace}{each.name}" if each.name else here), here, each.callback


def test_every_view_is_a_page():
    views = list(patterns())
    assert len(views) > 50
    bare = [name for name, _, view in views if not hasattr(view, "page") and not module_of(view).startswith(LIBRARIES)]
    assert bare == [], "decorate these with @page"


def module_of(view) -> str:
    return getattr(view, "view_class", view).__module__


def test_every_library_view_is_about_signing_in():
    """A page that is not ours cannot show a record: what a library offers elsewhere is not let in by its prefix."""
    elsewhere = [route for _, route, view in patterns() if not hasattr(view, "page") and not route.startswith("account/")]
    assert elsewhere == []


def modules(*kinds):
    for kind in kinds:
        yield from ROOT.glob(f"**/{kind}.py")
        yield from ROOT.glob(f"**/{kind}/*.py")


def test_views_never_ask_the_database_themselves():
    """Reading goes through open_record and queries.py, which go through visible_to; writing through one action."""
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}" for path in modules("views")
        for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute) and node.attr == "objects"
        and not _goes_through_visible_to(path, node.lineno)
    ]
    assert asked == [], "put these in queries.py"


def _goes_through_visible_to(path: Path, line: int) -> bool:
    return ".objects.visible_to(" in path.read_text().splitlines()[line - 1]


def test_nothing_is_deleted_in_views_or_actions():
    """History is kept: what is over has an end, not a hole. Drafts and half-written words are nobody's history."""
    may = {"Presence", "Unfinished", "drafts"}
    deleted = [
        f"{path.relative_to(ROOT)}:{node.lineno}" for path in modules("views", "actions")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "delete"
        and not any(word in path.read_text().splitlines()[node.lineno - 1] for word in (*may, "file.delete"))
    ]
    assert deleted == []
