"""The partnership's threshold chart as data: level, domain, indicator. Guidance for people, never a score.

A new edition is new rows with a new version and its dates; the old rows stay, so that a decision keeps the text it was
made under. Record the indicator codes and, beside them, `chart.version`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from .sets import DATA, BadCodeSet, as_day, read_date, read_rows

DOMAINS = {
    "DEVELOPMENT": "The child's development",
    "FAMILY": "Family and environment",
    "PARENTING": "Parents and carers",
}
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Indicator:
    """One thing a practitioner may see, at one level, in one domain."""

    indicator_code: str
    level: int
    domain: str
    text: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class ThresholdChart:
    version: str
    from_on: date | None
    to_on: date | None
    indicators: tuple[Indicator, ...]

    @classmethod
    def current(cls, on: date | datetime) -> "ThresholdChart":
        """The edition in force on the day."""
        day = as_day(on)
        for chart in charts():
            if (chart.from_on or date.min) <= day <= (chart.to_on or date.max):
                return chart
        raise LookupError(f"No threshold chart was in force on {day:%d %B %Y}.")

    @classmethod
    def edition(cls, version: str) -> "ThresholdChart":
        """The edition a decision was made under."""
        for chart in charts():
            if chart.version == version:
                return chart
        raise LookupError(f"There is no edition of the threshold chart called {version!r}.")

    def at(self, *, level: int | None = None, domain: str | None = None) -> list[Indicator]:
        """The indicators of a level, of a domain, or of both, in the order of the chart."""
        return [i for i in self.indicators if level in (None, i.level) and domain in (None, i.domain)]

    def knows(self, code: str) -> bool:
        return any(i.indicator_code == code for i in self.indicators)

    def text(self, code: str) -> str:
        """The indicator as this edition words it."""
        found = [i.text for i in self.indicators if i.indicator_code == code]
        return found[0] if found else f"{code} (not in the list)"

    def choices(self, *, level: int | None = None, domain: str | None = None) -> list[tuple[str, str]]:
        return [(i.indicator_code, i.text) for i in self.at(level=level, domain=domain)]


@cache
def charts(path: Path = DATA / "threshold_chart.csv") -> tuple[ThresholdChart, ...]:
    """Every edition, oldest first."""
    editions: dict[tuple, list[Indicator]] = {}
    for row in read_rows(path):
        dates = read_date(row["from_on"]), read_date(row["to_on"])
        code, level, domain = row["indicator_code"], int(row["level"]), row["domain"]
        if level not in LEVELS or domain not in DOMAINS or not row["text"] or not row["source"]:
            raise BadCodeSet(f"{path.name}, {code}: needs a level from 1 to 4, a known domain, a text and a source.")
        indicator = Indicator(code, level, domain, row["text"], row["note"], row["source"])
        editions.setdefault((row["version"], *dates), []).append(indicator)
    found = tuple(ThresholdChart(*key, tuple(rows)) for key, rows in editions.items())
    _check(path, found)
    return tuple(sorted(found, key=lambda chart: chart.from_on or date.min))


def _check(path: Path, found: tuple[ThresholdChart, ...]) -> None:
    if len({chart.version for chart in found}) < len(found):
        raise BadCodeSet(f"{path.name}: every row of an edition must carry the same dates.")
    for chart in found:
        if len({i.indicator_code for i in chart.indicators}) < len(chart.indicators):
            raise BadCodeSet(f"{path.name}, {chart.version}: an indicator code is there twice.")
    ordered = sorted(found, key=lambda chart: chart.from_on or date.min)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if earlier.to_on is None or later.from_on is None or later.from_on <= earlier.to_on:
            raise BadCodeSet(f"{path.name}: {earlier.version} and {later.version} hold on the same day.")
