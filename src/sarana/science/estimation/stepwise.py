"""Forward stepwise choice among pairs of lists (Chan, Silverman & Vincent 2021), many tables in lockstep."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from sarana.science.estimation.existence import usable
from sarana.science.estimation.lattice import Marks, Numbers, Patterns, picked, sizes, superset_sums
from sarana.science.estimation.loglinear import fit
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
    counts = np.asfortranarray(counts)
    patterns = counts.shape[1]
    pairs = np.array(pairs_of(patterns.bit_length() - 1), dtype=np.intp)
    estimates = np.full(len(counts), np.nan)
    # One place more than pairs: it stays empty when all have entered.
    entered = np.zeros((len(counts), len(pairs) + 1), dtype=np.intp)
    stage = 0
    models: Marks = np.repeat((sizes(patterns) <= 1)[:, None], len(counts), axis=1).T
    rows = usable_rows(counts, models, np.arange(len(counts)))
    counts, models = picked(counts, rows), picked(models, rows)
    margins = superset_sums(counts)
    fits = fit(counts, models, margins=margins)
    while len(rows):
        estimates[rows] = margins[:, 0] + fits.hidden
        expected = superset_sums(fits.means)
        chosen = next_pairs(counts, models, expected, pairs, threshold, margins)
        going = chosen > 0
        rows, chosen = rows[going], chosen[going]
        counts, models, margins = picked(counts, going), picked(models, going), picked(margins, going)
        start = _start(margins, picked(fits.terms, going), picked(expected, going), chosen)
        models[np.arange(len(rows)), chosen] = True
        entered[rows, stage] = chosen
        stage += 1
        fits = fit(counts, models, start, margins=margins)
    return estimates, [[pair for pair in row if pair] for row in entered[:, :stage].tolist()]


def usable_rows(counts: Numbers, models: Marks, rows: Patterns) -> Patterns:
    """Those of the rows whose model has an estimate."""
    return rows[usable(counts[rows], models[rows])]


def next_pairs(
    counts: Numbers, models: Marks, expected: Numbers, pairs: Patterns, threshold: float, margins: Numbers
) -> Patterns:
    """For each table the pair with the smallest p-value below the threshold whose model is usable; 0 for none.

    All but the pairs that may enter stands by table and pattern: `expected` the superset sums of what the present models
    expect, `margins` those of the counts.
    """
    chances = _p_values(margins.T[pairs].T, expected.T[pairs].T, models.T[pairs].T, threshold)
    chosen = np.zeros(len(counts), dtype=np.intp)
    open_rows = np.arange(len(counts))
    for _ in pairs:
        best, least = _least(picked(chances, open_rows))
        likely = least < threshold
        open_rows, best = open_rows[likely], best[likely]
        if not len(open_rows):
            break
        grown = picked(models, open_rows)
        grown[np.arange(len(open_rows)), pairs[best]] = True
        fits_at_all = usable(picked(counts, open_rows), grown, picked(margins, open_rows))
        chosen[open_rows[fits_at_all]] = pairs[best[fits_at_all]]
        open_rows, best = open_rows[~fits_at_all], best[~fits_at_all]
        chances[open_rows, best] = np.inf
    return chosen


def _least(rows: Numbers) -> tuple[Patterns, Numbers]:
    """The place of the first smallest number of each row, and that number."""
    least = rows[:, 0].copy()
    places = np.zeros(len(rows), dtype=np.intp)
    for place in range(1, rows.shape[1]):
        smaller = rows[:, place] < least
        places[smaller] = place
        np.minimum(least, rows[:, place], out=least)
    return places, least


def _start(margins: Numbers, terms: Numbers, expected: Numbers, pairs: Patterns) -> Numbers:
    """The present terms, and for the new pair the step that would meet its overlap by itself, written into them."""
    at = (np.arange(len(pairs)), pairs)
    terms[at] = np.log(np.maximum(margins[at], 1.0) / np.maximum(expected[at], _LEAST_EXPECTED))
    return terms


def _p_values(overlap: Numbers, expected: Numbers, entered: Marks, threshold: float) -> Numbers:
    """The one-sided Poisson p-value of each pair's overlap under the present model, by table and pair.

    The overlap counts all cases on both lists, whatever other lists they are on; the smaller of the two sides is taken.
    A chance that is not below the threshold, and that of a pair already in the model, is told as infinite, without being computed;
    one too small for a floating-point number is told apart by the deviance, as a number below 0.
    """
    from scipy.special import pdtr, pdtrc, xlogy

    least, most = _bounds(threshold)
    told = np.minimum(overlap, len(least) - 1).astype(np.intp)
    beyond = overlap >= len(least)
    more = ((expected < least[told]) | (beyond & (expected <= overlap))) & ~entered
    fewer = ((expected > most[told]) | (beyond & (expected > overlap))) & ~entered
    chances: Numbers = np.full(overlap.T.shape, np.inf).T
    chances[fewer] = pdtr(overlap[fewer], expected[fewer])
    chances[more] = pdtrc(overlap[more] - 1, expected[more])
    vanished = chances == 0
    if vanished.any():
        seen, expect = overlap[vanished], expected[vanished]
        with np.errstate(divide="ignore"):
            chances[vanished] = expect - seen - xlogy(seen, seen / expect)
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
