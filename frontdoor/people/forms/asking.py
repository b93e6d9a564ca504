"""Looking for somebody, giving a reason, and going on."""

from typing import Any

from django import forms

from frontdoor.foundations.pages.fields import DayField, LongTextField, TextField

from ..search import too_little
from .checks import long_ago


class Search(forms.Form):
    name = TextField(label="Name", hint="Given and family name; a nickname or a near spelling will do", required=False)
    born_on = DayField(label="Date of birth", required=False, not_after="today", not_before=long_ago)
    postcode = TextField(label="Postcode", required=False, width=10, max_length=20)
    address = TextField(label="First line of the address", hint="For example, 12 Elm Row", required=False)
    number = TextField(
        label="Number",
        hint="NHS number, UPN, our reference, or another system’s number",
        required=False,
        width=20,
        max_length=40,
    )
    phone = TextField(label="Phone", required=False, width=20, max_length=40)

    def clean(self) -> dict[str, Any]:
        terms = super().clean()
        if not self.errors and (sentence := too_little(terms)):
            self.add_error("name", sentence)
        return terms


class Reason(forms.Form):
    reason = LongTextField(
        label="Why do you need it?",
        hint="This is kept, with your name and the time",
        called="why you need it",
        rows=3,
        max_length=500,
    )


class Confirm(forms.Form):
    """A page that only asks whether to go on."""
