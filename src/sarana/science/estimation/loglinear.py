"""Poisson log-linear models of capture patterns, fitted many at a time.

Terms and patterns are bit masks. The linear predictor of a pattern is the sum of the terms within it, the score of a term
the superset sum of the residuals at it, and the information of two terms the superset sum of the means at their union.
"""

from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.compiled import kernel_for
from sarana.science.estimation.existence import split_by_margin
from sarana.science.estimation.forests import fit_forests
from sarana.science.estimation.lattice import (
    Marks,
    Numbers,
    Patterns,
    add_subsets,
    add_supersets,
    superset_sums,
)

# Newton's decrement for each case, below which the step just taken was the last.
_CONVERGED = 1e-11
_MOST_STEPS = 100
_MOST_HALVINGS = 30
_HELD = 1e200
# How many models are solved at once.
_BATCH = 1024


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


def fit(
    counts: Numbers, terms: Marks, start: Numbers | None = None, *, margins: Numbers | None = None
) -> Fits:
    """Fit each row's model to each row's table by (extended) maximum likelihood.

    Every row must be usable (existence.standings).

    Args:
        counts: cases by pattern.
        terms: by pattern, whether the model has the term; the intercept (pattern 0) always.
        start: parameters to start from, by pattern; without it the start is a weighted regression on the logarithms.
        margins: the superset sums of the counts, where they are known already.

    Raises:
        NotConverged: when Newton's steps don't reach the maximum.
    """
    found = Fits(np.zeros(counts.shape), np.zeros(counts.shape), np.zeros(len(counts)))
    if margins is None:
        margins = superset_sums(counts)
    finite, live = split_by_margin(margins, terms)
    closed = fit_forests(margins, terms, finite, live)
    found.terms[closed.rows], found.means[closed.rows] = closed.terms, closed.means
    others = np.delete(np.arange(len(counts)), closed.rows)
    if len(others):
        _climb(counts, finite, live, start, others, found)
    found.hidden[:] = np.exp(found.terms[:, 0])
    return found


def _climb(
    counts: Numbers, finite: Marks, live: Marks, start: Numbers | None, chosen: Patterns, found: Fits
) -> None:
    """Fit the chosen rows by Newton's steps into what was found."""
    kernel = kernel_for(counts.size)
    if kernel is not None:
        begun = np.zeros((0, counts.shape[1])) if start is None else start[chosen]
        solved, means, reached = kernel(counts[chosen], finite[chosen], live[chosen], begun)
        if not reached.all():
            raise NotConverged(_short(len(reached) - int(reached.sum()), len(reached)))
        found.terms[chosen], found.means[chosen] = solved, means
        return
    # Models of as many terms stand together, so that a batch has little to leave out.
    alike = chosen[np.argsort(finite[chosen].sum(axis=1), kind="stable")]
    for at in range(0, len(alike), _BATCH):
        rows = alike[at : at + _BATCH]
        batch = _Batch(counts[rows], finite[rows], live[rows])
        found.terms[rows], found.means[rows] = batch.climb(None if start is None else start[rows])


def _short(models: int, of: int) -> str:
    return f"{models} of {of} models did not reach their maximum."


def deviances(counts: Numbers, means: Numbers) -> Numbers:
    """Twice the log-likelihood that each fit falls short of one parameter for every pattern."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(counts > 0, counts * np.log(counts / means), 0.0)
    total: Numbers = 2 * (logs - counts + means).sum(axis=1)
    return total


class _Batch:
    """Some tables and their models, one a column of each array; a model's terms stand below each other, whichever they are."""

    def __init__(self, counts: Numbers, finite: Marks, live: Marks) -> None:
        self._counts = counts.T.copy()
        self._gone = ~live.T
        width = int(finite.sum(axis=1).max())
        # The terms of a table, then patterns that are none of its terms: those are held at 0.
        self._columns = np.argsort(~finite, axis=1, kind="stable")[:, :width].T.copy()
        self._has = np.take_along_axis(finite.T, self._columns, axis=0)
        margins = self._counts.copy()
        add_supersets(margins)
        self._margins = self._at_terms(margins)
        self._cases = np.maximum(1.0, margins[0])

    def climb(self, start: Numbers | None) -> tuple[Numbers, Numbers]:
        """Newton's steps, each table's halved until its likelihood doesn't fall: terms and means by pattern, one table a row.

        Args:
            start: the terms to start from, one table a row; without it those of a weighted regression on the logarithms.

        Raises:
            NotConverged: when too many steps were taken.
        """
        ended_terms, ended_means = np.zeros(self._counts.T.shape), np.zeros(self._counts.T.shape)
        tables = np.arange(self._counts.shape[1])
        terms = self._begin() if start is None else self._at_terms(start.T)
        means, margins, likelihood = self._evaluate(terms)
        for _ in range(_MOST_STEPS):
            score = np.where(self._has, self._margins - self._at_terms(margins), 0.0)
            step = self._solve(margins, score)
            last = (step * score).sum(axis=0) < _CONVERGED * self._cases
            terms, means, margins, likelihood = self._move(terms, step, last, likelihood)
            if last.any():
                ended = tables[last]
                ended_terms[ended[None, :], self._columns[:, last]] = terms[:, last]
                ended_means[ended] = means[:, last].T
                going = ~last
                tables, likelihood = tables[going], likelihood[going]
                terms, margins = terms[:, going], margins[:, going]
                self._keep(going)
            if not len(tables):
                return ended_terms, ended_means
        raise NotConverged(_short(len(tables), len(ended_terms)))

    def _keep(self, going: Marks) -> None:
        self._gone, self._cases = self._gone[:, going], self._cases[going]
        self._columns, self._has = self._columns[:, going], self._has[:, going]
        self._margins = self._margins[:, going]

    def _at_terms(self, by_pattern: Numbers) -> Numbers:
        """What stands at each table's terms; 0 where it has fewer than others."""
        return np.where(self._has, np.take_along_axis(by_pattern, self._columns, axis=0), 0.0)

    def _begin(self) -> Numbers:
        guess = np.where(self._gone, 0.0, self._counts + 0.1)
        with np.errstate(divide="ignore", invalid="ignore"):
            target = np.where(self._gone, 0.0, guess * np.log(guess) + self._counts - guess)
        add_supersets(target)
        add_supersets(guess)
        return self._solve(guess, self._at_terms(target))

    def _move(
        self, terms: Numbers, step: Numbers, last: Marks, likelihood: Numbers
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        length = np.ones(len(last))
        for _ in range(_MOST_HALVINGS):
            tried = terms + length * step
            means, margins, found = self._evaluate(tried)
            worse = ~last & ~(found >= likelihood - 1e-9 * np.abs(likelihood))
            if not worse.any():
                break
            length[worse] /= 2
        return tried, means, margins, found

    def _evaluate(self, terms: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The means, their margins and the likelihood at some terms."""
        means = np.zeros(self._gone.shape)
        np.put_along_axis(means, self._columns, terms, axis=0)
        add_subsets(means)
        with np.errstate(over="ignore", invalid="ignore"):
            np.exp(means, out=means)
            means[self._gone] = 0.0
            margins = means.copy()
            add_supersets(margins)
            likelihood: Numbers = (self._margins * terms).sum(axis=0) - margins[0]
        return means, margins, likelihood

    def _solve(self, margins: Numbers, right: Numbers) -> Numbers:
        """The information's equations, eliminated in all tables at once; it is positive, so that no pivot is sought."""
        size, tables = right.shape
        system = np.empty((size, size + 1, tables))
        unions = self._columns[:, None] | self._columns[None, :]
        system[:, :size] = margins[unions, np.arange(tables)]
        system[:, size] = right
        if not self._has.all():
            # Beside such an information all others are nothing, so that the step is none.
            diagonal = np.arange(size)
            system[diagonal, diagonal] += np.where(self._has, 0.0, _HELD)
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
        return np.where(self._has, solved, 0.0)
