"""The decomposable graphs on a few lists, each as the margins that make up its likelihood."""

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sarana.science.estimation.lattice import Numbers

MOST_LISTS = 6


@cache
def decomposable_graphs(lists: int) -> tuple[tuple[int, ...], ...]:
    """The edges of every decomposable graph on the lists, as bit masks of the two lists they join."""
    return tuple(edges for edges, _ in _graphs(lists))


@cache
def margins_of_graphs(lists: int) -> Numbers:
    """By graph and set of lists: how often the set's margin stands in the graph's likelihood, -1 where it divides.

    A list whose neighbours are all joined to each other brings its margin with them and divides by theirs; taking such
    lists away one by one ends with nothing exactly where the graph is decomposable (Lauritzen 1996, chapter 2).
    """
    found = np.array([margins for _, margins in _graphs(lists)], dtype=np.float64)
    found.flags.writeable = False
    return found


@cache
def _graphs(lists: int) -> tuple[tuple[tuple[int, ...], NDArray[np.int8]], ...]:
    pairs = list(combinations(range(lists), 2))
    graphs = []
    for chosen in range(1 << len(pairs)):
        neighbours = [0] * lists
        edges = []
        for place, (one, other) in enumerate(pairs):
            if chosen >> place & 1:
                neighbours[one] |= 1 << other
                neighbours[other] |= 1 << one
                edges.append(1 << one | 1 << other)
        margins = _margins(neighbours)
        if margins is not None:
            graphs.append((tuple(edges), margins))
    return tuple(graphs)


def _margins(neighbours: list[int]) -> NDArray[np.int8] | None:
    lists = len(neighbours)
    margins = np.zeros(1 << lists, dtype=np.int8)
    left = (1 << lists) - 1
    while left:
        for bit in range(lists):
            around = neighbours[bit] & left
            if left >> bit & 1 and all(
                not around & ~neighbours[other] & ~(1 << other)
                for other in range(lists)
                if around >> other & 1
            ):
                margins[around | 1 << bit] += 1
                margins[around] -= 1
                left &= ~(1 << bit)
                break
        else:
            return None
    return margins
