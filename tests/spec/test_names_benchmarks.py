"""The published bars for names, on real data beside the project."""

import csv
from pathlib import Path

import pytest

from sarana.science.names import RECOMMENDED_THRESHOLD, compare, compare_prepared, prepare, search_keys

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the shared folder of real data is not beside the project"
    ),
]


def rows_of(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_labelled_pairs_reach_the_bar_at_one_threshold() -> None:
    rows = rows_of("screening/name_bench.csv")
    found = [compare(row["name1"], row["name2"]).score >= RECOMMENDED_THRESHOLD for row in rows]
    same = [row["is_match"] == "true" for row in rows]
    right = sum(hit and true for hit, true in zip(found, same, strict=True))
    assert 2 * right / (sum(found) + sum(same)) >= 0.80


def test_a_name_finds_its_twin_in_the_other_script() -> None:
    rows = rows_of("names/khmer_latin_pairs.csv")
    khmer = [f"{row['surname']} {row['givenName']}" for row in rows]
    latin = [f"{row['romanizedSurname']} {row['romanizedGiven']}" for row in rows]
    left, right = [prepare(name) for name in khmer], [prepare(name) for name in latin]
    scores = [[compare_prepared(one, other).score for other in right] for one in left]
    to_latin = sum(
        {latin[j] for j, s in enumerate(row) if s == max(row)} == {latin[i]} for i, row in enumerate(scores)
    )
    columns = list(zip(*scores, strict=True))
    to_khmer = sum(
        {khmer[j] for j, s in enumerate(row) if s == max(row)} == {khmer[i]} for i, row in enumerate(columns)
    )
    assert to_latin / len(rows) >= 0.90
    assert to_khmer / len(rows) >= 0.90


def test_both_scripts_meet_in_a_key() -> None:
    rows = rows_of("names/khmer_latin_pairs.csv")
    for row in rows:
        khmer = search_keys(f"{row['surname']} {row['givenName']}")
        assert khmer & search_keys(f"{row['romanizedGiven']} {row['romanizedSurname']}")
