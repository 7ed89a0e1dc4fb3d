"""Sums over the lattice of patterns, many tables at a time.

A row of an array holds one number for each pattern (bit mask) of m lists. What a design matrix of 0 and 1 would do takes
m additions of half a row here.

The rows may lie in memory either way. What is made here lies by pattern, all tables' numbers of one pattern together
(Fortran's order), so that additions run along the tables; to turn a large array costs more than to reckon with it.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]
type Marks = NDArray[np.bool_]
type Patterns = NDArray[np.intp]


def picked[T: np.generic](rows: NDArray[T], chosen: Marks | Patterns) -> NDArray[T]:
    """Some of the rows, by their marks or their places, lying by pattern."""
    columns = rows.T
    if chosen.dtype == np.bool_:
        return columns.compress(chosen, axis=1).T
    return columns.take(chosen, axis=1).T


def subset_sums(rows: Numbers) -> Numbers:
    """At each pattern, the sum over all patterns within it: from parameters to linear predictors."""
    sums = rows.T.copy()
    add_subsets(sums)
    return sums.T


def superset_sums(rows: Numbers) -> Numbers:
    """At each pattern, the sum over all patterns that contain it: from counts to margins."""
    sums = rows.T.copy()
    add_supersets(sums)
    return sums.T


def add_subsets(columns: Numbers) -> None:
    """The same in place, one table a column: the additions then run along the tables."""
    for halves in _halves(columns):
        halves[:, 1] += halves[:, 0]


def add_supersets(columns: Numbers) -> None:
    """The same in place, one table a column."""
    for halves in _halves(columns):
        halves[:, 0] += halves[:, 1]


@lru_cache(maxsize=16)
def sizes(patterns: int) -> Patterns:
    """How many lists each of the patterns 0, 1, …, patterns - 1 names; not to be written into."""
    found = np.array([pattern.bit_count() for pattern in range(patterns)], dtype=np.intp)
    found.setflags(write=False)
    return found


def _halves(columns: Numbers) -> list[Numbers]:
    """For each list a view of the columns split into the patterns without it and with it."""
    patterns, tables = columns.shape
    lists = patterns.bit_length() - 1
    return [columns.reshape(patterns >> bit + 1, 2, (1 << bit) * tables) for bit in range(lists)]
