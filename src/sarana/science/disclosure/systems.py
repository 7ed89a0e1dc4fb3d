"""Published sums over hidden counts, as equations: what a stranger can write down."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sarana.science.disclosure.tables import Cell, Table

# Between which counts the true one lies, of cells that were rounded; None stands in their tables.
type Ranges = Mapping[Cell, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class System:
    """Unknown counts that hang together: ``sums @ counts == known``, ``counts >= least``."""

    cells: list[Cell]
    # A sparse array; the types of linprog know none.
    sums: Any
    known: np.ndarray
    # 1 where a count is hidden, since zeros are shown; 0 where it was never published; what a rounded count leaves open.
    least: np.ndarray
    most: np.ndarray
    # Counts that were hidden: they must not be known exactly, however large. Of others no small one must be known.
    is_hidden: np.ndarray


def shown(tables: Sequence[Table]) -> dict[Cell, int]:
    """Every count that stands in one of the tables.

    Raises:
        ValueError: two tables give the same cell different counts.
    """
    known: dict[Cell, int] = {}
    for table in tables:
        for key, count in table.values.items():
            if count is None:
                continue
            cell = table.cell(key)
            if known.setdefault(cell, count) != count:
                raise ValueError(
                    f"{table.name}: {cell_words(cell)} is {count} here and {known[cell]} elsewhere."
                )
    return known


def cell_words(cell: Cell) -> str:
    """A cell for a message."""
    return ", ".join(f"{name} {part}" for name, part in cell) or "the total"


def systems(tables: Sequence[Table], known: Mapping[Cell, int], ranges: Ranges) -> Iterator[System]:
    """The sums over hidden counts, cut apart where nothing ties them to each other."""
    hidden = {table.cell(key) for table in tables for key, count in table.values.items() if count is None}
    hidden -= set(ranges)
    at: dict[Cell, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    weights: list[int] = []
    rests: list[int] = []
    for table in tables:
        for total, parts in table.sums():
            rest, entries = 0, []
            for key, sign in ((total, -1), *((part, 1) for part in parts)):
                cell = table.cell(key)
                if cell in known:
                    rest -= sign * known[cell]
                else:
                    entries.append((at.setdefault(cell, len(at)), sign))
            if not entries:
                if rest:
                    raise ValueError(
                        f"{table.name}: the parts of {cell_words(table.cell(total))} don't make its total."
                    )
                continue
            rows += [len(rests)] * len(entries)
            columns += [column for column, _ in entries]
            weights += [sign for _, sign in entries]
            rests.append(rest)
    if not at:
        return
    sums = csr_array((weights, (rows, columns)), shape=(len(rests), len(at)))
    yield from _apart(_whole(sums, np.array(rests), list(at), hidden, ranges))


def _whole(
    sums: Any, rests: np.ndarray, cells: list[Cell], hidden: Collection[Cell], ranges: Ranges
) -> System:
    """All sums at once, with what is known of each count by itself."""
    is_hidden = np.array([cell in hidden for cell in cells])
    spans = [ranges.get(cell, (float(cell in hidden), np.inf)) for cell in cells]
    least, most = (np.array(ends, dtype=float) for ends in zip(*spans, strict=True))
    return System(cells, sums, rests, least, most, is_hidden)


def _apart(whole: System) -> Iterator[System]:
    _count, group_of = connected_components(abs(whole.sums.T @ whole.sums), directed=False)
    # One pass over the rows: each belongs to the group of any of its cells.
    group_of_row = group_of[whole.sums.indices[whole.sums.indptr[:-1]]]
    for group in range(int(group_of.max()) + 1):
        members, lines = np.flatnonzero(group_of == group), np.flatnonzero(group_of_row == group)
        yield System(
            [whole.cells[one] for one in members],
            whole.sums[lines][:, members],
            whole.known[lines],
            *(told[members] for told in (whole.least, whole.most, whole.is_hidden)),
        )
