"""Forward stepwise choice among pairs of lists (Chan, Silverman & Vincent 2021), many tables in lockstep."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from sarana.science.estimation.existence import usable
from sarana.science.estimation.lattice import Marks, Numbers, Patterns, sizes, superset_sums
from sarana.science.estimation.loglinear import Fits, fit
from sarana.science.estimation.refusals import refusal
from sarana.science.estimation.tables import CaptureTable, pairs_of

THRESHOLD = 0.02
# Overlaps up to here have their bounds told beforehand, wider by this share.
_TOLD = 4_096
_WIDE = 1e-6
# A start may not be infinite, though an overlap be expected to be as good as nothing.
_LEAST_EXPECTED = 1e-6


@dataclass(frozen=True, slots=True)
class StepwiseEstimate:
    """One answer to how many there are.

    Attributes:
        estimate: cases in all, seen and hidden.
        pairs: the pairs of lists whose interaction the model has, in the order they entered, as bit masks.
        threshold: the p-value below which a pair entered.
    """

    estimate: float
    pairs: tuple[int, ...]
    threshold: float


def stepwise(table: CaptureTable, *, threshold: float = THRESHOLD) -> StepwiseEstimate:
    """Estimate the number of cases by the forward stepwise model.

    Raises:
        TableNotUsable: when not even the lists' own effects can be estimated.
    """
    ordered = table.in_name_order()
    counts = np.array([ordered.counts], dtype=np.float64)
    estimates, entered = stepwise_many(counts, threshold=threshold)
    if np.isnan(estimates[0]):
        raise refusal("lists apart")
    pairs = tuple(table.pattern_from(ordered, pair) for pair in entered[0])
    return StepwiseEstimate(float(estimates[0]), pairs, threshold)


def stepwise_many(counts: Numbers, *, threshold: float = THRESHOLD) -> tuple[Numbers, list[list[int]]]:
    """The stepwise estimate of each row's table, and the pairs that entered its model in their order.

    An estimate is NaN where even the independence model has none.
    """
    patterns = counts.shape[1]
    pairs = np.array(pairs_of(patterns.bit_length() - 1), dtype=np.intp)
    models = np.tile(sizes(patterns) <= 1, (len(counts), 1))
    estimates = np.full(len(counts), np.nan)
    # One place more than pairs: it stays empty when all have entered.
    entered = np.zeros((len(counts), len(pairs) + 1), dtype=np.intp)
    stage = 0
    rows = usable_rows(counts, models, np.arange(len(counts)))
    margins = superset_sums(counts)
    fits = fit(counts[rows], models[rows], margins=margins[rows])
    while len(rows):
        tables, kept = counts[rows], margins[rows]
        estimates[rows] = kept[:, 0] + fits.hidden
        chosen = next_pairs(tables, models[rows], fits, pairs, threshold, kept)
        going = chosen > 0
        rows, chosen, kept = rows[going], chosen[going], kept[going]
        start = _start(kept, fits.terms[going], fits.means[going], chosen)
        models[rows, chosen] = True
        entered[rows, stage] = chosen
        stage += 1
        fits = fit(tables[going], models[rows], start, margins=kept)
    return estimates, [[pair for pair in row if pair] for row in entered[:, :stage].tolist()]


def usable_rows(counts: Numbers, models: Marks, rows: Patterns) -> Patterns:
    """Those of the rows whose model has an estimate."""
    return rows[usable(counts[rows], models[rows])]


def next_pairs(
    counts: Numbers, models: Marks, fits: Fits, pairs: Patterns, threshold: float, margins: Numbers
) -> Patterns:
    """For each table the pair with the smallest p-value below the threshold whose model is usable; 0 for none."""
    chances = _p_values(margins, models, fits, pairs, threshold)
    chances[~(chances < threshold)] = np.inf
    order = np.argsort(chances, axis=1, kind="stable")
    chosen = np.zeros(len(counts), dtype=np.intp)
    open_rows = np.arange(len(counts))
    for place in range(len(pairs)):
        candidate = order[open_rows, place]
        open_rows = open_rows[np.isfinite(chances[open_rows, candidate])]
        if not len(open_rows):
            break
        pair = pairs[order[open_rows, place]]
        grown = models[open_rows]
        grown[np.arange(len(open_rows)), pair] = True
        fits_at_all = usable(counts[open_rows], grown, margins[open_rows])
        chosen[open_rows[fits_at_all]] = pair[fits_at_all]
        open_rows = open_rows[~fits_at_all]
    return chosen


def _start(margins: Numbers, terms: Numbers, means: Numbers, pairs: Patterns) -> Numbers:
    """The present terms, and for the new pair the step that would meet its overlap by itself."""
    at = (np.arange(len(pairs)), pairs)
    overlap, expected = margins[at], superset_sums(means)[at]
    start = terms.copy()
    start[at] = np.log(np.maximum(overlap, 1.0) / np.maximum(expected, _LEAST_EXPECTED))
    return start


def _p_values(margins: Numbers, models: Marks, fits: Fits, pairs: Patterns, threshold: float) -> Numbers:
    """The one-sided Poisson p-value of each pair's overlap under the present model; NaN for pairs already in it.

    The overlap counts all cases on both lists, whatever other lists they are on; the smaller of the two sides is taken.
    A chance that is not below the threshold is told as 1, without being computed; one too small for a floating-point number
    is told apart by the deviance, as a number below 0.
    """
    from scipy.special import pdtr, pdtrc, xlogy

    overlap = margins[:, pairs]
    expected = superset_sums(fits.means)[:, pairs]
    least, most = _bounds(threshold)
    told = np.minimum(overlap, len(least) - 1).astype(np.intp)
    beyond = overlap >= len(least)
    more = (expected < least[told]) | (beyond & (expected <= overlap))
    fewer = (expected > most[told]) | (beyond & (expected > overlap))
    chances: Numbers = np.ones(overlap.shape)
    chances[fewer] = pdtr(overlap[fewer], expected[fewer])
    chances[more] = pdtrc(overlap[more] - 1, expected[more])
    vanished = chances == 0
    if vanished.any():
        seen, expect = overlap[vanished], expected[vanished]
        with np.errstate(divide="ignore"):
            chances[vanished] = expect - seen - xlogy(seen, seen / expect)
    chances[models[:, pairs]] = np.nan
    return chances


@cache
def _bounds(threshold: float) -> tuple[Numbers, Numbers]:
    """By overlap: the expectation below which it is significantly more, and the one above which it is significantly fewer.

    Each a little wide, so that rounding leaves no pair out whose chance is below the threshold.
    """
    from scipy.special import gammainccinv, gammaincinv

    overlaps = np.arange(1.0, _TOLD)
    least = np.concatenate([[0.0], gammaincinv(overlaps, threshold) * (1 + _WIDE)])
    most = gammainccinv(np.arange(_TOLD) + 1.0, threshold) * (1 - _WIDE)
    return least, most
