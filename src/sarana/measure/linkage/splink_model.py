"""One model for three engines: the model of science/linkage in Splink's words, and the records as the table it reads.

The engine joins, Splink compares and weighs; its weights are ours to the last digits that a float keeps, which a test holds.
Names are compared by the same function as in process, once a pair: the engine calls it by the name NAME_LEVEL with the numbers
of two records' names, and Splink reads the level from the column that pairs bring along, ``match_key``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from sarana.science.linkage.blocking import keys_of
from sarana.science.linkage.encoding import Encoded
from sarana.science.linkage.levels import BONES, LOOSE, ONE_WORD, SIZES
from sarana.science.linkage.model import (
    Floats,
    Model,
    bearers_of_names,
    sharers_of_phones,
    weight_of_names,
    weight_of_phones,
)
from sarana.science.linkage.records import Ints

NAME_LEVEL = "sarana_name_level"
#: Pairs that the model holds for less likely than this are not kept: they can become no link and no doubt.
LEAST_CHANCE = 0.001
_BOTH_DAYS = "day_of_birth_l > 0 and day_of_birth_r > 0"
_PARTS = (
    "cast(year_of_birth_l = year_of_birth_r as int) + cast(month_of_birth_l = month_of_birth_r as int) + "
    "cast(day_of_birth_l = day_of_birth_r as int)"
)
_SWAPPED = "year_of_birth_l = year_of_birth_r and month_of_birth_l = day_of_birth_r and day_of_birth_l = month_of_birth_r"
# By comparison: when it is not known, and its levels from the strongest; the last is what is left.
_CONDITIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": (
        "match_key = -1",
        tuple(f"match_key = {level}" for level in range(LOOSE)),
    ),
    "birth": (
        "year_of_birth_l = 0 or year_of_birth_r = 0",
        (
            f"{_BOTH_DAYS} and {_PARTS} = 3",
            f"{_BOTH_DAYS} and ({_PARTS} = 2 or ({_SWAPPED}))",
            "not (day_of_birth_l > 0 and day_of_birth_r > 0) and year_of_birth_l = year_of_birth_r",
            "abs(year_of_birth_l - year_of_birth_r) <= 1",
        ),
    ),
    "phone": ("phone_l < 0 or phone_r < 0", ("phone_l = phone_r",)),
    "sex": ("sex_l < 0 or sex_r < 0", ("sex_l = sex_r",)),
    "place": ("place_l < 0 or place_r < 0", ("place_l = place_r", "province_l = province_r")),
}


def table_of(records: Encoded, only_with: Ints | None) -> tuple[pa.Table, dict[str, int]]:
    """The records as Splink reads them, without any name, and how many were left out of blocks that are too large, by rule."""
    holders, keys, left_out = keys_of(records)
    counts = np.bincount(holders, minlength=len(records))
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    bearers = bearers_of_names(records)[0]
    columns: dict[str, Any] = {
        "unique_id": np.arange(len(records), dtype=np.int64),
        "name": records.names[:, 0],
        "other_name": records.names[:, 1],
        "year_of_birth": records.births[:, 0],
        "month_of_birth": records.births[:, 1],
        "day_of_birth": records.births[:, 2],
        "phone": records.phones,
        "sex": records.sex,
        "place": records.places,
        "province": records.provinces,
        # Splink asks both records for every column of a condition; what it compares is the pair's own.
        "match_key": np.zeros(len(records), dtype=np.int64),
        "is_new": np.ones(len(records), dtype=np.int64) if only_with is None else only_with,
        "sharers": sharers_of_phones(records),
        "block": pa.LargeListArray.from_arrays(ends, keys).cast(pa.list_(pa.int64())),
    }
    columns |= {f"bearers_{level}": bearers for level in range(BONES + 1)}
    return pa.table(columns), left_out


def pair_queries(records: str, explode: str) -> tuple[str, str, str]:
    """Three steps to the pairs that Splink is given, each read from the one before ({0}).

    Pairs that share a key, each once; with the level of their names; without those that their names bar, which can become
    no link and teach the model nothing.

    Args:
        records: the table of records in the engine.
        explode: what makes rows of a list there.
    """
    held = f"SELECT unique_id, is_new, {explode}(block) AS one_key FROM {records}"
    joined = (
        "SELECT DISTINCT l.unique_id AS join_key_l, r.unique_id AS join_key_r "
        f"FROM ({held}) AS l JOIN ({held}) AS r ON l.one_key = r.one_key "
        "WHERE l.unique_id < r.unique_id AND (l.is_new = 1 OR r.is_new = 1)"
    )
    named = (
        f"SELECT join_key_l, join_key_r, {NAME_LEVEL}(l.name, l.other_name, r.name, r.other_name) AS match_key "
        f"FROM {{0}} AS p JOIN {records} AS l ON l.unique_id = p.join_key_l "
        f"JOIN {records} AS r ON r.unique_id = p.join_key_r"
    )
    return joined, named, f"SELECT * FROM {{0}} WHERE match_key < {ONE_WORD}"


def rarities(model: Model, records: Encoded) -> dict[str, pa.Table]:
    """By column, how much its values say, as the term frequencies with which Splink comes to our weights."""
    bearers, usual = bearers_of_names(records)
    many = np.unique(bearers)
    tables = {
        f"bearers_{level}": _rarity(
            f"bearers_{level}",
            many,
            weight_of_names(model, np.full(len(many), level, dtype=np.int8), many, usual),
            float(model.bits["name"][level]),
        )
        for level in range(BONES + 1)
    }
    shared = np.unique(sharers_of_phones(records))
    phones = weight_of_phones(model, shared)
    return tables | {"sharers": _rarity("sharers", shared, phones, float(model.bits["phone"][0]))}


def _rarity(column: str, values: Ints, weights: Floats, base: float) -> pa.Table:
    """Splink adds log2(u / frequency) to a level's bits."""
    return pa.table({column: values, f"tf_{column}": _chances(base)[1] * np.exp2(base - weights)})


def settings_of(model: Model) -> dict[str, Any]:
    """The model as Splink's settings."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": model.prior,
        "comparisons": [_comparison(model, field) for field in SIZES],
        # The pairs are given to it.
        "blocking_rules_to_generate_predictions": [],
        # Without them Splink keeps no levels either.
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(model: Model, field: str) -> dict[str, Any]:
    unknown, conditions = _CONDITIONS[field]
    levels: list[dict[str, Any]] = [
        {"sql_condition": unknown, "label_for_charts": "not known", "is_null_level": True}
    ]
    for level, condition in enumerate((*conditions, "ELSE")):
        m, u = _chances(float(model.bits[field][level]))
        told: dict[str, Any] = {
            "sql_condition": condition,
            "label_for_charts": f"level {level}",
            "m_probability": m,
            "u_probability": u,
        }
        rare = {("phone", 0): "sharers"} | {("name", n): f"bearers_{n}" for n in range(BONES + 1)}
        if column := rare.get((field, level)):
            told |= {"tf_adjustment_column": column, "disable_tf_exact_match_detection": True}
        levels.append(told)
    return {"output_column_name": field, "comparison_levels": levels}


def _chances(bits: float) -> tuple[float, float]:
    """Some m and u of this weight: Splink uses nothing of them but their ratio."""
    return min(1.0, 2.0**bits) * 0.5, min(1.0, 2.0**-bits) * 0.5


def levels_told(gammas: dict[str, Any]) -> dict[str, Any]:
    """Splink counts levels from the weakest, 0, to the strongest; ours the other way. -1 is "not known" for both."""
    told = {}
    for field, gamma in gammas.items():
        weakest = len(_CONDITIONS[field][1])
        told[field] = np.where(gamma < 0, -1, weakest - gamma).astype(np.int8)
    return told


def name_level_of(records: Encoded) -> Callable[[Any, Any, Any, Any], Any]:
    """The comparison of names as engines call it: columns of numbers of names in, levels out."""
    from sarana.science.linkage.levels import name_levels

    def levels(name: Any, other_name: Any, its_name: Any, its_other_name: Any) -> Any:
        left = np.stack([np.asarray(name), np.asarray(other_name)], axis=1)
        right = np.stack([np.asarray(its_name), np.asarray(its_other_name)], axis=1)
        return name_levels(records, left, right).astype(np.int32)

    return levels
