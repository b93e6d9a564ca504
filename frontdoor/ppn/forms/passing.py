"""What one agency is told of one child, in words that can be changed; whom to tell; and why not."""

from typing import Any

from django import forms

from frontdoor.foundations.codes.sets import CODES
from frontdoor.foundations.pages.fields import (
    ChoiceField,
    HiddenField,
    LongTextField,
    ManyChoicesField,
    MomentField,
    TextField,
    require,
)
from frontdoor.foundations.pages.page import attempt

from .. import actions
from ..actions.passing import may_be_chosen
from ..models import Passing
from ..passing.drafting import Draft
from ..passing.rules import ALWAYS, PARTS
from ..queries.passing import places

HOW = {"POST": "By post: an e-mail with the reference and a link", "PHONE": "They were told by telephone"}


class Seen(forms.Form):
    """A form that knows which version its writer had before them."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        given = self.cleaned_data["version"]
        return int(given) if given.isdigit() else -1


class PassForm(Seen):
    """What is told, what is left out, and how."""

    parts = ManyChoicesField(label="What they are told", required=False, label_size="m",
                             hint="The name, the date of birth and the police reference are always told. Take a tick away to leave a part out.")
    voice = LongTextField(label="The child’s words", called="the child’s words", required=False, rows=3)
    what = LongTextField(label="The words for what happened", called="the words for what happened", required=False, rows=5, hint="Drafted from what the police gave field by field. Their own summary is not copied.")
    how = ChoiceField(
        label="How are they told?", label_size="m", must="Choose how they are told", reveals={"PHONE": ["told_to", "told_at"]},
        hints={"POST": "It waits two minutes, in which you can take it back. The e-mail holds nothing about a child."},
    )
    told_to = TextField(label="Whom did you speak to?", called="the name of whoever you spoke to", required=False, max_length=120)
    told_at = MomentField(label="When?", called="when you spoke to them", required=False, not_after="now")

    def __init__(self, data: Any = None, *, passing: Passing, draft: Draft, now: Any):
        self.passing, self.draft = passing, draft
        by_post = bool(passing.agency and passing.agency.inbox)
        super().__init__(data, initial={
            "parts": draft.ticked, "voice": draft.parts["VOICE"], "what": draft.parts["WHAT"], "how": "POST" if by_post else "PHONE",
            "told_at": now, "version": passing.version,
        })
        self.fields["parts"].choices = [
            (part, f"{CODES['ppn_part'].label(part)}: {draft.parts[part]}" if part not in ("VOICE", "WHAT") else CODES["ppn_part"].label(part))
            for part in PARTS if part not in ALWAYS
        ]
        self.fields["how"].choices = [each for each in HOW.items() if by_post or each[0] != "POST"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("how") == "PHONE":
            require(self, "told_to")
            require(self, "told_at")
        for part, name, asks in (("VOICE", "voice", "Write what the child said, or leave this part out."), ("WHAT", "what", "Write what happened, or leave this part out.")):
            if part in cleaned.get("parts", ()) and not cleaned.get(name, "").strip():
                self.add_error(name, asks)
        return cleaned

    def send(self, *, by: Any, at: Any) -> Passing | None:
        given = self.cleaned_data
        by_phone = given["how"] == "PHONE"
        return attempt(
            self, actions.pass_on, self.passing, by=by, at=given["told_at"] if by_phone else at, seen=self.seen, parts=given["parts"],
            texts={"VOICE": given["voice"], "WHAT": given["what"]}, how=given["how"], told_to=given["told_to"] if by_phone else "",
        )


class WhereForm(Seen):
    """A child on no roll we know: somebody finds the school, or says that there is none."""

    what = ChoiceField(label="What did you find out?", label_size="m", must="Choose what you found out", reveals={"FOUND": ["agency"]})
    agency = ChoiceField(label="Which?", called="where the child goes", as_select=True, required=False, empty="Choose one")
    how = LongTextField(label="How do you know?", called="how you know", rows=2, max_length=500, hint="Who told you, or where it is written.")

    def __init__(self, data: Any = None, *, passing: Passing):
        self.passing, school = passing, passing.is_for_a_school
        self.known = passing.child.person and (passing.child.person.school_id if school else passing.child.person.gp_id)
        super().__init__(data, initial={"agency": self.known, "what": "FOUND", "version": passing.version})
        choices = [("FOUND", "The child’s school" if school else "The child’s surgery"), ("HOME_EDUCATED", "The child is home-educated: tell the education service")]
        self.fields["what"].choices = choices if school else choices[:1]
        self.agencies = {str(each.pk): each for each in places(school=school)}
        self.fields["agency"].choices = [("", "Choose one"), *((pk, str(each)) for pk, each in self.agencies.items())]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") == "FOUND":
            require(self, "agency", "Choose where the child goes.")
        return cleaned

    def say(self, *, by: Any, at: Any) -> Passing | None:
        given = self.cleaned_data
        if given["what"] == "HOME_EDUCATED":
            return attempt(self, actions.say_home_educated, self.passing, by=by, at=at, seen=self.seen, how=given["how"])
        return attempt(self, actions.say_where, self.passing, by=by, at=at, seen=self.seen, agency=self.agencies[given["agency"]], how=given["how"])


class NotForm(Seen):
    reason = ChoiceField(label="Why is it not passed on?", called="why it is not passed on", as_select=True)
    why = LongTextField(label="Say more", called="why it is not passed on", rows=3, hint="It will be asked.")

    def __init__(self, data: Any = None, *, now: Any, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["reason"].choices = [("", "Choose one"), *may_be_chosen(now).items()]
