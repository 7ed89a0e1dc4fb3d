"""A two-way table in whole numbers, none negative, whose rows and columns add up to given totals, as near as can be to given counts.

The sum of squares that it lies off is least: rows are fitted by themselves, then units are carried from columns with too many to
columns with too few along the cheapest road, one after another (successive shortest paths; Ahuja, Magnanti and Orlin 1993). Whole
numbers alone are reckoned with, so that any machine finds the same table.
"""

from collections.abc import Hashable, Mapping
from fractions import Fraction

import numpy as np

from sarana.science.disclosure.noise import not_negative

# Counts are taken in so many parts of one: what they are off by is compared exactly from there on.
_PARTS = 2**16
_FAR = 2**60


def fitted[Row: Hashable, Column: Hashable](
    counts: Mapping[tuple[Row, Column], Fraction], rows: Mapping[Row, int], columns: Mapping[Column, int]
) -> dict[tuple[Row, Column], int]:
    """The table nearest to the counts.

    Args:
        counts: of every pair of a row and a column.
        rows: totals of 0 or more, of these rows and maybe of others.
        columns: of columns alike.

    Raises:
        ValueError: rows and columns don't add up to the same.
    """
    across, down = list(dict.fromkeys(r for r, _ in counts)), list(dict.fromkeys(c for _, c in counts))
    wanted = np.array([columns[one] for one in down], dtype=np.int64)
    if sum(rows[one] for one in across) != int(wanted.sum()):
        raise ValueError("The rows and the columns of a table add up to the same.")
    aims = np.array([[int(counts[r, c] * _PARTS // 1) for c in down] for r in across], dtype=np.int64)
    made = np.array(
        [
            list(not_negative({at: Fraction(int(n), _PARTS) for at, n in enumerate(row)}, rows[one]).values())
            for one, row in zip(across, aims, strict=True)
        ],
        dtype=np.int64,
    )
    _carry(made, aims, made.sum(axis=0) - wanted)
    return {(r, c): int(made[i, j]) for i, r in enumerate(across) for j, c in enumerate(down)}


def _carry(made: np.ndarray, aims: np.ndarray, over: np.ndarray) -> None:
    """Move units inside rows until no column has one too many; ``over`` tells by how many each has more than is wanted."""
    while (over > 0).any():
        distance, came_by, came_from = _roads(made, made * _PARTS - aims, over > 0)
        end = at = int(np.where(over < 0, distance, _FAR).argmin())
        while came_by[at] >= 0:
            row, before = came_by[at], came_from[at]
            made[row, at] += 1
            made[row, before] -= 1
            at = before
        over[at] -= 1
        over[end] += 1


def _roads(
    made: np.ndarray, off: np.ndarray, starts: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What it costs to carry a unit to each column from the nearest start, in which row its last step is, and from which column."""
    size = made.shape[1]
    distance = np.where(starts, 0, _FAR)
    came_by, came_from = np.full(size, -1), np.full(size, -1)
    rows, columns = np.arange(made.shape[0]), np.arange(size)
    while True:
        # A unit is taken out of a row where the row has one, and put into another column of the same row.
        taken = np.where((made > 0) & (distance < _FAR), distance - off, _FAR)
        cheapest = taken.argmin(axis=1)
        put = np.where(taken[rows, cheapest] < _FAR, taken[rows, cheapest], _FAR)[:, None] + off + _PARTS
        by = put.argmin(axis=0)
        better = (put[by, columns] < distance) & (taken[by, cheapest[by]] < _FAR)
        if not better.any():
            return distance, came_by, came_from
        distance = np.where(better, put[by, columns], distance)
        came_from = np.where(better, cheapest[by], came_from)
        came_by = np.where(better, by, came_by)
