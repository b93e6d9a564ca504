"""Who somebody is, as a form: new, and corrected."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    DayField,
    HiddenField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    TextField,
    TickField,
    YesNoField,
)

from .checks import check, long_ago, next_year


class Details(forms.Form):
    """Who somebody is, from as much or as little as is known."""

    given_names = TextField(label="Given names", required=False, max_length=100)
    family_name = TextField(label="Family name", required=False, max_length=100)
    preferred_name = TextField(
        label="Name they like to be called by", called="the preferred name", required=False, max_length=100, width=20
    )
    scrap = TextField(
        label="If no name is known, what was said of them",
        hint="For example, Dave, the boyfriend",
        required=False,
        max_length=300,
    )
    born_on = DayField(label="Date of birth", required=False, not_after="today", not_before=long_ago)
    about_age = NumberField(
        label="Or about what age?",
        called="the age",
        hint="In years, if the date of birth is not known",
        required=False,
        least=0,
        most=120,
    )
    expected_on = DayField(
        label="If not yet born, when is the baby due?",
        called="the date the baby is due",
        required=False,
        not_after=next_year,
        not_before=long_ago,
    )
    not_yet_born = TickField(label="Not yet born, and the due date is not known", required=False)
    sex = ChoiceField(label="Sex", choices=[], required=False, inline=True)
    nhs_number = TextField(label="NHS number", required=False, width=20, max_length=40)
    keep_as_given = TickField(label="Keep the NHS number or UPN as given, not verified", required=False)
    nhs_number_status = ChoiceField(
        label="NHS number status", choices=[], as_select=True, required=False, empty="Not known"
    )
    upn = TextField(label="Unique pupil number (UPN)", called="the UPN", required=False, width=20, max_length=40)
    phone = TextField(label="Phone", required=False, width=20, max_length=40)
    address = LongTextField(label="Address", rows=2, required=False, max_length=300)
    postcode = TextField(label="Postcode", required=False, width=10, max_length=20)
    address_is_protected = TickField(
        label="The address is protected: show it to nobody outside its audience", required=False
    )
    school_text = TextField(label="School or setting", required=False, max_length=120)
    gp_text = TextField(label="GP", required=False, max_length=120)
    ethnicity = ChoiceField(label="Ethnicity", choices=[], as_select=True, required=False, empty="Not known")
    language = ChoiceField(label="First language", choices=[], as_select=True, required=False, empty="Not known")
    interpreter = YesNoField(label="Is an interpreter needed?", required=False)
    disabilities = ManyChoicesField(label="Disabilities", choices=[], required=False)
    communication = TextField(label="Communication needs", required=False, max_length=300)
    religion = ChoiceField(label="Religion", choices=[], as_select=True, required=False, empty="Not known")
    CODED = {
        "sex": "sex",
        "ethnicity": "ethnicity",
        "language": "language",
        "religion": "religion",
        "disabilities": "disability",
        "nhs_number_status": "nhs_number_status",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        for name, code_set in self.CODED.items():
            self.fields[name].choices = CODES[code_set].choices(today)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        keep = bool(given.get("keep_as_given"))
        check(self, "nhs_number", "NHS", keep=keep)
        check(self, "upn", "UPN", keep=keep)
        check(self, "postcode", "POSTCODE", keep=False)
        check(self, "phone", "PHONE", keep=False)
        given |= self._about(given.get("about_age"), given.get("born_on"))
        if (
            given.get("born_on")
            and given.get("expected_on")
            and given["born_on"] > given["expected_on"] + timedelta(weeks=6)
        ):
            self.add_error("expected_on", "The baby was born long after this date. Check the date the baby was due.")
        given.pop("keep_as_given", None)
        return given

    def _about(self, age: int | None, born_on: date | None) -> dict[str, Any]:
        """An age is about a day: said on that day, it stays what was said, and the birth date is a guess for the matching alone."""
        if age is None or born_on:
            return {"about_age": None, "about_age_on": None, "birth_is_a_guess": False}
        on = timezone.localdate() if "about_age" in self.changed_data else self.initial.get("about_age_on") or timezone.localdate()
        guess = date(on.year - age, 1, 1) if age else on.replace(day=1)
        return {"about_age": age, "about_age_on": on, "birth_is_a_guess": True, "born_on": guess}


class NewPerson(Details):
    source = TextField(
        label="Who told us?",
        hint="For example, the school, on contact FD26-000123",
        called="who told us",
        max_length=120,
    )


class Correction(Details):
    died_on = DayField(label="Date of death", required=False, not_after="today", not_before=long_ago)
    version = HiddenField()

    def changed_from(self, person: Any) -> list[str]:
        """The names of the fields that are now otherwise. A protected address left blank stays as it is."""
        given = self.cleaned_data
        names = [name for name in given if hasattr(person, name) and name != "version"]
        if person.address_is_protected and not given["address"] and not given["postcode"]:
            names = [name for name in names if name not in ("address", "postcode")]
        if person.birth_is_a_guess and given["born_on"] == person.born_on and "born_on" not in self.changed_data:
            names = [name for name in names if name != "birth_is_a_guess"]
        return [name for name in names if _value(given[name]) != _value(getattr(person, name))]


def _value(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value or None if value is not False else False
