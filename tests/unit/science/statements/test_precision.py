"""The interval of a precision: known values, and always around the share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements.precision import wilson_interval


@pytest.mark.parametrize(
    ("right", "seen", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_it_agrees_with_the_published_values(right, seen, low, high):
    assert wilson_interval(right, seen) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda seen: st.tuples(st.integers(0, seen), st.just(seen))))
def test_it_holds_the_share_and_stays_a_share(pair):
    right, seen = pair
    low, high = wilson_interval(right, seen)
    assert 0 <= low <= right / seen + 1e-12
    assert right / seen - 1e-12 <= high <= 1


def test_nothing_seen_has_no_precision():
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(0, 0)
