from datetime import datetime
from typing import Any

from django import forms

from frontdoor.contacts.models import Contact, ContactChild
from frontdoor.foundations.access.models import Team
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.codes.threshold import ThresholdChart
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    TextField,
    TickField,
    require,
)
from frontdoor.handover.rules import TAKEN_BY, takes

from .rules import ChildOutcome, is_professional


class Filter(forms.Form):
    """The desk's filters: in the address, so that a desk can be kept, sent and gone back to."""

    level = ChoiceField(label="Level claimed", required=False, as_select=True, empty="Any")
    source = ChoiceField(label="Source", required=False, as_select=True, empty="Any")
    q = TextField(label="Reference contains", required=False, max_length=20)
    urgent = TickField(label="Urgent only", required=False, small=True)
    overdue = TickField(label="Overdue only", required=False, small=True)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["level"].choices = [*CODES["threshold_level"].choices(now), ("none", "None claimed")]
        self.fields["source"].choices = CODES["referral_source"].choices(now)

    @property
    def asked(self) -> dict[str, Any]:
        """What of it can be read. A filter nobody understands filters nothing, rather than hiding a child."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def applied(self) -> int:
        return len(self.asked.keys() - {"sort"})


class Whole(forms.Form):
    """What is said once of the whole contact: its rating, what it rests on, and how good the referral was."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    rating = ChoiceField(label="How urgent is it?", called="a rating", inline=True, small=True, must="Rate it red, amber or green")
    indicators = ManyChoicesField(label="What the level rests on, from the threshold chart", required=False)
    quality = ChoiceField(label="How good was the referral?", called="how good the referral was", inline=True, small=True, required=False)
    quality_gaps = ManyChoicesField(label="What was missing", required=False, small=True)
    same_for_all = TickField(label="The same for all the children whose boxes are left empty", required=False, small=True)

    def __init__(self, *args: Any, contact: Contact, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chart = ThresholdChart.current(on=now)
        self.fields["rating"].choices = CODES["rating"].choices(now)
        self.fields["indicators"].choices = self.chart.choices()
        self.fields["quality"].choices = CODES["referral_quality"].choices(now)
        self.fields["quality_gaps"].choices = CODES["referral_gap"].choices(now)
        self.is_professional = is_professional(contact.source)

    def clean(self) -> dict[str, Any]:
        if self.is_professional:
            require(self, "quality", "Say how good the referral was: their agency hears it")
        return self.cleaned_data


class ForChild(forms.Form):
    """One child's level, outcome and reason."""

    level = ChoiceField(label="Threshold level", called="the threshold level", inline=True, small=True)
    what = ChoiceField(label="What happens", called="what happens", as_select=True)
    reason = LongTextField(label="Why", called="the reason", rows=3, max_length=4000)

    def __init__(self, *args: Any, child: ContactChild, outcomes: list[tuple[str, str]], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"child-{child.number}", **kwargs)
        self.child = child
        self.fields["level"].choices = [(code, f"{code} {label.split(': ')[-1]}") for code, label in CODES["threshold_level"].choices(now)]
        self.fields["what"].choices = outcomes
        for name, said in (("level", "Choose the threshold level for"), ("what", "Choose what happens for"), ("reason", "Give the reason for")):
            self.fields[name].error_messages["required"] = f"{said} {child.name}"


class Screening:
    """The forms of one contact, bound and checked together; what they say, as the action takes it."""

    def __init__(self, data: Any, *, contact: Contact, children: list[ContactChild], teams: list[Team], now: datetime, proposed: Any = None,
                 indicators: list[str] | None = None) -> None:
        self.teams = {str(team.pk): team for team in teams}
        chosen, proposed = outcomes_for(teams, now=now), proposed or {}
        if data is not None and data.get("same_for_all"):
            data = copied(data, children)
        self.whole = Whole(data, contact=contact, now=now, initial={"version": contact.version, "indicators": contact.indicators if indicators is None else indicators})
        self.each = [
            ForChild(data, child=child, outcomes=chosen, now=now, initial=proposed.get(child.pk), use_required_attribute=False)
            for child in children
        ]
        self.not_set_up = [
            label for code, label in CODES["contact_outcome"].choices(now)
            if code in TAKEN_BY and not any(takes(team.function, code) for team in teams)
        ]

    def only_outcomes(self) -> None:
        """A manager looks at the outcomes again: the rating, and how good the referral was, stand as they are."""
        for name in ("rating", "quality", "quality_gaps"):
            del self.whole.fields[name]
        self.whole.is_professional = False

    def newest(self, version: int) -> None:
        """After reading what changed, the same words may be sent again."""
        self.whole.data = self.whole.data.copy()
        self.whole.data["version"] = version

    @property
    def all(self) -> list[forms.Form]:
        return [self.whole, *self.each]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.all])

    def outcomes(self) -> list[ChildOutcome]:
        """One for each child."""
        found = []
        for form in self.each:
            code, _, team = form.cleaned_data["what"].partition(":")
            found.append(ChildOutcome(
                child=form.child, outcome=code, level=int(form.cleaned_data["level"]), reason=form.cleaned_data["reason"].strip(),
                indicators=self.whole.cleaned_data["indicators"], to_team=self.teams.get(team),
            ))
        return found

    @property
    def kept(self) -> dict[str, str]:
        """What was typed, by child, to give back when somebody else was first."""
        return {f"Reason for {form.child.name}": form["reason"].value() for form in self.each if form["reason"].value()}


def outcomes_for(teams: list[Team], *, now: datetime) -> list[tuple[str, str]]:
    """What reception can set, each with the team that takes it on: "Early help: North hub". One choice, never a mismatch."""
    found = []
    for code, label in CODES["contact_outcome"].choices(now):
        if code not in TAKEN_BY:
            found.append((code, label))
        found += [(f"{code}:{team.pk}", f"{label}: {team}, {team.agency}") for team in teams if takes(team.function, code)]
    return found


def copied(data: Any, children: list[ContactChild]) -> Any:
    """ "The same for all": children left empty get what the first child was given. What was filled in stays."""
    data = data.copy()
    names = ("level", "what", "reason")
    for child in children[1:]:
        if not any(data.get(f"child-{child.number}-{name}", "").strip() for name in names):
            for name in names:
                data[f"child-{child.number}-{name}"] = data.get(f"child-{children[0].number}-{name}", "")
    return data
