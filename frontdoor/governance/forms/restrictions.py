from django import forms

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import ChoiceField, LongTextField, ManyChoicesField, TextField

from ..actions.sealing import WHY_SEALED
from ..queries.restrictions import who_can_be_named

REVIEWS = [("CONTINUE", "Continue it"), ("AMEND", "Amend it: another reason"), ("LIFT", "Lift it")]


class Restrict(forms.Form):
    reason = ChoiceField(label="Why is this record restricted?", called="why the record is restricted", must="Select why the record is restricted")
    why = LongTextField(label="In your words", called="why it is restricted", hint="What would go wrong if everybody in the hub could see it")
    people = ManyChoicesField(label="Who may see it", called="who may see it", hint="At least one MASH manager; yourself, if you go on working with it; somebody in each team that has the work")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = CODES["restriction_reason"].choices()
        self.found = {str(user.pk): user for user in who_can_be_named()}
        self.fields["people"].choices = [(key, in_full(user)) for key, user in self.found.items()]

    def said(self) -> dict:
        return {**self.cleaned_data, "people": [self.found[key] for key in self.cleaned_data["people"]]}


class Seal(Restrict):
    """Who may know of it at all. Adoption and protection only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [each for each in CODES["restriction_reason"].choices() if each[0] in WHY_SEALED]
        self.fields["people"].label = "Who are its custodians"
        self.fields["people"].hint = "They alone find it, and are told when something may be about it. At least one MASH manager"


class Name(forms.Form):
    person = ChoiceField(label="Who may see it from now on?", called="who may see it", as_select=True)

    def __init__(self, *args, already=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {str(user.pk): user for user in who_can_be_named().exclude(pk__in=[each.pk for each in already])}
        self.fields["person"].choices = [("", "Choose one"), *((key, in_full(user)) for key, user in self.found.items())]

    def said(self) -> dict:
        return {"person": self.found[self.cleaned_data["person"]]}


class Review(forms.Form):
    outcome = ChoiceField(label="What did you decide?", called="what you decided", must="Select what you decided", choices=REVIEWS)
    reason = ChoiceField(label="The reason it is restricted", called="the reason", as_select=True)
    review = LongTextField(label="Why", called="why", hint="What you looked at, and whom you spoke with")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = CODES["restriction_reason"].choices()


class Find(forms.Form):
    reference = TextField(label="Reference of the contact", called="the reference", width=20, max_length=20, hint="Exactly as it was given to you, such as FD26-000123")


class BreakGlass(forms.Form):
    reason = ChoiceField(label="What is the danger?", called="what the danger is", must="Select what the danger is")
    why = LongTextField(label="What you know of it", called="what you know of it", hint="Somebody will read this within one working day, and ask you")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = CODES["break_glass_reason"].choices()


class ReviewOpening(forms.Form):
    finding = ChoiceField(label="What did you find?", called="what you found", must="Select what you found")
    review = LongTextField(label="What you looked at", called="what you looked at", hint="And whom you spoke with")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = CODES["break_glass_finding"].choices()


def in_full(user) -> str:
    place = user.membership
    return f"{user.name}, {place.held.name.lower()}, {place.agency}" if place else user.name
