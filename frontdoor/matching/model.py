"""The model as a file: how often each level is seen of one person written twice (m), of strangers (u), of relatives (r)."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .levels import COMPARISONS, NAMES

FILES = Path(__file__).parent / "models"
CURRENT = "families-1"
LEAST = 1e-7


@dataclass(frozen=True)
class Model:
    """`weights` and `kin` are base-2 logarithms, by comparison and level: m over u, and r over u."""

    version: str
    levels: Mapping[str, Mapping[str, Mapping[str, float]]]  # comparison: level: {"m", "u", "r"}
    known: float  # of the people who come in, the share already known
    kin_per_match: float  # relatives met for each match, among those who share a postcode
    household: float  # how much living with somebody named beside them says, against living at the address itself
    about: Mapping[str, Any] = field(default_factory=dict)
    weights: tuple[tuple[float, ...], ...] = ()
    kin: tuple[tuple[float, ...], ...] = ()
    strangers: tuple[tuple[float, ...], ...] = ()

    def prior(self, people: int) -> float:
        """The odds, as a base-2 logarithm, that one of so many known people is the one who came in."""
        share = self.known / max(people, 2)
        return math.log2(share / (1 - share))

    @property
    def kin_prior(self) -> float:
        return math.log2(self.kin_per_match)

    @property
    def home_same(self) -> float:
        return self.weights[NAMES.index("home")][0]


def made(levels: Mapping[str, Mapping[str, Mapping[str, float]]], **rest: Any) -> Model:
    def ratios(of: str) -> tuple[tuple[float, ...], ...]:
        return tuple(
            tuple(math.log2(max(found[level.code][of], LEAST) / max(found[level.code]["u"], LEAST)) for level in each.levels)
            for each in COMPARISONS
            for found in [levels[each.name]]
        )

    strangers = tuple(tuple(math.log2(max(levels[each.name][level.code]["u"], LEAST)) for level in each.levels) for each in COMPARISONS)
    return Model(levels=levels, weights=ratios("m"), kin=ratios("r"), strangers=strangers, **rest)


@cache
def current() -> Model:
    return read(FILES / f"{CURRENT}.json")


def read(file: Path) -> Model:
    return made(**json.loads(file.read_text()))


def write(model: Model, file: Path) -> None:
    kept = {name: getattr(model, name) for name in ("version", "about", "known", "kin_per_match", "household", "levels")}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, indent=1) + "\n")
