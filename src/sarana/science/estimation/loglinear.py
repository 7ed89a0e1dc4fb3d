"""Poisson log-linear models of capture patterns, fitted many at a time.

Terms and patterns are bit masks. The linear predictor of a pattern is the sum of the terms within it, the score of a term
the superset sum of the residuals at it, and the information of two terms the superset sum of the means at their union.
"""

from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.compiled import kernel_for
from sarana.science.estimation.existence import split_by_margin
from sarana.science.estimation.lattice import Marks, Numbers, Patterns, add_subsets, add_supersets

# Newton's decrement for each case, below which the step just taken was the last.
_CONVERGED = 1e-11
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
    found = Fits(np.zeros(counts.shape), np.zeros(counts.shape), np.zeros(len(counts)))
    finite, live = split_by_margin(counts, terms)
    kernel = kernel_for(counts.size)
    if kernel is not None:
        none = np.zeros((0, counts.shape[1]))
        solved, means, reached = kernel(counts, finite, live, none if start is None else start)
        if not reached.all():
            raise NotConverged(_short(len(counts) - int(reached.sum()), len(counts)))
        return Fits(solved, means, np.exp(solved[:, 0]))
    # Models that are alike stand together, so that a batch has few terms in all.
    alike = np.lexsort(np.packbits(finite, axis=1).T)
    for at in range(0, len(counts), _BATCH):
        rows = alike[at : at + _BATCH]
        batch = _Batch(counts[rows], finite[rows], live[rows])
        batch.begin(None if start is None else start[rows])
        batch.climb()
        found.terms[rows[:, None], batch.columns] = batch.terms.T
        found.means[rows] = batch.means.T
    found.hidden[:] = np.exp(found.terms[:, 0])
    return found


def _short(models: int, of: int) -> str:
    return f"{models} of {of} models did not reach their maximum."


def deviances(counts: Numbers, means: Numbers) -> Numbers:
    """Twice the log-likelihood that each fit falls short of one parameter for every pattern."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(counts > 0, counts * np.log(counts / means), 0.0)
    total: Numbers = 2 * (logs - counts + means).sum(axis=1)
    return total


class _Batch:
    """Some tables and their models, one a column; a term that only other tables' models have stays 0 in a table's."""

    def __init__(self, counts: Numbers, finite: Marks, live: Marks) -> None:
        self.columns: Patterns = np.flatnonzero(finite.any(axis=0))
        self.terms = np.zeros((len(self.columns), len(counts)))
        self.means = np.zeros(counts.T.shape)
        self._counts = counts.T.copy()
        self._live = live.T.copy()
        self._has = finite.T[self.columns]
        margins = self._counts.copy()
        add_supersets(margins)
        self._margins = np.where(self._has, margins[self.columns], 0.0)
        self._cases = np.maximum(1.0, margins[0])
        self._unions = self.columns[:, None] | self.columns[None, :]
        absent = ~self._has
        # Where every table has every term, as where all have one model, there is nothing to leave out.
        self._whole = not absent.any()
        self._both = None if self._whole else self._has[:, None] & self._has[None, :]
        self._absent = absent

    def begin(self, start: Numbers | None) -> None:
        """Take the terms to start from, one table a row, or those of a weighted regression on the logarithms."""
        if start is not None:
            self.terms = np.where(self._has, start.T[self.columns], 0.0)
            return
        guess = np.where(self._live, self._counts + 0.1, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            target = np.where(self._live, guess * np.log(guess) + self._counts - guess, 0.0)
        add_supersets(target)
        add_supersets(guess)
        everyone = np.arange(self.terms.shape[1])
        self.terms = self._solve(guess, np.where(self._has, target[self.columns], 0.0), everyone)

    def climb(self) -> None:
        """Newton's steps, each table's halved until its likelihood doesn't fall.

        Raises:
            NotConverged: when too many steps were taken.
        """
        tables = np.arange(self.terms.shape[1])
        terms = self.terms.copy()
        means, margins, likelihood = self._evaluate(terms, tables)
        for _ in range(_MOST_STEPS):
            score = self._margins[:, tables] - margins[self.columns]
            if not self._whole:
                score[self._absent[:, tables]] = 0.0
            step = self._solve(margins, score, tables)
            last = (step * score).sum(axis=0) < _CONVERGED * self._cases[tables]
            terms, means, margins, likelihood = self._move(terms, step, tables, last, likelihood)
            if last.any():
                ended = tables[last]
                self.terms[:, ended], self.means[:, ended] = terms[:, last], means[:, last]
                going = ~last
                tables, likelihood = tables[going], likelihood[going]
                terms, margins = terms[:, going], margins[:, going]
            if not len(tables):
                return
        raise NotConverged(_short(len(tables), self.terms.shape[1]))

    def _move(
        self, terms: Numbers, step: Numbers, tables: Patterns, last: Marks, likelihood: Numbers
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        length = np.ones(len(tables))
        for _ in range(_MOST_HALVINGS):
            tried = terms + length * step
            means, margins, found = self._evaluate(tried, tables)
            worse = ~last & ~(found >= likelihood - 1e-9 * np.abs(likelihood))
            if not worse.any():
                break
            length[worse] /= 2
        return tried, means, margins, found

    def _evaluate(self, terms: Numbers, tables: Patterns) -> tuple[Numbers, Numbers, Numbers]:
        """The means, their margins and the likelihood at some terms."""
        means = np.zeros((len(self._live), len(tables)))
        means[self.columns] = terms
        add_subsets(means)
        with np.errstate(over="ignore", invalid="ignore"):
            np.exp(means, out=means)
            means[~self._live[:, tables]] = 0.0
            margins = means.copy()
            add_supersets(margins)
            likelihood: Numbers = (self._margins[:, tables] * terms).sum(axis=0) - margins[0]
        return means, margins, likelihood

    def _solve(self, margins: Numbers, right: Numbers, tables: Patterns) -> Numbers:
        """The information's equations, eliminated in all tables at once; it is positive, so that no pivot is sought."""
        size = len(self.columns)
        system = np.empty((size, size + 1, len(tables)))
        system[:, :size] = margins[self._unions]
        system[:, size] = right
        if self._both is not None:
            system[:, :size] *= self._both[:, :, tables]
            diagonal = np.arange(size)
            system[diagonal, diagonal] += self._absent[:, tables]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for at in range(size):
                row = system[at, at + 1 :] / system[at, at]
                below = system[at + 1 :]
                # The matrix stays symmetric: the column below the pivot is the row beside it before it was divided.
                below[:, at + 1 :] -= system[at, at + 1 : size, None] * row
                system[at, at + 1 :] = row
            solved: Numbers = system[:, size].copy()
            for at in range(size - 2, -1, -1):
                solved[at] -= (system[at, at + 1 : size] * solved[at + 1 :]).sum(axis=0)
        return solved
