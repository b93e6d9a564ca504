from typing import Any

from django import forms

from frontdoor.foundations.access.models import Team
from frontdoor.foundations.pages.fields import ChoiceField, LongTextField, TextField

from .models import Handover
from .queries import teams_open
from .rules import takes


class OfWork(forms.Form):
    """A form on the page of one piece of work. Several stand there together, so each has its own ids."""

    name = ""

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.name}-%s", **kwargs)
        self.handover = handover


class Accept(OfWork):
    name = "accept"
    worker_name = TextField(
        label="Who will work with the children", called="the name of the worker", required=False, max_length=120,
        hint="Leave empty if it is you. The hub sees this name, so that people know whom to ring.", width="two-thirds",
    )


class AcceptedThere(OfWork):
    name = "accepted"
    worker_name = TextField(label="Who there took it on", called="the name of the person there", max_length=120, width="two-thirds")


class SendBack(OfWork):
    name = "send-back"
    reason = LongTextField(
        label="Why it is not for you", called="the reason", hint="Say where it should go, if you know.", max_length=4000, rows=4,
    )


class SendBackFromMash(SendBack):
    name = "send-back-from-mash"


class SentBackThere(SendBack):
    name = "sent-back"
    reason = LongTextField(label="Why they sent it back, and who said so", called="the reason", max_length=4000, rows=4)


class SendElsewhere(OfWork):
    name = "send-elsewhere"
    to_team = ChoiceField(label="Which team should it go to?", called="the team", as_select=True)
    reason = LongTextField(label="What they need to know", called="what they need to know", max_length=4000, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams_open() if takes(team.function, self.handover.outcome)}
        self.fields["to_team"].choices = [
            (pk, f"{team}, {team.agency}" + (": the same team again" if team == self.handover.to_team else ""))
            for pk, team in self.teams.items()
        ]

    def clean_to_team(self) -> Team:
        return self.teams[self.cleaned_data["to_team"]]


class End(OfWork):
    name = "end"
    why = LongTextField(label="Why nothing more is needed", called="why nothing more is needed", max_length=4000, rows=4)


FORMS = {form.name: form for form in (Accept, AcceptedThere, SendBack, SendBackFromMash, SentBackThere, SendElsewhere, End)}
