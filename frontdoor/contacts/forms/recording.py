"""A call, an e-mail, a letter or an out-of-hours note, as staff write it down: one dense page."""

from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    EmailField,
    LongTextField,
    ManyChoicesField,
    MomentField,
    TextField,
    TickField,
)

from .files import files_field
from .people import codes

BY_STAFF = ("CALL", "EMAIL", "LETTER", "IN_PERSON", "OUT_OF_HOURS")


class Recording(forms.Form):
    received_at = MomentField(label="When it reached us", called="when it reached us", hint="Not when you write it down: that is kept too", not_after="now")
    channel = ChoiceField(label="How it came", choices=lambda: [pair for pair in codes("contact_channel") if pair[0] in BY_STAFF], inline=True)
    out_of_hours = TickField(label="It came out of hours", required=False, small=True)
    is_urgent = TickField(label="A child could be in danger today", required=False, small=True)
    concern = LongTextField(label="What are they worried about?", hint="In their words as far as you can", rows=7, called="what they are worried about")
    happened = LongTextField(label="What happened, and when", required=False, rows=3, called="what happened")
    safety_now = LongTextField(label="Where the children are now, and who with", required=False, rows=2, called="where the children are")
    categories = ManyChoicesField(label="Kind of concern", choices=lambda: codes("concern_category"), required=False, small=True)
    child_at_school_now = TickField(label="The child is at school, nursery or college now", required=False, small=True)
    source_local = ChoiceField(label="Who they are", choices=lambda: codes("source_local"), as_select=True, must="Select who they are, even if it is ‘Not known’")
    referrer_name = TextField(label="Their name", required=False, max_length=120, width=20)
    referrer_job = TextField(label="Their job", required=False, max_length=120, width=20)
    referrer_agency = ChoiceField(label="Their agency, if it is known to us", choices=list, as_select=True, empty="None of these", required=False)
    referrer_agency_text = TextField(label="Or the name they gave for it", required=False, max_length=120, width=20, called="the name of their agency")
    referrer_phone = TextField(label="Phone to ring back", required=False, max_length=30, width=20, inputmode="tel")
    referrer_email = EmailField(label="E-mail", required=False, width=20, called="their e-mail")
    referrer_knows_child = TextField(label="How they know the child", required=False, max_length=300, width=20)
    referrer_wants_no_name = TickField(label="They asked not to be named to the family", required=False, small=True)
    parents_told = ChoiceField(label="Do the parents know of this?", choices=[("YES", "Yes"), ("SOME", "Some of them"), ("NO", "No")], required=False, inline=True)
    files = files_field("Files that came with it")

    def __init__(self, *args: Any, agencies: list[Agency] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["referrer_agency"].choices = [(key, agency.name) for key, agency in self.agencies.items()]

    def given(self) -> dict[str, Any]:
        """What `receive` is given: the agency by its record, the source by the national list."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", []) and name != "files"}
        given["referrer_agency"] = self.agencies.get(given.get("referrer_agency", ""))
        given["source"] = CODES["source_local"].maps(given["source_local"], on=timezone.localdate()).get("referral_source", "10")
        return given
