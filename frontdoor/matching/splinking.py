"""The same levels as Splink settings: to train the model, and to score whole files on DuckDB or Spark."""

from typing import Any

from splink import SettingsCreator
from splink.blocking_rule_library import CustomRule

from .levels import COMPARISONS, Level
from .model import LEAST, Model

# Two people who agree in none of these are never compared. The keys of the desk (`keys.py`) say nearly the same.
RULES = (
    "l.nhs = r.nhs",
    "l.dob = r.dob",
    "l.dob = r.dob_other and l.sound_surname = r.sound_surname",
    "l.sound_first = r.sound_first and l.sound_surname = r.sound_surname",
    "l.root_a = r.root_a and l.sound_surname = r.sound_surname",
    "l.first = r.surname and l.surname = r.first",
    "l.postcode = r.postcode and l.door = r.door",
    "l.root_a = r.root_a and l.postcode = r.postcode",
    "l.sound_surname = r.sound_surname and l.postcode = r.postcode",
    "l.root_a = r.root_a and l.postcode = r.prev_postcode",
    "l.root_a = r.root_a and l.prev_postcode = r.postcode",
    "l.sound_surname = r.sound_surname and l.postcode = r.prev_postcode",
    "l.sound_surname = r.sound_surname and l.prev_postcode = r.postcode",
    "l.root_a = r.root_a and substr(l.dob, 1, 6) = substr(r.dob, 1, 6)",
    "l.sound_surname = r.sound_surname and substr(l.dob, 1, 6) = substr(r.dob, 1, 6)",
    "l.root_a = r.root_a and l.door = r.door and l.initials = r.initials",
    "l.surname = r.surname and l.door = r.door and l.initials = r.initials",
    "l.first = r.first and l.initials = r.initials and substr(l.dob, 1, 4) = substr(r.dob, 1, 4)",
)
JARO_WINKLER = {"duckdb": "jaro_winkler_similarity", "spark": "jaro_winkler"}


def settings(link_type: str, *, model: Model | None = None, engine: str = "duckdb", people: int = 100_000) -> SettingsCreator:
    """With a model: its m and u and the prior for so many people. Without: to be trained."""
    return SettingsCreator(
        link_type=link_type,
        comparisons=[
            {"output_column_name": each.name, "comparison_levels": [
                {"sql_condition": each.unknown_sql, "label_for_charts": "unknown", "is_null_level": True},
                *(_level(level, engine, model.levels[each.name] if model else {}) for level in each.levels),
            ]}
            for each in COMPARISONS
        ],
        blocking_rules_to_generate_predictions=[CustomRule(rule) for rule in RULES],
        probability_two_random_records_match=model.known / max(people, 2) if model else 1e-5,
        retain_matching_columns=True,  # the levels of each pair come only with them
    )


def _level(level: Level, engine: str, trained: dict[str, dict[str, float]]) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": "ELSE" if level.sql == "else" else level.sql.format(jw=JARO_WINKLER[engine]), "label_for_charts": level.code}
    if level.rarity:
        made |= {"tf_adjustment_column": level.rarity, "tf_adjustment_weight": 1.0}
    if trained:
        made |= {f"{of}_probability": max(trained[level.code][of], LEAST) for of in "mu"}
    return made
