"""Poisson log-linear models of capture patterns, fitted many at a time.

Terms and patterns are bit masks. The linear predictor of a pattern is the sum of the terms within it, the score of a term
the superset sum of the residuals at it, and the information of two terms the superset sum of the means at their union.
"""

from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.existence import split_by_margin
from sarana.science.estimation.lattice import Marks, Numbers, Patterns, subset_sums, superset_sums

# Newton's decrement for each case, below which the step just taken was the last.
_CONVERGED = 1e-13
_MOST_STEPS = 100
_MOST_HALVINGS = 30
# How many models are solved at once: the information matrices of a batch stay in the processor's cache.
_BATCH = 256


class NotConverged(ArithmeticError):
    """The maximum of a likelihood that has one was not reached."""


@dataclass(frozen=True, slots=True)
class Fits:
    """Maximum likelihood fits, one a row.

    Attributes:
        terms: by pattern, the finite parameters; 0 where the model has none or it is at minus infinity.
        means: by pattern, the expected cases; 0 for no list and where a term at minus infinity forbids the pattern.
        hidden: the expected cases on no list.
    """

    terms: Numbers
    means: Numbers
    hidden: Numbers


def fit(counts: Numbers, terms: Marks, start: Numbers | None = None) -> Fits:
    """Fit each row's model to each row's table by (extended) maximum likelihood.

    Every row must be usable (existence.standings).

    Args:
        counts: cases by pattern.
        terms: by pattern, whether the model has the term; the intercept (pattern 0) always.
        start: parameters to start from, by pattern; without it the start is a weighted regression on the logarithms.

    Raises:
        NotConverged: when Newton's steps don't reach the maximum.
    """
    parts = [
        _fit_batch(
            counts[at : at + _BATCH],
            terms[at : at + _BATCH],
            None if start is None else start[at : at + _BATCH],
        )
        for at in range(0, len(counts), _BATCH)
    ]
    if not parts:
        nothing = np.zeros(counts.shape)
        return Fits(nothing, nothing, np.zeros(0))
    return Fits(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def deviances(counts: Numbers, means: Numbers) -> Numbers:
    """Twice the log-likelihood that each fit falls short of one parameter for every pattern."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(counts > 0, counts * np.log(counts / means), 0.0)
    total: Numbers = 2 * (logs - counts + means).sum(axis=1)
    return total


def _fit_batch(counts: Numbers, terms: Marks, start: Numbers | None) -> tuple[Numbers, Numbers, Numbers]:
    finite, live = split_by_margin(counts, terms)
    columns = np.flatnonzero(finite.any(axis=0))
    system = _System(columns, finite)
    parameters = np.zeros(counts.shape)
    if start is None:
        guess = np.where(live, counts + 0.1, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            target = np.where(live, guess * np.log(guess) + counts - guess, 0.0)
        parameters[:, columns] = system.solve(guess, superset_sums(target))
    else:
        parameters[:, columns] = np.where(finite, start, 0.0)[:, columns]
    means = _climb(system, counts, live, parameters)
    return parameters, means, np.exp(parameters[:, 0])


def _climb(system: "_System", counts: Numbers, live: Marks, parameters: Numbers) -> Numbers:
    """Newton's steps, each row halved until its likelihood doesn't fall; `parameters` ends at the maximum."""
    means, likelihood = _evaluate(counts, live, parameters)
    open_rows = np.arange(len(counts))
    for _ in range(_MOST_STEPS):
        some = system.rows(open_rows)
        score = superset_sums(np.where(live[open_rows], counts[open_rows], 0.0) - means[open_rows])
        step = np.zeros(score.shape)
        step[:, system.columns] = some.solve(means[open_rows], score)
        decrement = (step * score).sum(axis=1)
        last = decrement < _CONVERGED * np.maximum(1.0, counts[open_rows].sum(axis=1))
        length = np.ones(len(open_rows))
        for _ in range(_MOST_HALVINGS):
            tried = parameters[open_rows] + length[:, None] * step
            new_means, new_likelihood = _evaluate(counts[open_rows], live[open_rows], tried)
            worse = ~last & ~(new_likelihood >= likelihood[open_rows] - 1e-9 * np.abs(likelihood[open_rows]))
            if not worse.any():
                break
            length[worse] /= 2
        parameters[open_rows] = tried
        means[open_rows] = new_means
        likelihood[open_rows] = new_likelihood
        open_rows = open_rows[~last]
        if not len(open_rows):
            return means
    raise NotConverged(f"{len(open_rows)} of {len(counts)} models did not reach their maximum.")


def _evaluate(counts: Numbers, live: Marks, parameters: Numbers) -> tuple[Numbers, Numbers]:
    predictor = subset_sums(parameters)
    with np.errstate(over="ignore", invalid="ignore"):
        means = np.where(live, np.exp(predictor), 0.0)
        likelihood: Numbers = (np.where(live, counts * predictor, 0.0) - means).sum(axis=1)
    return means, likelihood


class _System:
    """The equations of a batch: the information among the terms that any row has; a term that a row lacks stays 0."""

    def __init__(self, columns: Patterns, finite: Marks) -> None:
        self.columns = columns
        self._finite = finite
        self._has = finite[:, columns]
        self._unions = columns[:, None] | columns[None, :]

    def rows(self, rows: Patterns) -> "_System":
        return _System(self.columns, self._finite[rows])

    def _information(self, means: Numbers) -> Numbers:
        both = self._has[:, :, None] & self._has[:, None, :]
        information: Numbers = np.where(both, superset_sums(means)[:, self._unions], 0.0)
        diagonal = np.arange(len(self.columns))
        information[:, diagonal, diagonal] += ~self._has
        return information

    def solve(self, means: Numbers, right: Numbers) -> Numbers:
        side = np.where(self._has, right[:, self.columns], 0.0)
        solved: Numbers = np.linalg.solve(self._information(means), side[:, :, None])[:, :, 0]
        return solved
