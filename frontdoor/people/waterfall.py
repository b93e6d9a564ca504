"""What each field says of two people, drawn as steps from the prior to the answer, for the table that stands beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDE, ROW, LEFT, RIGHT = 320, 26, 4, 4


@dataclass(frozen=True)
class Step:
    """One row: the bar runs from `x` for `width` across; `says` puts what it is worth in words."""

    title: str
    words: str
    says: str
    x: float
    width: float
    y: int
    speaks_for: bool
    is_silent: bool


def steps(worth: Iterable[tuple[str, str, float]]) -> list[Step]:
    """In bits, one bit doubling the odds; the axis runs as far as the steps do."""
    rows = list(worth)
    ends = [0.0]
    for _, _, bits in rows:
        ends.append(ends[-1] + bits)
    low, high = min(ends), max(ends)
    scale = (WIDE - LEFT - RIGHT) / max(high - low, 1)
    return list(_drawn(rows, ends, low, scale))


def _drawn(rows: list[tuple[str, str, float]], ends: list[float], low: float, scale: float) -> Iterator[Step]:
    for at, (title, words, bits) in enumerate(rows):
        start = LEFT + (min(ends[at], ends[at + 1]) - low) * scale
        yield Step(title, words, in_words(bits), round(start, 1), round(max(abs(bits) * scale, 1), 1), at * ROW, bits >= 0, abs(bits) < 0.05)


def in_words(bits: float) -> str:
    """So many times more likely, or less: 2 to the bits, in round numbers."""
    if abs(bits) < 0.05:
        return "says nothing"
    times = 2.0 ** min(abs(bits), 60)
    said = f"{times:.1f}" if times < 10 else f"{round(times, -(len(str(int(times))) - 2)):,.0f}"
    return f"{said} times {'more' if bits > 0 else 'less'} likely"
