"""What a manager is asked for each child."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import Team
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, DayField, HiddenField, LongTextField, TextField

from .actions import ForChild, ToDo


class TogetherForm(forms.Form):
    """What is the same for every child: who took part, and who did not agree."""

    version = HiddenField(required=False)
    read = HiddenField(required=False)  # the requests whose answers were on the screen
    took_part = LongTextField(label="Who took part?", hint="One on each line: name and agency", rows=4, max_length=4000, required=False)
    dissent = LongTextField(label="Did anybody disagree?", hint="Who, about what, and why. Leave it empty if nobody did.", rows=3, required=False)

    @property
    def people(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["took_part"].splitlines() if line.strip()]

    @property
    def answers_read(self) -> set[UUID]:
        return {UUID(each) for each in re.findall(r"[0-9a-f-]{36}", self.cleaned_data["read"])}

    @property
    def seen(self) -> int | None:
        return int(self.cleaned_data["version"]) if self.cleaned_data["version"].isdigit() else None


class ToDoForm(forms.Form):
    """One agreed action. A row left empty is none."""

    what = TextField(label="What is to be done", max_length=1000, required=False)
    who = TextField(label="By whom", max_length=200, required=False, width=20)
    due_on = DayField(label="By when", called="the day by which it is done", required=False)

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("what", "who", "due_on"))

    @property
    def todo(self) -> ToDo:
        return ToDo(**self.cleaned_data)


class ChildForm(forms.Form):
    """The decision for one child, with its actions."""

    outcome = ChoiceField(label="Decision", as_select=True, choices=CODES["mash_outcome"].choices(), required=False)
    level = ChoiceField(label="Threshold level", as_select=True, choices=CODES["threshold_level"].choices(), required=False)
    rationale = LongTextField(label="Rationale", hint="It will be read in years to come, by this child too", rows=5, required=False)
    to_team = ChoiceField(
        label="Team that takes the work on", as_select=True, choices=[], empty="Nobody: it ends here", required=False,
    )

    def __init__(self, *args: Any, child: ContactChild, teams: Iterable[Team], rows: int = 2, **kwargs: Any):
        super().__init__(*args, prefix=f"child-{child.number}", **kwargs)
        self.child = child
        self.teams = {str(team.pk): team for team in teams}
        self.fields["to_team"].choices = [(pk, f"{team} ({team.agency})") for pk, team in self.teams.items()]
        self.todos = [ToDoForm(self.data if self.is_bound else None, prefix=f"{self.prefix}-do-{n}") for n in range(1, rows + 1)]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *[each.is_valid() for each in self.todos]])

    @property
    def decision(self) -> ForChild:
        given = self.cleaned_data
        return ForChild(
            child=self.child, outcome=given["outcome"], level=int(given["level"] or 0), rationale=given["rationale"],
            to_team=self.teams.get(given["to_team"]), actions=[each.todo for each in self.todos if not each.is_blank],
        )


class AmendForm(TogetherForm):
    why = LongTextField(label="Why does the decision change?", rows=3, max_length=4000, must="Say why the decision changes")
    field_order = ["why"]
