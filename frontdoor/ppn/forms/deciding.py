"""The forms of the desk: a grade, an outcome for each child, one decision for a selection, a second look."""

from datetime import datetime
from typing import Any

from django import forms

from frontdoor.foundations.access.models import Team
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, LongTextField, ManyChoicesField, TickField
from frontdoor.handover.rules import takes

from ..deciding import HANDED_ON, Choice
from ..models import Grade, Notice
from ..queries.line import Named, Opened
from ..rules import REASONS


class Filter(forms.Form):
    """The desk's filters, in the address."""

    grade = ChoiceField(label="Grade", required=False, as_select=True, empty="Any", choices=Grade.choices)
    reason = ChoiceField(label="Because of", required=False, as_select=True, empty="Anything", choices=list(REASONS.items()))

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def applied(self) -> int:
        return len(self.asked)


class GradeAgain(forms.Form):
    grade = ChoiceField(label="The hub’s grade", called="the grade", inline=True, small=True, choices=Grade.choices)
    why = LongTextField(label="Why", called="the reason", rows=2, max_length=2000, required=False, hint="Needed when it is not the police’s own grade")
    version = forms.IntegerField(widget=forms.HiddenInput)


class SecondLookForm(forms.Form):
    agrees = ChoiceField(
        label="Do you agree with what was decided?", inline=True, small=True, choices=[("yes", "Yes: it stands"), ("no", "No: back to the desk")],
    )
    why = LongTextField(label="What you looked at, and why", called="why", rows=3, max_length=4000)


class ForChild(forms.Form):
    """One child's outcome on all the notices chosen."""

    what = ChoiceField(label="What happens", called="what happens", as_select=True)
    level = ChoiceField(label="Threshold level", called="the threshold level", inline=True, small=True, required=False, hint="Needed where a team takes it on")
    reason = LongTextField(label="Why", called="the reason", rows=2, max_length=4000)

    def __init__(self, *args: Any, name: str, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.name = name
        self.fields["what"].choices = outcomes
        self.fields["level"].choices = [(code, code) for code, _ in CODES["threshold_level"].choices()]
        self.fields["what"].error_messages["required"] = f"Choose what happens for {name}"
        self.fields["reason"].error_messages["required"] = f"Give the reason for {name}"


class Deciding:
    """The forms of one line, bound and checked together."""

    def __init__(self, data: Any, *, line: Opened, teams: list[Team], now: datetime) -> None:
        self.line, self.teams = line, {str(team.pk): team for team in teams}
        self.whole = Whole(data, notices=line.notices)
        outcomes, quiet = outcomes_for(teams, now=now), [each for each in CODES["ppn_outcome"].choices(now) if each[0] in ("NFA", "HRDA")]
        self.each: list[tuple[Named | None, ForChild]] = [
            (named, ForChild(data, prefix=f"child-{n}", name=named.row.name, outcomes=outcomes)) for n, named in enumerate(line.children)
        ]
        self.childless = [each.notice for each in line.waiting if not any(row.is_child for row in each.people)]
        if self.childless:
            self.each.append((None, ForChild(data, prefix="notice", name="the notices that name no child", outcomes=quiet)))
        if data is not None and data.get("same_for_all"):
            self._copy(data)

    def _copy(self, data: Any) -> None:
        """The same for all: those left empty get what the first was given."""
        data = data.copy()
        first = self.each[0][1].prefix
        for _, form in self.each[1:]:
            if not any(data.get(f"{form.prefix}-{name}", "").strip() for name in ("what", "level", "reason")):
                for name in ("what", "level", "reason"):
                    data[f"{form.prefix}-{name}"] = data.get(f"{first}-{name}", "")
            form.data = data

    @property
    def all(self) -> list[forms.Form]:
        return [self.whole, *(form for _, form in self.each)]

    def is_valid(self) -> bool:
        if not self.whole.is_valid():
            return False
        return all([form.is_valid() for named, form in self.each if self._is_chosen(named)])

    def _is_chosen(self, named: Named | None) -> bool:
        chosen = {notice.pk for notice in self.whole.chosen}
        return any(notice.pk in chosen for notice in (named.in_notices if named else self.childless))

    def choices(self) -> list[Choice]:
        """One for each child of each notice chosen."""
        rows = {(row.notice_id, row.person_id or row.local_id): row for each in self.line.waiting for row in each.people}
        found = []
        for named, form in self.each:
            for notice in self.whole.chosen:
                row = rows.get((notice.pk, named.row.person_id or named.row.local_id)) if named else None
                if row is not None or (named is None and notice in self.childless):
                    found.append(self._choice(notice, row, form))
        return found

    def _choice(self, notice: Notice, row: Any, form: ForChild) -> Choice:
        said = form.cleaned_data
        code, _, team = said["what"].partition(":")
        return Choice(notice, row, code, said["reason"].strip(), int(said["level"]) if said["level"] else None, self.teams.get(team))


class Whole(forms.Form):
    """Which of the line's notices are decided, and as what they were read."""

    notices = ManyChoicesField(label="Which notices", called="the notices to decide", small=True, must="Choose at least one notice to decide")
    same_for_all = TickField(label="The same for all the children whose boxes are left empty", required=False, small=True)

    def __init__(self, data: Any, *, notices: list[Notice]) -> None:
        super().__init__(data, initial={"notices": [f"{notice.pk}:{notice.version}" for notice in notices]})
        self.by_key = {str(notice.pk): notice for notice in notices}
        # A notice that changed since the page was drawn is still chosen: the decision is what refuses it, and says so.
        typed = data.getlist("notices") if data is not None else []
        read = {each.partition(":")[0]: each for each in typed}
        self.fields["notices"].choices = [
            (read.get(key, f"{key}:{notice.version}"), str(notice)) for key, notice in self.by_key.items()
        ]

    @property
    def chosen(self) -> list[Notice]:
        return [self.by_key[each.partition(":")[0]] for each in self.cleaned_data.get("notices", [])]

    @property
    def seen(self) -> dict[Any, int]:
        """The version of each as it was read."""
        pairs = [each.partition(":") for each in self.cleaned_data["notices"]]
        return {self.by_key[key].pk: int(version) for key, _, version in pairs if version.isdigit()}


class Together(forms.Form):
    """One decision for a selection of lines: only what needs no team."""

    what = ChoiceField(label="What happens, for every child in these notices", called="what happens")
    reason = LongTextField(label="Why", called="the reason", rows=3, max_length=4000)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [each for each in CODES["ppn_outcome"].choices(now) if each[0] in ("CONTACT", "SHARED", "NFA")]


def outcomes_for(teams: list[Team], *, now: datetime) -> list[tuple[str, str]]:
    """What the desk can set, each with the team that takes it on: one choice, never a mismatch."""
    found = []
    for code, label in CODES["ppn_outcome"].choices(now):
        if code not in HANDED_ON:
            found.append((code, label))
        found += [(f"{code}:{team.pk}", f"{label}: {team}, {team.agency}") for team in teams if code in HANDED_ON and takes(team.function, code)]
    return found
