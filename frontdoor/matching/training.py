"""Training: m and u by Splink, without labels; r, of relatives, by a third class among the people who share a postcode.

u comes from random pairs, never from EM: on families EM locks on to "lives in the same house". A birthday shared by relatives is
held at the share of twins, for EM alone explains twins as one person with a badly written name. Source: linkage brief, section 5.
"""

import logging
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker
from splink.blocking_rule_library import CustomRule

from .levels import COMPARISONS, NAMES
from .model import LEAST, Model, made
from .scoring import predicted
from .splinking import settings

PAIRS, ROUNDS, FLOOR = 5e6, 40, -25
BY = ("l.dob = r.dob", "l.first = r.first and l.postcode = r.postcode")
TWINS, HOUSEHOLD, KNOWN = 0.008, 0.03, 0.4
SELDOM = 0.001  # no level that can happen is given less: files differ in what goes wrong in them
INITIAL = {"m": 0.001, "u": 0.00007}  # an initial beside a name: rare in the files, and by chance one in fourteen agrees
SAME_HOUSE = ("same", "slip", "postcode", "former")


def train(index: pa.Table, incoming: pa.Table, *, version: str, seed: int = 1) -> Model:
    """A model from two files of one area, standard columns as `files.read` gives them. Takes seconds for 100,000 people."""
    levels = _same_or_strangers(index, incoming, seed)
    first = made(_with_kin(levels, {}), version=version, known=KNOWN, kin_per_match=1.0, household=HOUSEHOLD)
    pairs = predicted(index, incoming, model=first, least=FLOOR)
    m, r, shares = _three_classes({name: pairs[f"gamma_{name}"].to_numpy() for name in NAMES}, levels)
    for name in m:
        for at, code in enumerate(levels[name]):
            levels[name][code]["m"] = float(m[name][at])
    _seldom(levels, r)
    about = {"people": len(index), "incoming": len(incoming), "pairs_compared": len(pairs), "trained_on": date.today().isoformat(),
             "share_same_relative_stranger_in_one_postcode": [round(float(each), 4) for each in shares]}
    return made(_with_kin(levels, r), version=version, known=KNOWN, kin_per_match=float(shares[1] / shares[0]), household=HOUSEHOLD, about=about)


def _same_or_strangers(index: pa.Table, incoming: pa.Table, seed: int) -> dict[str, dict[str, dict[str, float]]]:
    engine = DuckDBAPI()
    linker = Linker([engine.register(table.drop_columns(["event_id"]), table_name=name) for table, name in ((index, "known"), (incoming, "came_in"))], settings("link_only"), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=seed)
    for rule in BY:
        linker.training.estimate_parameters_using_expectation_maximisation(CustomRule(rule), fix_u_probabilities=True)
    found = {each["output_column_name"]: [level for level in each["comparison_levels"] if not level.get("is_null_level")] for each in linker.misc.save_model_to_json()["comparisons"]}
    return {each.name: _level_shares(found[each.name], [level.code for level in each.levels]) for each in COMPARISONS}


def _level_shares(trained: list[dict[str, Any]], codes: list[str]) -> dict[str, dict[str, float]]:
    """A level never met in training is given a little, so that it is neither proof nor impossible."""
    m, u = ([max(level.get(of) or least, LEAST) for level in trained] for of, least in (("m_probability", 1e-3), ("u_probability", 1e-5)))
    return {code: {"m": m[at] / sum(m), "u": u[at] / sum(u)} for at, code in enumerate(codes)}


def _seldom(levels: dict[str, dict[str, dict[str, float]]], r: dict[str, np.ndarray]) -> None:
    """What training met too seldom to say. Both names agree, crosswise: as likely by chance as both together. The family name has then said it already."""
    levels["first"]["exchanged"]["u"] = levels["first"]["same"]["u"] * levels["surname"]["same"]["u"]
    levels["surname"]["exchanged"]["u"] = levels["surname"]["exchanged"]["m"]
    levels["first"]["initial"] = dict(INITIAL)
    for each in levels.values():
        for level in each.values():
            level["m"] = max(level["m"], SELDOM)
    for name in set(r) - {"nhs"}:
        r[name] = np.maximum(r[name], SELDOM / 10)


def _with_kin(levels: dict, r: dict[str, np.ndarray]) -> dict:
    """Relatives share a home as one person does with an earlier self."""
    return {
        name: {code: {**each, "r": float(r[name][at]) if name in r else each["m"]} for at, (code, each) in enumerate(found.items())}
        for name, found in levels.items()
    }


def _three_classes(gammas: dict[str, np.ndarray], levels: dict) -> tuple[dict, dict, np.ndarray]:
    """EM over the pairs that share a postcode. Splink counts levels from the last; here the first is 0, and unknown is -1."""
    place = {each.name: np.where(gammas[each.name] < 0, -1, len(each.levels) - 1 - gammas[each.name]) for each in COMPARISONS}
    homes = [at for at, code in enumerate(levels["home"]) if code in SAME_HOUSE]
    near = np.isin(place["home"], homes)
    g = {name: place[name][near] for name in NAMES if name != "home"}
    u, m = ({name: np.array([each[of] for each in levels[name].values()]) for name in g} for of in "um")
    start, r, shares = {name: m[name].copy() for name in m}, _first_guess(u), np.array([0.2, 0.6, 0.2])
    for _ in range(ROUNDS):
        likely = [np.full(near.sum(), share) for share in shares]
        for of, table in enumerate((m, r, u)):
            for name, at in g.items():
                likely[of] *= np.where(at < 0, 1.0, table[name][at])
        post = [each / sum(likely) for each in likely]
        shares = np.array([each.mean() for each in post])
        for of, table, before in ((0, m, start), (1, r, u)):
            for name, at in g.items():
                seen = np.bincount(at[at >= 0], post[of][at >= 0], minlength=len(table[name]))
                table[name] = (seen + 2 * before[name]) / (seen.sum() + 2)
        _hold(r)
    return m, r, shares


def _first_guess(u: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Where EM begins: relatives share a family name more often than not, and are otherwise as strangers."""
    r = {name: each.copy() for name, each in u.items()}
    r["surname"] = 0.35 * u["surname"]
    r["surname"][0] += 0.65
    _hold(r)
    return r


def _hold(r: dict[str, np.ndarray]) -> None:
    r["dob"][1:] *= (1 - TWINS) / r["dob"][1:].sum()
    r["dob"][0], r["nhs"][0] = TWINS, 1e-6
