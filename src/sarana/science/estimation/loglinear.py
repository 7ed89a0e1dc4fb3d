"""Poisson log-linear models of capture patterns, fitted many at a time.

Terms and patterns are bit masks. The linear predictor of a pattern is the sum of the terms within it, the score of a term
the superset sum of the residuals at it, and the information of two terms the superset sum of the means at their union.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.existence import split_by_margin
from sarana.science.estimation.forests import fit_forests
from sarana.science.estimation.lattice import (
    Marks,
    Numbers,
    Patterns,
    add_subsets,
    add_supersets,
    picked,
    superset_sums,
)

# Newton's decrement for each case, below which the step just taken was the last.
_CONVERGED = 1e-11
_MOST_STEPS = 100
_MOST_HALVINGS = 30
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
    # Lying by pattern: of an array that lies otherwise the whole would be turned for some of its rows.
    counts, terms = np.asfortranarray(counts), np.asfortranarray(terms)
    if margins is None:
        margins = superset_sums(counts)
    finite, live = split_by_margin(margins, terms)
    closed = fit_forests(margins, terms, finite, live)
    parts = [(closed.rows, closed.terms.T, closed.means.T)]
    others = np.delete(np.arange(len(counts)), closed.rows)
    if len(others):
        parts += _climb(counts, margins, finite, live, start, others)
    found, means = _in_order(parts)
    return Fits(found, means, np.exp(found[:, 0]))


# Rows, and the terms and the means of each, by pattern and row.
type _Part = tuple[Patterns, Numbers, Numbers]


def _in_order(parts: Sequence[_Part]) -> tuple[Numbers, Numbers]:
    """The terms and the means of all rows, in the rows' order."""
    rows = np.concatenate([part[0] for part in parts])
    terms, means = (np.concatenate([part[kind] for part in parts], axis=1).T for kind in (1, 2))
    if (rows[1:] > rows[:-1]).all():
        return terms, means
    places = rows.argsort()
    return picked(terms, places), picked(means, places)


def _climb(
    counts: Numbers, margins: Numbers, finite: Marks, live: Marks, start: Numbers | None, chosen: Patterns
) -> list[_Part]:
    """Fit the chosen rows by Newton's steps."""
    parts = []
    # Models of as many terms stand together.
    widths = finite.sum(axis=1)[chosen]
    for width in np.unique(widths):
        alike = chosen[widths == width]
        for at in range(0, len(alike), _BATCH):
            rows = alike[at : at + _BATCH]
            batch = _Batch(
                picked(counts, rows).T, picked(margins, rows).T, picked(finite, rows).T, picked(live, rows).T
            )
            ended = batch.climb(None if start is None else picked(start, rows).T)
            parts += [(rows[tables], terms, means) for tables, terms, means in ended]
    return parts


def _short(models: int, of: int) -> str:
    return f"{models} of {of} models did not reach their maximum."


def deviances(counts: Numbers, means: Numbers) -> Numbers:
    """Twice the log-likelihood that each fit falls short of one parameter for every pattern."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(counts > 0, counts * np.log(counts / means), 0.0)
    total: Numbers = 2 * (logs - counts + means).sum(axis=1)
    return total


class _Batch:
    """Some tables and their models of as many terms, one a column of each array; a model's terms stand below each other."""

    def __init__(self, counts: Numbers, margins: Numbers, finite: Marks, live: Marks) -> None:
        self._counts, self._gone = counts, ~live
        patterns, tables = counts.shape
        # The terms of a table, whichever they are, by rising pattern.
        self._columns = (np.flatnonzero(finite.T.copy()) & patterns - 1).reshape(tables, -1).T.copy()
        self._places = self._columns * tables + np.arange(tables)
        self._margins = self._at_terms(margins)
        self._cases = np.maximum(1.0, margins[0])

    def climb(self, start: Numbers | None) -> Iterator[_Part]:
        """Newton's steps, each table's halved until its likelihood doesn't fall; told in parts as tables end.

        Args:
            start: the terms to start from, by pattern; without it those of a weighted regression on the logarithms.

        Raises:
            NotConverged: when too many steps were taken.
        """
        tables = np.arange(self._counts.shape[1])
        terms = self._begin() if start is None else self._at_terms(start)
        means, margins, likelihood = self._evaluate(terms)
        for _ in range(_MOST_STEPS):
            score = self._margins - self._at_terms(margins)
            step = self._solve(margins, score)
            last = (step * score).sum(axis=0) < _CONVERGED * self._cases
            terms, means, margins, likelihood = self._move(terms, step, last, likelihood)
            if last.any():
                yield tables[last], self._by_pattern(terms)[:, last], means[:, last]
                going = ~last
                tables, likelihood = tables[going], likelihood[going]
                terms, margins = terms.compress(going, axis=1), margins.compress(going, axis=1)
                self._keep(going)
            if not len(tables):
                return
        raise NotConverged(_short(len(tables), self._counts.shape[1]))

    def _keep(self, going: Marks) -> None:
        self._gone, self._cases = self._gone.compress(going, axis=1), self._cases[going]
        self._columns = self._columns.compress(going, axis=1)
        self._margins = self._margins.compress(going, axis=1)
        self._places = self._columns * len(self._cases) + np.arange(len(self._cases))

    def _at_terms(self, by_pattern: Numbers) -> Numbers:
        """What stands at each table's terms."""
        found: Numbers = by_pattern.ravel().take(self._places)
        return found

    def _by_pattern(self, terms: Numbers) -> Numbers:
        """The same the other way: 0 where a table has no term."""
        found = np.zeros(self._gone.shape)
        found.ravel()[self._places] = terms
        return found

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
        means = self._by_pattern(terms)
        add_subsets(means)
        with np.errstate(over="ignore", invalid="ignore"):
            np.exp(means, out=means)
            means[self._gone] = 0.0
            margins = means.copy()
            add_supersets(margins)
            likelihood: Numbers = (self._margins * terms).sum(axis=0) - margins[0]
        return means, margins, likelihood

    def _solve(self, margins: Numbers, right: Numbers) -> Numbers:
        """The information's equations, eliminated in all tables at once; it is positive, so that no pivot is sought.

        The information of two terms is the margin at their union. Of the symmetric matrix the upper half alone is held:
        a row is made when all rows above it have been, and once more divided by its pivot.
        """
        size, tables = right.shape
        rows, divided = np.empty((2, size, size + 1, tables))
        rows[:, size] = right
        margins, table = margins.ravel(), np.arange(tables)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for at in range(size):
                row = rows[at, at:]
                unions = self._columns[at] | self._columns[at:]
                unions *= tables
                unions += table
                margins.take(unions, out=row[:-1], mode="clip")
                if at:
                    row -= np.einsum("kt,kit->it", divided[:at, at], rows[:at, at:])
                np.divide(row, row[0], out=divided[at, at:])
            solved: Numbers = divided[:, size].copy()
            for at in range(size - 2, -1, -1):
                solved[at] -= np.einsum("it,it->t", divided[at, at + 1 : size], solved[at + 1 :])
        return solved
