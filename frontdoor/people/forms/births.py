"""A baby expected, and a baby born."""

from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, DayField, NumberField, TextField

from .checks import check, long_ago, next_year


class Unborn(forms.Form):
    expected_on = DayField(
        label="When is the baby due?", called="the date the baby is due", hint="Leave blank if not known", required=False,
        not_after=next_year, not_before=long_ago,
    )
    how_many = NumberField(label="How many babies are expected?", called="how many babies are expected", least=1, most=6, initial=1)
    family_name = TextField(
        label="Family name, if not the mother’s", called="the family name", required=False, max_length=100, width=20
    )
    source = TextField(label="Who told us?", called="who told us", max_length=120)


class Birth(forms.Form):
    born_on = DayField(label="Date of birth", called="the date of birth", not_after="today", not_before=long_ago)
    given_names = TextField(label="Given names, if known", called="the given names", required=False, max_length=100)
    family_name = TextField(label="Family name", required=False, max_length=100)
    sex = ChoiceField(label="Sex", choices=[], required=False, inline=True)
    nhs_number = TextField(label="NHS number, if known", called="the NHS number", required=False, width=20, max_length=40)
    nhs_number_status = ChoiceField(label="NHS number status", choices=[], as_select=True, required=False, empty="Not known")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sex", "nhs_number_status"):
            self.fields[name].choices = CODES[name].choices(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        check(self, "nhs_number", "NHS")
        return given
