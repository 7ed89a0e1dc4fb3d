"""The model with the smallest BIC on many tables at once, without fitting every model on every table.

Nothing is cut by rank: a model is passed over on a table only where it can't have the smallest BIC. A model that lacks
some interaction fits no better than the largest model that lacks it, so that its deviance is at least that model's.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sarana.science.estimation.existence import usable
from sarana.science.estimation.information import (
    PAIRS,
    TIED,
    hierarchical_models,
    score_models,
)
from sarana.science.estimation.lattice import Marks, Numbers, Patterns
from sarana.science.estimation.loglinear import deviances, fit
from sarana.science.estimation.tables import CaptureTable

# Models of a table that are fitted before it is asked again which may still be better.
_ROUND = 12
# Numbers by table and model that are held at once.
_ROOM = 1 << 21
# Models that begin: the best on the table that was counted; they are only where the search starts.
_FIRST = 24


@dataclass(frozen=True, slots=True)
class ModelSearch:
    """The models of a class, in the order in which they begin, and the largest ones without one or two interactions.

    Attributes:
        models: by pattern, whether the model has the term, one model a row.
        parameters: how many terms each model has.
        largest: by pattern, the largest models that lack one or two interactions.
        lacking: by model and largest model, whether the model lies within the largest.
    """

    models: Marks
    parameters: Patterns
    largest: Marks
    lacking: Marks

    def estimates(self, counts: Numbers) -> Numbers:
        """The estimate of each row's table by its model with the smallest BIC; NaN where no model has one."""
        some = max(1, _ROOM // len(self.models))
        parts = [self._estimates(counts[at : at + some]) for at in range(0, len(counts), some)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _estimates(self, counts: Numbers) -> Numbers:
        least = self._least_criteria(counts)
        best = np.full(len(counts), np.inf)
        found = np.full(len(counts), np.nan)
        tried = np.zeros(least.shape, dtype=np.bool_)
        next_ones = tried.copy()
        next_ones[:, :_FIRST] = True
        while next_ones.any():
            self._try(counts, next_ones, best, found)
            tried |= next_ones
            bound = np.where(~tried & (least < best[:, None] + TIED), least, np.inf)
            place = min(_ROUND, bound.shape[1] - 1)
            next_ones = np.isfinite(bound) & (bound <= np.partition(bound, place, axis=1)[:, place, None])
        return found

    def _least_criteria(self, counts: Numbers) -> Numbers:
        """By table and model, a number that the criterion can't be below."""
        cost = np.log(counts.sum(axis=1))[None, :] * self.parameters[:, None]
        least = np.zeros(cost.shape)
        for place, deviance in enumerate(self._deviances_of_largest(counts)):
            # A model that lacks two interactions lacks each of them as well: it has been here before.
            within = np.flatnonzero(self.lacking[:, place])
            least[within] = np.maximum(least[within], deviance)
        least += cost
        return least.T

    def _deviances_of_largest(self, counts: Numbers) -> Numbers:
        """By largest model and table; 0, which bounds nothing, where the model has no estimate."""
        models = np.repeat(self.largest, len(counts), axis=0)
        tables = np.tile(counts, (len(self.largest), 1))
        known = usable(tables, models)
        found = np.zeros(len(models))
        found[known] = deviances(tables[known], fit(tables[known], models[known]).means)
        return found.reshape(len(self.largest), -1)

    def _try(self, counts: Numbers, chosen: Marks, best: Numbers, found: Numbers) -> None:
        """Fit the chosen models of each table; `best` and `found` keep the smallest criterion and its estimate."""
        tables, models = np.nonzero(chosen)
        known = usable(counts[tables], self.models[models])
        tables, models = tables[known], models[known]
        tried = counts[tables]
        fits = fit(tried, self.models[models])
        cases = tried.sum(axis=1)
        criteria = deviances(tried, fits.means) + self.parameters[models] * np.log(cases)
        estimates = cases + fits.hidden
        for table, criterion, estimate in zip(tables, criteria, estimates, strict=True):
            better = criterion < best[table] - TIED
            if better or (criterion < best[table] + TIED and not estimate >= found[table]):
                best[table] = min(criterion, best[table])
                found[table] = estimate


def search_for(table: CaptureTable, *, order: int | None = PAIRS) -> ModelSearch:
    """The search among all hierarchical models up to an order, beginning with those that are best on this table.

    Raises:
        TableNotUsable: when there are too many models.
    """
    models = hierarchical_models(len(table.lists), order)
    scored = score_models(table, models)
    models = models[np.argsort(np.where(np.isnan(scored.bics), np.inf, scored.bics), kind="stable")]
    full = models[int(models.sum(axis=1).argmax())]
    interactions = [int(term) for term in np.flatnonzero(full) if int(term).bit_count() >= PAIRS]
    lacking: dict[bytes, Marks] = {}
    for some in [*combinations(interactions, 1), *combinations(interactions, 2)]:
        largest = full.copy()
        for term in some:
            largest &= (np.arange(len(full)) & term) != term
        lacking[largest.tobytes()] = largest
    largest = np.array(list(lacking.values()), dtype=np.bool_)
    within = np.array([~(models & ~one).any(axis=1) for one in largest], dtype=np.bool_).T
    return ModelSearch(models, models.sum(axis=1), largest, within)
