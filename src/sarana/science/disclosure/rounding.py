"""Controlled rounding: every count becomes a multiple of a base, and all sums of all tables still hold.

After Cox (1987): up or down is drawn by chance in proportion to what is left over, then the fewest draws are turned so that
every table adds up (integer programme, HiGHS). In tables of two dimensions each count lies less than one base from the true one;
where more dimensions allow no such table, multiples may move as well, and at last any count by less than two bases. How far is
told, so that the range that is published holds.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from sarana.science.disclosure.complementary import FLOOR
from sarana.science.disclosure.tables import Cell, Table

# Gives a whole number from 0 to one less than the given one, each as likely as the others.
type Chance = Callable[[int], int]
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Rounded:
    """Tables in multiples of the base; the true counts lie no further than ``within`` from what is shown."""

    tables: list[Table]
    base: int
    within: int

    def ranges(self) -> dict[Cell, tuple[int, int]]:
        """Between which numbers each true count lies, as anybody may conclude."""
        return ranges_of(self.tables, self.within)


def ranges_of(tables: Sequence[Table], within: int) -> dict[Cell, tuple[int, int]]:
    """Between which numbers each true count lies when no shown one is further off than ``within``."""
    return {
        table.cell(key): (max(0, count - within), count + within)
        for table in tables
        for key, count in table.values.items()
        if count is not None
    }


def round_tables(
    tables: Sequence[Table], base: int = FLOOR, *, chance: Chance = secrets.randbelow
) -> Rounded:
    """The tables rounded together, so that what is in two of them is the same in both.

    Args:
        tables: true counts of one population, with their totals.
        base: of what every count becomes a multiple.
        chance: draws up or down; keep what it drew, and never draw again for the same persons.

    Raises:
        ValueError: a count is hidden, the base lies below ``FLOOR``, or no table in multiples adds up.
    """
    if base < FLOOR:
        raise ValueError(f"The base is {base}; {FLOOR} is the least that may be chosen.")
    if any(count is None for table in tables for count in table.values.values()):
        raise ValueError("A count is hidden already; give the true ones.")
    counts = {table.cell(key): int(count or 0) for table in tables for key, count in table.values.items()}
    cells = list(counts)
    values = np.array([counts[cell] for cell in cells])
    sums = _sums(tables, {cell: at for at, cell in enumerate(cells)})
    floors, left = values // base, values % base
    aims = np.array([int(chance(base) < rest) for rest in left])
    multiple = left == 0
    for within in (base - 1, base, 2 * base - 1):
        down, up = _room(within, base, multiple, floors)
        steps = _turned(sums, floors, aims, down, up)
        if steps is not None:
            told = {cell: int(n) * base for cell, n in zip(cells, floors + steps, strict=True)}
            return Rounded([_with(table, told) for table in tables], base, within)
    raise ValueError(
        "No table in multiples of this base adds up; choose another base, or another protection."
    )


def _with(table: Table, told: dict[Cell, int]) -> Table:
    return Table(table.name, table.dimensions, {key: told[table.cell(key)] for key in table.values})


def _room(within: int, base: int, multiple: np.ndarray, floors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many bases each count may go down and up from its floor; never below none."""
    if within < base:
        down, up = np.zeros_like(floors), np.where(multiple, 0, 1)
    elif within == base:
        down, up = np.where(multiple, -1, 0), np.ones_like(floors)
    else:
        down, up = np.full_like(floors, -1), np.where(multiple, 1, 2)
    return np.maximum(down, -floors), up


def _sums(tables: Sequence[Table], at: dict[Cell, int]) -> csr_array:
    """Every sum of every table once: its parts less its total."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    for table in tables:
        for total, parts in table.sums():
            cells = [(table.cell(total), -1), *((table.cell(part), 1) for part in parts)]
            if all(cell in at for cell, _ in cells):
                seen.add(tuple(sorted((at[cell], sign) for cell, sign in cells)))
    ordered = sorted(seen)
    rows = [n for n, row in enumerate(ordered) for _ in row]
    entries = [entry for row in ordered for entry in row]
    shape = (len(ordered), len(at))
    return csr_array(([sign for _, sign in entries], (rows, [column for column, _ in entries])), shape=shape)


def _turned(
    sums: csr_array, floors: np.ndarray, aims: np.ndarray, down: np.ndarray, up: np.ndarray
) -> np.ndarray | None:
    """Steps from the floors by which all sums hold, as near to what was drawn as can be; None if there are none."""
    aims = np.clip(aims, down, up)
    if not sums.shape[0]:
        return aims
    both: Any = hstack([sums, -sums], format="csr")
    rest = -(sums @ (floors + aims))
    found = milp(
        np.ones(2 * len(floors)),
        integrality=np.ones(2 * len(floors), dtype=int),
        bounds=Bounds(np.zeros(2 * len(floors)), np.concatenate([up - aims, aims - down])),
        constraints=LinearConstraint(both, rest, rest),
        options={"time_limit": _SECONDS, "mip_rel_gap": 0.05},
    )
    if found.x is None:
        return None
    turned = np.rint(found.x).astype(int)
    return np.asarray(aims + turned[: len(floors)] - turned[len(floors) :])
