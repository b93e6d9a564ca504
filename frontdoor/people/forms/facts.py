"""One more name, address or number."""

from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, DayField, LongTextField, TextField, TickField, YesNoField

from ..models import PersonName
from .checks import check, long_ago


class AnotherName(forms.Form):
    kind = ChoiceField(label="What sort of name is it?", choices=PersonName.Kind.choices)
    given_names = TextField(label="Given names", required=False, max_length=100)
    family_name = TextField(label="Family name", required=False, max_length=100)
    source = TextField(label="Who told us?", called="who told us", max_length=120)


class Address(forms.Form):
    address = LongTextField(label="Address", rows=3, max_length=300, required=False)
    postcode = TextField(label="Postcode", required=False, width=10, max_length=20)
    kind = ChoiceField(label="What sort of address is it?", choices=[], hints={"REFUGE": "Always protected"})
    lives_there = YesNoField(label="Do they live there now?")
    is_protected = TickField(label="Protect this address: show it to nobody outside its audience", required=False)
    from_on = DayField(
        label="Since when?", called="the day they moved there", required=False, not_after="today", not_before=long_ago
    )
    source = TextField(label="Who told us?", called="who told us", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = CODES["address_kind"].choices(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        check(self, "postcode", "POSTCODE")
        return super().clean()


class Number(forms.Form):
    kind = ChoiceField(label="What sort of number is it?", choices=[])
    value = TextField(label="Number", max_length=40, width=20)
    keep_as_given = TickField(label="Keep it as given, not verified", required=False)
    is_verified = TickField(label="It was checked against the system it comes from", required=False)
    source = TextField(label="Who told us?", called="who told us", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = CODES["identifier_kind"].choices(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        keep = bool(given.pop("keep_as_given", False))
        if given.get("kind") in ("NHS", "UPN"):
            check(self, "value", given["kind"], keep=keep)
        return given
