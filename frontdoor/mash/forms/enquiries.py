"""Opening, rating, giving to a worker, analysing, recommending."""

from collections.abc import Iterable
from typing import Any

from django import forms

from frontdoor.contacts.models import ContactChild
from frontdoor.foundations.access.models import User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, HiddenField, LongTextField, ManyChoicesField, TextField

from ..actions import Recommendation

NOBODY = "nobody"
RATING_HINTS = {row.code: row.note for row in CODES["rating"]}


def _rating(**look: Any) -> ChoiceField:
    return ChoiceField(label="Rating", choices=CODES["rating"].choices(), hints=RATING_HINTS, **look)


class OpenForm(forms.Form):
    """Taking on what reception offered."""

    rating = _rating()
    worker = ChoiceField(label="Social worker", as_select=True, choices=[], empty="Choose who")

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(worker.pk): worker for worker in workers}
        self.fields["worker"].choices = [*((pk, str(who)) for pk, who in self.people.items()), (NOBODY, "Nobody yet")]

    @property
    def who(self) -> User | None:
        return self.people.get(self.cleaned_data["worker"])


class RateForm(forms.Form):
    version = HiddenField()
    rating = _rating(called="the new rating")
    reason = TextField(label="Why does it change?", max_length=300, width="two-thirds")


class AllocateForm(forms.Form):
    worker = ChoiceField(label="Social worker", as_select=True, choices=[], empty="Choose who")

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(worker.pk): worker for worker in workers}
        self.fields["worker"].choices = [(pk, str(who)) for pk, who in self.people.items()]


class WhyForm(forms.Form):
    """One reason, in words: for withdrawing, and for sending back."""

    why = LongTextField(label="Why?", rows=3, max_length=2000)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = label, hint
        self.fields["why"].error_messages["required"] = f"Answer the question ‘{label}’" if label.endswith("?") else f"Enter {label.lower()}"


class AnalysisForm(forms.Form):
    """The parts of an analysis. None is required to save; all are to recommend."""

    history = LongTextField(label="History", hint="What came before, from every agency, and what came of it", rows=6, required=False)
    risks = LongTextField(label="Risks", hint="What may happen to which child, how likely, how serious", rows=6, required=False)
    strengths = LongTextField(label="Strengths and what keeps the children safe", rows=4, required=False)
    lived_experience = LongTextField(
        label="The child’s lived experience", hint="What a day and a night are like, for each child, in their own words where there are any",
        rows=6, required=False,
    )
    not_known = LongTextField(label="What is not known", hint="Who has not answered or could not share, and what that leaves open", rows=4, required=False)
    analysis = LongTextField(label="Your analysis", hint="What it means for each child, and why", rows=8, required=False)
    needed = ManyChoicesField(
        label="What the analysis rests on",
        hint="Ticked items go on with the child. The rest stays in the hub when the enquiry closes below the threshold.",
        choices=[], required=False, small=True,
    )

    def __init__(self, *args: Any, items: Iterable[Any] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        self.fields["needed"].choices = [(pk, item.text) for pk, item in self.items.items()]
        self.fields["needed"].look["hints"] = {
            pk: f"{item.agency}: {item.source}, {'opinion' if item.is_opinion else 'fact'}" for pk, item in self.items.items()
        }
        if not self.items:
            del self.fields["needed"]

    @property
    def words(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "needed"}


class RecommendForm(forms.Form):
    """What is recommended for one child."""

    outcome = ChoiceField(label="Recommendation", as_select=True, choices=CODES["mash_outcome"].choices(), required=False)
    level = ChoiceField(label="Threshold level", as_select=True, choices=CODES["threshold_level"].choices(), required=False)
    why = LongTextField(label="Why, for this child", rows=3, required=False)

    def __init__(self, *args: Any, child: ContactChild, **kwargs: Any):
        super().__init__(*args, prefix=f"child-{child.number}", **kwargs)
        self.child = child
        self.fields["outcome"].called = f"what you recommend for {child.name}"

    @property
    def recommendation(self) -> Recommendation:
        given = self.cleaned_data
        return Recommendation(self.child, given["outcome"], int(given["level"] or 0), given["why"])
