"""How dates, ages and numbers are said on screen: plain English, Europe/London, never an ISO string."""

import datetime as dt

from django.utils import timezone

Day = dt.date


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _as_day(value: dt.date | dt.datetime) -> Day:
    return _local(value).date() if isinstance(value, dt.datetime) else value


def day(value: dt.date | dt.datetime | None) -> str:
    """Monday 23 November 2026."""
    if not value:
        return ""
    that = _as_day(value)
    return f"{that:%A} {that.day} {that:%B %Y}"


def short_day(value: dt.date | dt.datetime | None) -> str:
    """23 Nov 2026."""
    if not value:
        return ""
    that = _as_day(value)
    return f"{that.day} {that:%b %Y}"


def clock_time(value: dt.datetime | dt.time | None) -> str:
    """4:05pm; midnight and midday in words, since 12am and 12pm are misread."""
    if value is None or value == "":
        return ""
    that = _local(value) if isinstance(value, dt.datetime) else value
    if that.minute == 0 and that.hour in (0, 12):
        return "midnight" if that.hour == 0 else "midday"
    return f"{that.hour % 12 or 12}:{that:%M}{'am' if that.hour < 12 else 'pm'}"


def moment(value: dt.datetime | None) -> str:
    """23 November 2026 at 4:05pm."""
    if not value:
        return ""
    that = _local(value)
    return f"{that.day} {that:%B %Y} at {clock_time(that)}"


def when(value: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """As said at a desk: today 4:05pm; tomorrow 9:00am; Wed 25 Nov 4:05pm; the year only if it is another."""
    if not value:
        return ""
    that, today = _local(value), _local(now or timezone.now()).date()
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((that.date() - today).days)
    year = "" if that.year == today.year else f" {that.year}"
    return f"{near or f'{that:%a} {that.day} {that:%b}{year}'} {clock_time(that)}"


def iso(value: dt.date | dt.datetime | None) -> str:
    """For <time datetime="">, never for reading."""
    return value.isoformat() if value else ""


def _some(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("" if number == 1 else "s")


def length_of(gap: dt.timedelta) -> str:
    """A length of time in its largest useful unit: 20 minutes, 3 hours, 2 days, 5 weeks, 4 months, 2 years."""
    minutes = int(abs(gap).total_seconds() // 60)
    hours, days = minutes // 60, minutes // 1440
    for number, unit in (
        (days // 365, "year"),
        (days // 30 if days >= 60 else 0, "month"),
        (days // 7 if days >= 14 else 0, "week"),
        (days, "day"),
        (hours, "hour"),
        (minutes, "minute"),
    ):
        if number:
            return _some(number, unit)
    return "less than a minute"


def ago(value: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """20 minutes ago; in 3 hours; just now."""
    if not value:
        return ""
    gap = (now or timezone.now()) - value
    if abs(gap) < dt.timedelta(minutes=1):
        return "just now"
    return f"{length_of(gap)} ago" if gap > dt.timedelta() else f"in {length_of(gap)}"


def _months_between(earlier: Day, later: Day) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def age(born: dt.date | None, on: dt.date | dt.datetime | None = None, expected: dt.date | bool | None = None) -> str:
    """Age as at a date: days, then weeks, then months until two, then years; the unborn by the expected date, or True if unknown."""
    that = _as_day(on) if on else timezone.localdate()
    if born is None or born > that:
        return _unborn(expected or born, that)
    months, days = _months_between(born, that), (that - born).days
    if days < 14:
        return _some(days, "day") + " old"
    if months < 3:
        return _some(days // 7, "week") + " old"
    if months < 24:
        return _some(months, "month") + " old"
    return str(months // 12)


def _unborn(expected: Day | bool | None, on: Day) -> str:
    if not expected:
        return "age not known"
    if expected is True:
        return "not yet born"
    left = (expected - on).days
    if left == 0:
        return "due today"
    if left < 0:
        return f"was due {length_of(dt.timedelta(days=left))} ago, birth not recorded"
    return f"due in {_some(left, 'day')}" if left < 14 else f"due in {_some(left // 7, 'week')}"


def nhs(number: str | None) -> str:
    """999 123 4567: the NHS number as it is read aloud; anything that is not ten digits is shown as it was given."""
    digits = "".join(str(number or "").split())
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 and digits.isdigit() else str(number or "")


FILTERS = {
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "clock_time": clock_time,
    "ago": ago,
    "age": age,
    "nhs": nhs,
    "length_of": length_of,
    "when": when,
    "iso": iso,
}
