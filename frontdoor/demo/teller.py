"""Telling: each action at its own time, up to now and no further, so that today's desks are in mid-flow."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from frontdoor.feedback.actions import tell
from frontdoor.feedback.models import Feedback
from frontdoor.feedback.queries import worries_in
from frontdoor.foundations.access.models import Agency, Team, User
from frontdoor.foundations.clocks.limits import WorkingHours
from frontdoor.foundations.record.guard import told_at
from frontdoor.foundations.record.refusals import Refused


class NotYet(Exception):
    """The story has caught up with the present."""


class Teller:
    """Holds the cast, the dice and the present moment."""

    def __init__(self, *, now: datetime, seed: int = 1871):
        self.now, self.drawn = now, Random(seed)
        self.people = {user.email.split("@")[0]: user for user in User.objects.prefetch_related("memberships")}
        for user in self.people.values():
            user.membership  # noqa: B018 asked once, kept for the whole telling
        self.teams = {team.name.lower().replace(" ", "_"): team for team in Team.objects.select_related("agency")}
        self.agencies = {agency.name: agency for agency in Agency.objects.all()}

    def do(self, act: Callable, *args: Any, at: datetime, by: str | User, **details: Any) -> Any:
        """Do one action at its time, as if it had been typed then."""
        if at > self.now:
            raise NotYet
        token = told_at.set(at + timedelta(seconds=self.drawn.randint(5, 240)))
        try:
            return act(*args, by=self.people[by] if isinstance(by, str) else by, at=at, **details)
        finally:
            told_at.reset(token)

    def told_as_drafted(self, feedback: Feedback, *, at: datetime, by: str, **details: Any) -> Feedback:
        """The draft goes as it stands, by somebody who looked at whatever in it might have to stay unsaid."""
        said = {"at": at, "by": by, "text": feedback.draft, **details}
        try:
            return self.do(tell, feedback, **said)
        except Refused as no:
            if no.field != "looked_at":
                raise
            return self.do(tell, feedback, looked_at=worries_in(feedback, feedback.draft), **said)

    def one_of(self, weights: dict[str, float]) -> str:
        return self.drawn.choices(list(weights), list(weights.values()))[0]

    def after(self, start: datetime, rate: tuple[float, float], *, least: float = 0.1) -> datetime:
        """So many working hours later, most soon and some late."""
        hours = max(least, rate[0] * self.drawn.lognormvariate(0, rate[1]))
        return WorkingHours(min(hours, 60)).due(start)

    def agency(self, *kinds: str) -> Agency | None:
        found = [agency for agency in self.agencies.values() if agency.kind in kinds]
        return self.drawn.choice(found) if found else None

    def member_of(self, agency: Agency) -> User | None:
        found = [user for user in self.people.values() if user.membership and user.agency.pk == agency.pk]
        return self.drawn.choice(found) if found else None
