"""Sums over the lattice of patterns, many tables at a time.

A row of an array holds one number for each pattern (bit mask) of m lists. What a design matrix of 0 and 1 would do takes
m additions of half a row here.
"""

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]
type Marks = NDArray[np.bool_]
type Patterns = NDArray[np.intp]


def subset_sums(rows: Numbers) -> Numbers:
    """At each pattern, the sum over all patterns within it: from parameters to linear predictors."""
    sums = rows.copy()
    for halves in _halves(sums):
        halves[:, :, 1, :] += halves[:, :, 0, :]
    return sums


def superset_sums(rows: Numbers) -> Numbers:
    """At each pattern, the sum over all patterns that contain it: from counts to margins."""
    sums = rows.copy()
    for halves in _halves(sums):
        halves[:, :, 0, :] += halves[:, :, 1, :]
    return sums


def sizes(patterns: int) -> Patterns:
    """How many lists each of the patterns 0, 1, …, patterns - 1 names."""
    return np.array([pattern.bit_count() for pattern in range(patterns)], dtype=np.intp)


def _halves(sums: Numbers) -> list[Numbers]:
    """For each list a view of the rows split into the patterns without it and with it."""
    tables, patterns = sums.shape
    lists = patterns.bit_length() - 1
    return [sums.reshape(tables, patterns >> bit + 1, 2, 1 << bit) for bit in range(lists)]
