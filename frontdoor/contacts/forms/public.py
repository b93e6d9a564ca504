"""What a member of the public is asked: as little as will do."""

from typing import Any

from django import forms

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    EmailField,
    HiddenField,
    LongTextField,
    TextField,
    TickField,
    YesNoField,
)

from .people import codes

OURSELVES = ("PARENT", "GRANDPARENT", "RELATIVE", "CARER", "FRIEND", "NEIGHBOUR", "CHILDMINDER", "CHILD", "PUBLIC")


class Tell(forms.Form):
    token = HiddenField(required=False)
    concern = LongTextField(label="What are you worried about?", hint="What have you seen or heard, and how often?", rows=8, called="what you are worried about")
    address = LongTextField(label="Where do they live, or where can they be found?", hint="As much as you know", required=False, max_length=300, rows=3,
                            called="where they live")
    others = TextField(label="Who looks after them, or lives with them?", hint="For example, ‘their mum, and her boyfriend Dave’", required=False, max_length=300,
                       width="two-thirds", called="who looks after them")
    is_urgent = YesNoField(label="Could a child be in danger today?", yes="Yes, today", required=False)
    source_local = ChoiceField(
        label="Who are you?", choices=lambda: [pair for pair in codes("source_local") if pair[0] in OURSELVES] + [("ANONYMOUS", "I would rather not say")],
        as_select=True, required=False,
    )
    referrer_name = TextField(label="Your name", hint="You need not give it", required=False, max_length=120, width=20, autocomplete="name")
    referrer_phone = TextField(label="Your phone", hint="If we may ring you", required=False, max_length=30, width=20, autocomplete="tel", inputmode="tel",
                               called="your phone number")
    referrer_email = EmailField(label="Your e-mail", required=False, called="your e-mail")
    referrer_wants_no_name = TickField(label="Do not tell the family who I am", required=False)
    website = TextField(label="Leave this empty", required=False)
    person = TickField(label="I am a person, and I want to send this", required=False)

    def clean(self) -> dict[str, Any]:
        """A machine fills in every box. A person whose browser did so only has to say that they are one: nothing is dropped."""
        data = super().clean()
        if data.get("website") and not data.get("person"):
            self.add_error("person", "Tick to say that you are a person. What you wrote is kept below")
        return data

    def given(self) -> dict[str, Any]:
        names = ("concern", "is_urgent", "source_local", "referrer_name", "referrer_phone", "referrer_email", "referrer_wants_no_name")
        given = {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in (None, "")}
        reachable = any(given.get(name) for name in ("referrer_name", "referrer_phone", "referrer_email"))
        given.setdefault("source_local", "PUBLIC" if reachable else "ANONYMOUS")
        given["source"] = CODES["source_local"].maps(given["source_local"]).get("referral_source", "10")
        return given
