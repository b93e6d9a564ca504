"""Which notice comes first, and why: declared, visible reasons in words, never a score. Pure."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# What each reason says beside a notice.
REASONS = {
    "HIGH": "High risk",
    "HURT": "A child was hurt",
    "BABY": "A baby, or a pregnancy",
    "PATTERN": "A pattern of notices",
    "REPEAT": "A repeat within twelve months",
    "OPEN_CASE": "A child with an open case",
    "UNGRADED": "Not graded",
    "CHANGED": "Changed by the police after it was decided",
}
AT_ONCE, PRESSING, THE_REST = 1, 2, 3
CHILD_ROLES = {"SUBJECT_CHILD", "SIBLING"}
# Whoever these are, they bind notices into one family. A suspect alone does not: he may have hurt two families that do
# not know of each other.
BINDING_ROLES = {"SUBJECT_CHILD", "SIBLING", "VICTIM", "SECONDARY_VICTIM", "PARENT", "CARER"}
NOT_FAMILY = {"REPORTER", "PROFESSIONAL"}
ORDER = {"H": 0, "M": 1, "U": 1, "S": 2}


@dataclass(frozen=True)
class Pattern:
    """So many notices in so many days, of these grades: an area's rule, as data."""

    how_many: int
    in_days: int
    grades: tuple[str, ...] = ("S", "M", "U")
    says: str = "three low-grade notices in three months"


def band(grade: str, reasons: Iterable[str]) -> int:
    """Which part of the queue: at once, pressing, the rest."""
    found = set(reasons)
    if grade == "H" or "HURT" in found:
        return AT_ONCE
    return PRESSING if grade in ("M", "U") or found - {"HIGH"} else THE_REST


def is_a_child(roles: Iterable[str], born_on: date | None, approx_age: int | None, *, on: date) -> bool:
    """A child of the notice: named as one, or under eighteen that day, whatever their part in it."""
    found = set(roles)
    if found and found <= NOT_FAMILY:
        return False
    if born_on is not None:
        return on < add_years(born_on, 18)
    return approx_age < 18 if approx_age is not None else bool(found & CHILD_ROLES)


def add_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # born on 29 February
        return day.replace(year=day.year + years, day=28)


class History:
    """When a family's notices of each grade happened; asked how many there are in a stretch of time."""

    def __init__(self, notices: Iterable[tuple[str, datetime]]):
        self.moments: dict[str, list[datetime]] = {grade: [] for grade in ORDER}
        for grade, moment in sorted(notices, key=lambda each: each[1]):
            self.moments[grade].append(moment)

    def within(self, stretch: timedelta, *, before: datetime, grades: Iterable[str] = tuple(ORDER)) -> int:
        """How many in the stretch that ends with this moment."""
        return sum(bisect_right(self.moments[of], before) - bisect_right(self.moments[of], before - stretch) for of in grades)


def is_a_pattern(history: History, *, grade: str, at: datetime, patterns: Iterable[Pattern]) -> bool:
    """Whether a notice with those before it about the same family makes a pattern under any rule."""
    return any(
        history.within(timedelta(days=rule.in_days), before=at, grades=rule.grades) >= rule.how_many
        for rule in patterns
        if grade in rule.grades
    )


def is_upward(was: str, now: str) -> bool:
    """Whether a grade became more serious."""
    return ORDER[now] < ORDER[was]


def needs_a_reason(police: str, hub: str) -> bool:
    return hub != police
