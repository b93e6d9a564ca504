"""The sections of a referral, one form a page. Nothing here is compulsory: what is missing is said before sending."""

from typing import Any

from django import forms
from django.utils import timezone

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.codes.threshold import DOMAINS, LEVELS, ThresholdChart
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    ManyChoicesField,
    TextField,
    TickField,
    YesNoField,
)

from ..words import HOW_KNOWN
from .files import files_field
from .people import codes


class Section(forms.Form):
    """A section knows whose referral it is part of."""

    def __init__(self, *args: Any, user: Any = None, children: list[tuple[str, str]] = (), **kwargs: Any) -> None:
        self.user, self.children = user, children
        super().__init__(*args, **kwargs)


class You(Section):
    referrer_name = TextField(label="Your name", required=False, max_length=120, width=20, autocomplete="name")
    referrer_job = TextField(label="Your job", required=False, max_length=120, width=20, autocomplete="organization-title")
    source_local = ChoiceField(label="Which is nearest to your work?", choices=lambda: professional_sources(), as_select=True, required=False)
    referrer_agency_text = TextField(
        label="Your organisation", hint="For example the name of the nursery, practice or charity", required=False, max_length=120, width="two-thirds",
        autocomplete="organization",
    )
    referrer_phone = TextField(label="Phone to reach you on today", required=False, max_length=30, width=20, autocomplete="tel", inputmode="tel")
    referrer_knows_child = TextField(
        label="How do you know the child?", hint="And for how long", required=False, max_length=300, width="two-thirds", called="how you know the child",
    )
    referrer_works_on = ChoiceField(
        label="Will you go on working with the child or family?", required=False,
        choices=[("CONTINUING", "Yes, I or my team will"), ("LIMITED", "A little, or not for long"), ("MINIMAL", "No")],
        hint="What we can tell you afterwards depends on this",
    )
    consulted = TextField(
        label="Whom did you ask first?", hint="For example your safeguarding lead, or our advice line and its reference. You need not ask anybody.",
        required=False, max_length=300, width="two-thirds", called="whom you asked",
    )
    child_at_school_now = TickField(
        label="The child is at school, nursery or college now", hint="Then we tell you what was decided before the end of the school day", required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user and not is_guest(self.user):
            del self.fields["referrer_agency_text"]


def is_guest(user: Any) -> bool:
    return bool(user.role and user.role.code == "guest")


def professional_sources() -> list[tuple[str, str]]:
    """Everybody who may refer as part of their work."""
    sources = CODES["source_local"]
    return [(code, label) for code, label in sources.choices(timezone.localdate())
            if sources.maps(code).get("referral_source", "") not in ("1A", "1B", "1C", "1D", "9", "10")]


class Worries(Section):
    concern = LongTextField(
        label="What are you worried about?", hint="In a few plain sentences. Say what you saw or heard, and what you make of it.", required=False, rows=8,
        called="what you are worried about", label_size="m",
    )
    happened = LongTextField(label="What happened?", hint="The most recent event, and how often", required=False, called="what happened")
    happened_on = DayField(label="On which day?", hint="Leave it empty if it was not one day", required=False, not_after="today", called="the day it happened")
    happened_when = TextField(
        label="Or when, in words", hint="For example, ‘most nights since half-term’", required=False, max_length=200, width="two-thirds", called="when it happened",
    )
    how_known = ChoiceField(label="How do you know?", choices=list(HOW_KNOWN.items()), required=False)
    impact = LongTextField(label="What is the effect on the child?", hint="Now, and if nothing changes", required=False, rows=4, called="the effect on the child")
    categories = ManyChoicesField(label="What kind of worry is it?", hint="Select all that apply", choices=lambda: codes("concern_category"), required=False, small=True)


class Chart(Section):
    """The partnership's chart: the level as the referrer sees it, and the signs they saw, by level and domain."""

    level_claimed = ChoiceField(label="Which level of need do you see?", choices=lambda: codes("threshold_level"), required=False, label_size="m")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chart = ThresholdChart.current(timezone.localdate())
        for level in reversed(LEVELS):
            for domain, title in DOMAINS.items():
                if choices := self.chart.choices(level=level, domain=domain):
                    self.fields[f"{level}_{domain}"] = ManyChoicesField(label=title, choices=choices, required=False, small=True)

    @property
    def by_level(self) -> list[tuple[int, str, list[Any], int]]:
        """Each level with its fields, and how many signs are ticked there."""
        labels = dict(codes("threshold_level"))
        found = []
        for level in reversed(LEVELS):
            bound = [self[name] for name in self.fields if name.startswith(f"{level}_")]
            found.append((level, labels[str(level)], bound, sum(len(each.value() or []) for each in bound)))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        signs = [code for name in list(data) if name[0].isdigit() for code in data.pop(name) or []]
        level = data.pop("level_claimed", "")
        return {**data, "level_claimed": int(level) if level else None, "indicators": signs,
                "chart_version": self.chart.version if level or signs else ""}


class Voice(Section):
    """For each child: what they said, as they said it, and what a day is like for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in self.children:
            self.fields[f"words_{key}"] = LongTextField(
                label="What have they said?", hint="In their own words, and to whom. For a baby: what do they show?", required=False, rows=4,
                called=f"what {name} said",
            )
            self.fields[f"life_{key}"] = LongTextField(
                label="What is a day like for them?", hint="Waking, meals, school, evening, night", required=False, rows=4, called=f"what a day is like for {name}",
            )
            self.fields[f"seen_{key}"] = DayField(label="When did you last see them?", required=False, not_after="today", called=f"the day you last saw {name}")

    @property
    def by_child(self) -> list[tuple[str, list[Any]]]:
        return [(name, [self[f"{what}_{key}"] for what in ("words", "life", "seen")]) for key, name in self.children]

    def of(self, key: str, data: dict[str, Any]) -> dict[str, Any]:
        """What belongs on the row of one child."""
        names = {"own_words": "words", "lived_experience": "life", "seen_on": "seen"}
        return {name: data[f"{short}_{key}"] for name, short in names.items() if data.get(f"{short}_{key}")}


class Strengths(Section):
    strengths = LongTextField(label="What is going well, and who keeps the child safe?", required=False, rows=4, called="what is going well")
    tried = LongTextField(label="What have you or others tried, and what came of it?", required=False, rows=4, called="what has been tried")
    wanted = LongTextField(label="What do you hope will happen now?", required=False, rows=3, called="what you hope for")


class History(Section):
    history = LongTextField(label="What do you know of the past?", hint="Earlier worries, moves, losses, help given before", required=False, rows=6, called="the history")
    known_services = ManyChoicesField(label="Which services know this family, now or before?", choices=lambda: codes("prior_service"), required=False, small=True)
    professionals = LongTextField(label="Who else works with them?", hint="Name, job and how to reach them, one on each line", required=False, rows=4, called="who else works with them")


class Safety(Section):
    is_urgent = YesNoField(label="Could a child be in danger today?", yes="Yes, today", required=False, label_size="m", hint="If a child is in danger right now, call 999 first.")
    safety_now = LongTextField(label="Where are the children now, and are they safe there?", required=False, rows=4, called="where the children are")
    staff_risk = TextField(label="Is there a risk to staff who visit?", hint="For example weapons, dogs, threats", required=False, max_length=300, width="two-thirds", called="the risk to staff")
    safe_contact = TextField(
        label="How and when is it safe to contact the family?", hint="For example, ‘only while he is at work’", required=False, max_length=300, width="two-thirds",
        called="how it is safe to contact them",
    )


class Agreement(Section):
    parents_told = ChoiceField(
        label="Have you told the parents that you are making this referral?", choices=[("YES", "Yes"), ("SOME", "Some of them"), ("NO", "No")], required=False,
    )
    not_told_reason = ChoiceField(label="If not, why not?", choices=lambda: codes("not_told_reason"), required=False)
    parents_not_told_why = TextField(label="Anything to add about telling them", required=False, max_length=300, width="two-thirds", called="what you add about telling them")
    child_told = ChoiceField(
        label="Have you told the child?", choices=[("YES", "Yes"), ("SOME", "Some of them"), ("NO", "No"), ("TOO_YOUNG", "They are too young")], required=False,
    )
    agreement = ChoiceField(
        label="If this turns out not to need social care, do the parents agree to other help?", required=False,
        hint="You do not need anybody's consent to share a worry that a child may be at risk",
        choices=[("GIVEN", "Yes"), ("REFUSED", "No"), ("NOT_ASKED", "I have not asked")],
    )
    agreement_why = TextField(label="Why not, or what did they say?", required=False, max_length=300, width="two-thirds", called="what they said")
    lawful_basis = ChoiceField(
        label="Your lawful basis for sharing", hint="For councils, the NHS, police and state schools this is nearly always public task", required=False,
        choices=lambda: codes("lawful_basis"), as_select=True, empty="I am not sure",
    )


class Files(Section):
    files = files_field("Add files", hint="")
