"""Asking agencies, and answering."""

from collections.abc import Iterable
from typing import Any

from django import forms

from frontdoor.foundations.access.models import Agency, User
from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    TextField,
    TickField,
)

from ..actions import Given, Question
from ..rules import what_an_answer_needs
from ..suggestions import ANYTHING, Suggestion

# Agencies that hold something about adults: asked about them too unless the worker unticks them.
ABOUT_ADULTS = {"POLICE", "ADULT_SERVICES", "PROBATION", "HOUSING", "DOMESTIC_ABUSE_SERVICE", "SUBSTANCE_MISUSE", "MENTAL_HEALTH", "GP_PRACTICE"}
BASIS_HINTS = "Public bodies rely on public task; consent is not the usual basis and is not needed where a child may be at risk"


class TogetherForm(forms.Form):
    """What is the same for every agency asked in one go."""

    why = LongTextField(label="Why are you asking?", hint="Each agency reads this. Say no more of the worry than they need to search well.", rows=3, max_length=2000)
    lawful_basis = ChoiceField(label="Lawful basis", hint=BASIS_HINTS, as_select=True, choices=CODES["lawful_basis"].choices())


class AskForm(forms.Form):
    """The question to one agency."""

    ask = TickField(label="Ask", required=False)
    agency = ChoiceField(label="Another agency", as_select=True, choices=[], empty="No other agency", required=False)
    what = LongTextField(label="What should they look for?", rows=2, max_length=2000, required=False)
    months_back = NumberField(label="How many months back?", called="how many months back", least=1, most=240, width=3, required=False)
    people = ManyChoicesField(label="About whom?", choices=[], required=False, small=True)

    def __init__(self, *args: Any, people: dict[str, str], children: list[str], suggestion: Suggestion | None = None, others: Iterable[Agency] = (), **kwargs: Any):
        prefix = f"ask-{suggestion.agency.pk}" if suggestion else "ask-other"
        adults = bool(suggestion) and suggestion.agency.kind in ABOUT_ADULTS
        initial = {
            "what": suggestion.what if suggestion else ANYTHING, "months_back": 12,
            "people": [key for key in people if adults or key in children], **(kwargs.pop("initial", None) or {}),
        }
        super().__init__(*args, prefix=prefix, initial=initial, **kwargs)
        self.suggestion, self.texts = suggestion, people
        self.others = {str(agency.pk): agency for agency in others}
        self.fields["people"].choices = list(people.items())
        if suggestion:
            self.fields["ask"].label = f"Ask {suggestion.agency}"
            self.fields["ask"].help_text = ". ".join(suggestion.reasons)
            del self.fields["agency"]
        else:
            self.fields["agency"].choices = [(pk, agency.name) for pk, agency in self.others.items()]
            del self.fields["ask"]

    @property
    def asked(self) -> Agency | None:
        """The agency that is asked, or nobody when this block was left alone."""
        given = self.cleaned_data
        if self.suggestion:
            return self.suggestion.agency if given.get("ask") else None
        return self.others.get(given.get("agency") or "")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if agency := self.asked:
            for name, sentence in (
                ("what", f"Say what {agency} should look for"), ("months_back", f"Say how many months back {agency} should look"),
                ("people", f"Choose about whom {agency} is asked"),
            ):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, sentence)
        return given

    def question(self, together: TogetherForm) -> Question:
        given = self.cleaned_data
        return Question(
            agency=self.asked, what=given["what"], months_back=given["months_back"], people=[self.texts[key] for key in given["people"]],
            why=together.cleaned_data["why"], lawful_basis=together.cleaned_data["lawful_basis"],
        )


class AnswerForm(forms.Form):
    """Which of the four answers it is, and what makes it honest."""

    outcome = ChoiceField(
        label="What is your answer?", choices=CODES["return_outcome"].choices(), label_size="m", must="Choose which of the four it is",
        hints={
            "HELD": "You hold something about the people asked about. Write it down below.",
            "NOTHING_HELD": "You searched and there is nothing.", "NOT_SEARCHED": "Nobody has looked yet, or could not.",
            "CANNOT_SHARE": "Whether or not anything is held, it cannot be written here.",
        },
        reveals={"NOTHING_HELD": ["searched"], "NOT_SEARCHED": ["not_searched"], "CANNOT_SHARE": ["cannot_share"]},
    )
    searched = LongTextField(label="What was searched?", hint="Which systems, for whom, and how far back", rows=3, max_length=2000, required=False)
    not_searched = LongTextField(label="Why was it not searched, and when will it be?", rows=3, max_length=2000, required=False)
    cannot_share = LongTextField(label="Why can it not be shared?", rows=3, max_length=2000, required=False)
    speak_to = TextField(
        label="Whom should the hub speak to?", hint="A name and a telephone number. Needed when something is sensitive or cannot be shared.",
        required=False, width="two-thirds",
    )
    REASONS = {"NOT_SEARCHED": "not_searched", "CANNOT_SHARE": "cannot_share"}

    @property
    def why_not(self) -> str:
        return self.cleaned_data.get(self.REASONS.get(self.cleaned_data.get("outcome"), ""), "")

    def check(self, items: list[Given]) -> bool:
        """The rule of the four answers, its sentence beside the field it is about."""
        given = self.cleaned_data
        needs = what_an_answer_needs(
            given.get("outcome", ""), items=len(items), searched=given.get("searched", ""), why_not=self.why_not,
            speak_to=given.get("speak_to", ""), sensitive=sum(item.is_sensitive for item in items),
        )
        if needs:
            name = self.REASONS.get(given["outcome"]) if needs[0] == "why_not" else needs[0]
            self.add_error(name if name in self.fields else None, needs[1])
        return not needs


class ItemForm(forms.Form):
    """One thing the agency holds. A row left empty is no item."""

    text = LongTextField(label="What you hold", rows=3, max_length=5000, required=False)
    person = ChoiceField(label="About whom?", as_select=True, choices=[], empty="Everybody asked about", required=False)
    source = TextField(label="Where it comes from", hint="The system or the record", required=False, width=20, called="where it comes from")
    happened_on = DayField(label="When it happened", called="when it happened", required=False, not_after="today")
    nature = ChoiceField(
        label="Is it a fact or an opinion?", choices=[("FACT", "Fact"), ("OPINION", "Professional opinion")], inline=True, required=False, small=True,
    )
    is_sensitive = TickField(
        label="Sensitive: show the hub only that it exists, and whom to speak to", required=False, small=True,
    )

    def __init__(self, *args: Any, number: int, people: list[str], **kwargs: Any):
        super().__init__(*args, prefix=f"item-{number}", **kwargs)
        self.number = number
        self.initial.setdefault("nature", "FACT")
        self.fields["person"].choices = [(name, name) for name in people]

    @property
    def is_blank(self) -> bool:
        given = self.cleaned_data
        return not (given.get("text") or given.get("source") or given.get("happened_on") or given.get("is_sensitive"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.is_blank:
            if not given.get("text") and "text" not in self.errors:
                self.add_error("text", f"Item {self.number}: write what you hold, or empty the row")
            if not given.get("source") and "source" not in self.errors:
                self.add_error("source", f"Item {self.number}: say where it comes from")
        return given

    @property
    def item(self) -> Given:
        given = self.cleaned_data
        return Given(
            text=given["text"], source=given["source"], person_text=given["person"], happened_on=given["happened_on"],
            is_opinion=given["nature"] == "OPINION", is_sensitive=given["is_sensitive"],
        )


class TheirAnswerForm(AnswerForm):
    """The answer of an agency of which nobody signs in: who there gives it is asked, not known."""

    told_by = TextField(label="Whose answer is it?", called="whose answer it is", hint="Their name and job", max_length=200, width="two-thirds")


class TheirItemForm(ItemForm):
    is_sensitive = None  # nobody there could show it to anybody

    @property
    def item(self) -> Given:
        self.cleaned_data["is_sensitive"] = False
        return super().item


class ShowForm(forms.Form):
    """One sensitive item to one person in the hub."""

    to = ChoiceField(label="Show it to", as_select=True, choices=[], empty="Choose a person in the hub")
    reason = TextField(label="Why do they need it?", max_length=200, width="two-thirds")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["to"].choices = [(pk, str(person)) for pk, person in self.people.items()]
