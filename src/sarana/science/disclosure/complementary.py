"""Complementary suppression in linked tables of any number of dimensions.

After Fischetti and Salazar (2000) and Kelly, Golden and Assad (1992): for each small count a linear programme finds the cheapest
set of other cells that, hidden with it, lets a stranger think the count as large as the rule. What one answer shows of other
small counts is used, so most need no programme of their own. Where thousands are left, some are protected by one programme together,
which hides a little more than one after another would; programmes of that size are solved from the inside (HiGHS's interior point).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from sarana.science.disclosure.blocks import blocks
from sarana.science.disclosure.solving import method_for
from sarana.science.disclosure.suppression import THRESHOLD
from sarana.science.disclosure.tables import Cell, Table

_MOVES = 1e-7
# To move what is hidden already costs next to nothing, and nothing costs more than this many persons: programmes whose costs
# lie further apart take several times as long.
_FREE, _DEAREST = 1e-3, 1e6
# Its types know no sparse sums.
_linprog: Any = linprog
# A total is dearer than any of its parts, and the total of all is the last thing to be hidden.
_TOTAL, _ALL = 4, 10_000
EVERY = 20
# In so many batches small counts are gone through, those of a block and those of everything; where fewer are left each has its own.
_BATCHES_IN_BLOCK, _BATCHES = 12, 60
# A programme that would only save time, and needs more steps than this for each unknown, is given up.
_STEPS = 10
# Another look at all is worth its time while it settles one in so many.
_WORTH = 20
# No publication may choose a smaller threshold.
FLOOR = 5


def suppress(
    tables: Sequence[Table],
    *,
    threshold: int = THRESHOLD,
    secret: Collection[Cell] = (),
    progress: Callable[[int, int], None] | None = None,
) -> list[Table]:
    """The tables with small counts hidden, and enough others that all sums together give none of them back.

    Zeros stay. Where nothing else helps, every count but zeros is hidden.

    Args:
        tables: of one population, with their totals; nothing hidden in them yet.
        threshold: the smallest count that may be known.
        secret: cells whose count must not be known exactly, however large: dominated ones, groups that stand in one place.
        progress: told how many small counts of how many are protected.

    Raises:
        ValueError: a count is hidden already, or the threshold lies below ``FLOOR``.
    """
    if threshold < FLOOR:
        raise ValueError(f"The threshold is {threshold}; {FLOOR} is the least that may be chosen.")
    counts = _counts(tables)
    cells = [cell for cell, count in counts.items() if count]
    at = {cell: n for n, cell in enumerate(cells)}
    values = np.array([counts[cell] for cell in cells], dtype=float)
    hidden = values < threshold
    # As large as this a stranger must think it possible.
    wanted = np.where(hidden, threshold, values)
    for cell in secret:
        if cell in at and not hidden[at[cell]]:
            hidden[at[cell]], wanted[at[cell]] = True, values[at[cell]] + 1
    safe = ~hidden
    sums, cost = _sums(tables, at), _costs(cells, values)
    task = _Task(sums, values, cost, wanted, hidden, safe, progress)
    for members in blocks(cells):
        _hide_in_block(task, members)
    _hide_beside(task)
    gone = {cell for cell, n in at.items() if hidden[n]}
    return [
        Table(
            table.name,
            table.dimensions,
            {key: None if table.cell(key) in gone else count for key, count in table.values.items()},
        )
        for table in tables
    ]


@dataclass(slots=True)
class _Task:
    """What is to be protected; ``hidden`` and ``safe`` are written while it goes on."""

    sums: Any
    values: np.ndarray
    cost: np.ndarray
    wanted: np.ndarray
    hidden: np.ndarray
    safe: np.ndarray
    progress: Callable[[int, int], None] | None = None

    def look(self) -> None:
        """Note which hidden counts are safe already."""
        self.safe |= _seen_large(self.sums, self.values, self.hidden, self.wanted, self.safe)


def _hide_in_block(task: _Task, members: np.ndarray) -> None:
    """The same as for everything, moving the counts of a block alone; what it can't protect is left as it is."""
    sums = task.sums[:, members]
    told = (one[members] for one in (task.values, task.cost, task.wanted, task.hidden, task.safe))
    part = _Task(sums[np.diff(sums.indptr) > 0], *told)
    _hide_beside(part, is_part=True)
    task.hidden[members], task.safe[members] = part.hidden, part.safe
    if task.progress is not None:
        hidden = int((task.hidden & (task.values < task.wanted)).sum())
        task.progress(hidden - int((~task.safe).sum()), hidden)


def _hide_beside(task: _Task, *, is_part: bool = False) -> None:
    """Hide more until every hidden count is seen to be possible as large as is wanted."""
    every, solved, most = int((~task.safe).sum()), 0, len(task.values)
    task.look()
    given_up = np.zeros_like(task.safe)
    # The largest first; a batch that can't be raised together is halved.
    while len(left := np.flatnonzero(~task.safe & ~given_up)):
        if task.progress is not None:
            task.progress(every - len(left), every)
        size = min(most, max(1, len(left) // (_BATCHES_IN_BLOCK if is_part else _BATCHES)))
        batch = left[np.argsort(-task.values[left], kind="stable")][:size]
        costs = np.where(task.hidden, _FREE, task.cost)
        moves = _moves(task.sums, task.values, costs, batch, (task.wanted - task.values)[batch])
        if moves is None and size > 1:
            most = size // 2
        elif moves is None and is_part:
            given_up[batch] = True
        elif moves is None:
            task.hidden[:] = True
            return
        else:
            task.hidden |= np.abs(moves) > _MOVES
            task.safe |= task.values + moves >= task.wanted - _MOVES
            # What was asked for is met but for the solver's tolerance.
            task.safe[batch] = True
            solved += 1
            if solved % EVERY == 0:
                task.look()


def _counts(tables: Sequence[Table]) -> dict[Cell, int]:
    counts: dict[Cell, int] = {}
    for table in tables:
        for key, count in table.values.items():
            if count is None:
                raise ValueError(f"{table.name}: the count of {key} is hidden already; give the true ones.")
            counts[table.cell(key)] = count
    return counts


def _costs(cells: Sequence[Cell], values: np.ndarray) -> np.ndarray:
    """What hiding a cell costs: the persons who are no longer shown, more for totals."""
    most = max((len(cell) for cell in cells), default=0)
    return np.array(
        [
            min(_DEAREST, value * (_ALL if not cell else _TOTAL ** (most - len(cell))))
            for cell, value in zip(cells, values, strict=True)
        ]
    )


def _sums(tables: Sequence[Table], at: dict[Cell, int]) -> csr_array:
    """Every sum of every table once, over the cells that are not zero."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    for table in tables:
        for total, parts in table.sums():
            row = [(at[cell], -1)] if (cell := table.cell(total)) in at else []
            row += [(at[cell], 1) for part in parts if (cell := table.cell(part)) in at]
            if len(row) > 1:
                seen.add(tuple(sorted(row)))
    rows = [n for n, row in enumerate(seen) for _ in row]
    entries = [entry for row in seen for entry in row]
    shape = (len(seen), len(at))
    return csr_array(([sign for _, sign in entries], (rows, [column for column, _ in entries])), shape=shape)


def _seen_large(
    sums: csr_array, values: np.ndarray, hidden: np.ndarray, wanted: np.ndarray, safe: np.ndarray
) -> np.ndarray:
    """Which hidden counts are seen to be possible as large as is wanted, in answers that move hidden counts alone."""
    inside = np.flatnonzero(hidden)
    large = safe.copy()
    before = len(values) * _WORTH
    while (now := int((~large).sum())) and before - now > now // _WORTH:
        before, raised = now, ~large[inside]
        room = np.where(raised, (wanted - values)[inside], np.inf)
        found = _linprog(
            -raised.astype(float),
            A_eq=sums[:, inside],
            b_eq=np.zeros(sums.shape[0]),
            bounds=np.column_stack([1 - values[inside], room]),
            method=method_for(len(inside)),
            options={"maxiter": _STEPS * len(inside)},
        )
        if found.status == 0:
            large[inside] |= values[inside] + found.x >= wanted[inside] - _MOVES
    return large


def _moves(
    sums: csr_array, values: np.ndarray, cost: np.ndarray, these: np.ndarray, by: np.ndarray
) -> np.ndarray | None:
    """The cheapest change of the counts by which these grow so much and every sum stays; None if there is none."""
    size = len(values)
    up, down = np.full(size, np.inf), values - 1
    low = np.zeros(2 * size)
    low[these] = up[these] = by
    down[these] = 0
    both: Any = hstack([sums, -sums], format="csr")
    found = _linprog(
        np.concatenate([cost, cost]),
        A_eq=both,
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.column_stack([low, np.concatenate([up, down])]),
        method=method_for(2 * size),
        options={"maxiter": _STEPS * size} if len(these) > 1 else {},
    )
    return found.x[:size] - found.x[size:] if found.status == 0 else None
