from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements.bounds import bounds
from sarana.science.statements.kinds import Comparison
from sarana.science.statements.numbers import numbers_in, parse_figure

KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@pytest.mark.parametrize(
    ("printed", "decimal", "value"),
    [
        ("1,577", False, "1577"),
        ("1.577", False, "1577"),
        ("16.34", True, "16.34"),
        ("16,34", True, "16.34"),
        ("1,234,567.5", False, "1234567.5"),
        ("1.234.567,5", False, "1234567.5"),
        ("២.០០០", False, "2000"),
        ("12 500", False, "12500"),
    ],
)
def test_separators(printed: str, decimal: bool, value: str) -> None:
    assert parse_figure(printed, decimal_fraction=decimal) == Decimal(value)


@given(st.integers(0, 9_999_999))
def test_grouped_numbers_are_read_back_in_both_scripts(value: int) -> None:
    for text in (f"{value:,}", f"{value:,}".replace(",", "."), f"{value:,}".translate(KHMER)):
        assert parse_figure(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "Article 8",
        "Tier 3",
        "Covid-19",
        "a 14-year-old",
        "the 30th anniversary",
        "10:30",
        "hotline 1288",
        "120 km",
        "one in ten",
    ],
)
def test_what_looks_like_a_count_and_is_none(text: str) -> None:
    assert numbers_in(f"They named {text} again.", []) == []


def test_modifiers_bound_the_value() -> None:
    (number,) = numbers_in("at least 20 victims", [])
    assert (number.comparison, number.low, number.high) == (Comparison.AT_LEAST, Decimal(20), None)


@given(st.integers(0, 10**9), st.sampled_from(list(Comparison)))
def test_bounds_never_cross(value: int, comparison: Comparison) -> None:
    low, high = bounds(Decimal(value), comparison)
    assert low is None or high is None or low <= high
