"""Linked tables with totals: what stays shown gives no small count back."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.disclosure.attack import Sum, derive, sums_of, with_totals
from sarana.science.disclosure.linked import FLOOR, protect_linked


def year_age_sex() -> dict[tuple[str, ...], int]:
    """Invented victims by year, age and sex."""
    chance = Random(3)
    shape = product(("2021", "2022", "2023", "2024"), ("0-8", "9-17", "18-26", "27-38"), ("female", "male"))
    return {key: int(chance.paretovariate(0.8)) * 2 for key in shape}


def test_nothing_is_recoverable_from_year_age_and_sex():
    table = with_totals(year_age_sex())
    sums = sums_of(table)

    shown = protect_linked(table, sums, threshold=5)

    assert derive(shown, sums, threshold=5).counts_are_safe
    assert any(shown.values())
    assert all(value in (None, table[key]) for key, value in shown.items())


def test_zeros_and_large_counts_without_small_ones_stay():
    counts = {"a": 0, "b": 30, "all": 30}

    assert protect_linked(counts, [Sum("all", ("a", "b"))]) == counts


def test_a_few_persons_in_all_are_hidden_without_an_error():
    counts = {"a": 1, "b": 2, "all": 3}
    sums = [Sum("all", ("a", "b"))]

    assert protect_linked(counts, sums) == {"a": None, "b": None, "all": None}
    assert protect_linked({}, []) == {}


def test_a_count_that_is_sensitive_for_another_reason_is_hidden_too():
    counts = {"a": 50, "b": 60, "c": 70, "all": 180}

    shown = protect_linked(counts, [Sum("all", ("a", "b", "c"))], also_hidden=["a"])

    assert shown == {"a": None, "b": None, "c": 70, "all": 180}


def test_a_threshold_below_the_floor_is_refused():
    with pytest.raises(ValueError, match="least that protects"):
        protect_linked({"a": 2}, [], threshold=FLOOR - 1)


def test_parts_that_do_not_make_their_total_are_refused():
    with pytest.raises(ValueError, match="make 5, not 6"):
        protect_linked({"a": 5, "all": 6}, [Sum("all", ("a",))])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=12, max_size=12))
def test_the_attack_finds_nothing_after_protection(counts):
    table = with_totals(dict(zip(product("abc", "xy", "mn"), counts, strict=True)))
    sums = sums_of(table)

    assert derive(protect_linked(table, sums), sums, threshold=11).counts_are_safe
