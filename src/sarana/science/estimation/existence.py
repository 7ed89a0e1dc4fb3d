"""Whether a model has an estimate at all, decided before any number is computed.

A parameter whose margin is zero goes to minus infinity and takes the patterns above it out of the table (extended maximum
likelihood; Fienberg & Rinaldo 2012, Chan, Silverman & Vincent 2021). What is left must be identifiable, and its margins
must lie inside the cone of the design, not on its border.
"""

from enum import Enum
from functools import lru_cache

import numpy as np

from sarana.science.estimation.lattice import Marks, Numbers, Patterns, sizes, subset_sums, superset_sums

# Below this a number that is whole but for rounding is zero.
_NOTHING = 1e-7


class Standing(Enum):
    """What can be said of a model on a table."""

    USABLE = "usable"
    NOT_IDENTIFIABLE = "not identifiable"
    NO_MAXIMUM = "no maximum"


def split_by_margin(margins: Numbers, terms: Marks) -> tuple[Marks, Marks]:
    """Which terms stay finite, and which patterns stay in the table.

    Args:
        margins: the superset sums of the cases by pattern, one table a row.
        terms: by pattern, whether the model of that row has the term.

    Returns:
        The finite terms, and the patterns that no term at minus infinity takes out. The pattern of no list is out.
    """
    empty = margins <= 0
    live = np.ones(margins.shape, dtype=np.bool_)
    some = (terms & empty).any(axis=1)
    if some.any():
        live[some] = subset_sums((terms[some] & empty[some]).astype(np.float64)) <= 0
    live[:, 0] = False
    return terms & ~empty, live


def standings(counts: Numbers, terms: Marks, margins: Numbers | None = None) -> list[Standing]:
    """The standing of each row's model on each row's table.

    Most are settled by elimination: where every finite term's own pattern was seen, only the intercept is open, and any
    other pattern that was seen and would change with it settles it. The others take a rank, then a linear programme.
    """
    finite, live = split_by_margin(superset_sums(counts) if margins is None else margins, terms)
    seen = live & (counts > 0)
    settled, identifiable = _by_elimination(finite, live, seen)
    found = [Standing.USABLE if row else Standing.NOT_IDENTIFIABLE for row in settled]
    for row in np.flatnonzero(~settled & identifiable):
        packed = (np.packbits(marks[row]).tobytes() for marks in (finite, live, seen))
        found[row] = _standing(terms.shape[1], *packed)
    return found


def usable(counts: Numbers, terms: Marks, margins: Numbers | None = None) -> Marks:
    """Whether each row's model has an estimate on each row's table; the margins are summed where they are not given."""
    told = standings(counts, terms, margins)
    return np.array([standing is Standing.USABLE for standing in told], dtype=np.bool_)


def _by_elimination(finite: Marks, live: Marks, seen: Marks) -> tuple[Marks, Marks]:
    """Which models are settled as usable, and which are identifiable.

    In a hierarchical model every finite term's own pattern stays in the table, so that only the intercept can be open:
    it is unless some pattern that stays would change with it.
    """
    size = sizes(finite.shape[1])
    own_seen = ~finite | seen
    own_seen[:, 0] = True
    # The one direction that leaves every finite term's own pattern as it is while the intercept moves by one.
    direction = np.zeros(finite.shape)
    direction[:, 0] = 1.0
    largest = int(size[finite.any(axis=0)].max(initial=0))
    for order in range(1, largest + 1):
        moved = subset_sums(direction)
        at_order = finite & (size == order)
        direction[at_order] = -moved[at_order]
    told = np.abs(subset_sums(direction)) > _NOTHING
    settled: Marks = own_seen.all(axis=1) & (seen & told).any(axis=1)
    identifiable: Marks = (live & told).any(axis=1)
    return settled, identifiable


# Packed, twelve lists take 1.5 kB each; more of them would fill the memory.
@lru_cache(maxsize=1 << 14)
def _standing(patterns: int, finite: bytes, live: bytes, seen: bytes) -> Standing:
    terms = np.flatnonzero(_unpacked(finite, patterns))
    kept = np.flatnonzero(_unpacked(live, patterns))
    found = _unpacked(seen, patterns)[kept]
    design = _design(kept, terms)
    if found.any() and np.linalg.matrix_rank(design[found]) == len(terms):
        return Standing.USABLE
    return Standing.USABLE if _inside(design, found) else Standing.NO_MAXIMUM


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
