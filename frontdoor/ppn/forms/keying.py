"""A notice that came on paper, as staff key it: one page, turned into the nested form of the interchange."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from frontdoor.contacts.forms.files import files_field
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    ManyChoicesField,
    MomentField,
    NumberField,
    TextField,
    TickField,
)

from ..instruments import DASH2009, INSTRUMENTS, SAID
from ..layout import LONG

GRADES = {"H": "High", "M": "Medium", "S": "Standard", "U": "Not graded"}
TYPES = {
    "CHILD": "Child", "DA": "Domestic abuse", "ADULT": "Adult at risk", "MISSING": "Missing", "HATE": "Hate crime",
    "HBA": "Honour-based abuse", "PREVENT": "Prevent", "OTHER": "Other",
}
CONSENTS = {"given": "Given", "refused": "Refused", "not_asked": "Not asked", "overridden": "Overridden", "unable": "Unable to give it"}
LIMITS = {"none": "None", "sensitive": "Sensitive", "no_disclose_to_family": "Not to be told to the family", "source_protected": "Source protected"}
ROLES = {
    "SUBJECT_CHILD": "Child the notice is about", "SIBLING": "Sibling", "VICTIM": "Victim", "SECONDARY_VICTIM": "Secondary victim",
    "SUSPECT": "Suspect", "PERPETRATOR": "Perpetrator", "PARENT": "Parent", "CARER": "Carer", "WITNESS": "Witness", "REPORTER": "Who reported it",
    "PROFESSIONAL": "Professional", "OTHER": "Other",
}
RELATIONS = {
    "mother": "Mother", "father": "Father", "step": "Step-parent", "grandparent": "Grandparent", "partner": "Partner", "ex_partner": "Ex-partner",
    "sibling": "Brother or sister", "other": "Other",
}
SEXES = {"F": "Female", "M": "Male", "U": "Not known"}
TICKED = {
    "present": "Was there", "witnessed": "Saw or heard it", "injured": "Was hurt", "lives_at_scene": "Lives where it happened", "arrested": "Was arrested",
}
AS_WRITTEN = (
    "occurrence_no", "ppn_type", "risk_grade", "incident_date_precision", "officer_id", "officer_station", "summary", "child_voice", "action_taken",
    "consent", "consent_override_reason", "info_share_limit",
)
MOMENTS = ("incident_at", "submitted_at", "supervised_at")


def _one_of(words: dict[str, str], **look: Any) -> ChoiceField:
    return ChoiceField(choices=[("", ""), *words.items()] if look.get("as_select") else list(words.items()), **look)


class Keying(forms.Form):
    """What the paper says of the incident. What it does not say stays empty."""

    received_at = MomentField(label="When it reached us", called="when it reached us", hint="Not when you key it: that is kept too", not_after="now")
    ppn_id = TextField(label="The notice’s number, if it has one", called="the notice’s number", required=False, max_length=40, width=20)
    police_version = NumberField(label="Its version, if it says one", called="the version", required=False, least=1, most=100_000)
    occurrence_no = TextField(label="Occurrence number", required=False, max_length=20, width=20)
    ppn_type = _one_of(TYPES, label="Type of notice", as_select=True)
    risk_grade = _one_of(GRADES, label="Police grade", called="the police grade", inline=True)
    incident_at = MomentField(label="When it happened", called="when it happened", required=False, not_after="now")
    incident_date_precision = _one_of(
        {"exact": "Exactly", "day": "To the day", "month": "To the month"}, label="How exactly is that known?", required=False, inline=True,
    )
    submitted_at = MomentField(label="When the officer submitted it", called="when the officer submitted it", required=False, not_after="now")
    supervised_at = MomentField(label="When a supervisor checked it", called="when a supervisor checked it", required=False, not_after="now")
    officer_id = TextField(label="Officer’s number", required=False, max_length=40, width=10)
    officer_station = TextField(label="Station", required=False, max_length=80, width=20)
    hrda_listed = TickField(label="Listed for the daily domestic abuse meeting", required=False, small=True)
    marac = TickField(label="Referred to MARAC", required=False, small=True)
    da_repeat_12m = NumberField(label="Domestic abuse incidents in the last 12 months", required=False, least=0, most=1000)
    summary = LongTextField(label="What happened, as the officer wrote it", called="what happened", rows=7, max_length=LONG, count=True, required=False)
    child_voice = LongTextField(
        label="What the child said", hint="And how they were: seen, spoken to, their own words", called="what the child said", rows=4, max_length=LONG, required=False,
    )
    action_taken = LongTextField(label="What the police did", called="what the police did", rows=3, max_length=LONG, required=False)
    consent = _one_of(CONSENTS, label="Consent to share", as_select=True, empty="Not said", required=False)
    consent_override_reason = TextField(label="Why consent was overridden", required=False, max_length=500, width="two-thirds")
    info_share_limit = _one_of(LIMITS, label="Limits on sharing", as_select=True, empty="Not said", required=False)
    scene_house = TextField(label="Where it happened: house", called="the house", required=False, max_length=60, width=10)
    scene_street = TextField(label="Street", required=False, max_length=100, width=20)
    scene_town = TextField(label="Town", required=False, max_length=100, width=20)
    scene_postcode = TextField(label="Postcode", required=False, max_length=10, width=10)
    files = files_field("The paper itself")

    def notice(self) -> dict[str, Any]:
        """The notice's own cells."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in AS_WRITTEN}, **{name: given[name].isoformat() if given[name] else "" for name in MOMENTS},
            "hrda_listed": "1" if given["hrda_listed"] else "", "marac": "1" if given["marac"] else "",
            "da_repeat_12m": "" if given["da_repeat_12m"] is None else str(given["da_repeat_12m"]),
        }

    def scene(self) -> list[dict[str, Any]]:
        cells = {name: self.cleaned_data[f"scene_{name}"] for name in ("house", "street", "town", "postcode")}
        return [{"kind": "SCENE", **cells}] if any(cells.values()) else []


class PersonRow(forms.Form):
    """Somebody the paper names."""

    given_names = TextField(label="First names", required=False, max_length=100, width=20)
    surname = TextField(label="Family name", required=False, max_length=100, width=20)
    role = _one_of(ROLES, label="Part in it", called="their part in it", as_select=True, required=False)
    relation = _one_of(RELATIONS, label="What they are to the child", as_select=True, empty="Not said", required=False)
    dob = DayField(label="Date of birth", required=False, not_after="today")
    approx_age = NumberField(label="Or about how old", called="their age", required=False, least=0, most=125, width=3)
    sex = _one_of(SEXES, label="Sex", as_select=True, empty="Not said", required=False)
    pregnant = _one_of({"1": "Yes", "0": "No", "U": "Not known"}, label="Pregnant", as_select=True, empty="Not said", required=False)
    said = ManyChoicesField(label="What the paper says of them", choices=list(TICKED.items()), required=False, small=True)
    number = TextField(label="Police number of the person", called="the police number", required=False, max_length=40, width=20)
    nhs_number = TextField(label="NHS number", required=False, max_length=20, width=20)
    phone = TextField(label="Phone", required=False, max_length=30, width=20, inputmode="tel")
    school_text = TextField(label="School, nursery or college", required=False, max_length=120, width=20)
    gp_text = TextField(label="GP practice", required=False, max_length=120, width=20)
    house = TextField(label="Home: house", called="the house", required=False, max_length=60, width=10)
    street = TextField(label="Street", required=False, max_length=100, width=20)
    town = TextField(label="Town", required=False, max_length=100, width=20)
    postcode = TextField(label="Postcode", required=False, max_length=10, width=10)
    refuge = TickField(label="A refuge, or an address to be protected", required=False, small=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("role") and any(value not in (None, "", [], False) for value in data.values()):
            self.add_error("role", "Select their part in it")
        return data

    def is_somebody(self) -> bool:
        return bool(self.cleaned_data.get("role"))

    def parts(self, number: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Their role with who they are, and where they live."""
        given = self.cleaned_data
        who = {name: given[name] for name in ("given_names", "surname", "sex", "pregnant", "nhs_number", "phone", "school_text", "gp_text")}
        who |= {"dob": given["dob"].isoformat() if given["dob"] else "", "approx_age": "" if given["approx_age"] is None else str(given["approx_age"])}
        role = {
            "person_local_id": number, "role": given["role"], "relation_to_subject": given["relation"], "person": who,
            **{name: "1" for name in given["said"]},
        }
        home = {name: given[name] for name in ("house", "street", "town", "postcode")}
        home["refuge"] = "1" if given["refuge"] else ""
        return role, [{"kind": "HOME", "person_local_id": number, **home}] if any(home.values()) else []


class RiskRow(forms.Form):
    """The risk tool, with its answers as the officer gave them."""

    tool = _one_of({code: each.name for code, each in INSTRUMENTS.items()}, label="Risk tool", as_select=True, empty="None", required=False)
    grade = _one_of(GRADES, label="Its grade", required=False, inline=True)
    professional_judgement = TickField(label="Graded by professional judgement", required=False, small=True)
    victim_refused = TickField(label="The victim would not answer", required=False, small=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, topic in enumerate(DASH2009.topics, start=1):
            self.fields[f"q{number}"] = _one_of(SAID, label=f"{number}. {topic}", as_select=True, empty="Not answered", required=False)

    def answered(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("q")]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("tool") and any(data.values()):
            self.add_error("tool", "Select the risk tool these answers are of")
        return data

    def risk(self) -> list[dict[str, Any]]:
        given = self.cleaned_data
        if not given["tool"]:
            return []
        answers = {name[1:]: given[name] for name in self.fields if name.startswith("q") and given[name]}
        return [{
            "tool": given["tool"], "grade": given["grade"], "professional_judgement": "1" if given["professional_judgement"] else "",
            "victim_refused": "1" if given["victim_refused"] else "", "answers": json.dumps(answers) if answers else "",
            "yes_count": str(sum(each == "Y" for each in answers.values())) if answers else "",
        }]


def nested(form: Keying, people: list[PersonRow], risk: RiskRow, *, submission: UUID, force_code: str) -> dict[str, Any]:
    """The notice as the interchange has it. Where the paper has no number, one of this submission: nobody else has it."""
    roles, places, version = [], form.scene(), form.cleaned_data["police_version"] or 1
    for place, row in enumerate(each for each in people if each.is_somebody()):
        role, home = row.parts(row.cleaned_data["number"] or f"HAND-{submission.hex[:16].upper()}-{place + 1}")
        roles.append(role)
        places += home
    return {
        **form.notice(), "force_code": force_code, "ppn_id": form.cleaned_data["ppn_id"] or f"HAND-{submission.hex[:16].upper()}",
        "version": str(version), "status": "new" if version == 1 else "updated",
        "roles": roles, "locations": places, "risk": risk.risk(), "crime": [], "missing": [],
    }


def first_shown() -> dict[str, Any]:
    return {"received_at": timezone.now()}
