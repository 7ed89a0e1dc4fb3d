"""Models without a circle of pairs: one equation gives what Newton's steps give."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.estimation import loglinear
from sarana.science.estimation.existence import split_by_margin, usable
from sarana.science.estimation.forests import Closed, fit_forests
from sarana.science.estimation.lattice import sizes, superset_sums
from sarana.science.estimation.loglinear import fit


def without_forests(margins, models, finite, live):
    none = np.zeros((0, margins.shape[1]))
    return Closed(np.zeros(0, dtype=np.intp), none, none)


@st.composite
def tables_and_pairs(draw):
    """A table of three to five lists with zeros, and a model with any of their pairs."""
    lists = draw(st.integers(3, 5))
    counts = draw(
        st.lists(st.one_of(st.just(0), st.integers(0, 60)), min_size=1 << lists, max_size=1 << lists)
    )
    counts[0] = 0
    size = sizes(1 << lists)
    pairs = [int(pair) for pair in np.flatnonzero(size == 2)]
    model = size <= 1
    model[draw(st.lists(st.sampled_from(pairs), max_size=lists, unique=True))] = True
    return np.array([counts], dtype=np.float64), model[None]


@settings(deadline=None, max_examples=200)
@given(tables_and_pairs())
def test_the_equation_gives_what_newton_gives(drawn):
    counts, model = drawn
    if not usable(counts, model)[0]:
        return
    found = fit(counts, model)
    kept = loglinear.fit_forests
    loglinear.fit_forests = without_forests
    try:
        expected = fit(counts, model)
    finally:
        loglinear.fit_forests = kept
    np.testing.assert_allclose(found.hidden, expected.hidden, rtol=1e-7)
    np.testing.assert_allclose(found.means, expected.means, rtol=1e-6, atol=1e-7)


def rows_of(*models):
    counts = np.array([[0, 30, 25, 6, 20, 5, 4, 2, 15, 3, 2, 1, 4, 1, 1, 0]] * len(models), dtype=np.float64)
    terms = np.array([[p.bit_count() <= 1 or p in model for p in range(16)] for model in models])
    margins = superset_sums(counts)
    return fit_forests(margins, terms, *split_by_margin(margins, terms)).rows.tolist()


def test_it_takes_what_has_no_circle_and_leaves_the_rest():
    independent, tree, circle, triple = (
        set(),
        {0b0011, 0b0110},
        {0b0011, 0b0110, 0b0101},
        {0b0011, 0b0101, 0b0111},
    )
    assert rows_of(independent, tree, circle, triple) == [0, 1]


def test_two_lists_that_are_independent_give_the_estimate_of_lincoln_and_petersen():
    hidden = fit(np.array([[0.0, 40, 30, 20]]), np.array([[True, True, True, False]])).hidden
    np.testing.assert_allclose(hidden, 40 * 30 / 20, rtol=1e-12)
