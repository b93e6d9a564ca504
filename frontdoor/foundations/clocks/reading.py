"""Reading a limit back from its words, so that a stored "4 working hours" still counts as it did when it was set."""

import re
from datetime import time

from .limits import BeforeNextSchoolDay, CalendarMonths, Days, EndOfSchoolDay, Hours, Limit, WorkingDays, WorkingHours

WHOLE = {"working day": WorkingDays, "calendar month": CalendarMonths, "day": Days}
FIXED = {str(limit): limit for limit in (EndOfSchoolDay(), BeforeNextSchoolDay())}
COUNTED = re.compile(r"(\d+) (working day|calendar month|day)s?")
TIMED = re.compile(
    r"(?:(?P<hours>\d+) (?P<kind>working )?hours?)? ?(?:(?P<minutes>\d+) (?P<short>working )?minutes?)?"
    r"(?: \((?P<opens>\d\d:\d\d) to (?P<closes>\d\d:\d\d)\))?"
)


def read_limit(words: str) -> Limit | None:
    """The limit these words name, or nothing if they name none. The calendar is the area's."""
    if words in FIXED:
        return FIXED[words]
    if found := COUNTED.fullmatch(words):
        return WHOLE[found[2]](int(found[1]))
    found = TIMED.fullmatch(words)
    hours = int(found["hours"] or 0) + int(found["minutes"] or 0) / 60 if found else 0
    if not hours:
        return None
    if not (found["kind"] or found["short"]):
        return Hours(hours)
    if not found["opens"]:
        return WorkingHours(hours)
    return WorkingHours(hours, opens=time.fromisoformat(found["opens"]), closes=time.fromisoformat(found["closes"]))
