"""The model with the smallest BIC among all hierarchical models up to an order (Silverman, Chan & Vincent 2024)."""

from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.existence import usable
from sarana.science.estimation.lattice import Marks, Numbers, sizes
from sarana.science.estimation.loglinear import fit
from sarana.science.estimation.refusals import refusal
from sarana.science.estimation.tables import CaptureTable

PAIRS = 2
# All pair models of six lists; all hierarchical models of five are 6,893, of six nearly eight million.
MOST_MODELS = 1 << 15
# Two models whose criteria differ by less are tied.
TIED = 1e-7


@dataclass(frozen=True, slots=True)
class ScoredModels:
    """Every model of a class on one table, one a row.

    Attributes:
        terms: by pattern, whether the model has the term.
        usable: whether the model has an estimate.
        estimates: cases in all, seen and hidden; NaN where not usable.
        bics: the Bayesian information criterion; NaN where not usable. Terms at minus infinity count as terms.
    """

    terms: Marks
    usable: Marks
    estimates: Numbers
    bics: Numbers


@dataclass(frozen=True, slots=True)
class BicEstimate:
    """One answer to how many there are.

    Attributes:
        estimate: cases in all, seen and hidden.
        bic: the Bayesian information criterion of the model, the smallest of its class.
        model: the largest interactions of the model, as bit masks; all within them are in the model too.
        order: how many lists the largest interactions considered have.
        models: how many models were considered.
        usable: how many of them have an estimate.
    """

    estimate: float
    bic: float
    model: tuple[int, ...]
    order: int
    models: int
    usable: int


def hierarchical_models(lists: int, order: int | None = None) -> Marks:
    """All models with every list's own effect and, with an interaction, all interactions within it.

    The saturated model, which has no estimate, is left out.

    Args:
        lists: how many lists there are.
        order: how many lists an interaction may have; without it, all but one.

    Returns:
        By pattern, whether the model has the term, one model a row.

    Raises:
        TableNotUsable: when there are more than MOST_MODELS.
    """
    patterns = 1 << lists
    highest = _highest(lists, order)
    models = (sizes(patterns) <= 1)[None, :]
    for term in sorted(range(patterns), key=lambda pattern: (pattern.bit_count(), pattern)):
        if not PAIRS <= term.bit_count() <= highest:
            continue
        faces = [term & ~(1 << bit) for bit in range(lists) if term >> bit & 1]
        grown = models[models[:, faces].all(axis=1)].copy()
        grown[:, term] = True
        if len(models) + len(grown) > MOST_MODELS:
            raise refusal("many models", lists=lists, most=f"{MOST_MODELS:,}", order=highest)
        models = np.concatenate([models, grown])
    return models


def score_models(table: CaptureTable, models: Marks) -> ScoredModels:
    """Estimate and BIC of each model on the table."""
    from scipy.special import gammaln, xlogy

    counts = np.array([table.counts], dtype=np.float64)
    repeated = np.broadcast_to(counts, models.shape)
    known = usable(repeated, models)
    estimates = np.full(len(models), np.nan)
    bics = np.full(len(models), np.nan)
    fits = fit(repeated[known], models[known])
    likelihoods = (xlogy(counts, fits.means) - fits.means - gammaln(counts + 1)).sum(axis=1)
    estimates[known] = table.cases + fits.hidden
    bics[known] = models[known].sum(axis=1) * np.log(table.cases) - 2 * likelihoods
    return ScoredModels(models, known, estimates, bics)


def bic_estimate(table: CaptureTable, *, order: int | None = PAIRS) -> BicEstimate:
    """Estimate the number of cases by the model with the smallest BIC.

    Args:
        table: the cases by pattern.
        order: how many lists an interaction may have; None for all hierarchical models.

    Raises:
        TableNotUsable: when no model has an estimate, or there are too many models.
    """
    ordered = table.in_name_order()
    scored = score_models(ordered, hierarchical_models(len(table.lists), order))
    if not scored.usable.any():
        raise refusal("no model")
    # Of models that are tied but for rounding the one with the smallest estimate answers, as in the search.
    tied = scored.bics < np.nanmin(scored.bics) + TIED
    best = int(np.nanargmin(np.where(tied, scored.estimates, np.nan)))
    largest = [table.pattern_from(ordered, term) for term in largest_interactions(scored.terms[best])]
    return BicEstimate(
        estimate=float(scored.estimates[best]),
        bic=float(scored.bics[best]),
        model=tuple(sorted(largest, key=lambda term: (term.bit_count(), term))),
        order=_highest(len(table.lists), order),
        models=len(scored.terms),
        usable=int(scored.usable.sum()),
    )


def _highest(lists: int, order: int | None) -> int:
    return lists - 1 if order is None else min(order, lists - 1)


def largest_interactions(terms: Marks) -> tuple[int, ...]:
    """The interactions of one model that lie within no other of it, smaller ones first."""
    present = [int(term) for term in np.flatnonzero(terms) if int(term).bit_count() >= PAIRS]
    largest = [
        term for term in present if not any(term != other and term & other == term for other in present)
    ]
    return tuple(sorted(largest, key=lambda term: (term.bit_count(), term)))
