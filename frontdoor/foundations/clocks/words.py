"""Lengths of time in words."""

from datetime import timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def span(length: timedelta, kind: str = "", *, in_hours: bool = False) -> str:
    if length < HOUR:
        return count(length // timedelta(minutes=1), f"{kind}minute")
    if length < 2 * DAY or kind or in_hours:
        return count(length // HOUR, f"{kind}hour")
    return count(length // DAY, "day")


def hours_in_words(hours: float, kind: str) -> str:
    whole, minutes = divmod(round(hours * 60), 60)
    parts = [count(whole, f"{kind}hour")] if whole else []
    return " ".join([*parts, count(minutes, f"{'' if parts else kind}minute")] if minutes else parts)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
