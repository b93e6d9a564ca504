"""Adding to what was sent, and dealing with what was added."""

from typing import Any

from django import forms

from frontdoor.foundations.pages.fields import ChoiceField, LongTextField, ManyChoicesField

from ..models import ContactChild
from .files import files_field


class Add(forms.Form):
    kind = ChoiceField(label="What do you want to do?", choices=[("MORE", "Add information"), ("DISAGREE", "Say that I disagree")])
    words = LongTextField(label="What do you want to tell us?", rows=8, called="what you want to tell us")
    files = files_field("Files, if they help")


class Deal(forms.Form):
    """What was done with it: even nothing has a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what_was_done = LongTextField(label="What did you do with it?", hint="For example: told the MASH social worker; rang them; nothing changes, because…", rows=4,
                                  called="what you did with it")


class About(forms.Form):
    """The children a file is about, by their numbers in the contact; none, where it is not to leave the hub."""

    children = ManyChoicesField(
        label="Which children is it about?", called="the children", required=False, choices=[],
        hint="Tick every child it tells of. Whoever takes all of them on can read it. Tick nobody, and it stays in the hub.",
    )

    def __init__(self, *args: Any, children: list[ContactChild], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.named = {str(child.number): child for child in children}
        self.fields["children"].choices = [(number, child.name) for number, child in self.named.items()]

    @property
    def chosen(self) -> list[ContactChild]:
        return [self.named[number] for number in self.cleaned_data["children"]]
