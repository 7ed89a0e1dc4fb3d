"""Two lists and what is known of each case: the doubly robust estimator of Das, Kennedy & Jewell (2021).

The two lists need only be independent among cases alike in what is known of them. The estimator is right when either the
chances to be on the lists or the chance to be on both are modelled well, and its error is the product of theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.lattice import Numbers, Patterns
from sarana.science.estimation.refusals import refusal

LEVEL = 0.95
_FOLDS = 5
# No chance is taken to be smaller: one case would otherwise stand for thousands.
_LEAST_CHANCE = 0.005
_RIDGE = 1e-3
_STEPS = 50
_NEAR = 1e-9
_LEAST_ON_BOTH = 10
_LEAST_CASES = 100


@dataclass(frozen=True, slots=True)
class DoublyRobustEstimate:
    """One answer to how many there are.

    Attributes:
        estimate: cases in all, seen and hidden.
        lower, upper: the interval, normal on the logarithm of the hidden cases.
        level: the nominal chance that the interval holds the number.
        plug_in: the same without the correction; far from the estimate where the models of the chances are poor.
        ignoring: by Lincoln and Petersen, as if the covariates said nothing.
        bounded: the share of cases whose chances had to be kept from 0.
    """

    estimate: float
    lower: float
    upper: float
    level: float
    plug_in: float
    ignoring: float
    bounded: float


def doubly_robust(
    on_first: Sequence[bool],
    on_second: Sequence[bool],
    covariates: Sequence[Sequence[float]],
    *,
    level: float = LEVEL,
    seed: int = 1,
) -> DoublyRobustEstimate:
    """Estimate the number of cases from two lists and covariates.

    The chances of being on the lists, given the covariates and being on one at all, are multinomial logistic with squares
    and products of the covariates, fitted on four fifths of the cases and used on the other fifth.

    Args:
        on_first: by case, whether the first list has it.
        on_second: by case, whether the second list has it; each case is on one of them.
        covariates: by case, what is known of it as numbers; a category as a column 0 or 1 for each value but one.
        level: above 0, below 1.
        seed: of the folds.

    Raises:
        TableNotUsable: without covariates, with too few cases, or with too few on both lists.
        ValueError: for a level outside (0, 1).
    """
    from scipy.special import ndtri

    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1; {level} does not.")
    one = np.asarray(on_first, dtype=np.float64)
    two = np.asarray(on_second, dtype=np.float64)
    known = np.asarray(covariates, dtype=np.float64)
    _check(one, two, known)
    kinds = np.where(one * two > 0, 2, np.where(one > 0, 0, 1)).astype(np.intp)
    chances = _crossed(kinds, _features(known), np.random.default_rng(seed))
    both, first, second = chances[:, 2], chances[:, 0] + chances[:, 2], chances[:, 1] + chances[:, 2]
    bounded = float((both < _LEAST_CHANCE).mean())
    both = np.maximum(both, _LEAST_CHANCE)
    first, second = np.maximum(first, both), np.maximum(second, both)
    weight = first * second / both
    parts = weight * (one / first + two / second - one * two / both)
    cases = len(one)
    # Fewer than were seen there can't be, whatever the correction says.
    estimate = max(float(parts.sum()), float(cases))
    error = float(np.sqrt(max((parts**2).sum() - estimate, 0.0)))
    hidden = max(estimate - cases, 0.5)
    spread = float(np.exp(float(ndtri((1 + level) / 2)) * np.sqrt(np.log1p((error / hidden) ** 2))))
    return DoublyRobustEstimate(
        estimate=estimate,
        lower=cases + hidden / spread,
        upper=cases + hidden * spread,
        level=level,
        plug_in=float(weight.sum()),
        ignoring=float(one.sum() * two.sum() / (one * two).sum()),
        bounded=bounded,
    )


def _check(one: Numbers, two: Numbers, known: Numbers) -> None:
    if known.ndim != 2 or known.shape[1] == 0:  # noqa: PLR2004 - rows and columns
        raise refusal("two lists bare")
    if not len(one) == len(two) == len(known):
        raise refusal("rows differ")
    if not np.isfinite(known).all():
        raise refusal("covariate missing")
    if (one + two == 0).any():
        raise refusal("on neither")
    if len(one) < _LEAST_CASES or (one * two).sum() < _LEAST_ON_BOTH:
        raise refusal(
            "two lists few",
            cases=len(one),
            both=int((one * two).sum()),
            least=_LEAST_CASES,
            fewest=_LEAST_ON_BOTH,
        )


def _features(known: Numbers) -> Numbers:
    """A constant, the covariates and their squares and products, each on the same scale; what never varies is dropped."""
    centred = known - known.mean(axis=0)
    columns = [centred[:, at] for at in range(known.shape[1])]
    columns += [
        centred[:, at] * centred[:, other]
        for at in range(known.shape[1])
        for other in range(at, known.shape[1])
    ]
    scaled = [
        (column - column.mean()) / column.std()
        for column in columns
        if column.std() > 1e-9  # noqa: PLR2004
    ]
    return np.column_stack([np.ones(len(known)), *scaled])


def _crossed(kinds: Patterns, features: Numbers, generator: np.random.Generator) -> Numbers:
    """The chances of each case's kinds from a model that didn't see the case.

    Cases alike are dealt out evenly: a fold that has more of them by chance is told by a model that has seen fewer, which
    pulls the estimate down.
    """
    chance = generator.permutation(len(kinds))
    folds = np.empty(len(kinds), dtype=np.intp)
    folds[np.lexsort([chance, *features.T, kinds])] = np.arange(len(kinds)) % _FOLDS
    chances = np.zeros((len(kinds), 3))
    for fold in range(_FOLDS):
        inside = folds == fold
        chances[inside] = _chances(features[inside], _fit(kinds[~inside], features[~inside]))
    return chances


def _chances(features: Numbers, weights: Numbers) -> Numbers:
    logits = np.column_stack([features @ weights, np.zeros(len(features))])
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Numbers = shares / shares.sum(axis=1, keepdims=True)
    return found


def _fit(kinds: Patterns, features: Numbers) -> Numbers:
    """Multinomial logistic regression by Newton's steps, with a slight ridge so that it always has an end."""
    columns = features.shape[1]
    weights = np.zeros((columns, 2))
    hit = np.column_stack([kinds == 0, kinds == 1]).astype(np.float64)
    ridge = _RIDGE * len(kinds) * np.eye(2 * columns)
    ridge[0, 0] = ridge[columns, columns] = 1e-9
    for _ in range(_STEPS):
        chances = _chances(features, weights)[:, :2]
        score = (features.T @ (hit - chances)).T.ravel() - ridge @ weights.T.ravel()
        curve = np.zeros((2 * columns, 2 * columns))
        for a in range(2):
            for b in range(2):
                weight = chances[:, a] * ((a == b) - chances[:, b])
                block = (slice(a * columns, (a + 1) * columns), slice(b * columns, (b + 1) * columns))
                curve[block] = features.T @ (features * weight[:, None])
        step = np.linalg.solve(curve + ridge, score)
        weights += step.reshape(2, columns).T
        if float(step @ score) < _NEAR * len(kinds):
            break
    return weights
