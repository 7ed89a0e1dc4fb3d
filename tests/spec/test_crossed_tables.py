"""# Two-way tables

A table of counts by two dimensions may be shown when nobody can compute a hidden count from the sums that are shown.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from sarana.science.disclosure import THRESHOLD, protect_crossed


def test_large_counts_and_zeros_stay():
    counts = {("a", "x"): 20, ("a", "y"): 0, ("b", "x"): 9, ("b", "y"): 30}
    told = protect_crossed(counts)
    assert told.cells == counts
    assert (told.rows, told.columns, told.total) == ({"a": 20, "b": 39}, {"x": 29, "y": 30}, 59)


def test_a_small_count_takes_the_corners_of_a_rectangle_with_it():
    counts = {("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 40, ("c", "x"): 99, ("c", "y"): 99}
    told = protect_crossed(counts)
    hidden = {cell for cell, count in told.cells.items() if count is None}
    assert hidden == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    assert told.rows == {"a": 23, "b": 70, "c": 198}


def test_a_total_that_is_hidden_elsewhere_stays_hidden():
    counts = {("a", "x"): 10, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 40}
    told = protect_crossed(counts, rows_hidden=["a"])
    assert told.rows["a"] is None
    assert None in told.cells.values()


def test_a_table_of_fewer_than_the_threshold_shows_nothing():
    told = protect_crossed({("a", "x"): 1, ("b", "y"): 2})
    assert told.total is None
    assert set(told.cells.values()) == {None, 0} or set(told.cells.values()) == {None}


def test_an_empty_table_is_empty():
    assert protect_crossed({}).total == 0


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        protect_crossed({("a", "x"): -1})


tables = st.integers(1, 4).flatmap(
    lambda high: st.integers(1, 4).flatmap(
        lambda wide: st.lists(
            st.lists(
                st.one_of(st.integers(0, 9), st.integers(10, 60), st.just(0)), min_size=wide, max_size=wide
            ),
            min_size=high,
            max_size=high,
        )
    )
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_a_stranger_must_think_every_hidden_small_count_as_large_as_the_threshold(rows):
    """The attack by integer programming over cells and totals, written apart from the protection."""
    counts = {(i, j): count for i, row in enumerate(rows) for j, count in enumerate(row)}
    told = protect_crossed(counts)
    high, wide = len(rows), len(rows[0])
    full = np.array(rows)
    assert all(told.cells[cell] in {None, count} for cell, count in counts.items())
    if told.total is None:
        return
    cells = [(i, j) for i in range(high) for j in range(wide)]
    equations, known = [np.ones(len(cells))], [told.total]
    for i, shown in told.rows.items():
        if shown is not None:
            equations.append(np.array([float(cell[0] == i) for cell in cells]))
            known.append(shown)
    for j, shown in told.columns.items():
        if shown is not None:
            equations.append(np.array([float(cell[1] == j) for cell in cells]))
            known.append(shown)
    low = [1 if told.cells[cell] is None else told.cells[cell] for cell in cells]
    high_ = [np.inf if told.cells[cell] is None else told.cells[cell] for cell in cells]
    wanted = [np.array([float(cell == one) for cell in cells]) for one in cells if 0 < full[one] < THRESHOLD]
    wanted += [
        np.array([float(cell[0] == i) for cell in cells])
        for i in range(high)
        if 0 < full[i].sum() < THRESHOLD
    ]
    wanted += [
        np.array([float(cell[1] == j) for cell in cells])
        for j in range(wide)
        if 0 < full[:, j].sum() < THRESHOLD
    ]
    for aim in wanted:
        found = milp(
            -aim,
            constraints=LinearConstraint(np.array(equations), known, known),
            bounds=Bounds(low, high_),
            integrality=np.ones(len(cells)),
        )
        assert found.success
        assert -found.fun >= THRESHOLD - 1e-6
