"""What several forms check in one way."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from ..identifiers import take

OLDEST = timedelta(days=125 * 366)


def long_ago() -> date:
    return timezone.localdate() - OLDEST


def next_year() -> date:
    return timezone.localdate() + timedelta(weeks=45)


def check(form: forms.Form, name: str, kind: str, *, keep: bool = False) -> None:
    """Put a number, postcode or phone in its one form, or say in a sentence what is wrong with it."""
    if form.cleaned_data.get(name):
        try:
            form.cleaned_data[name] = take(kind, form.cleaned_data[name], keep=keep).value
        except ValueError as problem:
            form.add_error(name, str(problem))
