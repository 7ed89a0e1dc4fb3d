"""Averaging over all decomposable graphs (Madigan & York 1997; the R package dga computes the same).

Every graph says which lists hang together. Under a hyper-Dirichlet prior its likelihood has a closed form for any number of
cases on no list, so that the posterior is a sum and needs no simulation. The prior on the number of cases is 1/N, and at
least one case is hidden, as in dga.

What the answer hangs on is `delta`, the prior count in each cell: it must be shown over several of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.graphs import MOST_LISTS, decomposable_graphs, margins_of_graphs
from sarana.science.estimation.lattice import Numbers, Patterns
from sarana.science.estimation.refusals import refusal
from sarana.science.estimation.tables import CaptureTable

LEVEL = 0.95
# The share of the posterior that may lie beyond the last number considered.
_TAIL = 1e-6
# Every number is considered up to here; beyond, one in the middle of a stretch this share of it wide stands for the stretch.
_SINGLE = 4_096
_WIDTH = 1 / 1_024
# Beyond so many times the cases that were seen, no tail is followed.
_FARTHEST = 1e9
# A graph whose posterior is everywhere below e to this power of the highest adds nothing that a number could show.
_NEGLIGIBLE = -30.0
_ROOM = 1 << 21
_TRIED = 800
# So many numbers are always considered, that the decay of the tail can be told.
_LEAST_REACH = 100
_DENSITY_POINTS = 160


@dataclass(frozen=True, slots=True)
class GraphicalEstimate:
    """One answer to how many there are, at one delta.

    Attributes:
        delta: the prior count in each cell.
        mean, median: of the posterior of the cases in all, seen and hidden.
        lower, upper: the interval between its quantiles.
        level: the posterior chance that the interval holds.
        largest: the largest number of cases considered.
        tail: the share of the posterior beyond it, by its decay there. Not below 1e-6 where it decays too slowly.
        graphs: the pairs of lists joined in the five likeliest graphs, as bit masks, with their posterior chances.
        considered: how many graphs were averaged over.
        density: points (cases, posterior density) for a drawing.
    """

    delta: float
    mean: float
    median: float
    lower: float
    upper: float
    level: float
    largest: int
    tail: float
    graphs: tuple[tuple[tuple[int, ...], float], ...]
    considered: int
    density: tuple[tuple[float, float], ...]


def graphical(
    table: CaptureTable, *, delta: float | None = None, largest: int | None = None, level: float = LEVEL
) -> GraphicalEstimate:
    """The posterior of the number of cases, averaged over all decomposable graphs with equal prior chances.

    Args:
        table: cases of 3 to 6 lists.
        delta: the prior count in each cell; 2 ** -lists without it, one case in the whole table.
        largest: how many hidden cases are considered at most; without it until the tail beyond is below 1e-6.
        level: above 0, below 1.

    Raises:
        TableNotUsable: for more than 6 lists.
        ValueError: for a delta that is not above 0, or a level outside (0, 1).
    """
    lists = len(table.lists)
    if lists > MOST_LISTS:
        raise refusal("many graphs", lists=lists, most=MOST_LISTS)
    delta = 2.0**-lists if delta is None else delta
    if delta <= 0:
        raise ValueError(f"A prior count is above 0; {delta} is not.")
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1; {level} does not.")
    hidden, widths = _grid(
        largest if largest is not None else int(table.cases * _FARTHEST), largest is not None
    )
    if largest is None:
        reach = _reach(table, delta, hidden)
        hidden, widths = hidden[:reach], widths[:reach]
    weights, graphs = _posterior(table, delta, hidden, widths)
    end, tail = _end(hidden, weights, widths, largest)
    return _summary(table, delta, level, hidden[:end], weights[:end], widths[:end], tail, graphs)


def over_deltas(
    table: CaptureTable,
    deltas: Sequence[float] | None = None,
    *,
    largest: int | None = None,
    level: float = LEVEL,
) -> tuple[GraphicalEstimate, ...]:
    """The same at several deltas: where they differ much, the prior answers and not the data.

    Args:
        table: as graphical.
        deltas: without them, powers of two from 2 ** -lists to 1/2, then 1.
        largest: as graphical.
        level: as graphical.
    """
    chosen = deltas or [2.0**power for power in range(-len(table.lists), 1)]
    return tuple(graphical(table, delta=delta, largest=largest, level=level) for delta in chosen)


def _grid(largest: int, every: bool) -> tuple[Numbers, Numbers]:
    """Numbers of hidden cases, and how many numbers each stands for."""
    single = np.arange(1.0, min(largest, largest if every else _SINGLE) + 1)
    if every or largest <= _SINGLE:
        return single, np.ones(len(single))
    steps = int(np.log(largest / _SINGLE) / np.log1p(_WIDTH)) + 1
    edges = np.unique(np.floor((_SINGLE + 1) * (1 + _WIDTH) ** np.arange(steps + 1)))
    widths = np.diff(edges)
    middles = edges[:-1] + (widths - 1) / 2
    return np.concatenate([single, middles]), np.concatenate([np.ones(len(single)), widths])


def _margin_terms(table: CaptureTable, delta: float, hidden: Numbers) -> Numbers:
    """By set of lists and number of hidden cases: the logarithm of the set's marginal likelihood, save for constants."""
    from scipy.special import gammaln

    lists = len(table.lists)
    whole = delta * 2.0**lists
    total = gammaln(table.cases + hidden + whole) - gammaln(whole)
    terms = np.zeros((1 << lists, len(hidden)))
    counts = np.array(table.counts, dtype=np.float64)
    patterns = np.arange(1 << lists)
    for chosen in range(1, 1 << lists):
        cells = np.bincount(patterns & chosen, weights=counts, minlength=chosen + 1)
        within = (patterns[: chosen + 1] & chosen) == patterns[: chosen + 1]
        cells = cells[within]
        prior = delta * 2.0 ** (lists - chosen.bit_count())
        fixed = (gammaln(cells[1:] + prior) - gammaln(prior)).sum() - gammaln(prior)
        terms[chosen] = fixed + gammaln(cells[0] + hidden + prior) - total
    return terms


def _some_of(hidden: Numbers) -> Patterns:
    """Places of a few of the numbers, at which it is tried where the posterior lies."""
    places: Patterns = np.unique(np.linspace(0, len(hidden) - 1, min(len(hidden), _TRIED)).astype(np.intp))
    return places


def _parts(numbers: int, graphs: int) -> Iterator[slice]:
    """The numbers some at a time, as the room for a term of each graph at each of them allows."""
    some = max(1, _ROOM // graphs)
    return (slice(at, at + some) for at in range(0, numbers, some))


def _reach(table: CaptureTable, delta: float, hidden: Numbers) -> int:
    """How many of the numbers hold all of the posterior but a share that no figure would show."""
    from scipy.special import gammaln, logsumexp

    tried = hidden[_some_of(hidden)]
    graphs, terms = margins_of_graphs(len(table.lists)), _margin_terms(table, delta, tried)
    cases = table.cases + tried
    heights = gammaln(cases + 1) - gammaln(tried + 1) - np.log(cases)
    for part in _parts(len(tried), len(graphs)):
        heights[part] += logsumexp(graphs @ terms[:, part], axis=0)
    shares = np.exp(heights - heights.max()) * np.gradient(tried)
    after = shares.sum() - np.cumsum(shares)
    short = np.flatnonzero(after < _TAIL / 1_000 * shares.sum())
    return max(int(_some_of(hidden)[short[0]]) + 1, _LEAST_REACH) if len(short) else len(hidden)


def _posterior(
    table: CaptureTable, delta: float, hidden: Numbers, widths: Numbers
) -> tuple[Numbers, list[tuple[int, float]]]:
    """The posterior of each number of hidden cases, and the graphs with theirs, likeliest first."""
    from scipy.special import gammaln

    cases = table.cases + hidden
    common = gammaln(cases + 1) - gammaln(hidden + 1) - np.log(cases)
    terms = _margin_terms(table, delta, hidden)
    graphs = margins_of_graphs(len(table.lists))
    few = _some_of(hidden)
    highest = np.full(len(graphs), -np.inf)
    for part in _parts(len(few), len(graphs)):
        some = few[part]
        heights = graphs @ terms[:, some]
        heights += common[some] + np.log(widths[some])
        np.maximum(highest, heights.max(axis=1), out=highest)
    peak = float(highest.max())
    kept = np.flatnonzero(highest > peak + _NEGLIGIBLE)
    weights = np.zeros(len(hidden))
    by_graph = np.zeros(len(kept))
    for part in _parts(len(hidden), len(kept)):
        shares = graphs[kept] @ terms[:, part]
        shares += common[part] - peak
        np.exp(shares, out=shares)
        shares *= widths[part]
        weights[part] = shares.sum(axis=0)
        by_graph += shares.sum(axis=1)
    by_graph /= weights.sum()
    order = np.argsort(-by_graph, kind="stable")[:5]
    return weights / weights.sum(), [(int(kept[place]), float(by_graph[place])) for place in order]


def _end(hidden: Numbers, weights: Numbers, widths: Numbers, largest: int | None) -> tuple[int, float]:
    """How far the grid goes, and the share of the posterior beyond, as a power of the number it decays by there."""
    heights = weights / widths
    far = len(hidden) - 1
    near = min(int(far * 0.97), far - 1)
    power = 0.0
    if near >= 0 and heights[far] > 0:
        power = float(np.log(heights[near] / heights[far]) / np.log(hidden[far] / hidden[near]))
    beyond = heights[far] * hidden[far] / (power - 1) if power > 1 else float(heights[far] > 0)
    if largest is not None:
        return len(hidden), float(beyond)
    after = weights.sum() - np.cumsum(weights) + beyond
    short = np.flatnonzero(after < _TAIL)
    end = int(short[0]) + 1 if len(short) else len(hidden)
    return end, float(max(after[end - 1], 0.0))


def _summary(
    table: CaptureTable,
    delta: float,
    level: float,
    hidden: Numbers,
    weights: Numbers,
    widths: Numbers,
    tail: float,
    graphs: list[tuple[int, float]],
) -> GraphicalEstimate:
    cases = table.cases + hidden
    shares = weights / weights.sum()
    below = np.cumsum(shares)
    lower, median, upper = (
        _number_at(share, below, cases, widths) for share in ((1 - level) / 2, 0.5, (1 + level) / 2)
    )
    edges = decomposable_graphs(len(table.lists))
    places = np.unique(np.linspace(0, int(np.searchsorted(below, 0.999)), _DENSITY_POINTS).astype(np.intp))
    places = places[places < len(cases)]
    return GraphicalEstimate(
        delta=delta,
        mean=float((shares * cases).sum()),
        median=median,
        lower=lower,
        upper=upper,
        level=level,
        largest=int(cases[-1]),
        tail=tail,
        graphs=tuple((edges[graph], chance) for graph, chance in graphs),
        considered=len(edges),
        density=tuple((float(cases[at]), float(shares[at] / widths[at])) for at in places),
    )


def _number_at(share: float, below: Numbers, cases: Numbers, widths: Numbers) -> float:
    """The smallest number of cases with at least the share of the posterior at or below it."""
    place = min(int(np.searchsorted(below, share)), len(cases) - 1)
    before = below[place - 1] if place else 0.0
    part = (share - before) / max(below[place] - before, np.finfo(np.float64).tiny)
    first = cases[place] - (widths[place] - 1) / 2
    return float(first + max(np.ceil(part * widths[place]) - 1, 0.0))
