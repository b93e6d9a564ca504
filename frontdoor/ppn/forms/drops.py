from django import forms
from django.conf import settings

from frontdoor.foundations.pages.fields import FileField, LongTextField


class TakeDrop(forms.Form):
    """One drop, as the force made it. What is inside is for the import to say."""

    drop = FileField(
        label="The drop", called="a drop", accept=".zip", hint="A zip named PPN_<force>_<time>_<number>.zip. Do not open it or change it first",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drop"].largest = settings.PROTOCOL.PPN["most_bytes"]


class WhatWasDone(forms.Form):
    what_was_done = LongTextField(
        label="What was done", called="what was done", hint="Whom you asked, and what they said", rows=3, max_length=2000, must="Say what you did",
    )
