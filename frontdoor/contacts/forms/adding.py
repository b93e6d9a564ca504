"""Adding to what was sent, and dealing with what was added."""

from django import forms

from frontdoor.foundations.pages.fields import ChoiceField, LongTextField

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
