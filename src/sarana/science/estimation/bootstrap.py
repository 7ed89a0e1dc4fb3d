"""BCa intervals whose replicates repeat the whole estimation, the choice of the model with it.

Bias-corrected and accelerated (DiCiccio & Efron 1996), as Chan, Silverman & Vincent (2021) use it for stepwise models.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.information import PAIRS, BicEstimate, bic_estimate
from sarana.science.estimation.lattice import Numbers
from sarana.science.estimation.progress import Progress, silent
from sarana.science.estimation.refusals import refusal
from sarana.science.estimation.search import search_for
from sarana.science.estimation.stepwise import THRESHOLD, StepwiseEstimate, stepwise, stepwise_many
from sarana.science.estimation.tables import CaptureTable

# A thousand are too few: UKdat_5's lower limit then moves by some hundreds with the seed.
REPLICATES = 20_000
# The search among all hierarchical models takes some hundredths of a second a replicate.
BIC_REPLICATES = 1_000
LEVEL = 0.95
# Two estimates that differ by less than this share are the same but for rounding.
_SAME = 1e-8
# With fewer replicates beyond a limit, how they lie there doesn't tell the limit's error.
_FEWEST_BEYOND = 10
# Numbers of one block of resampled tables; it bounds the memory whatever the number of lists.
_BLOCK = 1 << 19

type Estimator = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Interval:
    """A BCa confidence interval and how far it can be trusted.

    Attributes:
        lower, upper: the limits.
        lower_error, upper_error: the Monte Carlo standard error of each limit; more replicates make it smaller.
            NaN where too few replicates lie beyond the limit to tell it.
        level: the nominal chance that the interval holds the number.
        replicates: how many resampled tables gave an estimate.
        failed: how many resampled tables gave none; the interval leaves them out.
        below: the share of replicates below the estimate, ties counted by half. 0 or 1 means that all fell on one side,
            and that the bias correction is no more than a bound.
        acceleration: how the estimate's spread grows with the estimate, from the jackknife.
    """

    lower: float
    upper: float
    lower_error: float
    upper_error: float
    level: float
    replicates: int
    failed: int
    below: float
    acceleration: float


def stepwise_interval(
    table: CaptureTable,
    *,
    threshold: float = THRESHOLD,
    replicates: int = REPLICATES,
    level: float = LEVEL,
    seed: int = 1,
    progress: Progress = silent,
) -> tuple[StepwiseEstimate, Interval]:
    """The stepwise estimate with its BCa interval; every replicate chooses its own model.

    Raises:
        TableNotUsable: when the table, or every resampled table, has no estimate.
    """
    answer = stepwise(table, threshold=threshold)

    def estimates(counts: Numbers) -> Numbers:
        return stepwise_many(counts, threshold=threshold)[0]

    return answer, interval_of(
        table,
        answer.estimate,
        estimates,
        replicates=replicates,
        level=level,
        seed=seed,
        progress=progress,
    )


def bic_interval(
    table: CaptureTable,
    *,
    order: int | None = PAIRS,
    replicates: int = BIC_REPLICATES,
    level: float = LEVEL,
    seed: int = 1,
    progress: Progress = silent,
) -> tuple[BicEstimate, Interval]:
    """The estimate of the model with the smallest BIC, with its BCa interval (Silverman, Chan & Vincent 2024).

    Every replicate chooses among all models of the class; none is left out for having been poor on the table itself.

    Raises:
        TableNotUsable: when no model has an estimate, or there are too many models.
    """
    answer = bic_estimate(table, order=order)
    search = search_for(table.in_name_order(), order=order)
    return answer, interval_of(
        table,
        answer.estimate,
        search.estimates,
        replicates=replicates,
        level=level,
        seed=seed,
        progress=progress,
    )


def interval_of(
    table: CaptureTable,
    estimate: float,
    estimates: Estimator,
    *,
    replicates: int = REPLICATES,
    level: float = LEVEL,
    seed: int = 1,
    progress: Progress = silent,
) -> Interval:
    """The BCa interval of any estimate from an estimator of many tables, whose lists are in the order of their names.

    Raises:
        TableNotUsable: when every resampled table has no estimate.
    """
    ordered = table.in_name_order()
    drawn, done = [], 0
    for block in resampled(ordered, replicates, seed):
        drawn.append(estimates(block))
        done += len(block)
        progress(done, replicates)
    return bca_interval(estimate, np.concatenate(drawn), acceleration(ordered, estimates), level=level)


def resampled(table: CaptureTable, replicates: int, seed: int) -> Iterator[Numbers]:
    """Tables of as many cases drawn with replacement, in blocks; a table is a row of counts by pattern.

    The draws follow the names of the lists, so that their order in the file changes nothing.
    """
    by_name = sorted(range(len(table.lists)), key=lambda bit: table.lists[bit])
    seen = [pattern for pattern, count in enumerate(table.counts) if count]
    seen.sort(key=lambda pattern: [pattern >> bit & 1 for bit in by_name])
    shares = np.array([table.counts[pattern] for pattern in seen]) / table.cases
    generator = np.random.default_rng(seed)
    block = max(1, _BLOCK // len(table.counts))
    for at in range(0, replicates, block):
        drawn = generator.multinomial(table.cases, shares, size=min(block, replicates - at))
        counts = np.zeros((len(table.counts), len(drawn)))
        counts[seen] = drawn.T
        yield counts.T


def acceleration(table: CaptureTable, estimates: Estimator) -> float:
    """The acceleration from leaving out one case at a time; cases of one pattern are alike and are left out once.

    Cases without which there is no estimate are passed over.
    """
    whole = np.array(table.counts, dtype=np.float64)
    seen = np.flatnonzero(whole)
    some = max(1, _BLOCK // len(whole))
    left = []
    for at in range(0, len(seen), some):
        places = seen[at : at + some]
        counts = np.tile(whole, (len(places), 1))
        counts[np.arange(len(places)), places] -= 1
        left.append(estimates(counts))
    return acceleration_of(np.concatenate(left), whole[seen])


def acceleration_of(left: Numbers, weights: Numbers) -> float:
    """The acceleration from the estimates with one case left out, each for so many cases; NaN where there is none."""
    known = ~np.isnan(left)
    if not known.any():
        return 0.0
    left, weights = left[known], weights[known]
    pull = float((weights * left).sum() / weights.sum()) - left
    spread = float((weights * pull**2).sum())
    if spread <= (_SAME * float(left[0])) ** 2:
        return 0.0
    skew = float((weights * pull**3).sum())
    return skew / (6 * math.pow(spread, 1.5))


def bca_interval(
    estimate: float, replicates: Numbers, acceleration: float, *, level: float = LEVEL
) -> Interval:
    """The BCa interval of an estimate from its replicates.

    Args:
        estimate: the estimate on the table itself.
        replicates: the estimates on resampled tables; NaN where there was none.
        acceleration: from the jackknife.
        level: above 0, below 1.

    Raises:
        ValueError: for a level outside (0, 1).
        TableNotUsable: when no replicate has an estimate.
    """
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1; {level} does not.")
    known = np.sort(replicates[~np.isnan(replicates)])
    if not len(known):
        raise refusal("no replicate")
    tied = np.abs(known - estimate) <= _SAME * abs(estimate)
    below: Numbers = np.where(tied, 0.5, known < estimate)
    limits = _Limits(known, below, acceleration)
    lower, lower_error = limits.at((1 - level) / 2)
    upper, upper_error = limits.at((1 + level) / 2)
    return Interval(
        lower=lower,
        upper=upper,
        lower_error=lower_error,
        upper_error=upper_error,
        level=level,
        replicates=len(known),
        failed=len(replicates) - len(known),
        below=float(below.mean()),
        acceleration=acceleration,
    )


class _Limits:
    """The limits that sorted replicates give, with the error that their number leaves."""

    def __init__(self, replicates: Numbers, below: Numbers, acceleration: float) -> None:
        from scipy.special import ndtri

        self._replicates = replicates
        self._below = below
        self._acceleration = acceleration
        # With all replicates on one side the share is only known to be less than half a replicate's.
        least = 0.5 / len(replicates)
        self._bias = float(ndtri(np.clip(below.mean(), least, 1 - least)))

    def at(self, nominal: float) -> tuple[float, float]:
        """The limit at a nominal tail, and its Monte Carlo standard error."""
        share, slope = self._adjusted(nominal)
        limit = float(self._quantiles([share])[0])
        return limit, self._error(limit, share, slope)

    def _adjusted(self, nominal: float) -> tuple[float, float]:
        """The share of replicates below the limit, and how it moves with the bias correction."""
        from scipy.special import ndtr, ndtri

        moved = self._bias + float(ndtri(nominal))
        shrunk = 1 - self._acceleration * moved
        if shrunk <= 0:
            # The acceleration has run past its range: the limit is the last replicate on that side.
            return (1.0 if moved > 0 else 0.0), 0.0
        point = self._bias + moved / shrunk
        return float(ndtr(point)), _normal_density(point) * (1 + 1 / shrunk**2)

    def _error(self, limit: float, share: float, slope: float) -> float:
        """By the influence of each replicate on the quantile itself and, through the bias correction, on its place."""
        beyond = min(share, 1 - share)
        if beyond * len(self._replicates) < _FEWEST_BEYOND:
            return math.nan
        width = beyond / 2
        near, far = self._quantiles([share - width, share + width])
        on_place = slope / _normal_density(self._bias) * (self._below - self._below.mean())
        influence = on_place - ((self._replicates <= limit) - share)
        return float(influence.std() / np.sqrt(len(influence)) * (far - near) / (2 * width))

    def _quantiles(self, shares: list[float]) -> Numbers:
        """Median-unbiased quantiles (Hyndman & Fan 1996, type 8), which the published limits were taken by."""
        found: Numbers = np.quantile(self._replicates, shares, method="median_unbiased")
        return found


def _normal_density(point: float) -> float:
    return float(np.exp(-(point**2) / 2) / np.sqrt(2 * np.pi))
