"""A model fitted to files that hold no families: what goes wrong in them is not what the shipped model was trained on. No labels.

u of what agrees exactly is counted from the files. The relatives met for each match are counted too. m and the share already
known come from EM over the pairs worth a look, with the prior of the whole files and not of those pairs.
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa

from .levels import COMPARISONS, NAMES
from .model import LEAST, Model, made

ENOUGH, MOST, ROUNDS = 300, 400_000, 12  # matches below which there is nothing to fit; pairs looked at; rounds of EM
BEFORE = 30  # how many pairs the shipped model counts for
SELDOM = 0.001
FAMILIES = 0.1  # relatives met for each match, below which a file holds no families
APART = ("age", "generation", "different")
COUNTED = {"first": ("first",), "surname": ("surname",), "dob": ("dob",), "nhs": ("nhs",), "home": ("postcode", "door")}


def fitted(model: Model, pairs: pa.Table, index: pa.Table, incoming: pa.Table | None) -> Model:
    """The model as it ships for files of families. One fitted to these files where they hold no families, and matches enough to say."""
    place = {each.name: _place(pairs, each.name, len(each.levels))[:MOST] for each in COMPARISONS}
    relatives = float(_kin_per_match(model, place))
    if relatives > FAMILIES:
        return model
    worth = _rarity(pairs, index)[:, :MOST]
    shipped, model = model, _made(_counted(model, index, index if incoming is None else incoming), kin_per_match=relatives)
    for _ in range(ROUNDS):
        same = _posterior(model, place, worth, people=len(index))
        if same.sum() < ENOUGH:
            return shipped
        model = _again(model, place, same, came_in=len(index if incoming is None else incoming))
    return replace(model, version=f"{model.version}, fitted")


def _counted(model: Model, index: pa.Table, incoming: pa.Table) -> Model:
    """By chance two rows agree as often as the values of the two files make them."""
    levels = {name: {code: dict(each) for code, each in found.items()} for name, found in model.levels.items()}
    for name, columns in COUNTED.items():
        if chance := _chance(index, incoming, columns):
            levels[name]["same"]["u"] = chance
    if both := _chance(index, incoming, ("postcode",)):
        levels["home"]["postcode"]["u"] = max(both - levels["home"]["same"]["u"], LEAST)
    home = levels["home"]
    home["district"]["u"] = max(_chance(index, incoming, ("district",)) - both, LEAST)
    home["different"]["u"] = max(1 - sum(each["u"] for code, each in home.items() if code != "different"), LEAST)
    levels["first"]["exchanged"]["u"] = levels["first"]["same"]["u"] * levels["surname"]["same"]["u"]
    return _made(model, levels)


def _chance(index: pa.Table, incoming: pa.Table, columns: tuple[str, ...]) -> float:
    one, other = (Counter(each for each in zip(*(table[name].to_pylist() for name in columns), strict=True) if all(each)) for table in (index, incoming))
    agreeing = sum(count * one[value] for value, count in other.items()) - (sum(one.values()) if index is incoming else 0)
    return max(agreeing / (one.total() * other.total()), LEAST) if one and other else 0.0


def _place(pairs: pa.Table, name: str, count: int) -> np.ndarray:
    found = pairs[f"gamma_{name}"].to_numpy()
    return np.where(found < 0, -1, count - 1 - found)


def _rarity(pairs: pa.Table, index: pa.Table) -> np.ndarray:
    """For each pair, how rare the given and the family name of the one known are, in bits."""
    made_of, at = [], {each: n for n, each in enumerate(index["unique_id"].to_pylist())}
    rows = np.array([at[each] for each in pairs["unique_id_l"].to_pylist()], dtype=int)
    for name in ("first", "surname"):
        values = index[name].to_pylist()
        counted = Counter(value for value in values if value)
        shares = np.array([counted.get(value, 1) for value in values]) / max(counted.total(), 1)
        made_of.append(-np.log2(shares[rows]))
    return np.array(made_of)


def _posterior(model: Model, place: dict[str, np.ndarray], worth: np.ndarray, *, people: int) -> np.ndarray:
    same = np.full(len(place["first"]), model.prior(people))
    kin = same + model.kin_prior
    for at, name in enumerate(NAMES):
        known, level = place[name] >= 0, place[name]
        same += np.where(known, np.array(model.weights[at])[level], 0)
        kin += np.where(known, np.array(model.kin[at])[level], 0)
        if name in ("first", "surname"):
            rare = np.where(level == 0, worth[0 if name == "first" else 1] + model.strangers[at][0], 0)
            same += rare
            kin += rare if name == "surname" else 0
    x, y = np.exp2(np.minimum(same, 60)), np.exp2(np.minimum(kin, 60))
    return x / (1 + x + y)


def _again(model: Model, place: dict[str, np.ndarray], same: np.ndarray, *, came_in: int) -> Model:
    """m as met among those who are likely one person. r stays as it was trained: few files hold relatives enough to say."""
    levels = {name: {code: dict(each) for code, each in found.items()} for name, found in model.levels.items()}
    for name, found in levels.items():
        known = place[name] >= 0
        seen = np.bincount(place[name][known], same[known], minlength=len(found))
        before = np.array([each["m"] for each in found.values()])
        for each, value in zip(found.values(), (seen + BEFORE * before / before.sum()) / (seen.sum() + BEFORE), strict=True):
            each["m"] = float(max(value, SELDOM))
    for each in levels["home"].values():
        each["r"] = each["m"]
    levels["surname"]["exchanged"]["u"] = levels["surname"]["exchanged"]["m"]
    return _made(model, levels, known=float(np.clip(same.sum() / came_in, 0.05, 0.95)))


def _kin_per_match(model: Model, place: dict[str, np.ndarray]) -> float:
    """In one home, those born years apart for each of one birthday: relatives, for each match. None in a file that holds no families."""
    at_home = place["home"] == 0
    apart = np.isin(place["dob"], [at for at, code in enumerate(model.levels["dob"]) if code in APART]) & at_home
    return (apart.sum() + 1) / ((at_home & (place["dob"] == 0)).sum() + 1)


def _made(model: Model, levels: dict | None = None, **changed: float) -> Model:
    rest: dict = {name: getattr(model, name) for name in ("version", "known", "kin_per_match", "household", "about")}
    return made(levels or model.levels, **(rest | changed))

