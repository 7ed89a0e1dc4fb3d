"""Three lists and more with what is known of each case: lists catch each kind of case with chances of their own.

A case is on the lists of a pattern with a chance in proportion to the exponential of its lists' effects, linear in what is known
of it, and of the pairs' interactions (Tilling & Sterne 1999; Zwane & van der Heijden 2005). Every case that was seen stands for
1 / (its chance to be seen) cases (Huggins 1989, Alho 1990). Pairs enter as in the stepwise model, which this is where nothing is
known. Kinds of case that lists catch differently look like dependence between lists when they are thrown together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.bootstrap import LEVEL, Interval, acceleration_of, bca_interval
from sarana.science.estimation.existence import split_by_margin
from sarana.science.estimation.lattice import Marks, Numbers, Patterns, sizes, superset_sums
from sarana.science.estimation.loglinear import NotConverged
from sarana.science.estimation.progress import Progress, silent
from sarana.science.estimation.refusals import refusal
from sarana.science.estimation.stepwise import THRESHOLD, next_pairs, stepwise, usable_rows
from sarana.science.estimation.tables import CaptureTable, pairs_of, table_from_patterns

REPLICATES = 1_000
# Draws the effects of what is known slightly to 0, so that a list which has nobody of a kind still leaves an estimate.
_RIDGE = 0.01
_CONVERGED = 1e-10
_STEPS = 60
_HALVINGS = 30
_VARIES = 1e-9


@dataclass(frozen=True, slots=True)
class AdjustedEstimate:
    """One answer to how many there are.

    Attributes:
        estimate: cases in all, seen and hidden.
        interval: BCa; every replicate chooses its pairs anew.
        pairs: the pairs of lists whose interaction the model has, in the order they entered, as bit masks.
        ignoring: the stepwise estimate as if nothing were known of the cases.
        kinds: how many kinds of case there are.
        least_seen, most_seen: the smallest and the largest chance of a kind to be on any list. Near 0, few cases stand for many;
            at 1, all cases of a kind are on one list, which says nothing of those that are on none.
    """

    estimate: float
    interval: Interval
    pairs: tuple[int, ...]
    ignoring: float
    kinds: int
    least_seen: float
    most_seen: float


def adjusted(
    lists: Sequence[str],
    patterns: Sequence[int],
    counts: Sequence[int],
    covariates: Sequence[Sequence[float]],
    *,
    threshold: float = THRESHOLD,
    replicates: int = REPLICATES,
    level: float = LEVEL,
    seed: int = 1,
    progress: Progress = silent,
) -> AdjustedEstimate:
    """Estimate the number of cases from lists and what is known of the cases.

    Args:
        lists: their names.
        patterns: by row, the lists that its cases are on, list i as bit i.
        counts: by row, how many cases.
        covariates: by row, what is known of its cases as numbers; a category as a column 0 or 1 for each value but one.
        threshold: the p-value below which a pair enters.
        replicates: resampled tables.
        level: above 0, below 1.
        seed: of the draws.
        progress: told how many resampled tables are done, of how many.

    Raises:
        TableNotUsable: when a covariate is missing, a kind of case has no overlap, or there is no estimate.
    """
    summed: dict[int, int] = {}
    for pattern, count in zip(patterns, counts, strict=True):
        summed[pattern] = summed.get(pattern, 0) + count
    given = table_from_patterns(lists, summed)
    table = given.in_name_order()
    known = np.asarray(covariates, dtype=np.float64).reshape(len(patterns), -1)
    if not np.isfinite(known).all():
        raise refusal("covariate missing")
    model = _Model(table, *_kinds([table.pattern_from(given, p) for p in patterns], counts, known, table))
    whole = model.estimate(model.counts, threshold)
    if whole is None:
        raise refusal("lists apart")
    drawn = np.full(replicates, np.nan)
    generator = np.random.default_rng(seed)
    flat = model.counts.ravel()
    for at in range(replicates):
        resampled = generator.multinomial(int(flat.sum()), flat / flat.sum()).astype(np.float64)
        found = model.estimate(resampled.reshape(model.counts.shape), threshold)
        drawn[at] = np.nan if found is None else found.cases
        progress(at + 1, replicates)
    return AdjustedEstimate(
        estimate=whole.cases,
        interval=bca_interval(whole.cases, drawn, _acceleration(model, threshold), level=level),
        pairs=tuple(given.pattern_from(table, pair) for pair in whole.pairs),
        ignoring=stepwise(table, threshold=threshold).estimate,
        kinds=len(model.counts),
        least_seen=whole.least_seen,
        most_seen=whole.most_seen,
    )


def _kinds(
    patterns: Sequence[int], counts: Sequence[int], known: Numbers, table: CaptureTable
) -> tuple[Numbers, Numbers]:
    """By kind of case: what is known of it, with a constant first, and its cases by pattern.

    Raises:
        TableNotUsable: when a value of a category has no case on two lists.
    """
    kinds, kind_of = np.unique(known, axis=0, return_inverse=True)
    by_kind = np.zeros((len(kinds), len(table.counts)))
    np.add.at(by_kind, (kind_of.ravel(), np.array(patterns, dtype=np.intp)), counts)
    held = by_kind.sum(axis=1) > 0
    kinds, by_kind = kinds[held], by_kind[held]
    several = sizes(len(table.counts)) > 1
    for column in kinds.T:
        values = np.unique(column)
        if len(values) == 2 and any(not by_kind[column == value][:, several].any() for value in values):  # noqa: PLR2004
            raise refusal("kind without overlap")
    weights = by_kind.sum(axis=1) / by_kind.sum()
    centred = kinds - weights @ kinds
    spread = np.sqrt(weights @ centred**2)
    varies = spread > _VARIES
    return np.column_stack([np.ones(len(kinds)), centred[:, varies] / spread[varies]]), by_kind


def _acceleration(model: "_Model", threshold: float) -> float:
    """From leaving out one case at a time; cases of one kind and pattern are alike and are left out once."""
    places = np.argwhere(model.counts > 0)
    left = np.full(len(places), np.nan)
    for at, (kind, pattern) in enumerate(places):
        fewer = model.counts.copy()
        fewer[kind, pattern] -= 1
        found = model.estimate(fewer, threshold)
        left[at] = np.nan if found is None else found.cases
    return acceleration_of(left, model.counts[places[:, 0], places[:, 1]])


@dataclass(frozen=True, slots=True)
class _Found:
    cases: float
    pairs: list[int]
    least_seen: float
    most_seen: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """Coefficients by term and feature, and by kind the chances of the patterns and of none."""

    weights: Numbers
    chances: Numbers
    seen: Numbers


class _Model:
    """Kinds of case, their features, and the fits of models with the lists' effects and some pairs."""

    def __init__(self, table: CaptureTable, features: Numbers, counts: Numbers) -> None:
        self.counts = counts
        self._features = features
        self._lists = [1 << bit for bit in range(len(table.lists))]
        self._pairs: Patterns = np.array(pairs_of(len(table.lists)), dtype=np.intp)
        self._products = (features[:, :, None] * features[:, None, :]).reshape(len(features), -1)

    def estimate(self, counts: Numbers, threshold: float) -> _Found | None:
        """The stepwise estimate on some counts by kind and pattern; None where there is none."""
        total = counts.sum(axis=0, keepdims=True)
        terms: Marks = (sizes(total.shape[1]) <= 1)[None].copy()
        if not len(usable_rows(total, terms, np.arange(1))):
            return None
        entered: list[int] = []
        fit = self._fit(counts, total, entered)
        while True:
            means = (counts.sum(axis=1)[:, None] * fit.chances).sum(axis=0, keepdims=True)
            margins, expected = superset_sums(total), superset_sums(means)
            pair = int(next_pairs(total, terms, expected, self._pairs, threshold, margins)[0])
            if not pair:
                break
            terms[0, pair] = True
            entered.append(pair)
            fit = self._fit(counts, total, entered, fit)
        cases = counts.sum(axis=1)
        held = cases > 0
        seen = fit.seen[held]
        return _Found(float((cases[held] / seen).sum()), entered, float(seen.min()), float(seen.max()))

    def _fit(self, counts: Numbers, total: Numbers, pairs: Sequence[int], start: _Fit | None = None) -> _Fit:
        """The most likely coefficients given that each case was seen; pairs without overlap are taken out with their patterns."""
        marks = np.zeros(total.shape, dtype=np.bool_)
        marks[0, [0, *self._lists, *pairs]] = True
        finite, live = split_by_margin(superset_sums(total), marks)
        terms = [term for term in (*self._lists, *pairs) if finite[0, term]]
        patterns = np.flatnonzero(live[0])
        within = np.array([[p & term == term for term in terms] for p in patterns], dtype=np.float64)
        features = self._features.shape[1]
        free = np.zeros((len(terms), features), dtype=np.bool_)
        free[:, 0] = True
        free[: sum(term in self._lists for term in terms)] = True
        weights = np.zeros(free.shape)
        if start is not None:
            weights[: len(start.weights)] = start.weights[: len(terms)]
        climbing = _Climb(counts[:, patterns], within, self._features, self._products, free)
        weights, chances, seen = climbing.climb(weights)
        whole = np.zeros(counts.shape)
        whole[:, patterns] = chances
        return _Fit(weights, whole, seen)


class _Climb:
    """Newton's steps of one model on one table."""

    def __init__(
        self, counts: Numbers, within: Numbers, features: Numbers, products: Numbers, free: Marks
    ) -> None:
        self._counts, self._within, self._features, self._products = counts, within, features, products
        self._cases = counts.sum(axis=1)
        self._free = free
        self._ridge = np.where(np.arange(free.shape[1]) > 0, _RIDGE, 0.0) * np.ones(free.shape)

    def climb(self, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The weights at the maximum, and by kind the chances of the patterns given one is seen, and to be seen.

        Raises:
            NotConverged: when the maximum is not reached.
        """
        likelihood, chances, odds = self._look(weights)
        for _ in range(_STEPS):
            score, curve = self._slope(weights, chances)
            step = np.zeros(weights.shape)
            step[self._free] = np.linalg.solve(curve, score)
            last = float(step[self._free] @ score) < _CONVERGED * max(self._cases.sum(), 1.0)
            for _halving in range(_HALVINGS):
                found, chances, odds = self._look(weights + step)
                if last or found >= likelihood - 1e-9 * abs(likelihood):
                    break
                step /= 2
            weights, likelihood = weights + step, found
            if last:
                return weights, chances, odds / (1 + odds)
        raise NotConverged("1 of 1 models did not reach its maximum.")

    def _look(self, weights: Numbers) -> tuple[float, Numbers, Numbers]:
        """The likelihood, the chances of the patterns, and the odds of being seen at all."""
        logs = self._features @ weights.T @ self._within.T
        with np.errstate(over="ignore", invalid="ignore"):
            parts = np.exp(logs)
            odds = parts.sum(axis=1)
            likelihood = float((self._counts * logs).sum() - self._cases @ np.log(odds))
            chances = parts / odds[:, None]
        return likelihood - float((self._ridge * weights**2).sum()) / 2, chances, odds

    def _slope(self, weights: Numbers, chances: Numbers) -> tuple[Numbers, Numbers]:
        """The score and the information of the free weights."""
        terms, features = weights.shape
        expected = self._cases[:, None] * chances
        score = ((self._counts - expected) @ self._within).T @ self._features - self._ridge * weights
        mean = chances @ self._within
        pairs = (self._within[:, :, None] * self._within[:, None, :]).reshape(len(self._within), -1)
        spread = chances @ pairs - (mean[:, :, None] * mean[:, None, :]).reshape(len(mean), -1)
        curve = (spread * self._cases[:, None]).T @ self._products
        curve = curve.reshape(terms, terms, features, features).transpose(0, 2, 1, 3)
        free = self._free.ravel()
        curve = curve.reshape(terms * features, terms * features)[np.ix_(free, free)]
        return score.ravel()[free], curve + np.diag(self._ridge.ravel()[free])
