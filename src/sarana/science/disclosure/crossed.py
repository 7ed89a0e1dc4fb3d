"""Two-way tables with their totals that can be shown without showing a person.

Cell suppression after Fischetti and Salazar (2000): small counts are hidden, then others with them, until linear programming
over everything that stays visible leaves room for every hidden small count to be as large as the threshold. Which others are
hidden is chosen by the smallest closed rectangle, not by an optimum over the whole table.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import linprog

from sarana.science.disclosure.suppression import THRESHOLD

type Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crossed[Row, Column]:
    """A two-way table as it may be shown; None where a count is hidden."""

    cells: Mapping[tuple[Row, Column], int | None]
    rows: Mapping[Row, int | None]
    columns: Mapping[Column, int | None]
    total: int | None


def protect_crossed[Row, Column](
    counts: Mapping[tuple[Row, Column], int],
    *,
    threshold: int = THRESHOLD,
    rows_hidden: Collection[Row] = (),
    columns_hidden: Collection[Column] = (),
) -> Crossed[Row, Column]:
    """Hide small counts, and what would give them back through any sum of the table.

    Args:
        counts: counts of 0 or more by row and column; a pair that is missing counts zero.
        threshold: the smallest count that may be shown.
        rows_hidden: rows whose total is hidden elsewhere and must stay so.
        columns_hidden: columns of which the same holds.

    Raises:
        ValueError: for a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("Counts can't be negative.")
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    table = _with_totals(counts, rows, columns)
    hidden = {(at, len(columns)) for at, row in enumerate(rows) if row in rows_hidden}
    hidden |= {(len(rows), at) for at, column in enumerate(columns) if column in columns_hidden}
    grand = (len(rows), len(columns))
    if 0 < table[grand] < threshold:
        shown = np.zeros_like(table, dtype=bool)
    else:
        shown = ~_hidden(table, hidden - {grand}, threshold)
    return _told(table, shown, rows, columns)


def _with_totals(counts: Mapping, rows: Sequence, columns: Sequence) -> np.ndarray:  # type: ignore[type-arg]
    table = np.array([[counts.get((row, column), 0) for column in columns] for row in rows], dtype=int)
    table = table.reshape(len(rows), len(columns))
    table = np.vstack([table, table.sum(axis=0)])
    return np.hstack([table, table.sum(axis=1, keepdims=True)])


def _hidden(table: np.ndarray, forced: set[Cell], threshold: int) -> np.ndarray:
    """Which cells, totals among them, must be hidden."""
    hidden: np.ndarray = np.array((table > 0) & (table < threshold))
    for cell in forced:
        hidden[cell] = table[cell] > 0
    sensitive = _cells(hidden)
    while unsafe := _unsafe(table, hidden, sensitive, threshold):
        rectangle = _cheapest(table, hidden, unsafe[0], _wanted(table, unsafe[0], threshold))
        if rectangle is None:
            return _everything(table, sensitive, threshold)
        for cell in rectangle:
            hidden[cell] = True
    return hidden


def _cells(hidden: np.ndarray) -> list[Cell]:
    return [(int(row), int(column)) for row, column in np.argwhere(hidden)]


def _unsafe(table: np.ndarray, hidden: np.ndarray, sensitive: list[Cell], threshold: int) -> list[Cell]:
    return [cell for cell in sensitive if most(table, hidden, cell) < _wanted(table, cell, threshold)]


def _wanted(table: np.ndarray, cell: Cell, threshold: int) -> int:
    # A count hidden elsewhere may be large: it is enough that it can't be computed.
    return max(threshold, int(table[cell]) + 1)


def _everything(table: np.ndarray, sensitive: list[Cell], threshold: int) -> np.ndarray:
    """Every count but zeros and the grand total; that as well where it would still give a small one away."""
    every = np.array(table > 0)
    every[-1, -1] = False
    every[-1, -1] = bool(_unsafe(table, every, sensitive, threshold))
    return every


def most(table: np.ndarray, hidden: np.ndarray, cell: Cell) -> float:
    """The largest count that a stranger must think possible for a hidden cell, from all that is shown.

    ``table`` holds the totals in its last row and column. A stranger knows that hidden counts are not zero, since zeros are
    shown.
    """
    cells = _cells(hidden)
    at = {found: index for index, found in enumerate(cells)}
    sums, known = [], []
    for line in _lines(table.shape):
        *parts, total = line
        if any(hidden[part] for part in line):
            weights = np.zeros(len(cells))
            for part in parts:
                if hidden[part]:
                    weights[at[part]] += 1
            if hidden[total]:
                weights[at[total]] -= 1
            sums.append(weights)
            known.append(
                (0 if hidden[total] else table[total])
                - sum(table[part] for part in parts if not hidden[part])
            )
    if not sums:
        return float("inf")
    aim = np.zeros(len(cells))
    aim[at[cell]] = -1
    found: Any = linprog(aim, A_eq=np.array(sums), b_eq=np.array(known), bounds=(1, None), method="highs")
    # Unbounded: the total of the line is hidden too.
    return float("inf") if found.status == 3 else float(np.round(-found.fun, 6))  # noqa: PLR2004 - HiGHS's word for it


def _lines(shape: tuple[int, int]) -> list[list[Cell]]:
    high, wide = shape
    across = [[(row, column) for column in range(wide)] for row in range(high)]
    down = [[(row, column) for row in range(high)] for column in range(wide)]
    return across + down


def _cheapest(table: np.ndarray, hidden: np.ndarray, cell: Cell, wanted: int) -> list[Cell] | None:
    """The rectangle that lets the cell be as large as wanted and hides the least more; None when there is none."""
    row, column = cell
    last = (table.shape[0] - 1, table.shape[1] - 1)
    best: tuple[int, list[Cell]] | None = None
    for other_row, other_column in product(range(table.shape[0]), range(table.shape[1])):
        corners = [(row, other_column), (other_row, column), (other_row, other_column)]
        if (
            other_row == row
            or other_column == column
            or last in corners
            or any(table[corner] == 0 for corner in corners)
        ):
            continue
        if _room(table, cell, (other_row, other_column)) < wanted - table[cell]:
            continue
        new = [corner for corner in corners if not hidden[corner]]
        cost = sum(int(table[corner]) for corner in new)
        if new and (best is None or cost < best[0]):
            best = cost, new
    return best[1] if best else None


def _room(table: np.ndarray, cell: Cell, across: Cell) -> int:
    """By how much the cell may grow when only the rectangle's corners move."""
    (row, column), (other_row, other_column) = cell, across
    high, wide = table.shape[0] - 1, table.shape[1] - 1
    total_row = high in {row, other_row}
    total_column = wide in {column, other_column}
    # A total moves with its part: then the corner across the total shrinks, not the one that is the total.
    shrinking = {(row, other_column), (other_row, column)}
    if total_row:
        shrinking = {(row, other_column), (other_row, other_column)}
    if total_column:
        shrinking = {(other_row, column), (other_row, other_column)}
    return min(int(table[corner]) for corner in shrinking) - 1


def _told(table: np.ndarray, shown: np.ndarray, rows: Sequence, columns: Sequence) -> Crossed:  # type: ignore[type-arg]
    def value(cell: Cell) -> int | None:
        return int(table[cell]) if shown[cell] or table[cell] == 0 else None

    return Crossed(
        {(row, column): value((i, j)) for i, row in enumerate(rows) for j, column in enumerate(columns)},
        {row: value((i, len(columns))) for i, row in enumerate(rows)},
        {column: value((len(rows), j)) for j, column in enumerate(columns)},
        value((len(rows), len(columns))),
    )
