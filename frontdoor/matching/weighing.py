"""What the agreement of two people is worth, and what it comes to: the same, a relative, or a stranger.

Fellegi and Sunter (1969) ask whether two records are one person or two strangers. In one house the honest alternative is a relative,
so there are three answers here, and the people known compete for one record: it is of one person only. People named together
are evidence for each other: whoever lives with the one is likelier the other. Measured in the shared linkage brief, section 5.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import JaroWinkler

from .levels import COMPARISONS, NAMES, levels
from .model import Model
from .standard import Standard

Rarity = Mapping[str, Mapping[str, float]]  # column: value: its share of the people known
HOME, FIRST, SURNAME = NAMES.index("home"), NAMES.index("first"), NAMES.index("surname")
COUNTED = tuple((at, Standard._fields.index(each.levels[0].rarity)) for at, each in enumerate(COMPARISONS) if each.levels[0].rarity)
TOO_FAR = 2**-10  # odds below which a candidate is no rival
NEAREST = 20  # how many of those who fit best are looked at for being one person held twice
ALIKE = 0.88
SURE, NO_DOUBT = 0.02, 0.99  # who counts as found when their household is asked; and how sure that may make anybody


@dataclass(slots=True)
class Candidate:
    """One person known beside one named: the level of each field, what they are worth in bits, and what it comes to."""

    key: Any
    known: Standard
    levels: tuple[int, ...]
    weight: float  # log2, for the same person against a stranger, without the prior
    kin: float  # log2, for a relative against a stranger
    probability: float = 0.0
    relative: float = 0.0
    worth: tuple[float, ...] = ()  # what each field is worth, in bits
    prior: float = 0.0
    lifted: float = 0.0  # bits added because those named beside them are found in the same home
    odds: float = field(default=0.0, repr=False)
    kin_odds: float = field(default=0.0, repr=False)

    @property
    def steps(self) -> list[tuple[str, str, float]]:
        """From the prior to the answer: field, how it compares, bits. The last says what relatives and others known take away."""
        compared = zip(COMPARISONS, self.levels, self.worth, strict=True)
        found = [("Before anything is compared", "one of all the people known", self.prior)]
        found += [(each.title, each.levels[level].words if level >= 0 else "not known on one side", worth) for each, level, worth in compared]
        if self.lifted:
            found.append(("Named together", "lives with somebody found for another person named here", self.lifted))
        answer = math.log2(max(self.probability, 1e-12) / max(1 - self.probability, 1e-12))
        if (held_back := answer - sum(bits for _, _, bits in found)) < -0.05:
            found.append(("Others it could be", "a relative, or somebody else known", held_back))
        return found


def pieces(a: Standard, found: Sequence[int], model: Model, rarity: Rarity) -> list[float]:
    """What each field is worth, in bits: m over u of its level; where a name is the same, m over how often that name is met."""
    worth = [0.0 if level < 0 else model.weights[at][level] for at, level in enumerate(found)]
    for at, column in COUNTED:
        if found[at] == 0 and (share := rarity[Standard._fields[column]].get(a[column])):
            worth[at] += model.strangers[at][0] - math.log2(share)
    return worth


def compare(a: Standard, b: Standard, *, model: Model, rarity: Rarity, key: Any = None) -> Candidate:
    found = levels(a, b)
    return candidate(a, b, found, model=model, rarity=rarity, key=key)


def candidate(a: Standard, b: Standard, found: tuple[int, ...], *, model: Model, rarity: Rarity, key: Any = None) -> Candidate:
    worth = pieces(a, found, model, rarity)
    kin = sum(model.kin[at][level] for at, level in enumerate(found) if level >= 0)
    if found[SURNAME] == 0:  # a rare name shared says as much of relatives as of one person
        kin += worth[SURNAME] - model.weights[SURNAME][0]
    return Candidate(key, b, found, sum(worth), kin, worth=tuple(worth))


def judge(together: Sequence[list[Candidate]], *, people: int, model: Model) -> None:
    """Set the probabilities of the candidates of everybody named together in one referral or notice, in place."""
    for found in together:
        for each in found:
            each.prior = model.prior(people)
            each.odds = _power(each.weight + each.prior)
            each.kin_odds = _power(each.kin + each.prior + model.kin_prior)
        _compete(found)
    if len(together) > 1:
        _household(together, model)
        for found in together:
            _compete(found)


def _power(bits: float) -> float:
    return 2.0 ** min(bits, 90)


def _compete(found: list[Candidate]) -> None:
    """One record is of one person: the odds of every other person found count against each. One person held twice does not."""
    rivals = sorted((each for each in found if each.odds > TOO_FAR), key=lambda each: -each.odds)
    total, near = sum(each.odds for each in rivals), rivals[:NEAREST]
    for each in found:
        others = total
        if each.odds > TOO_FAR:  # of those who fit best, the ones who are this same person held twice do not count against
            others -= sum(other.odds for other in near if other is each or alike(each.known, other.known))
        whole = 1 + each.odds + each.kin_odds + max(others, 0.0)
        each.probability, each.relative = each.odds / whole, each.kin_odds / whole


def _household(together: Sequence[list[Candidate]], model: Model) -> None:
    """Whoever lives with somebody found for another named beside them is as good as living at the address itself; and two people
    named together are two people."""
    found = [[each for each in named if each.probability > SURE] for named in together]
    raised = []
    for at, named in enumerate(together):
        for each in named:
            apart, taken = 1.0, 0.0
            for beside, theirs in enumerate(found):
                if beside == at:
                    continue
                with_them = 0.0
                for other in theirs:
                    if other.key == each.key or alike(other.known, each.known):
                        taken = max(taken, other.probability)
                    elif live_together(other.known, each.known):
                        with_them = max(with_them, other.probability)
                apart *= 1 - min(with_them, NO_DOUBT)
            raised.append((each, 1 - apart, min(taken, NO_DOUBT)))
    for each, together_with, taken in raised:
        level = each.levels[HOME]
        home = _power(model.weights[HOME][level]) if level >= 0 else 1.0
        lift = max(1.0, (1 - together_with) + together_with * model.household * _power(model.home_same) / home)
        each.lifted = math.log2(lift)
        each.odds, each.kin_odds = each.odds * lift * (1 - taken), each.kin_odds * lift


def alike(a: Standard, b: Standard) -> bool:
    """Whether two people known are likely one person held twice."""
    if a.nhs and b.nhs:
        return a.nhs == b.nhs
    if a.root_a != b.root_a and JaroWinkler.similarity(a.first, b.first, score_cutoff=ALIKE) < ALIKE:
        return False
    same_name = a.sound_surname == b.sound_surname
    if a.dob and b.dob:
        return a.dob == b.dob and (same_name or a.postcode == b.postcode)
    return same_name and shares_a_postcode(a, b)


def shares_a_postcode(a: Standard, b: Standard) -> bool:
    return bool(a.postcode and a.postcode in (b.postcode, b.prev_postcode) or b.postcode and b.postcode == a.prev_postcode)


def live_together(a: Standard, b: Standard) -> bool:
    """At one address now, or where the one lived before, or both from the same place under one name."""
    if a.postcode and a.postcode == b.postcode:
        return a.door == b.door
    before = a.prev_postcode and a.prev_postcode == b.prev_postcode and a.surname == b.surname
    return bool(before) or shares_a_postcode(a, b)
