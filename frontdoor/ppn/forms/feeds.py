from django import forms

from frontdoor.foundations.access.models import Agency
from frontdoor.foundations.pages.fields import ChoiceField, TextField


class BeginFeed(forms.Form):
    name = TextField(label="Name of the feed", called="the name of the feed", max_length=120, hint="For example, Records system of Westshire Police")
    agency = ChoiceField(label="Police force", called="the police force", as_select=True, choices=list)
    force_code = TextField(label="The force’s code", called="the force’s code", max_length=2, width=2, hint="Two digits, such as 44")

    def __init__(self, *args, forces: dict[str, Agency], **kwargs):
        super().__init__(*args, **kwargs)
        self.forces = forces
        self.fields["agency"].choices = [("", ""), *((key, agency.name) for key, agency in forces.items())]

    def clean(self):
        given = super().clean()
        return {**given, "agency": self.forces.get(given.get("agency") or "")}
