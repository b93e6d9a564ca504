"""Draws Django's bound fields and errors with the GOV.UK macros. Settings name `Forms` as FORM_RENDERER."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import engines
from django.template.backends.utils import csrf_input_lazy
from markupsafe import Markup

from .parsing import name_of
from .widgets import DayInput, FilesInput, MomentInput

SIZES = {"s", "m", "l", "xl"}


class Forms(DjangoTemplates):
    """{{ form }} and {{ form.name.as_field_group }} draw GOV.UK components, in Jinja and in Django's own templates."""

    form_template_name = "pages/forms/form.html"
    formset_template_name = "pages/forms/formset.html"
    field_template_name = "pages/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return (
            engines["jinja2"].get_template(template_name)
            if template_name.startswith("pages/")
            else super().get_template(template_name)
        )


def csrf_input(request: HttpRequest) -> Any:
    return csrf_input_lazy(request)


def macro(component: str, params: dict[str, Any]) -> Markup:
    """One GOV.UK component, by its published name and its published parameters."""
    module = engines["jinja2"].env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    return Markup(getattr(module, "govuk" + component.title().replace("-", ""))(params).strip())  # noqa: S704 (escaped by the macro)


def field(bound: forms.BoundField, **options: Any) -> Markup:
    """A field with its label, hint, error and, for choices, the fields revealed under each."""
    look = {**getattr(bound.field, "look", {}), **options}
    widget = bound.field.widget
    if widget.is_hidden:
        return Markup('<input type="hidden" name="{}" id="{}" value="{}">').format(  # noqa: S704 (a literal; format escapes)
            bound.html_name, bound.auto_id, "" if bound.value() is None else bound.value()
        )
    for kind, draw in DRAWN:
        if isinstance(widget, kind):
            return draw(bound, look)
    raise TypeError(f"No component for {type(widget).__name__}: add it to DRAWN in pages/rendering.py")


def sentences(bound: forms.BoundField) -> list[str]:
    """What is wrong with a field. One that is not ours (the sign-in library's) says "required": made a sentence."""
    errors = bound.form.errors.as_data().get(bound.name, [])
    if hasattr(bound.field, "called"):
        return [str(e) for e in bound.errors]
    return [
        f"Enter {name_of(str(bound.label))}" if error.code == "required" else str(text)
        for error in errors
        for text in error.messages
    ]


def _label(bound: forms.BoundField, look: dict[str, Any], part: str = "label") -> dict[str, Any]:
    base = "govuk-fieldset__legend" if part == "legend" else "govuk-label"
    size = look.get("label_size", "s")
    classes = f"{base}--{size}" if size in SIZES else ""
    if look.get("hidden_label"):
        classes = "govuk-visually-hidden"
    text = look.get("label", bound.label)
    return {"text": text, "classes": classes, "isPageHeading": look.get("page_heading", False)}


def _common(bound: forms.BoundField, look: dict[str, Any], legend: bool = False) -> dict[str, Any]:
    """Parameters that every component of this library shares."""
    params: dict[str, Any] = {
        "name": bound.html_name,
        "id": bound.auto_id or bound.html_name,
        "idPrefix": bound.auto_id or bound.html_name,
        "classes": look.get("classes", ""),
        "attributes": dict(look.get("attributes", {})),
    }
    hint = look.get("hint", bound.help_text)
    if hint:
        params["hint"] = {"html": hint} if isinstance(hint, Markup) or hasattr(hint, "__html__") else {"text": hint}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(sentences(bound))}
    if legend:
        params["fieldset"] = {"legend": _label(bound, look, "legend")}
    else:
        params["label"] = _label(bound, look)
    return params


def _text(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
    params = _common(bound, look)
    width = look.get("width")
    if width:
        params["classes"] += f" govuk-input--width-{width}" if isinstance(width, int) else f" govuk-!-width-{width}"
    attrs = bound.field.widget.attrs
    for name in ("autocomplete", "inputmode", "spellcheck", "autocapitalize"):
        if look.get(name, attrs.get(name)) is not None:
            params[name] = look.get(name, attrs.get(name))
    for name in ("prefix", "suffix"):
        if look.get(name):
            params[name] = {"text": look[name]}
    kind = bound.field.widget.input_type
    if kind == "password":
        return macro("password-input", {**params, "autocomplete": params.get("autocomplete", "current-password")})
    value = bound.value()
    return macro(
        "input", {**params, "type": kind, "value": "" if value is None else bound.field.widget.format_value(value)}
    )


def _long_text(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
    params = {
        **_common(bound, look),
        "value": "" if bound.value() is None else bound.value(),
        "rows": look.get("rows", 5),
    }
    if look.get("count"):
        return macro("character-count", {**params, "maxlength": bound.field.max_length, "threshold": 75})
    return macro("textarea", params)


def _day(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
    params = _common(bound, look, legend=True)
    widget = bound.field.widget
    values = widget.boxes(bound.value())
    wrong = wrong_part(bound)
    birthday = look.get("autocomplete") == "bday"
    items = []
    for part in widget.parts:
        bad = bool(bound.errors) and (wrong is None or wrong == part)
        width = {"year": 4, "time": 5}.get(part, 2)
        items.append(
            {
                "name": part,
                "label": part.capitalize(),
                "value": values.get(part, ""),
                "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if bad else ""),
                "inputmode": "text" if part == "time" else "numeric",
                "autocomplete": f"bday-{part}" if birthday else "off",
            }
        )
    return macro("date-input", {**params, "namePrefix": bound.html_name, "items": items})


def wrong_part(bound: forms.BoundField) -> str | None:
    """Which of the boxes of a day the refusal is about, when it is about one."""
    for error in bound.form.errors.as_data().get(bound.name, []):
        if str(getattr(error, "code", "")).startswith("part:"):
            return error.code.removeprefix("part:") or None
    return None


def _items(bound: forms.BoundField, look: dict[str, Any]) -> Iterator[dict[str, Any]]:
    value = bound.value()
    chosen = (
        {str(v) for v in value}
        if isinstance(value, (list, tuple, set))
        else {str(value)}
        if value is not None
        else set()
    )
    for code, text in bound.field.choices:
        if code in ("", None):
            continue
        if str(code) == look.get("divider_before"):
            yield {"divider": "or"}
        item = {"value": str(code), "text": str(text), "checked": str(code) in chosen, "selected": str(code) in chosen}
        hint = look.get("hints", {}).get(code)
        if hint:
            item["hint"] = {"text": hint}
        names = look.get("reveals", {}).get(code)
        if names:
            shown = [bound.form[n] for n in ([names] if isinstance(names, str) else names)]
            item["conditional"] = {"html": Markup("").join(field(each) for each in shown)}
        yield item


def _choices(component: str) -> Callable[[forms.BoundField, dict[str, Any]], Markup]:
    def draw(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
        params = _common(bound, look, legend=True)
        extra = [
            f"govuk-{component}--{how}"
            for how, wanted in (("inline", look.get("inline")), ("small", look.get("small")))
            if wanted
        ]
        params["classes"] = " ".join([params["classes"], *extra]).strip()
        return macro(component, {**params, "items": list(_items(bound, look))})

    return draw


def _select(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
    first = {"value": "", "text": getattr(bound.field, "empty", "Choose one")}
    return macro("select", {**_common(bound, look), "items": [first, *_items(bound, look)]})


def _tick(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
    params = _common(bound, {**look, "hint": ""})
    hint = look.get("hint", bound.help_text)
    item = {
        "value": "on",
        "text": look.get("label", bound.label),
        "checked": bool(bound.value()),
        **({"hint": {"text": hint}} if hint else {}),
    }
    return macro(
        "checkboxes", {**params, "classes": "govuk-checkboxes--small" if look.get("small") else "", "items": [item]}
    )


def _files(bound: forms.BoundField, look: dict[str, Any]) -> Markup:
    attributes = {"accept": look["accept"]} if look.get("accept") else {}
    multiple = getattr(bound.field.widget, "multiple", False)
    return macro("file-upload", {**_common(bound, look), "multiple": multiple, "attributes": attributes})


DRAWN: list[tuple[Any, Callable[[forms.BoundField, dict[str, Any]], Markup]]] = [
    ((MomentInput, DayInput), _day),
    (forms.CheckboxSelectMultiple, _choices("checkboxes")),
    (forms.RadioSelect, _choices("radios")),
    (forms.Select, _select),
    (forms.CheckboxInput, _tick),
    ((FilesInput, forms.FileInput), _files),
    (forms.Textarea, _long_text),
    (forms.widgets.Input, _text),
]


def revealed_in(form: forms.BaseForm) -> set[str]:
    """Names of the fields that another field of the form draws inside itself."""
    shown: set[str] = set()
    for each in form.fields.values():
        for names in getattr(each, "look", {}).get("reveals", {}).values():
            shown.update([names] if isinstance(names, str) else names)
    return shown
