"""The Jinja2 environment behind every page: GOV.UK macros, our filters, and one block at a time for htmx.

Settings name it: TEMPLATES[0] = {"BACKEND": "django.template.backends.jinja2.Jinja2",
"OPTIONS": {"environment": "frontdoor.foundations.pages.jinja.environment"}, ...}.
"""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from frontdoor.foundations.codes.labels import label, labels

from . import navigation, rendering, summary
from .filters import FILTERS


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def url_if_any(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page that may not be installed, or nothing: base templates must never break a page."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def query(request: HttpRequest, **changes: Any) -> str:
    """This page's own query string with some parts changed (None takes a part out): filters live in the address."""
    params = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        elif isinstance(value, (list, tuple)):
            params.setlist(name, [str(each) for each in value])
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


def setting(name: str, default: Any = "") -> Any:
    """Whether this is a demonstration: no other setting is reachable from a template."""
    if name not in {"FRONTDOOR_DEMO", "DEBUG"}:
        raise KeyError(f"Templates may not read the setting {name}")
    return getattr(settings, name, default)


def partnership(name: str) -> str:
    """What this partnership calls itself and its telephone numbers."""
    return getattr(settings, "PARTNERSHIP", {}).get(name, "")


def static_if_any(path: str) -> str:
    """The address of a file, even when the list of files cannot be read: the error pages must always come out."""
    try:
        return static(path)
    except ValueError:
        return settings.STATIC_URL + path


def environment(**options: Any) -> Environment:
    """Called by Django with its own options (loader over every templates folder, autoescape on)."""
    ours: BaseLoader = options.pop("loader")
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = Environment(  # noqa: S701 (autoescape is on, below)
        loader=ChoiceLoader([ours, govuk]),
        trim_blocks=True,
        lstrip_blocks=True,
        **{"autoescape": True, **options},
    )
    made.globals.update(
        static=static,
        url=url,
        url_if_any=url_if_any,
        query=query,
        setting=setting,
        partnership=partnership,
        static_if_any=static_if_any,
        now=timezone.now,
        messages_for=get_messages,
        navigation_for=navigation.entries_for,
        who=navigation.who,
        glass_open=navigation.glass_open,
        field=rendering.field,
        draw_field=rendering.field,
        revealed_in=rendering.revealed_in,
        error_summary=summary.error_summary,
        any_errors=summary.any_errors,
    )
    made.filters.update(FILTERS, label=label, labels=labels)
    return made


def render_block(
    request: HttpRequest, template_name: str, block: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """One block of a page's own template, for htmx to swap in: the page and its fragment are never two templates."""
    engine = engines["jinja2"]
    template = engine.get_template(template_name).template
    made = {"request": request, "csrf_input": rendering.csrf_input(request), **(context or {})}
    inner = template.new_context(vars=made)
    root = template.root_render_func(inner)
    next(
        root, None
    )  # as far as the first text of the layout: the template's own imports and settings are in place by then
    root.close()
    return HttpResponse("".join(inner.blocks[block][0](inner)), status=status)
