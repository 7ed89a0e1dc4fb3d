"""The same lists told otherwise: without one, two as one, only the cases of one, or with links missed or made in error.

Each variant is a row of counts by pattern of the same lists; a list that is left out is empty, which changes no estimate.
"""

from collections.abc import Iterable

import numpy as np
from numpy.random import Generator

from sarana.science.estimation.lattice import Numbers, Patterns
from sarana.science.estimation.tables import CaptureTable

_MOST_ROUNDS = 2_000


def without_list(table: CaptureTable, bit: int) -> Numbers:
    """The counts as if a list had never been kept; the cases on it alone are not known then."""
    patterns = np.arange(len(table.counts))
    return _moved(table, patterns & ~(1 << bit))


def merged_lists(table: CaptureTable, one: int, other: int) -> Numbers:
    """The counts as if two lists were one."""
    patterns = np.arange(len(table.counts))
    on_other = (patterns >> other & 1).astype(np.intp)
    return _moved(table, (patterns & ~(1 << other)) | on_other << one)


def among_list(table: CaptureTable, bit: int) -> Numbers:
    """How the other lists catch the cases of one list, whose number is known (Binette & Steorts 2022)."""
    patterns = np.arange(len(table.counts))
    on_list = (patterns >> bit & 1) == 1
    counts = np.zeros(len(table.counts))
    np.add.at(counts, patterns[on_list] & ~(1 << bit), np.array(table.counts)[on_list])
    counts[0] = 0
    return counts


def missed_links(table: CaptureTable, share: float, generator: Generator) -> Numbers:
    """The counts as if a share of the cases on several lists had not been recognised on one of them.

    The list is any of the case's with equal chances; the case then counts once more, on that list alone.
    """
    counts = np.array(table.counts, dtype=np.intp)
    for pattern in range(len(counts)):
        if pattern.bit_count() > 1 and table.counts[pattern]:
            bits = _bits(pattern)
            lost = generator.binomial(table.counts[pattern], share)
            for bit, cases in zip(
                bits, generator.multinomial(lost, [1 / len(bits)] * len(bits)), strict=True
            ):
                counts[pattern] -= cases
                counts[pattern & ~(1 << bit)] += cases
                counts[1 << bit] += cases
    return counts.astype(np.float64)


def false_links(table: CaptureTable, share: float, generator: Generator) -> Numbers:
    """The counts as if persons had been taken for one in error: pairs of cases on one list each are joined.

    There are as many such pairs as make the share of the cases that are on several lists; both are on different lists.
    """
    counts = np.array(table.counts, dtype=np.intp)
    several = sum(count for pattern, count in enumerate(table.counts) if pattern.bit_count() > 1)
    singles = [1 << bit for bit in range(len(table.lists))]
    links = int(generator.binomial(several, share))
    # One link after the other; where there are very many, some at a time, which the counts hardly feel.
    at_once = max(1, links // _MOST_ROUNDS)
    for done in range(0, links, at_once):
        weights = counts[singles].astype(np.float64)
        if (weights > 0).sum() < 2:  # noqa: PLR2004 - a link joins two
            break
        one, other = generator.choice(len(singles), size=2, replace=False, p=weights / weights.sum())
        made = min(at_once, links - done, int(weights[one]), int(weights[other]))
        counts[singles[one]] -= made
        counts[singles[other]] -= made
        counts[singles[one] | singles[other]] += made
    return counts.astype(np.float64)


def listed_cases(table: CaptureTable) -> tuple[int, ...]:
    """How many cases each list holds."""
    return tuple(
        sum(count for pattern, count in enumerate(table.counts) if pattern >> bit & 1)
        for bit in range(len(table.lists))
    )


def overlapping(table: CaptureTable) -> int:
    """How many cases are on two lists or more."""
    return sum(count for pattern, count in enumerate(table.counts) if pattern.bit_count() > 1)


def _moved(table: CaptureTable, target: Patterns) -> Numbers:
    counts = np.bincount(target, weights=table.counts, minlength=len(table.counts)).astype(np.float64)
    counts[0] = 0
    return counts


def _bits(pattern: int) -> list[int]:
    return [bit for bit in range(pattern.bit_length()) if pattern >> bit & 1]


def rows_of(tables: Iterable[Numbers]) -> Numbers:
    """Several variants as one array, one a row."""
    return np.stack(list(tables))
