"""Whether the desk keeps pace: what came and what left it, day by day, and what follows from that. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Day:
    """One whole day of the desk."""

    day: date
    came: int = 0
    came_back: int = 0  # changed by the police after it was decided, or not agreed by a second look
    decided: int = 0
    withdrawn: int = 0

    @property
    def on(self) -> int:
        return self.came + self.came_back

    @property
    def off(self) -> int:
        return self.decided + self.withdrawn

    @property
    def net(self) -> int:
        """How much the backlog grew."""
        return self.on - self.off


def together(days: Sequence[Day]) -> Day:
    """Several days as one, under the first of them."""
    came, back, decided, withdrawn = (sum(each) for each in zip(*((d.came, d.came_back, d.decided, d.withdrawn) for d in days), strict=True))
    return Day(days[0].day, came, back, decided, withdrawn)


def days_outrun(days: Sequence[Day]) -> int:
    """On how many days running, up to the last of these, more came than left."""
    running = 0
    for day in reversed(days):
        if day.net <= 0:
            break
        running += 1
    return running


@dataclass(frozen=True)
class Forecast:
    """When the desk is clear at the pace of these days: never, if more comes than leaves, and that is said so."""

    waiting: int
    on: float  # a day
    off: float

    @property
    def in_days(self) -> int | None:
        if not self.waiting:
            return 0
        less = self.off - self.on
        return -int(-self.waiting // less) if less > 0 else None

    def clear_on(self, today: date) -> date | None:
        """The day, where there is one that can be said: a pace does not hold for years."""
        return today + timedelta(days=self.in_days) if self.in_days is not None and self.in_days <= A_YEAR else None

    @property
    def words(self) -> str:
        pace = f"At the pace of the last seven days ({self.on:.0f} come and {self.off:.0f} leave a day)"
        if not self.waiting:
            return "Nothing is waiting."
        if self.in_days is None:
            more = "as many come as leave" if self.on == self.off else "more come than leave"
            return f"{pace} the backlog never clears: {more}."
        if self.in_days > A_YEAR:
            return f"{pace} the backlog takes more than a year to clear."
        return f"{pace} the backlog clears in {self.in_days} {'day' if self.in_days == 1 else 'days'}."


A_YEAR = 365
PACE_DAYS = 7  # a whole week, so that weekends are in it as often as they are


def forecast(days: Sequence[Day], *, waiting: int) -> Forecast:
    last = days[-PACE_DAYS:]
    return Forecast(waiting, sum(day.on for day in last) / len(last), sum(day.off for day in last) / len(last))
