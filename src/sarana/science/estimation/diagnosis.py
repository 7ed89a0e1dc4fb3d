"""How far the stepwise estimate can be trusted, asked of the table itself."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sarana.science.estimation.bootstrap import acceleration, bca_interval, resampled
from sarana.science.estimation.lattice import Numbers
from sarana.science.estimation.loglinear import fit
from sarana.science.estimation.refusals import refusal
from sarana.science.estimation.stepwise import THRESHOLD, stepwise, stepwise_many
from sarana.science.estimation.tables import CaptureTable
from sarana.science.estimation.variants import (
    among_list,
    false_links,
    listed_cases,
    merged_lists,
    missed_links,
    rows_of,
    without_list,
)

LINK_SHARE = 0.05
LINK_DRAWS = 100
# Without one of so many lists, or among the cases of one, three are left.
_LISTS_TO_SPARE = 4
_BLOCK = 1 << 17


@dataclass(frozen=True, slots=True)
class Variant:
    """What the estimate would be if the lists were told otherwise.

    Attributes:
        lists: the lists concerned.
        estimate: cases in all; NaN where there is none.
        change: the estimate as a share of the full one, less 1; NaN where there is none.
    """

    lists: tuple[str, ...]
    estimate: float
    change: float


@dataclass(frozen=True, slots=True)
class Consistency:
    """How well the other lists estimate what is known: the number of cases on one list (Binette & Steorts 2022).

    Attributes:
        name: the list.
        known: the cases on it.
        estimate: what the other lists make of them; NaN where they can't tell.
    """

    name: str
    known: int
    estimate: float

    @property
    def ratio(self) -> float:
        """The estimate as a share of the known number."""
        return self.estimate / self.known if self.known else float("nan")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answers of all variants.

    Attributes:
        left_out: one list left out; none with three lists.
        merged: two lists as one; none with three lists.
        consistency: by list; none with three lists.
        link_share: the share of links that were missed, or made in error.
        missed, falsely: the median change of the estimate then; NaN where there is no estimate.
    """

    left_out: tuple[Variant, ...]
    merged: tuple[Variant, ...]
    consistency: tuple[Consistency, ...]
    link_share: float
    missed: float
    falsely: float


def diagnose(
    table: CaptureTable,
    *,
    threshold: float = THRESHOLD,
    link_share: float = LINK_SHARE,
    draws: int = LINK_DRAWS,
    seed: int = 1,
) -> Diagnosis:
    """Estimate every variant of the table by the stepwise model.

    Args:
        table: the cases by pattern.
        threshold: of the stepwise model.
        link_share: the share of links missed, or made in error.
        draws: how often the links are drawn.
        seed: of the draws.
    """
    table = table.in_name_order()
    lists = range(len(table.lists)) if len(table.lists) >= _LISTS_TO_SPARE else range(0)
    pairs = list(combinations(lists, 2))
    generator = np.random.default_rng(seed)
    counts = [np.array(table.counts, dtype=np.float64)]
    counts += [without_list(table, bit) for bit in lists]
    counts += [merged_lists(table, *pair) for pair in pairs]
    counts += [among_list(table, bit) for bit in lists]
    counts += [missed_links(table, link_share, generator) for _ in range(draws)]
    counts += [false_links(table, link_share, generator) for _ in range(draws)]
    found = iter(_blocks(rows_of(counts), threshold).tolist())
    full = next(found)

    def variant(bits: tuple[int, ...]) -> Variant:
        estimate = next(found)
        return Variant(tuple(table.lists[bit] for bit in bits), estimate, estimate / full - 1)

    return Diagnosis(
        left_out=tuple(variant((bit,)) for bit in lists),
        merged=tuple(variant(pair) for pair in pairs),
        consistency=tuple(
            Consistency(table.lists[bit], known, next(found))
            for bit, known in zip(lists, listed_cases(table), strict=False)
        ),
        link_share=link_share,
        missed=_median([next(found) for _ in range(draws)]) / full - 1,
        falsely=_median([next(found) for _ in range(draws)]) / full - 1,
    )


def _blocks(counts: Numbers, threshold: float) -> Numbers:
    """The estimates of many variants, some at a time: those of twelve lists at once would fill the memory."""
    some = max(1, _BLOCK // counts.shape[1])
    return np.concatenate(
        [_estimates(counts[at : at + some], threshold) for at in range(0, len(counts), some)]
    )


def _median(found: list[float]) -> float:
    known = [number for number in found if not np.isnan(number)]
    return float(np.median(known)) if known else float("nan")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the interval holds the number when the fitted model is the truth.

    Attributes:
        truth: the number that the tables were drawn from.
        tables: how many tables were drawn and gave an interval.
        covered: the share of intervals that hold the truth.
        error: the Monte Carlo standard error of that share.
        level: the nominal chance.
        bias: the median estimate as a share of the truth, less 1.
    """

    truth: float
    tables: int
    covered: float
    error: float
    level: float
    bias: float


def coverage(
    table: CaptureTable,
    *,
    tables: int = 200,
    replicates: int = 1_000,
    threshold: float = THRESHOLD,
    level: float = 0.95,
    seed: int = 1,
) -> Coverage:
    """Draw tables from the stepwise fit, estimate each with its BCa interval, and count how often it holds the truth.

    As in the study of Chan, Silverman & Vincent 2021: the number of cases is fixed, and each falls on a pattern, or on no
    list, with the chances of the fit.

    Raises:
        TableNotUsable: when the table has no estimate.
    """
    answer = stepwise(table, threshold=threshold)
    shares = _fitted_shares(table, answer.pairs)
    truth = round(answer.estimate)
    generator = np.random.default_rng(seed)
    estimates: list[float] = []
    held: list[bool] = []
    for at in range(tables):
        counts = generator.multinomial(truth, shares)
        counts[0] = 0
        drawn = CaptureTable(table.lists, tuple(int(n) for n in counts))
        estimate = float(_estimates(counts[None].astype(np.float64), threshold)[0])
        if np.isnan(estimate):
            continue
        found = [_estimates(block, threshold) for block in resampled(drawn, replicates, seed + at + 1)]
        accelerated = acceleration(drawn, lambda block: _estimates(block, threshold))
        interval = bca_interval(estimate, np.concatenate(found), accelerated, level=level)
        estimates.append(estimate)
        held.append(interval.lower <= truth <= interval.upper)
    if not held:
        raise refusal("no drawn table")
    share = float(np.mean(held))
    return Coverage(
        truth=truth,
        tables=len(held),
        covered=share,
        error=float(np.sqrt(share * (1 - share) / len(held))),
        level=level,
        bias=float(np.median(estimates)) / truth - 1,
    )


def _estimates(counts: Numbers, threshold: float) -> Numbers:
    return stepwise_many(counts, threshold=threshold)[0]


def _fitted_shares(table: CaptureTable, pairs: tuple[int, ...]) -> Numbers:
    counts = np.array([table.counts], dtype=np.float64)
    terms = np.array([[p.bit_count() <= 1 or p in pairs for p in range(len(table.counts))]])
    fits = fit(counts, terms)
    means: Numbers = fits.means[0].copy()
    means[0] = fits.hidden[0]
    return means / means.sum()
