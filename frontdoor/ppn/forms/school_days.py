from typing import Any

from django import forms

from frontdoor.foundations.pages.fields import ChoiceField, DayField, TextField
from frontdoor.foundations.pages.page import attempt

from .. import actions
from ..queries.passing import places


class SchoolDaysForm(forms.Form):
    """When one school is closed though others are open, or open though others are closed."""

    school = ChoiceField(label="School", called="the school", as_select=True)
    is_open = ChoiceField(label="Is it closed or open?", must="Choose whether it is closed or open", inline=True,
                          choices=[("closed", "Closed, though others are open"), ("open", "Open, though others are closed")])
    from_on = DayField(label="First day", called="the first day")
    to_on = DayField(label="Last day", called="the last day")
    why = TextField(label="Why?", called="why", max_length=120, hint="For example: burst pipe, or a term that ends later.")

    def __init__(self, data: Any = None):
        super().__init__(data, initial={"is_open": "closed"})
        self.schools = {str(each.pk): each for each in places(school=True)}
        self.fields["school"].choices = [("", "Choose one"), *((pk, str(each)) for pk, each in self.schools.items())]

    def say(self, *, by: Any, at: Any):
        given = self.cleaned_data
        return attempt(
            self, actions.say_school_days, by=by, at=at, school=self.schools[given["school"]], is_open=given["is_open"] == "open",
            from_on=given["from_on"], to_on=given["to_on"], why=given["why"],
        )
