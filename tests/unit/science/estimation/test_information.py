import numpy as np
import pytest

from sarana.science.estimation import (
    TableNotUsable,
    bic_estimate,
    hierarchical_models,
    score_models,
    table_from_patterns,
)
from sarana.science.estimation.information import largest_interactions


@pytest.mark.parametrize(
    ("lists", "order", "models"), [(3, None, 8), (4, None, 113), (4, 2, 64), (5, None, 6_893)]
)
def test_there_are_as_many_hierarchical_models_as_mathematics_counts(lists, order, models):
    assert len(hierarchical_models(lists, order)) == models


def test_a_model_has_all_that_lies_within_its_interactions():
    for model in hierarchical_models(4):
        terms = set(np.flatnonzero(model).tolist())
        assert all(term & ~(1 << bit) in terms for term in terms for bit in range(4))


def test_the_estimate_is_the_smallest_bic_of_the_scored_models():
    table = table_from_patterns(["a", "b", "c"], {1: 50, 2: 40, 4: 30, 3: 12, 5: 9, 6: 8, 7: 3})
    scored = score_models(table, hierarchical_models(3))
    found = bic_estimate(table)
    assert found.bic == scored.bics.min()
    assert found.estimate == scored.estimates[scored.bics.argmin()]


def test_models_that_are_not_usable_have_no_numbers():
    table = table_from_patterns(["a", "b", "c"], {1: 5, 2: 4, 4: 3, 3: 1, 5: 1, 6: 1})
    scored = score_models(table, hierarchical_models(3))
    assert not scored.usable.all()
    assert np.isnan(scored.estimates[~scored.usable]).all()
    assert np.isnan(scored.bics[~scored.usable]).all()


def test_a_table_on_which_no_model_is_usable_is_refused():
    with pytest.raises(TableNotUsable, match="leave out those"):
        bic_estimate(table_from_patterns(["a", "b", "c"], {3: 5}))


def test_the_largest_interactions_hold_the_others():
    terms = np.zeros(16, dtype=np.bool_)
    terms[[0, 1, 2, 4, 8, 0b011, 0b101, 0b110, 0b111, 0b1001]] = True
    assert largest_interactions(terms) == (0b1001, 0b111)
