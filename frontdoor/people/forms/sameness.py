"""Two records, one person or two."""

from typing import Any

from django import forms

from frontdoor.foundations.pages.fields import (
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    TextField,
    TickField,
    require,
)

from ..models import Person

ONE, TWO, LATER = "ONE", "TWO", "LATER"


class SameAs(forms.Form):
    reference = TextField(
        label="Reference of the other record", called="the reference of the other record", width=10, max_length=20,
        hint="For example, P0000123. Search for the person to find it",
    )


class Merge(forms.Form):
    """`front` is asked only where either of the two may be in front."""

    front = ChoiceField(label="Which record stays in front?", called="which record stays in front", choices=[])
    reason = LongTextField(label="Why are they one person?", called="why they are one person", rows=3, max_length=500)
    despite = TickField(label="I looked at everything that speaks against it", required=False)

    def __init__(self, *args: Any, one: Person, other: Person, conflicts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = {str(each.pk): each for each in (one, other)}
        self.fields["front"].choices = _in_words(self.pair)
        if not conflicts:
            del self.fields["despite"]

    def said(self) -> dict[str, Any]:
        into = self.pair[self.cleaned_data["front"]]
        person = next(each for each in self.pair.values() if each != into)
        return {
            "person": person, "into": into, "reason": self.cleaned_data["reason"], "despite": self.cleaned_data.get("despite", False),
        }  # fmt: skip


def _in_words(pair: dict[str, Person]) -> list[tuple[str, str]]:
    return [(pk, f"{each.reference}, {each.name}") for pk, each in pair.items()]


class Settle(Merge):
    outcome = ChoiceField(
        label="What do you decide?", called="what you decide",
        choices=[(ONE, "They are one person"), (TWO, "They are two people"), (LATER, "Look at it again later")],
        hints={TWO: "They are not proposed again", LATER: "Say what you are waiting for"},
    )
    field_order = ["outcome", "front", "despite", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["front"].required = False
        shown = [name for name in ("front", "despite") if name in self.fields]
        self.fields["outcome"].look = {**self.fields["outcome"].look, "reveals": {ONE: shown}}
        self.fields["reason"].label, self.fields["reason"].called = "Why, or what you are waiting for", "why"
        self.fields["reason"].error_messages["required"] = "Enter why, or what you are waiting for"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") == ONE:
            require(self, "front", "Select which record stays in front")
        return given


class Unmerge(forms.Form):
    moved = ManyChoicesField(label="What was recorded since, and is the other person’s", choices=[], required=False)
    why = LongTextField(label="Why are they two people?", called="why they are two people", rows=3, max_length=500)

    def __init__(self, *args: Any, later: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moved"].choices = later
        if not later:
            del self.fields["moved"]
