"""Days and times as people type them; every refusal is a sentence. Values in, answer out."""

import datetime as dt
import re
import zoneinfo

LONDON = zoneinfo.ZoneInfo("Europe/London")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
TIME = re.compile(r"^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$")


class NotUnderstood(ValueError):
    """Carries the sentence to show, and which of the boxes to look at."""

    def __init__(self, sentence: str, part: str = "day") -> None:
        super().__init__(sentence)
        self.part = part


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def name_of(label: str | None) -> str:
    """'Date of birth' to 'the date of birth'; 'Your name' to 'your name'; 'NHS number' keeps its capitals."""
    said = (label or "an answer").rstrip("?:")
    lowered = said[:1].lower() + said[1:] if said[1:2].islower() or len(said.split()[0]) == 1 else said
    possessive = lowered.split()[0] in {
        "the",
        "your",
        "their",
        "his",
        "her",
        "this",
        "an",
        "a",
        "any",
        "what",
        "why",
        "who",
        "how",
    }
    return lowered if possessive else f"the {lowered}"


def _month(given: str) -> int | None:
    if given.isdecimal():
        return int(given)
    named = [n for n, name in enumerate(MONTHS, 1) if len(given) >= 3 and name.startswith(given.lower().rstrip("."))]
    return named[0] if len(named) == 1 else None


def read_day(parts: dict[str, str], *, called: str, optional: bool = False) -> dt.date | None:
    """Three boxes to a date, or None when all are empty."""
    given = {name: (parts.get(name) or "").strip() for name in ("day", "month", "year")}
    if not any(given.values()):
        return None
    otherwise = ", or leave it empty if it is not known" if optional else ""
    missing = [name for name, text in given.items() if not text]
    if missing:
        raise NotUnderstood(f"{capital(called)} must include a {' and a '.join(missing)}{otherwise}", missing[0])
    month = _month(given["month"])
    if not given["day"].isdecimal() or month is None or not given["year"].isdecimal():
        wrong = "day" if not given["day"].isdecimal() else "month" if month is None else "year"
        raise NotUnderstood(f"Enter {called} in numbers, like 27 3 2019{otherwise}", wrong)
    if len(given["year"]) != 4:
        raise NotUnderstood(f"Enter all 4 numbers of the year in {called}, like 2019", "year")
    if not 1 <= month <= 12:
        raise NotUnderstood(f"There is no month {month}: enter the month of {called} as 1 to 12", "month")
    try:
        return dt.date(int(given["year"]), month, int(given["day"]))
    except ValueError:
        written = f"{given['day']} {MONTHS[month - 1].capitalize()} {given['year']}"
        raise NotUnderstood(
            f"{written} is not a real date: check the day, month and year of {called}{otherwise}", ""
        ) from None


def read_time(given: str, *, called: str) -> dt.time:
    """16:05, 4:05pm, 4pm, 1605, midday, midnight."""
    said = given.strip().lower().replace("noon", "midday")
    if said in ("midday", "midnight"):
        return dt.time(12 if said == "midday" else 0)
    found = TIME.match(said)
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        bare = found[2] is None and half is None
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 99
        if hour < 24 and minute < 60 and not bare:
            return dt.time(hour, minute)
    raise NotUnderstood(f"Enter the time of {called} like 4:05pm or 16:05", "time")


def read_moment(parts: dict[str, str], *, called: str, optional: bool = False) -> dt.datetime | None:
    """A day and a time of day in England to a moment; the hour that the clocks skip in March is refused."""
    time_given = (parts.get("time") or "").strip()
    that_day = read_day(parts, called=called, optional=optional)
    if that_day is None and not time_given:
        return None
    if that_day is None:
        raise NotUnderstood(f"Enter the day of {called} as well as the time", "day")
    if not time_given:
        raise NotUnderstood(f"Enter the time of {called} as well as the day, like 4:05pm", "time")
    local = dt.datetime.combine(that_day, read_time(time_given, called=called), LONDON)
    if local.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NotUnderstood(
            f"{time_given} did not happen that night, because the clocks went forward: check the time of {called}",
            "time",
        )
    return local
