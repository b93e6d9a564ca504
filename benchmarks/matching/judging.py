"""How well pairs were found, against the truth: the same figures for everything that is judged."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

SURE = 0.95


@dataclass
class Judged:
    precision: float
    recall: float
    f1: float
    best_f1: float
    at_99: float  # recall where precision is still 0.99
    wrong: float = 0.0  # of those who came in, linked to a person who is not theirs
    relative: float = 0.0
    twin: float = 0.0
    groups: dict[str, float] = field(default_factory=dict)  # recall at 99 by name group

    def row(self, name: str, seconds: float) -> str:
        wrongs = f"{self.wrong:.2%} | {self.relative:.2%} | {self.twin:.1%}" if self.groups else "| |"
        return f"| {name} | {seconds:.1f} | {self.precision:.4f} | {self.recall:.4f} | {self.f1:.4f} | {self.best_f1:.4f} | {self.at_99:.3f} | {wrongs} |"


def judge(pairs: list[tuple[str, str, float]], truth: set[tuple[str, str]], *, who: Path | None = None, came_in: int = 0, sure: float = SURE) -> Judged:
    pairs = sorted(pairs, key=lambda each: -each[2])
    right = [(one, other) in truth or (other, one) in truth for one, other, _ in pairs]
    best = at_99 = 0.0
    hits = at = cut = 0
    for at, hit in enumerate(right, 1):
        hits += hit
        best = max(best, 2 * hits / (at + len(truth)))
        if hits / at >= 0.99:
            at_99, cut = hits / len(truth), at
    linked = [(one, other, hit) for (one, other, chance), hit in zip(pairs, right, strict=True) if chance >= sure]
    true = sum(hit for _, _, hit in linked)
    found = Judged(true / max(len(linked), 1), true / len(truth), 2 * true / (len(linked) + len(truth)), best, at_99)
    if who:
        _wrongs(found, linked, {(one, other) for one, other, _ in pairs[:cut]}, truth, who, came_in)
    return found


def _wrongs(found: Judged, linked: list, kept: set, truth: set, who: Path, came_in: int) -> None:
    with open(who, newline="") as file:
        people = {row["rec_id"]: row for row in csv.DictReader(file)}
    wrong = [(one, other) for one, other, hit in linked if not hit]
    twins = sum(bool(row["twin"]) for rec, row in people.items() if rec.startswith("N"))
    found.wrong = len({one for one, _ in wrong}) / came_in
    found.relative = len({one for one, other in wrong if people[one]["family"] == people[other]["family"]}) / came_in
    found.twin = len({one for one, other in wrong if people[one]["twin"] == people[other]["person"]}) / max(twins, 1)
    counted = defaultdict(lambda: [0, 0])
    for pair in truth:
        group = counted[people[pair[0]]["group"]]
        group[0] += 1
        group[1] += pair in kept
    found.groups = {name: round(hit / all_, 3) for name, (all_, hit) in sorted(counted.items())}
