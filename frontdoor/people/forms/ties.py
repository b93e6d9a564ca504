"""Who is family, and who is involved."""

from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.access.models import Agency, Team
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, DayField, EmailField, TextField, YesNoField, require

from .checks import check, long_ago

SOMEBODY_ELSE, NO_RECORD = "OTHER", "NEW"


class Relation(forms.Form):
    """`who` is one of those proposed, or somebody else by their reference."""

    who = ChoiceField(label="Who is it?", choices=[], called="who it is", reveals={SOMEBODY_ELSE: ["reference"], NO_RECORD: ["scrap"]})
    reference = TextField(
        label="Their reference",
        hint="For example, P0000123. Search for them to find it, or add them first",
        required=False,
        width=10,
        max_length=20,
    )
    scrap = TextField(
        label="Who is it, in the words you were told?", called="who it is", required=False, max_length=300,
        hint="For example, Dave, the boyfriend. For a father whom nobody names, leave it blank",
    )
    kind = ChoiceField(
        label="What are they to this person?", choices=[], as_select=True, called="what they are to this person"
    )
    has_parental_responsibility = YesNoField(
        label="Do they have parental responsibility?", hint="Leave blank if not known", required=False
    )
    lives_with = YesNoField(label="Do they live together?", hint="Leave blank if not known", required=False)
    from_on = DayField(
        label="Since when?", called="the day it began", required=False, not_after="today", not_before=long_ago
    )
    to_on = DayField(
        label="If it has ended, since when?", called="the day it ended", required=False, not_after="today", not_before=long_ago
    )
    source = TextField(label="Who told us?", called="who told us", max_length=120)

    def __init__(self, *args: Any, proposed: list[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [*proposed, (SOMEBODY_ELSE, "Somebody else who has a record"), (NO_RECORD, "Somebody without a record yet")]
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
