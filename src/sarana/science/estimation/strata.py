"""Estimation stratum by stratum: where kinds of cases are caught differently, each kind is estimated by itself.

Taken together they look as if the lists depended on each other (Sekar & Deming 1949).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.bootstrap import (
    LEVEL,
    REPLICATES,
    Interval,
    acceleration,
    bca_interval,
    resampled,
)
from sarana.science.estimation.lattice import Numbers
from sarana.science.estimation.refusals import TableNotUsable, refusal, within
from sarana.science.estimation.stepwise import THRESHOLD, StepwiseEstimate, stepwise, stepwise_many
from sarana.science.estimation.tables import CaptureTable


@dataclass(frozen=True, slots=True)
class StratifiedEstimate:
    """The answer of each stratum and of all together.

    Attributes:
        strata: by name, the stratum's own estimate.
        estimate: their sum.
        interval: of the sum; the strata are resampled each by itself.
    """

    strata: dict[str, StepwiseEstimate]
    estimate: float
    interval: Interval


def stratified(
    tables: Mapping[str, CaptureTable],
    *,
    threshold: float = THRESHOLD,
    replicates: int = REPLICATES,
    level: float = LEVEL,
    seed: int = 1,
) -> StratifiedEstimate:
    """Estimate each stratum by the stepwise model and sum them.

    Args:
        tables: by name of the stratum, its cases by pattern of the same lists.
        threshold: of the stepwise model.
        replicates: resampled tables of each stratum.
        level: of the interval.
        seed: of the draws.

    Raises:
        TableNotUsable: when there is no stratum, the lists differ, or a stratum has no estimate; the stratum is named.
    """
    if not tables:
        raise refusal("no stratum")
    if len({tuple(sorted(table.lists)) for table in tables.values()}) > 1:
        raise refusal("strata differ")
    answers: dict[str, StepwiseEstimate] = {}
    total = np.zeros(replicates)
    pulls = 0.0
    spread = 0.0
    for place, (name, given) in enumerate(sorted(tables.items())):
        try:
            answers[name] = stepwise(given, threshold=threshold)
        except TableNotUsable as refused:
            raise within(name, refused, merge=True) from None
        table = given.in_name_order()
        blocks = resampled(table, replicates, seed + place)
        total += np.concatenate([_estimates(block, threshold) for block in blocks])
        skew, square = _moments(table, threshold)
        pulls += skew
        spread += square
    estimate = sum(one.estimate for one in answers.values())
    accelerated = pulls / (6 * spread**1.5) if spread > 0 else 0.0
    return StratifiedEstimate(answers, estimate, bca_interval(estimate, total, accelerated, level=level))


def _estimates(counts: Numbers, threshold: float) -> Numbers:
    return stepwise_many(counts, threshold=threshold)[0]


def _moments(table: CaptureTable, threshold: float) -> tuple[float, float]:
    """The third and second moments of the jackknife's pulls; over strata they add up."""
    found: list[Numbers] = []

    def kept(counts: Numbers) -> Numbers:
        estimates = _estimates(counts, threshold)
        found.append(estimates)
        return estimates

    accelerated = acceleration(table, kept)
    weights = np.array([count for count in table.counts if count], dtype=np.float64)
    left = np.concatenate(found)
    known = ~np.isnan(left)
    if not known.any():
        return 0.0, 0.0
    left, weights = left[known], weights[known]
    pull = float((weights * left).sum() / weights.sum()) - left
    square = float((weights * pull**2).sum())
    return accelerated * 6 * float(square**1.5), square
