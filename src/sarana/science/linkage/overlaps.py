"""The table of overlapping lists that estimates of the hidden number start from, with draws of the linkage's uncertainty."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sarana.science.linkage.linking import Linked
from sarana.science.linkage.records import Ints

type Counts = dict[int, int]

_NO_CHANCE = 0.01


def lists_of(linked: Linked) -> tuple[str, ...]:
    """The lists of the records, by name."""
    return tuple(sorted(set(linked.records.lists)))


def overlaps(linked: Linked) -> Counts:
    """Proposed persons by pattern: list i of lists_of is bit i."""
    return _counted(linked, linked.clusters.of)


def drawn_overlaps(linked: Linked, draws: int, *, seed: int) -> Iterator[Counts]:
    """The same table again and again, each pair linked or not by its chance.

    Pairs that a conflict keeps apart stay apart in every draw. Errors that a common cause makes (one wrong date on two
    records) are drawn as if independent: the spread is a lower bound of the linkage's uncertainty.

    Args:
        linked: what linkage proposes.
        draws: how many tables.
        seed: the same seed gives the same tables.
    """
    draw = np.random.default_rng(seed)
    chances = linked.scores.chances
    chances[linked.clusters.refused] = 0.0
    some = np.flatnonzero(chances > _NO_CHANCE)
    left, right, chances = linked.left[some], linked.right[some], chances[some]
    total = len(linked.records)
    for _ in range(draws):
        held = draw.random(len(chances)) < chances
        graph = coo_array(
            (np.ones(int(held.sum()), dtype=np.int8), (left[held], right[held])), shape=(total, total)
        )
        _, group = connected_components(graph, directed=False)
        yield _counted(linked, group.astype(np.int64))


def _counted(linked: Linked, of: Ints) -> Counts:
    place = {name: bit for bit, name in enumerate(lists_of(linked))}
    bits = np.array([1 << place[name] for name in linked.records.lists], dtype=np.int64)
    pattern = np.zeros(int(of.max()) + 1, dtype=np.int64)
    np.bitwise_or.at(pattern, of, bits)
    found, many = np.unique(pattern[np.unique(of)], return_counts=True)
    return dict(zip(found.tolist(), many.tolist(), strict=True))
