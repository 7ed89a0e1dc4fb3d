import numpy as np
import pytest

from sarana.science.estimation import (
    bic_estimate,
    bic_interval,
    hierarchical_models,
    score_models,
    table_from_patterns,
)
from sarana.science.estimation.bootstrap import resampled
from sarana.science.estimation.search import search_for

COUNTS = [0, 60, 45, 9, 70, 12, 6, 2, 30, 5, 7, 0, 11, 3, 0, 1]
TABLE = table_from_patterns(["a", "b", "c", "d"], dict(enumerate(COUNTS)))


@pytest.mark.parametrize("order", [2, None])
def test_the_search_finds_what_fitting_every_model_finds(order):
    """No model is cut: on each resampled table the answer is the smallest criterion of the whole class."""
    (counts,) = resampled(TABLE, 40, seed=3)
    found = search_for(TABLE, order=order).estimates(counts)
    models = hierarchical_models(4, order)
    for row, estimate in zip(counts, found, strict=True):
        table = table_from_patterns(TABLE.lists, {pattern: int(n) for pattern, n in enumerate(row)})
        scored = score_models(table, models)
        assert estimate == pytest.approx(scored.estimates[int(np.nanargmin(scored.bics))], rel=1e-7)


def test_a_table_on_which_no_model_has_an_estimate_has_none():
    counts = np.zeros((1, 16))
    counts[0, [1, 2, 4, 8]] = 5
    assert np.isnan(search_for(TABLE).estimates(counts)).all()


def test_the_interval_holds_the_estimate_and_repeats_the_choice():
    answer, interval = bic_interval(TABLE, order=None, replicates=200)
    assert answer == bic_estimate(TABLE, order=None)
    assert interval.lower < answer.estimate < interval.upper
    assert interval.replicates + interval.failed == 200


def test_the_order_of_the_lists_changes_no_limit():
    turned = table_from_patterns(
        ["d", "b", "c", "a"],
        {(pattern & 0b0110) | (pattern >> 3) | (pattern & 1) << 3: n for pattern, n in enumerate(COUNTS)},
    )
    _, one = bic_interval(TABLE, replicates=100)
    _, other = bic_interval(turned, replicates=100)
    assert (one.lower, one.upper) == pytest.approx((other.lower, other.upper), rel=1e-6)
