from hashlib import sha256
from typing import Any

from django import forms

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    HiddenField,
    LongTextField,
    MomentField,
    TextField,
    TickField,
    require,
)
from frontdoor.foundations.pages.page import attempt

from . import actions
from .actions.telling import SUPERSEDED
from .models import Feedback
from .queries import worries_in

HOW = {"POST": "By post: an e-mail with a link to this text", "PHONE": "They were told by telephone", "EXEMPT": "They need not be told"}


class TellForm(forms.Form):
    """What one person is told, how, and what was looked at before it goes."""

    text = LongTextField(label="What they are told", required=False, rows=14, label_size="m",
                         hint="Drafted from the decision. Change whatever needs it: they read this and nothing else.")
    looked_at = TickField(label="I have looked at this, and it may be said to them", required=False)
    how = ChoiceField(
        label="How are they told?", label_size="m", must="Choose how they are told", reveals={"PHONE": ["told_to", "told_at"], "EXEMPT": ["exemption", "why"]},
        hints={"POST": "It waits two minutes, in which you can take it back. The e-mail holds the reference and a link, and nothing about a child."},
    )
    told_to = TextField(label="Whom did you speak to?", called="the name of whoever you spoke to", required=False, max_length=120)
    told_at = MomentField(label="When?", called="when you spoke to them", required=False, not_after="now")
    exemption = ChoiceField(label="Why are they not told?", called="the reason they are not told", required=False)
    why = LongTextField(label="Say more", called="why they are not told", required=False, rows=3, hint="It will be asked.")
    found = HiddenField(required=False)  # what had been found in the text when the tick was offered
    version = HiddenField()

    def __init__(self, data: Any = None, *, feedback: Feedback, now: Any):
        self.feedback = feedback
        how = "POST" if feedback.email else "PHONE"
        super().__init__(data, initial={"text": feedback.draft, "version": feedback.version, "how": how, "told_at": now})
        self.fields["how"].choices = [each for each in HOW.items() if feedback.email or each[0] != "POST"]
        self.fields["exemption"].choices = [each for each in CODES["feedback_exemption"].choices(now) if each[0] != SUPERSEDED]
        self.worries = [] if data else worries_in(feedback, feedback.draft)

    @property
    def found_now(self) -> str:
        return sha256("\n".join(self.worries).encode()).hexdigest()[:16]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("how") == "EXEMPT":
            require(self, "exemption")
            require(self, "why")
            return cleaned
        if not cleaned.get("text", "").strip():
            self.add_error("text", "Write what they are told.")
        if cleaned.get("how") == "PHONE":
            require(self, "told_to")
            require(self, "told_at")
        self.worries = worries_in(self.feedback, cleaned.get("text", ""))
        if self.worries and not (cleaned.get("looked_at") and cleaned.get("found") == self.found_now):
            self.add_error("looked_at", "Look at what was found in the text. Change it, or tick to say that it may be said to them.")
        return cleaned

    def send(self, *, by: Any, at: Any) -> Feedback | None:
        """Let it go, or record why it does not."""
        given = self.cleaned_data
        seen = as_version(given["version"])
        if given["how"] == "EXEMPT":
            return attempt(self, actions.exempt, self.feedback, by=by, at=at, seen=seen, exemption=given["exemption"], why=given["why"])
        by_phone = given["how"] == "PHONE"
        return attempt(
            self, actions.tell, self.feedback, by=by, at=given["told_at"] if by_phone else at, seen=seen, text=given["text"],
            how=given["how"], told_to=given["told_to"] if by_phone else "", looked_at=self.worries,
        )


class ReplyForm(forms.Form):
    words = LongTextField(label="Your reply", called="your reply", rows=5, hint="A person in the front door reads it. If a child is in danger now, call 999.")


class Seen(forms.Form):
    """A form that knows which version of the record its writer had before them."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        return as_version(self.cleaned_data["version"])


def as_version(given: str) -> int:
    return int(given) if given.isdigit() else -1


class ReadReplyForm(Seen):
    what_was_done = LongTextField(label="What was done with it", called="what was done with it, even if nothing needs to change", rows=3)


class DealWithForm(Seen):
    how = LongTextField(label="How were they told, or why need they not be?", called="how they were told, or why they need not be", rows=4,
                        hint="For example: rang the school, spoke to the deputy head at 10:20.")


class CameBackForm(Seen):
    trouble = LongTextField(label="How do you know that it did not arrive?", called="how you know that it did not arrive", rows=2, max_length=300,
                            hint="For example: their mail server sent it back; they rang to say that nothing came.")
