"""Counts that fit all sums and stand off from what limits them, found without a linear programme.

Douglas and Rachford (1956): between the counts that fit the sums and those within their limits, mirrored in turn, until one is
both. What one sum alone says of a count is drawn in first (Fischetti and Salazar 2000 call such limits external bounds).
"""

from typing import Any

import numpy as np
from scipy.sparse import eye_array
from scipy.sparse.linalg import splu

_TINY = 1e-9
# So far from its limits a count is to stand; half of that when it can't be had, and so on.
_OFF, _HALVINGS = 0.5, 6
_TURNS, _EVERY = 240, 8
# Looks at all sums by which limits are drawn in.
_LOOKS = 12
# Away from the singular by so much, and repeated so often until what that leaves is gone.
_AWAY, _REPEATS = 1e-6, 4


def drawn_in(
    sums: Any, known: np.ndarray, least: np.ndarray, most: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of each count, made as narrow as single sums make them.

    Raises:
        ValueError: a sum can't be.
    """
    rows = sums.tocoo()
    line, at, sign = rows.coords[0], rows.coords[1], rows.data
    least, most = least.astype(float), most.astype(float)
    for _ in range(_LOOKS):
        low = np.where(sign > 0, least[at], -most[at])
        high = np.where(sign > 0, most[at], -least[at])
        # What a count may be is what the sum leaves when all others are as large, or as small, as they may be.
        up = sign * (known[line] - _others(line, low, len(known)))
        down = sign * (known[line] - _others(line, high, len(known)))
        new_most, new_least = most.copy(), least.copy()
        np.minimum.at(new_most, at, np.where(sign > 0, up, down))
        np.maximum.at(new_least, at, np.where(sign > 0, down, up))
        if (new_least > new_most + 1e-6).any():
            raise ValueError("The sums contradict each other.")
        new_most = np.maximum(new_most, new_least)
        still = np.array_equal(new_most, most) and np.array_equal(new_least, least)
        least, most = new_least, new_most
        if still:
            break
    return least, most


def _others(line: np.ndarray, ends: np.ndarray, of: int) -> np.ndarray:
    """Of each entry, what all other entries of its sum come to; endless where one of them is."""
    endless = np.isinf(ends)
    finite = np.where(endless, 0, ends)
    rest = np.bincount(line, finite, of)[line] - finite
    with_end = np.bincount(line, endless, of)[line] - endless > 0
    # All that are endless in one call are so to the same side.
    side = -np.inf if (ends == -np.inf).any() else np.inf
    return np.where(with_end, side, rest)


def point_inside(sums: Any, known: np.ndarray, least: np.ndarray, most: np.ndarray) -> np.ndarray | None:
    """Counts that fit all sums, each off from its limits where that can be had; None where none were found in time."""
    project = Projection(sums, known)
    width = np.where(np.isinf(most), np.inf, most - least)
    point = least + np.minimum(2.0, width / 2)
    for halving in range(_HALVINGS):
        off = np.minimum(_OFF / 2**halving, width / 2)
        low, high = least + off, most - off
        for turn in range(_TURNS):
            near = np.clip(point, low, high)
            point += project(2 * near - point) - near
            if turn % _EVERY == _EVERY - 1:
                fits = project(near)
                if (fits >= least).all() and (fits <= most).all():
                    return fits
    return None


class Projection:
    """The nearest counts that fit all sums."""

    def __init__(self, sums: Any, known: np.ndarray) -> None:
        sums = sums.tocsr().astype(float)
        square = (sums @ sums.T).tocsr()
        # Short sums first: those of one direction share no count, so that little is filled in.
        order = np.argsort(np.diff(square.indptr), kind="stable")
        self.sums, self.known = sums[order], known[order]
        self.back = self.sums.T.tocsr()
        # Sums say the same twice, so that they alone have no inverse.
        square = square[order][:, order].tocsc() + _AWAY * eye_array(len(known), format="csc")
        how = {"SymmetricMode": True}
        self.solve = splu(square, permc_spec="NATURAL", diag_pivot_thresh=0.0, options=how).solve

    def __call__(self, counts: np.ndarray) -> np.ndarray:
        for _ in range(_REPEATS):
            off = self.sums @ counts - self.known
            if np.abs(off).max(initial=0) < _TINY:
                break
            counts = counts - self.back @ self.solve(off)
        return counts
