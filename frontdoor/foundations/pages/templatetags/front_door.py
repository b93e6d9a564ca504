"""The same frame and fields for Django's own templates, which the sign-in library needs."""

from typing import Any

from django import template
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from .. import summary

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: dict[str, Any], part: str) -> SafeString:
    """header, notices or footer, drawn by the same template as every other page."""
    html = engines["jinja2"].get_template(f"pages/{part}.html").render({}, context.get("request"))
    return mark_safe(html)  # noqa: S308 (a template of ours, escaped)


@register.simple_tag
def draw_fields(form: Any) -> SafeString:
    return mark_safe(str(form)) if form else mark_safe("")  # noqa: S308 (drawn by our form renderer)


@register.simple_tag
def draw_errors(*forms: Any) -> SafeString:
    return mark_safe(summary.error_summary(*forms))  # noqa: S308 (drawn by a macro that escapes)


@register.simple_tag
def error_prefix(*forms: Any) -> str:
    return "Error: " if summary.any_errors(*forms) else ""
