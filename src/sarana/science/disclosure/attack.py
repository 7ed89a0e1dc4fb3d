"""What a stranger can derive from everything that was published.

Tables and their totals are linear relations between counts. For each hidden count the linear programme over all of them
(Fischetti and Salazar 2000; solved by HiGHS) tells the largest and smallest value that agrees with what is shown. Bounds are
those of fractions rounded inwards: where tables of three ways and more are linked, whole numbers may tell a little more.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

# Stands in a key for "all of this dimension".
ALL = "*"
# What a solver's answer may be off by.
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Sum[Key: Hashable]:
    """A total and the parts that make it up, as anybody can read off the tables."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Bounds[Key: Hashable]:
    """The smallest and largest count that a hidden cell can have; equal when it is known exactly."""

    key: Key
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Derived[Key: Hashable]:
    """What a stranger learns that the rule forbids.

    Attributes:
        shown: counts below the threshold that stand there for all to read.
        small: hidden counts that can be told to be below the threshold, and secret ones that are known exactly.
        full: sums of which everybody is in one part, so that the part is known of each person.
        unclear: hidden counts of relations that contradict each other or that the solver couldn't settle.
    """

    shown: tuple[Key, ...]
    small: tuple[Bounds[Key], ...]
    full: tuple[Sum[Key], ...]
    unclear: tuple[Key, ...]

    @property
    def counts_are_safe(self) -> bool:
        """No count below the threshold can be told. Full rows are judged apart: some are no secret."""
        return not (self.shown or self.small or self.unclear)


def with_totals(counts: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Every count with all its totals; ``ALL`` stands where a dimension is summed over."""
    table = dict(counts)
    for at in range(len(next(iter(counts), ()))):
        margin: dict[tuple[str, ...], int] = {}
        for key, count in table.items():
            above = (*key[:at], ALL, *key[at + 1 :])
            margin[above] = margin.get(above, 0) + count
        table |= margin
    return table


def sums_of(keys: Iterable[tuple[str, ...]]) -> list[Sum[tuple[str, ...]]]:
    """The sums of a table with totals: along each dimension, each total of which the table holds the cell."""
    known = dict.fromkeys(keys)
    parts: dict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]] = {}
    for key in known:
        for at, value in enumerate(key):
            above = (*key[:at], ALL, *key[at + 1 :])
            if value != ALL and above in known:
                parts.setdefault((at, above), []).append(key)
    return [Sum(above, tuple(below)) for (_, above), below in parts.items()]


def derive[Key: Hashable](
    published: Mapping[Key, int | None],
    sums: Sequence[Sum[Key]],
    *,
    threshold: int,
    secret: Collection[Key] = (),
) -> Derived[Key]:
    """Attack a publication.

    Args:
        published: every count ever shown under one key each; None where it is hidden. Zeros are shown, so that a stranger
            knows a hidden count to be 1 or more.
        sums: the relations between them; tables that share keys are linked by that alone.
        threshold: the smallest count that may be shown.
        secret: hidden counts of any size that nobody may know exactly.

    Raises:
        KeyError: when a sum names a count that is neither shown nor hidden.
    """
    small: list[Bounds[Key]] = []
    unclear: list[Key] = []
    for component in _components(published, sums):
        found = component.told(threshold, frozenset(secret))
        if found is None:
            unclear += component.keys
        else:
            small += found
    return Derived(
        tuple(key for key, count in published.items() if count is not None and 0 < count < threshold),
        tuple(small),
        tuple(full_rows(published, sums)),
        tuple(unclear),
    )


def full_rows[Key: Hashable](published: Mapping[Key, int | None], sums: Iterable[Sum[Key]]) -> list[Sum[Key]]:
    """Sums of two parts or more of which all but one are shown to be zero and the other is not."""
    return [
        each for each in sums if len(each.parts) > 1 and sum(published[part] != 0 for part in each.parts) == 1
    ]


def differences[Key: Hashable](
    earlier: Mapping[Key, int | None], later: Mapping[Key, int | None], *, threshold: int
) -> dict[Key, int]:
    """Counts shown in two releases whose difference tells of fewer persons than the threshold."""
    found = {}
    for key, count in later.items():
        before = earlier.get(key)
        if count is not None and before is not None and 0 < abs(count - before) < threshold:
            found[key] = count - before
    return found


def dominated[Key: Hashable](operations: Mapping[Key, Collection[int]], *, threshold: int) -> list[Key]:
    """Cells in which all but the largest operation count fewer persons than the threshold.

    Whoever ran that operation subtracts it and reads the rest. A cell of one operation alone is dominated too: it tells how
    many were found there.

    Args:
        operations: persons counted by each operation that contributes to the cell.
        threshold: the smallest count that may be shown.
    """
    return [key for key, parts in operations.items() if any(parts) and sum(parts) - max(parts) < threshold]


@dataclass(slots=True)
class _Component[Key: Hashable]:
    """Hidden counts that hang together, and the relations that hold between them."""

    keys: list[Key]
    weights: csr_array
    known: np.ndarray

    def told(self, threshold: int, secret: frozenset[Key]) -> list[Bounds[Key]] | None:
        """The hidden counts that must be below the threshold, and the secret ones known exactly; None when unclear."""
        # Every solution is a table that a stranger must think possible: it clears all the cells that are large in it.
        largest = np.zeros(len(self.keys))
        dim = np.ones(len(self.keys), dtype=bool)
        while True:
            together = self._solve(-dim.astype(float), threshold)
            if together is None:
                return None
            largest = np.maximum(largest, together)
            still = dim & (largest < threshold - SLACK)
            if not still.any() or (still == dim).all():
                break
            dim = still
        found = []
        for at, key in enumerate(self.keys):
            if largest[at] >= threshold - SLACK and key not in secret:
                continue
            aim = np.zeros(len(self.keys))
            aim[at] = -1
            most = self._solve(aim, threshold)
            if most is None:
                return None
            largest = np.maximum(largest, most)
            if most[at] >= threshold - SLACK and key not in secret:
                continue
            least = self._solve(-aim, threshold)
            if least is None:
                return None
            bounds = Bounds(key, int(np.ceil(least[at] - SLACK)), int(np.floor(most[at] + SLACK)))
            if bounds.most < threshold or (key in secret and bounds.least == bounds.most):
                found.append(bounds)
        return found

    def _solve(self, aim: np.ndarray, threshold: int) -> np.ndarray | None:
        # A ceiling that no safe count needs to pass keeps the programme bounded where totals are hidden as well.
        ceiling = float(np.abs(self.known).sum()) + threshold * (len(self.keys) + 1)
        weights: Any = self.weights
        answer: Any = linprog(aim, A_eq=weights, b_eq=self.known, bounds=(1, ceiling), method="highs")
        return np.asarray(answer.x) if answer.status == 0 else None


def _components[Key: Hashable](
    published: Mapping[Key, int | None], sums: Sequence[Sum[Key]]
) -> list[_Component[Key]]:
    hidden = [key for key, count in published.items() if count is None]
    at = {key: index for index, key in enumerate(hidden)}
    rows: list[int] = []
    columns: list[int] = []
    signs: list[int] = []
    known: list[int] = []
    for each in sums:
        signed = [(each.total, -1), *((part, 1) for part in each.parts)]
        unknown = [(at[key], sign) for key, sign in signed if published[key] is None]
        if unknown:
            rows += [len(known)] * len(unknown)
            columns += [column for column, _ in unknown]
            signs += [sign for _, sign in unknown]
            known.append(-sum(sign * (published[key] or 0) for key, sign in signed))
    if not known:
        return []
    weights = csr_array((signs, (rows, columns)), shape=(len(known), len(hidden)))
    return _split(hidden, weights, np.array(known, dtype=float))


def _split[Key: Hashable](hidden: list[Key], weights: csr_array, known: np.ndarray) -> list[_Component[Key]]:
    count, labels = connected_components(abs(weights).T @ abs(weights), directed=False)
    # The label of a relation is that of any of its counts.
    of_row = labels[weights.indices[weights.indptr[:-1]]]
    found = []
    for label in range(count):
        mine = np.flatnonzero(labels == label)
        lines = np.flatnonzero(of_row == label)
        if len(lines):
            part = csr_array(weights[lines][:, mine])
            found.append(_Component([hidden[index] for index in mine], part, known[lines]))
    return found
