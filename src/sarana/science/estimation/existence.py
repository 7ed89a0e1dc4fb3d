"""Whether a model has an estimate at all, decided before any number is computed.

A parameter whose margin is zero goes to minus infinity and takes the patterns above it out of the table (extended maximum
likelihood; Fienberg & Rinaldo 2012, Chan, Silverman & Vincent 2021). What is left must be identifiable, and its margins
must lie inside the cone of the design, not on its border.
"""

from enum import Enum
from functools import lru_cache

import numpy as np

from sarana.science.estimation.lattice import (
    Marks,
    Numbers,
    Patterns,
    picked,
    sizes,
    subset_sums,
    superset_sums,
)

# Below this a number that is whole but for rounding is zero.
_NOTHING = 1e-7


class Standing(Enum):
    """What can be said of a model on a table."""

    USABLE = "usable"
    NOT_IDENTIFIABLE = "not identifiable"
    NO_MAXIMUM = "no maximum"


# Their places among the standings.
_USABLE, _NOT_IDENTIFIABLE, _NO_MAXIMUM = range(len(Standing))


def split_by_margin(margins: Numbers, terms: Marks) -> tuple[Marks, Marks]:
    """Which terms stay finite, and which patterns stay in the table.

    Args:
        margins: the superset sums of the cases by pattern, one table a row.
        terms: by pattern, whether the model of that row has the term.

    Returns:
        The finite terms, and the patterns that no term at minus infinity takes out. The pattern of no list is out.
    """
    empty = (margins <= 0) & terms
    live = np.ones(margins.T.shape, dtype=np.bool_).T
    some = np.flatnonzero(empty.any(axis=1))
    if len(some):
        live[some] = subset_sums(empty[some].astype(np.float64)) <= 0
    live[:, 0] = False
    return terms & ~empty, live


def standings(counts: Numbers, terms: Marks, margins: Numbers | None = None) -> list[Standing]:
    """The standing of each row's model on each row's table.

    Most are settled by elimination: where every finite term's own pattern was seen, only the intercept is open, and any
    other pattern that was seen and would change with it settles it. The others take a rank, then a linear programme.
    """
    order = tuple(Standing)
    return [order[place] for place in _judged(counts, terms, margins).tolist()]


def usable(counts: Numbers, terms: Marks, margins: Numbers | None = None) -> Marks:
    """Whether each row's model has an estimate on each row's table; the margins are summed where they are not given."""
    found: Marks = _judged(counts, terms, margins) == _USABLE
    return found


def _judged(counts: Numbers, terms: Marks, margins: Numbers | None) -> Patterns:
    """The place of each row's standing among all standings."""
    finite, live = split_by_margin(superset_sums(counts) if margins is None else margins, terms)
    seen = live & (counts > 0)
    own_seen = (finite <= seen)[:, 1:].all(axis=1)
    found = np.full(len(counts), _USABLE, dtype=np.intp)
    unsure = np.flatnonzero(~(own_seen & _pair_left(finite, seen)))
    if len(unsure):
        marks = picked(finite, unsure), picked(live, unsure), picked(seen, unsure)
        found[unsure] = _by_elimination(own_seen[unsure], *marks)
    return found


def _pair_left(finite: Marks, seen: Marks) -> Marks:
    """Whether every list has a finite term, and two lists without one were seen together and on no other list.

    In a hierarchical model the intercept is not open then: it can't move without that pair's pattern.
    """
    size = sizes(finite.shape[1])
    lists, pairs = np.flatnonzero(size == 1), np.flatnonzero(size == 2)  # noqa: PLR2004 - a pair
    found: Marks = finite[:, lists].all(axis=1) & (seen[:, pairs] > finite[:, pairs]).any(axis=1)
    return found


def _by_elimination(own_seen: Marks, finite: Marks, live: Marks, seen: Marks) -> Patterns:
    """The standings of models, some of which are settled as every finite term's own pattern was seen.

    In a hierarchical model every finite term's own pattern stays in the table, so that only the intercept can be open:
    it is unless some pattern that stays would change with it.
    """
    told = _told_by(finite)
    settled = own_seen & (seen & told).any(axis=1)
    found = np.where((live & told).any(axis=1), _USABLE, _NOT_IDENTIFIABLE)
    doubtful = np.flatnonzero(~settled & (found == _USABLE))
    packed = [np.packbits(marks[doubtful], axis=1) for marks in (finite, live, seen)]
    for place, row in enumerate(doubtful):
        found[row] = _standing(finite.shape[1], *(marks[place].tobytes() for marks in packed))
    return found


def _told_by(finite: Marks) -> Marks:
    """The patterns that change with the intercept when every finite term's own pattern stays as it is."""
    size = sizes(finite.shape[1])
    direction = np.zeros(finite.T.shape).T
    direction[:, 0] = 1.0
    largest = int(size[finite.any(axis=0)].max(initial=0))
    for order in range(1, largest + 1):
        moved = subset_sums(direction)
        at_order = finite & (size == order)
        direction[at_order] = -moved[at_order]
    found: Marks = np.abs(subset_sums(direction)) > _NOTHING
    return found


# Packed, twelve lists take 1.5 kB each; more of them would fill the memory.
@lru_cache(maxsize=1 << 14)
def _standing(patterns: int, finite: bytes, live: bytes, seen: bytes) -> int:
    terms = np.flatnonzero(_unpacked(finite, patterns))
    kept = np.flatnonzero(_unpacked(live, patterns))
    found = _unpacked(seen, patterns)[kept]
    design = _design(kept, terms)
    if found.any() and np.linalg.matrix_rank(design[found]) == len(terms):
        return _USABLE
    return _USABLE if _inside(design, found) else _NO_MAXIMUM


def _unpacked(packed: bytes, patterns: int) -> Marks:
    return np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=patterns).astype(np.bool_)


def _design(patterns: Patterns, terms: Patterns) -> Numbers:
    within: Marks = (patterns[:, None] & terms[None, :]) == terms[None, :]
    return within.astype(np.float64)


def _inside(design: Numbers, found: Marks) -> bool:
    """Whether no direction lowers an unseen pattern for ever while it leaves the seen ones as they are."""
    from scipy.optimize import linprog

    unseen = design[~found]
    answer = linprog(
        unseen.sum(axis=0),
        A_ub=np.vstack([unseen, -unseen]),
        b_ub=np.concatenate([np.zeros(len(unseen)), np.ones(len(unseen))]),
        A_eq=design[found],
        b_eq=np.zeros(int(found.sum())),
        bounds=(None, None),
        method="highs",
    )
    return answer.status == 0 and answer.fun is not None and answer.fun > -_NOTHING
