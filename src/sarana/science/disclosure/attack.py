"""What a stranger can derive from everything that was ever published: the attacker who ships with the product.

Bounds on hidden counts by linear programming over all sums of all tables (Fischetti and Salazar 2000, their audit problem), and
groups all of whose members stand in one place. Bounds are those of fractions: where tables have three dimensions and more, whole
numbers may tell a little more. What two releases tell together is asked in ``releases``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from sarana.science.disclosure.blocks import blocks
from sarana.science.disclosure.possible import SLACK, Seen, extreme, see_in_blocks, see_together
from sarana.science.disclosure.suppression import THRESHOLD
from sarana.science.disclosure.systems import Ranges, System, shown, systems
from sarana.science.disclosure.tables import ALL, Cell, Table


class Kind(StrEnum):
    """What was derived."""

    SHOWN = "shown"  # a small count stands there for everybody to read
    EXACT = "exact"  # a hidden count is known to the digit
    SMALL = "small"  # a hidden count is known to be below the rule
    FULL = "full"  # all of a group stand in one category: what one of them is, is known
    DIFFERENCE = "difference"  # two releases differ by a small count


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a stranger knows: of which cell, and between which counts it lies."""

    kind: Kind
    cell: Cell
    low: int
    high: int


def audit(
    tables: Sequence[Table],
    *,
    threshold: int = THRESHOLD,
    sensitive: Collection[str] = (),
    ranges: Ranges = MappingProxyType({}),
    progress: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Everything that can be derived from these tables of one population; nothing found is what a release needs.

    Args:
        tables: all that is published of the same persons. Zeros are taken to be shown, so that a hidden count is 1 or more.
        threshold: counts of 1 to one less are never to be known.
        sensitive: dimensions of which it must not be known that all of a group stand in one category.
        ranges: of rounded counts, between which numbers each true count lies.
        progress: told how many hidden counts of how many are looked at.

    Raises:
        ValueError: two tables give the same cell different counts, or sums that can't be: then they are of two populations.
    """
    known = shown(tables)
    found = [
        Finding(Kind.SHOWN, cell, count, count) for cell, count in known.items() if 0 < count < threshold
    ]
    found += _full(tables, known, sensitive)
    together = list(systems(tables, known, ranges))
    hidden, every = 0, sum(len(system.cells) for system in together)
    for system in together:

        def tell(settled: int, before: int = hidden) -> None:
            if progress is not None:
                progress(before + settled, every)

        found += _derived(system, threshold, tell)
        hidden += len(system.cells)
        tell(0, hidden)
    return sorted(found, key=lambda one: (one.kind, one.cell))


def dominated(contributions: Mapping[Cell, Iterable[int]], *, percent: int = 80) -> list[Cell]:
    """Cells of which one contributor (an operation, a building) makes more than so many per cent."""
    found = []
    for cell, parts in contributions.items():
        counts = list(parts)
        if counts and 100 * max(counts) > percent * sum(counts):
            found.append(cell)
    return sorted(found)


def bounds(tables: Sequence[Table]) -> dict[Cell, tuple[int, int | None]]:
    """Lowest and highest count possible of every hidden cell; None where nothing limits it."""
    found: dict[Cell, tuple[int, int | None]] = {}
    for system in systems(tables, shown(tables), {}):
        for at, cell in enumerate(system.cells):
            high = extreme(system, at, -1)
            low = extreme(system, at, 1)
            found[cell] = (
                int(np.ceil(low[0] - SLACK)),
                None if np.isinf(high[0]) else int(np.floor(high[0] + SLACK)),
            )
    return found


def _full(
    tables: Sequence[Table], known: Mapping[Cell, int], sensitive: Collection[str]
) -> Iterator[Finding]:
    """Groups of more than nobody, all of whom stand in one category of a sensitive dimension."""
    for table in tables:
        for at, name in enumerate(table.dimensions):
            if name not in sensitive or len(table.categories[at]) < 2:  # noqa: PLR2004 - one category tells nothing
                continue
            for key, count in table.values.items():
                if key[at] == ALL or not count:
                    continue
                group = table.cell((*key[:at], ALL, *key[at + 1 :]))
                if known.get(group) == count:
                    yield Finding(Kind.FULL, table.cell(key), count, count)


def _derived(system: System, threshold: int, tell: Callable[[int], None]) -> Iterator[Finding]:
    """Hidden counts that are known, or known to be small. Every answer that is met shows what else is possible."""
    size = len(system.cells)
    seen = Seen(threshold, system.is_hidden, np.full(size, np.inf), np.zeros(size), tell=tell)
    if blocks(system.cells):
        see_in_blocks(system, seen)
    see_together(system, seen)
    for one in np.flatnonzero(seen.unsettled()):
        at = int(one)
        if not seen.unsettled()[at]:
            continue
        most, answer = extreme(system, at, -1)
        if np.isinf(most):
            continue
        seen.note(answer)
        if seen.unsettled()[at]:
            seen.note(extreme(system, at, 1)[1])
        low, high = int(np.ceil(seen.lowest[at] - SLACK)), int(np.floor(most + SLACK))
        if low >= high and (system.is_hidden[at] or 0 < high < threshold):
            yield Finding(Kind.EXACT, system.cells[at], high, high)
        elif 0 < low < high < threshold:
            yield Finding(Kind.SMALL, system.cells[at], low, high)
