"""Models whose interactions are pairs without a circle: their maximum is one equation in the hidden cases.

Such a model is decomposable, so that with N cases in all the maximum is a product of margins (Darroch, Lauritzen & Speed
1980), and the hidden cases h are those that the model expects on no list when there are N = n + h:

    h = N · Π (1 - n_i / N)^(1 - d_i) · Π (1 - n_ij / N)

over the lists i, with d_i pairs each, and over the pairs ij, n_ij being on one of the two lists at least. Without pairs this is
Darroch's equation (1958) for independent lists.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sarana.science.estimation.lattice import Marks, Numbers, Patterns, add_subsets, sizes

_MOST_STEPS = 60
# The last step of the logarithm of the hidden cases.
_CONVERGED = 1e-13
# The longest step: the equation bends too much for a longer one.
_LONGEST = 2.0


@dataclass(frozen=True, slots=True)
class Closed:
    """Fits of those rows that this way can fit.

    Attributes:
        rows: their places.
        terms, means: by pattern, as in loglinear.Fits.
    """

    rows: Patterns
    terms: Numbers
    means: Numbers


def fit_forests(margins: Numbers, models: Marks, finite: Marks, live: Marks) -> Closed:
    """Fit every row whose model has each list and, of interactions, pairs without a circle alone.

    Args:
        margins: superset sums of the cases by pattern, one table a row; each row usable (existence.standings).
        models: by pattern, whether the model has the term.
        finite: by pattern, the terms that stay finite (existence.split_by_margin).
        live: the patterns that stay in the table.
    """
    rows = _forests(models)
    shape = _shape(margins.shape[1])
    margins = margins[rows].T
    cases, on = margins[0], margins[shape.lists]
    has = models[rows][:, shape.pairs].T
    both = margins[shape.pairs]
    first, second = on[shape.first], on[shape.second]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        degree = shape.incidence @ has
        # A forest has fewer pairs than lists: those it has come first, and only they are reckoned with.
        ahead = np.argsort(~has, axis=0, kind="stable")[: len(shape.lists) - 1]
        either = np.take_along_axis(first + second - both, ahead, axis=0)
        hidden = _hidden(cases, on, 1.0 - degree, either, np.take_along_axis(has, ahead, axis=0))
        total = cases + hidden
        neither = total - first - second + both
        of_first = np.where(has, np.log((first - both) / neither), 0.0)
        of_second = np.where(has, np.log((second - both) / neither), 0.0)
        of_both = np.where(has, np.log(both / neither), 0.0) - of_first - of_second
        terms = np.zeros(margins.shape)
        terms[0] = np.log(hidden)
        terms[shape.lists] = (1.0 - degree) * np.log(on / (total - on))
        np.add.at(terms, shape.lists[shape.first], of_first)
        np.add.at(terms, shape.lists[shape.second], of_second)
        terms[shape.pairs] = of_both
        terms[~finite[rows].T] = 0.0
        reached = np.isfinite(terms).all(axis=0)
        terms = terms[:, reached]
        means = terms.copy()
        add_subsets(means)
        np.exp(means, out=means)
    rows = rows[reached]
    means[~live[rows].T] = 0.0
    return Closed(rows, terms.T, means.T)


def _hidden(cases: Numbers, on: Numbers, weights: Numbers, either: Numbers, has: Marks) -> Numbers:
    """The hidden cases of each table, by Newton's steps on their logarithm; NaN where they are not reached.

    From below its root the equation's logarithm is concave, so that a step from there never goes beyond.
    """
    found = np.full(len(cases), np.nan)
    open_ones = np.arange(len(cases))
    parts = weights.sum(axis=0) + has.sum(axis=0) - 1.0
    at = np.log(np.maximum(cases, 1.0))
    for _ in range(_MOST_STEPS):
        hidden = np.exp(at)
        total = cases + hidden
        off, off_both = total - on, np.where(has, total - either, 1.0)
        value = (
            at + parts * np.log(total) - (weights * np.log(off)).sum(axis=0) - np.log(off_both).sum(axis=0)
        )
        slope = 1.0 + hidden * (parts / total - (weights / off).sum(axis=0) - (has / off_both).sum(axis=0))
        # Beyond the root the slope may turn: the way to it leads down.
        step = np.where(slope > 0, np.clip(-value / slope, -_LONGEST, _LONGEST), -_LONGEST)
        at = at + step
        ended = np.abs(step) < _CONVERGED * np.maximum(1.0, np.abs(at))
        if ended.any():
            found[open_ones[ended]] = np.exp(at[ended])
        going = ~ended & np.isfinite(at)
        if not going.any():
            break
        if not going.all():
            open_ones, at, cases, parts = open_ones[going], at[going], cases[going], parts[going]
            on, weights, either, has = on[:, going], weights[:, going], either[:, going], has[:, going]
    return found


def _forests(models: Marks) -> Patterns:
    """The rows whose model has every list, no interaction of more than two, and no circle of pairs."""
    shape = _shape(models.shape[1])
    plain = models[:, shape.lists].all(axis=1) & ~models[:, shape.larger].any(axis=1)
    packed = np.ascontiguousarray(np.packbits(models[:, shape.pairs], axis=1))
    # Alike ones are judged once.
    kinds, which = np.unique(packed.view(f"V{packed.shape[1]}").ravel(), return_inverse=True)
    lists = len(shape.lists)
    open_ones = np.array([_has_no_circle(lists, kind.tobytes()) for kind in kinds], dtype=np.bool_)
    return np.flatnonzero(plain & open_ones[which])


@lru_cache(maxsize=1 << 16)
def _has_no_circle(lists: int, packed: bytes) -> bool:
    shape = _shape(1 << lists)
    marks = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=len(shape.pairs))
    group = list(range(lists))
    for place in np.flatnonzero(marks):
        one, other = group[shape.first[place]], group[shape.second[place]]
        if one == other:
            return False
        group = [one if each == other else each for each in group]
    return True


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where lists, pairs and larger interactions lie among the patterns, and which lists a pair joins."""

    lists: Patterns
    pairs: Patterns
    larger: Patterns
    first: Patterns
    second: Patterns
    incidence: Numbers


@lru_cache(maxsize=32)
def _shape(patterns: int) -> _Shape:
    size = sizes(patterns)
    pairs = np.flatnonzero(size == 2)  # noqa: PLR2004 - a pair
    bits = np.arange(patterns.bit_length() - 1)
    joins = pairs[:, None] >> bits[None, :] & 1
    first = joins.argmax(axis=1)
    second = len(bits) - 1 - joins[:, ::-1].argmax(axis=1)
    larger = np.flatnonzero(size > 2)  # noqa: PLR2004
    return _Shape(1 << bits, pairs, larger, first, second, joins.T.astype(np.float64))
