"""A child, and somebody else, as the form asks for them: from a full name to a scrap of information."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    TextField,
    TickField,
    YesNoField,
)
from frontdoor.people.identifiers import take

from ..rules import WORKED_WITH_TO, estimated_birth, impossible_birth, impossible_due_date

KEEP = " To keep it as you wrote it, tick ‘Keep this number as I gave it’."


def codes(name: str) -> list[tuple[str, str]]:
    return CODES[name].choices(timezone.localdate())


class Someone(forms.Form):
    """What a child and an adult share. `clean` gives back the fields of Identity."""

    given_names = TextField(label="First names", required=False, max_length=100, width=20)
    family_name = TextField(label="Family name", required=False, max_length=100, width=20)
    also_known_as = TextField(label="Other names they use", required=False, max_length=120, width=20)
    scrap = TextField(
        label="If you do not know their name, say what you do know", required=False, max_length=300, width="two-thirds",
        called="what you know of them",
    )
    born_on = DayField(label="Date of birth", hint="For example, 27 3 2019", required=False)
    age = NumberField(label="Or about how old are they?", hint="In years", required=False, least=0, most=120, width=3, called="their age")
    sex = ChoiceField(label="Sex", choices=lambda: codes("sex"), required=False, inline=True)
    address = LongTextField(label="Where do they live?", required=False, max_length=300, rows=3, called="the address")
    postcode = TextField(label="Postcode", required=False, max_length=40, width=10)
    address_is_protected = TickField(
        label="Keep this address protected", hint="For example a refuge, or a home that somebody must not find. It is not shown on pages or letters.",
        required=False,
    )
    phone = TextField(label="Phone", required=False, max_length=30, width=20, inputmode="tel")
    language = ChoiceField(label="First language", choices=lambda: codes("language"), as_select=True, empty="Not known", required=False)
    interpreter = YesNoField(label="Do they need an interpreter?", required=False)
    communication = TextField(
        label="Other help to communicate", hint="For example British Sign Language, easy read, pictures, more time", required=False, max_length=300,
        width="two-thirds", called="the help they need",
    )
    what = "person"

    def clean_postcode(self) -> str:
        return self._taken("POSTCODE", self.cleaned_data["postcode"])

    def clean_phone(self) -> str:
        return self._taken("PHONE", self.cleaned_data["phone"], keep=True)

    def _taken(self, kind: str, text: str, *, keep: bool = False, offer: str = "") -> str:
        try:
            return take(kind, text, keep=keep).value
        except ValueError as problem:
            raise forms.ValidationError(f"{problem}{offer}") from problem

    def clean_born_on(self) -> dt.date | None:
        born = self.cleaned_data["born_on"]
        if problem := impossible_birth(born, on=timezone.localdate(), what=self.what):
            raise forms.ValidationError(problem, code="part:year")
        return born


class Child(Someone):
    """One child, or a baby not yet born."""

    what = "child"
    is_unborn = ChoiceField(
        label="Has this child been born?", choices=[("BORN", "Yes"), ("UNBORN", "Not yet")], required=False, inline=False,
        reveals={"BORN": ["born_on", "age"], "UNBORN": ["expected_on", "mother"]},
    )
    expected_on = DayField(label="When is the baby due?", called="the date the baby is due", hint="Leave it empty if it is not known", required=False)
    mother = TextField(label="Who is expecting the baby?", required=False, max_length=120, width=20, called="who is expecting the baby")
    nhs_number = TextField(label="NHS number", hint="10 digits", required=False, max_length=60, width=20, called="the NHS number")
    nhs_keep = TickField(label="Keep this number as I gave it", required=False)
    upn = TextField(label="Unique pupil number (UPN)", required=False, max_length=60, width=20, called="the UPN")
    upn_keep = TickField(label="Keep this number as I gave it", required=False)
    school_text = TextField(label="School, nursery or college", required=False, max_length=120, width="two-thirds")
    gp_text = TextField(label="GP practice", required=False, max_length=120, width="two-thirds", called="the GP practice")
    ethnicity = ChoiceField(label="Ethnicity", choices=lambda: codes("ethnicity"), as_select=True, empty="Not known", required=False)
    religion = ChoiceField(label="Religion", choices=lambda: codes("religion"), as_select=True, empty="Not known", required=False)
    disabilities = ManyChoicesField(label="Disability", choices=lambda: codes("disability"), required=False, small=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scrap"].label = "If you do not know the child's name, say what you do know"
        self.fields["scrap"].help_text = "For example, ‘the baby in the flat above’ or ‘a boy of about 7 in blue uniform’"
        self.fields["age"].look["width"] = 3

    def clean_expected_on(self) -> dt.date | None:
        due = self.cleaned_data["expected_on"]
        if problem := impossible_due_date(due, on=timezone.localdate()):
            raise forms.ValidationError(problem, code="part:year")
        return due

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, kind, keep in (("nhs_number", "NHS", "nhs_keep"), ("upn", "UPN", "upn_keep")):
            try:
                data[name] = self._taken(kind, data.get(name, ""), keep=bool(data.get(keep)), offer=KEEP)
            except forms.ValidationError as problem:
                self.add_error(name, problem)
        if data.get("age") is not None and data["age"] > WORKED_WITH_TO:
            self.add_error("age", f"A child of {data['age']} is not a child: check the age, or add them as an adult")
        return data


class Adult(Someone):
    """A parent, an ex-partner, a brother, a lodger: anybody else who matters, from however little is known."""

    what = "person"
    relationship = ChoiceField(
        label="What are they to the children?", choices=lambda: codes("relationship"), as_select=True, empty="Not known", required=False,
    )
    has_parental_responsibility = YesNoField(label="Do they have parental responsibility?", hint="Leave it empty if you do not know", required=False)
    lives_with_children = YesNoField(label="Do they live with the children?", hint="Leave it empty if you do not know", required=False)
    risk = TextField(
        label="Are you worried about this person?", hint="To the children, to others, or to staff who visit", required=False, max_length=300,
        width="two-thirds", called="the worry about them",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scrap"].help_text = "For example, ‘Dave, the boyfriend’ or ‘Dad, not seen since 2022’"


ONLY_ON_THE_FORM = ("age", "is_unborn", "mother", "nhs_keep", "upn_keep")


def identity_of(data: dict[str, Any], *, on: dt.date) -> dict[str, Any]:
    """The fields of the record, from what the form found: an age becomes an estimated birth, an unborn child a name in words."""
    kept = {name: value for name, value in data.items() if name not in ONLY_ON_THE_FORM and value not in (None, "", [])}
    if not kept.get("address_is_protected"):
        kept.pop("address_is_protected", None)  # a tick not given says nothing about anybody
    if data.get("is_unborn") == "UNBORN":
        kept.pop("born_on", None)
        kept["not_yet_born"] = True
        if not kept.get("given_names") and not kept.get("family_name"):
            kept["scrap"] = kept.get("scrap") or f"Unborn baby of {data['mother']}" if data.get("mother") else kept.get("scrap") or "Unborn baby"
        return kept
    kept.pop("expected_on", None)
    if not kept.get("born_on") and data.get("age") is not None:
        kept |= {"born_on": estimated_birth(data["age"], on=on), "birth_is_a_guess": True}
    return kept
