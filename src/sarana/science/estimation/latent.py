"""Latent classes: the cases fall into kinds that the lists catch with different chances (Manrique-Vallier 2016, LCMCR).

A Dirichlet process mixture cut off at a number of classes. Its posterior often has several heights between which one chain
seldom moves, so that each chain is tempered, and many are run and compared. Which class is called the first changes no number
of cases: nothing here asks for the classes' labels.
"""

from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.lattice import Numbers
from sarana.science.estimation.progress import Progress, silent
from sarana.science.estimation.tables import CaptureTable
from sarana.science.estimation.tempered import LEVELS, Tempered

LEVEL = 0.95
CHAINS = 20
DRAWS = 3_000
# Thrown away first: as many as a share of those that are kept, in which the steps and the temperatures find their measure.
_WARMING = 1 / 3
_LEAST_WARMING = 100
# After these shares of the warming the temperatures are spaced anew.
_SPACED = (1 / 8, 1 / 4, 1 / 2)
CLASSES = 10
_HELD = 0.01
# Vehtari et al. 2021: chains whose R-hat is above tell different stories.
MOST_R_HAT = 1.01


@dataclass(frozen=True, slots=True)
class LatentEstimate:
    """One answer to how many there are, and whether the chains agree on it.

    Attributes:
        median, mean: of the posterior of the cases in all, seen and hidden.
        lower, upper: the interval between its quantiles.
        lower_error, upper_error: Monte Carlo standard errors of the limits, from how far the chains' own limits lie apart.
        level: the posterior chance that the interval holds.
        chains, draws: how many chains, and kept draws of each.
        r_hat: rank-normalised split R-hat of the number (Vehtari et al. 2021), the larger of its two forms.
        converged: whether it is at most 1.01. Otherwise the numbers are no answer.
        classes: how many classes hold at least one case in a hundred, on average.
        density: points (cases, posterior density) for a drawing.
    """

    median: float
    mean: float
    lower: float
    upper: float
    lower_error: float
    upper_error: float
    level: float
    chains: int
    draws: int
    r_hat: float
    converged: bool
    classes: float
    density: tuple[tuple[float, float], ...]


def latent(
    table: CaptureTable,
    *,
    chains: int = CHAINS,
    draws: int = DRAWS,
    classes: int = CLASSES,
    levels: int = LEVELS,
    level: float = LEVEL,
    seed: int = 1,
    progress: Progress = silent,
) -> LatentEstimate:
    """The posterior of the number of cases under latent classes.

    Args:
        table: the cases by pattern.
        chains: at least 20, so that the comparison of chains means something.
        draws: kept of each chain; a third as many are thrown away first.
        classes: the most there may be, two at least.
        levels: temperatures of each chain; with one, a chain seldom moves from one height of the posterior to another.
        level: above 0, below 1.
        seed: of the draws.
        progress: told how many draws of each chain are done, of how many.

    Raises:
        ValueError: for fewer than 20 chains, fewer than two classes, or a level outside (0, 1).
    """
    if chains < CHAINS:
        raise ValueError(f"{chains} chains are too few to see whether they agree; run at least {CHAINS}.")
    if classes < 2:  # noqa: PLR2004 - one class is the model of independent lists
        raise ValueError("One class says that the lists are independent; ask for two or more.")
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1; {level} does not.")
    moving = Tempered(table, chains, classes, np.random.default_rng(seed), levels)
    warming = max(round(draws * _WARMING), _LEAST_WARMING)
    spaced = {round(warming * share) for share in _SPACED}
    hidden = np.zeros((chains, draws))
    used = 0.0
    for at in range(warming + draws):
        drawn = moving.step(warming=at < warming)
        if at in spaced:
            moving.space()
        if at >= warming:
            hidden[:, at - warming] = drawn
            used += float((moving.shares > _HELD).sum(axis=0).mean())
        progress(at + 1, warming + draws)
    return _summary(table.cases + hidden, level, used / draws)


def r_hat(draws: Numbers) -> float:
    """Rank-normalised split R-hat of chains (rows), the larger of the plain and the folded one (Vehtari et al. 2021)."""
    half = draws.shape[1] // 2
    split = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    return max(_r_hat_of_ranks(split), _r_hat_of_ranks(np.abs(split - np.median(split))))


def _r_hat_of_ranks(split: Numbers) -> float:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    ranks = rankdata(split).reshape(split.shape)
    scores = ndtri((ranks - 0.375) / (split.size + 0.25))
    within = float(scores.var(axis=1, ddof=1).mean())
    between = float(scores.mean(axis=1).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    length = split.shape[1]
    return float(np.sqrt((length - 1) / length + between / within))


def _summary(cases: Numbers, level: float, classes: float) -> LatentEstimate:
    tails = [(1 - level) / 2, (1 + level) / 2]
    lower, upper = np.quantile(cases, tails)
    errors = np.quantile(cases, tails, axis=1).std(axis=1, ddof=1) / np.sqrt(len(cases))
    found = r_hat(cases)
    heights, edges = np.histogram(cases, bins=80, range=tuple(np.quantile(cases, [0.0, 0.995])), density=True)
    middles = (edges[1:] + edges[:-1]) / 2
    return LatentEstimate(
        median=float(np.median(cases)),
        mean=float(cases.mean()),
        lower=float(lower),
        upper=float(upper),
        lower_error=float(errors[0]),
        upper_error=float(errors[1]),
        level=level,
        chains=cases.shape[0],
        draws=cases.shape[1],
        r_hat=found,
        converged=found <= MOST_R_HAT,
        classes=classes,
        density=tuple((float(x), float(y)) for x, y in zip(middles, heights, strict=True)),
    )
