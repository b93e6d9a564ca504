"""Forms about people. They check the shape of what is typed; whether it may be done is the actions' to say."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.access.models import Agency, Team
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    DayField,
    EmailField,
    HiddenField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    TextField,
    TickField,
    YesNoField,
    require,
)

from .identifiers import take
from .models import PersonName
from .search import too_little

OLDEST = timedelta(days=125 * 366)
SOMEBODY_ELSE = "OTHER"


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


class Search(forms.Form):
    name = TextField(label="Name", hint="Given and family name; a nickname or a near spelling will do", required=False)
    born_on = DayField(label="Date of birth", required=False, not_after="today", not_before=long_ago)
    postcode = TextField(label="Postcode", required=False, width=10, max_length=20)
    address = TextField(label="First line of the address", hint="For example, 12 Elm Row", required=False)
    number = TextField(label="Number", hint="NHS number, UPN, our reference, or another system’s number", required=False, width=20, max_length=40)
    phone = TextField(label="Phone", required=False, width=20, max_length=40)

    def clean(self) -> dict[str, Any]:
        terms = super().clean()
        if not self.errors and (sentence := too_little(terms)):
            self.add_error("name", sentence)
        return terms


class Details(forms.Form):
    """Who somebody is, from as much or as little as is known."""

    given_names = TextField(label="Given names", required=False, max_length=100)
    family_name = TextField(label="Family name", required=False, max_length=100)
    preferred_name = TextField(label="Name they like to be called by", called="the preferred name", required=False, max_length=100, width=20)
    scrap = TextField(label="If no name is known, what was said of them", hint="For example, Dave, the boyfriend", required=False, max_length=300)
    born_on = DayField(label="Date of birth", required=False, not_after="today", not_before=long_ago)
    about_age = NumberField(label="Or about what age?", called="the age", hint="In years, if the date of birth is not known", required=False, least=0, most=120)
    expected_on = DayField(
        label="If not yet born, when is the baby due?", called="the date the baby is due", required=False, not_after=next_year,
        not_before=long_ago,
    )
    sex = ChoiceField(label="Sex", choices=[], required=False, inline=True)
    nhs_number = TextField(label="NHS number", required=False, width=20, max_length=40)
    keep_as_given = TickField(label="Keep the NHS number or UPN as given, not verified", required=False)
    nhs_number_status = ChoiceField(label="NHS number status", choices=[], as_select=True, required=False, empty="Not known")
    upn = TextField(label="Unique pupil number (UPN)", called="the UPN", required=False, width=20, max_length=40)
    phone = TextField(label="Phone", required=False, width=20, max_length=40)
    address = LongTextField(label="Address", rows=2, required=False, max_length=300)
    postcode = TextField(label="Postcode", required=False, width=10, max_length=20)
    address_is_protected = TickField(label="The address is protected: show it to nobody outside its audience", required=False)
    school_text = TextField(label="School or setting", required=False, max_length=120)
    gp_text = TextField(label="GP", required=False, max_length=120)
    ethnicity = ChoiceField(label="Ethnicity", choices=[], as_select=True, required=False, empty="Not known")
    language = ChoiceField(label="First language", choices=[], as_select=True, required=False, empty="Not known")
    interpreter = YesNoField(label="Is an interpreter needed?", required=False)
    disabilities = ManyChoicesField(label="Disabilities", choices=[], required=False)
    communication = TextField(label="Communication needs", required=False, max_length=300)
    religion = ChoiceField(label="Religion", choices=[], as_select=True, required=False, empty="Not known")
    CODED = {
        "sex": "sex", "ethnicity": "ethnicity", "language": "language", "religion": "religion", "disabilities": "disability",
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
        age = given.pop("about_age", None)
        given["birth_is_a_guess"] = False
        if age is not None and not given.get("born_on"):
            given["born_on"] = date(timezone.localdate().year - age, 1, 1) if age else timezone.localdate().replace(day=1)
            given["birth_is_a_guess"] = True
        if given.get("born_on") and given.get("expected_on") and given["born_on"] > given["expected_on"] + timedelta(weeks=6):
            self.add_error("expected_on", "The baby was born long after this date. Check the date the baby was due.")
        given.pop("keep_as_given", None)
        return given


class NewPerson(Details):
    source = TextField(label="Who told us?", hint="For example, the school, on contact FD26-000123", called="who told us", max_length=120)
    token = HiddenField(required=False)


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
    from_on = DayField(label="Since when?", called="the day they moved there", required=False, not_after="today", not_before=long_ago)
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


class Relation(forms.Form):
    """`who` is one of those proposed, or somebody else by their reference."""

    who = ChoiceField(label="Who is it?", choices=[], called="who it is", reveals={SOMEBODY_ELSE: ["reference"]})
    reference = TextField(label="Their reference", hint="For example, P0000123. Search for them to find it, or add them first", required=False, width=10, max_length=20)
    kind = ChoiceField(label="What are they to this person?", choices=[], as_select=True, called="what they are to this person")
    has_parental_responsibility = YesNoField(label="Do they have parental responsibility?", hint="Leave blank if not known", required=False)
    lives_with = YesNoField(label="Do they live together?", hint="Leave blank if not known", required=False)
    from_on = DayField(label="Since when?", called="the day it began", required=False, not_after="today", not_before=long_ago)
    source = TextField(label="Who told us?", called="who told us", max_length=120)

    def __init__(self, *args: Any, proposed: list[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [*proposed, (SOMEBODY_ELSE, "Somebody else")]
        self.fields["kind"].choices = CODES["relationship"].choices(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("who") == SOMEBODY_ELSE:
            require(self, "reference", "Enter their reference")
        return given


class Involving(forms.Form):
    agency = ChoiceField(label="Agency", choices=[], as_select=True)
    team = ChoiceField(label="Team", choices=[], as_select=True, required=False, empty="Not known")
    kind = ChoiceField(label="In what way are they involved?", choices=[], called="how they are involved")
    worker_name = TextField(label="Worker", required=False, max_length=120)
    worker_phone = TextField(label="Worker’s phone", required=False, width=20, max_length=40)
    worker_email = EmailField(label="Worker’s e-mail", required=False)
    from_on = DayField(label="Since when?", called="the day it began", not_after="today", not_before=long_ago)

    def __init__(self, *args: Any, agencies: list[Agency], teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies, self.teams = {str(each.pk): each for each in agencies}, {str(each.pk): each for each in teams}
        self.fields["agency"].choices = [(pk, each.name) for pk, each in self.agencies.items()]
        self.fields["team"].choices = [(pk, f"{each.name}, {each.agency}") for pk, each in self.teams.items()]
        kinds = CODES["involvement_kind"].choices(timezone.localdate())
        self.fields["kind"].choices = [each for each in kinds if each[0] != "CLOSED"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        check(self, "worker_phone", "PHONE")
        given["agency"], given["team"] = self.agencies.get(given.get("agency")), self.teams.get(given.get("team"))
        if given["team"] and given["agency"] and given["team"].agency_id != given["agency"].pk:
            self.add_error("team", f"{given['team']} is not a team of {given['agency']}.")
        return given


class Reason(forms.Form):
    reason = LongTextField(label="Why do you need it?", hint="This is kept, with your name and the time", called="why you need it", rows=3, max_length=500)


class Confirm(forms.Form):
    """A page that only asks whether to go on."""
