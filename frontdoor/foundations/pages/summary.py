"""Everything wrong on a page, in one place at its top."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from markupsafe import Markup

from .rendering import macro, sentences, wrong_part
from .widgets import DayInput


def _flat(forms_given: tuple[Any, ...]) -> Iterator[Any]:
    for each in forms_given:
        if isinstance(each, (list, tuple)):
            yield from _flat(tuple(each))
        elif isinstance(each, (forms.BaseForm, BaseFormSet)):
            yield each


def any_errors(*given: Any) -> bool:
    return any(each.is_bound and not each.is_valid() for each in _flat(given))


def _error_list(given: tuple[Any, ...]) -> Iterator[dict[str, str]]:
    for each in _flat(given):
        if isinstance(each, BaseFormSet):
            yield from ({"text": str(e)} for e in each.non_form_errors())
            yield from _error_list(tuple(each.forms))
            continue
        yield from ({"text": str(e)} for e in each.non_field_errors())
        for bound in each:
            part = wrong_part(bound) or "day"
            target = f"{bound.auto_id}-{part}" if isinstance(bound.field.widget, DayInput) else bound.auto_id
            for sentence in sentences(bound):
                yield {"text": sentence} if bound.is_hidden else {"text": sentence, "href": f"#{target}"}


def error_summary(*given: Any) -> Markup:
    """Everything wrong on the page, each sentence linked to its field: takes forms, formsets and lists of them."""
    errors = list(_error_list(tuple(each for each in _flat(given) if each.is_bound)))
    return macro("error-summary", {"titleText": "There is a problem", "errorList": errors}) if errors else Markup("")
