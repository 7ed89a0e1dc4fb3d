"""Latent classes: the cases fall into kinds that the lists catch with different chances (Manrique-Vallier 2016, LCMCR).

A Dirichlet process mixture cut off at a number of classes, drawn by Gibbs sampling with the cases on no list drawn along.
Its posterior often has several heights between which one chain seldom moves, so that many chains are run and compared.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from sarana.science.estimation.lattice import Numbers
from sarana.science.estimation.tables import CaptureTable

LEVEL = 0.95
CHAINS = 20
DRAWS = 4_000
BURN_IN = 2_000
CLASSES = 10
# Vehtari et al. 2021: chains whose R-hat is above tell different stories.
MOST_R_HAT = 1.01
# The prior of the process's concentration, a gamma of this shape and rate, as in LCMCR.
_SHAPE = 0.25
_RATE = 0.25
# The chance to be on a list is never nearer to 0, or the number of hidden cases has no bound.
_LEAST_SEEN = 1e-9


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
    burn_in: int = BURN_IN,
    classes: int = CLASSES,
    level: float = LEVEL,
    seed: int = 1,
) -> LatentEstimate:
    """The posterior of the number of cases under latent classes.

    Args:
        table: the cases by pattern.
        chains: at least 20, so that the comparison of chains means something.
        draws: kept of each chain.
        burn_in: thrown away first.
        classes: the most there may be.
        level: above 0, below 1.
        seed: of the draws.

    Raises:
        ValueError: for fewer than 20 chains, or a level outside (0, 1).
    """
    if chains < CHAINS:
        raise ValueError(f"{chains} chains are too few to see whether they agree; run at least {CHAINS}.")
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1; {level} does not.")
    sampler = _Sampler(table, chains, classes, np.random.default_rng(seed))
    for _ in range(burn_in):
        sampler.step()
    hidden = np.zeros((chains, draws))
    used = 0.0
    for at in range(draws):
        hidden[:, at] = sampler.step()
        used += float((sampler.shares > 0.01).sum(axis=1).mean())  # noqa: PLR2004 - one case in a hundred
    return _summary(table.cases + hidden, level, used / draws)


class _Sampler:
    """Chains in lockstep; arrays are by chain first."""

    def __init__(self, table: CaptureTable, chains: int, classes: int, generator: Generator) -> None:
        # In the order of their names, so that the order in the file changes no draw.
        bits = sorted(range(len(table.lists)), key=lambda bit: table.lists[bit])
        seen = [
            ([pattern >> bit & 1 for bit in bits], count)
            for pattern, count in enumerate(table.counts)
            if count
        ]
        seen.sort()
        self._patterns = np.array([pattern for pattern, _ in seen], dtype=np.float64)
        self._counts = np.array([count for _, count in seen])
        self._cases = table.cases
        self._generator = generator
        self._classes = classes
        self._concentration = np.full(chains, 1.0)
        # Chains begin far apart: from many alike classes to one that holds nearly all.
        self.shares = generator.dirichlet(np.full(classes, 0.5), size=chains)
        self._chances = generator.uniform(0.02, 0.9, size=(chains, classes, len(bits)))

    def step(self) -> Numbers:
        """Draw everything once; the hidden cases of each chain."""
        shares, chances = self.shares, self._chances
        present, absent = np.log(chances), np.log1p(-chances)
        off = np.log(np.maximum(shares, np.finfo(np.float64).tiny)) + absent.sum(axis=2)
        logs = off[:, None, :] + np.einsum("pj,ckj->cpk", self._patterns, present - absent)
        weights = np.exp(logs - logs.max(axis=2, keepdims=True))
        weights /= weights.sum(axis=2, keepdims=True)
        placed = self._generator.multinomial(self._counts, weights).astype(np.float64)
        unseen = np.exp(off)
        missed = unseen.sum(axis=1)
        seen_chance = np.clip(1 - missed, _LEAST_SEEN, 1.0)
        hidden = self._generator.negative_binomial(self._cases, seen_chance)
        among = self._generator.multinomial(hidden, unseen / missed[:, None]).astype(np.float64)
        on_list = np.einsum("cpk,pj->ckj", placed, self._patterns)
        members = placed.sum(axis=1) + among
        self._draw_chances(on_list, members)
        self._draw_shares(members)
        drawn: Numbers = hidden.astype(np.float64)
        return drawn

    def _draw_chances(self, on_list: Numbers, members: Numbers) -> None:
        drawn = self._generator.beta(1 + on_list, 1 + members[:, :, None] - on_list)
        self._chances = np.clip(drawn, 1e-12, 1 - 1e-12)

    def _draw_shares(self, members: Numbers) -> None:
        after = members[:, ::-1].cumsum(axis=1)[:, ::-1] - members
        sticks = self._generator.beta(1 + members[:, :-1], self._concentration[:, None] + after[:, :-1])
        sticks = np.clip(sticks, 1e-12, 1 - 1e-12)
        rest = np.log1p(-sticks).cumsum(axis=1)
        self.shares = np.concatenate(
            [sticks[:, :1], sticks[:, 1:] * np.exp(rest[:, :-1]), np.exp(rest[:, -1:])], axis=1
        )
        rate = _RATE - rest[:, -1]
        self._concentration = np.maximum(self._generator.gamma(_SHAPE + self._classes - 1, 1 / rate), 1e-9)


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
