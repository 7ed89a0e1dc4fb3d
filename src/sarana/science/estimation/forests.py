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

from sarana.science.estimation.lattice import Marks, Numbers, Patterns, add_subsets, picked, sizes

_MOST_STEPS = 60
# The last step of the logarithm of the hidden cases: what remains is of the order of its square.
_CONVERGED = 1e-8
# The share of tables still on their way below which the others are left out.
_FEW = 0.6
# The longest step: the equation bends too much for a longer one.
_LONGEST = 2.0


@dataclass(frozen=True, slots=True)
class Closed:
    """Fits of those rows that this way can fit.

    Attributes:
        rows: their places, in any order.
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
    chosen = _forests(models)
    pairs_in = models.T[_shape(margins.shape[1]).pairs].sum(axis=0)[chosen]
    parts = [Closed(chosen[:0], *np.zeros((2, 0, margins.shape[1])))]
    for number in np.unique(pairs_in):
        rows = chosen[pairs_in == number]
        if len(rows) == len(models):
            return _fit_alike(rows, margins, models, finite, live)
        kept = picked(finite, rows), picked(live, rows)
        parts.append(_fit_alike(rows, picked(margins, rows), picked(models, rows), *kept))
    terms, means = (
        np.concatenate([one.T for one in some], axis=1).T
        for some in ([part.terms for part in parts], [part.means for part in parts])
    )
    return Closed(np.concatenate([part.rows for part in parts]), terms, means)


def _fit_alike(rows: Patterns, margins: Numbers, models: Marks, finite: Marks, live: Marks) -> Closed:
    """Fits of models with as many pairs; one table a column inside."""
    shape, tables = _shape(margins.shape[1]), np.arange(len(rows))
    margins = np.ascontiguousarray(margins.T)
    on = margins[shape.lists]
    # The pairs of each table's model in their order, and where their lists and they themselves stand in an array.
    has = np.ascontiguousarray(models[:, shape.pairs])
    pairs = (np.flatnonzero(has) % len(shape.pairs)).reshape(len(rows), -1).T
    first, second = (one[pairs] * len(rows) + tables for one in (shape.first, shape.second))
    at_pairs = shape.pairs[pairs] * len(rows) + tables
    on_first, on_second, both = (
        on.ravel().take(first),
        on.ravel().take(second),
        margins.ravel().take(at_pairs),
    )
    weights = np.ones(on.shape)
    for places in (*first, *second):
        weights.ravel()[places] -= 1.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        hidden = _hidden(margins[0], on, weights, on_first + on_second - both)
        total = margins[0] + hidden
        neither = total - on_first - on_second + both
        of_first, of_second = np.log((on_first - both) / neither), np.log((on_second - both) / neither)
        of_lists = weights * np.log(on / (total - on))
        for places, change in zip((*first, *second), (*of_first, *of_second), strict=True):
            of_lists.ravel()[places] += change
        terms = np.zeros(margins.shape)
        terms[0] = np.log(hidden)
        terms[shape.lists] = of_lists
        terms.ravel()[at_pairs] = np.log(both / neither) - of_first - of_second
        terms[~finite.T] = 0.0
        reached = np.isfinite(terms).all(axis=0)
        if not reached.all():
            rows, terms, live = rows[reached], terms.compress(reached, axis=1), picked(live, reached)
        means = terms.copy()
        add_subsets(means)
        np.exp(means, out=means)
    means[~live.T] = 0.0
    return Closed(rows, terms.T, means.T)


def _hidden(cases: Numbers, on: Numbers, weights: Numbers, either: Numbers) -> Numbers:
    """The hidden cases of each table, by Newton's steps on their logarithm; NaN where they are not reached.

    From below its root the equation's logarithm is concave, so that a step from there never goes beyond.
    """
    found = np.full(len(cases), np.nan)
    tables = np.arange(len(cases))
    parts = len(on) - len(either) - 1.0
    at = np.log(np.maximum(cases, 1.0))
    for _ in range(_MOST_STEPS):
        hidden = np.exp(at)
        total = cases + hidden
        off, off_both = total - on, total - either
        value = at + parts * np.log(total) - _weighted(weights, np.log(off)) - np.log(off_both).sum(axis=0)
        slope = 1.0 + hidden * (parts / total - _weighted(weights, 1 / off) - (1 / off_both).sum(axis=0))
        # Beyond the root the slope may turn: the way to it leads down.
        step = np.where(slope > 0, np.clip(-value / slope, -_LONGEST, _LONGEST), -_LONGEST)
        at += step
        ended = np.abs(step) < _CONVERGED
        found[tables[ended]] = np.exp(at[ended])
        going = ~ended & np.isfinite(at)
        if not going.any():
            break
        # To leave some out costs as much as a step.
        if going.sum() < _FEW * len(going):
            tables, at, cases = tables[going], at[going], cases[going]
            on, weights, either = (one.compress(going, axis=1) for one in (on, weights, either))
    return found


def _weighted(weights: Numbers, values: Numbers) -> Numbers:
    total: Numbers = np.einsum("it,it->t", weights, values)
    return total


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
