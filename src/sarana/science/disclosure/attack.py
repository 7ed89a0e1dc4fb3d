"""What a stranger can derive from everything that was ever published: the attacker who ships with the product.

Bounds on hidden counts by linear programming over all sums of all tables (Fischetti and Salazar 2000, their audit problem), and
groups all of whose members stand in one place. Bounds are those of fractions: where tables have three dimensions and more, whole
numbers may tell a little more. What two releases tell together is asked in ``releases``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sarana.science.disclosure.blocks import blocks
from sarana.science.disclosure.inside import drawn_in, point_inside
from sarana.science.disclosure.solving import method_for
from sarana.science.disclosure.suppression import THRESHOLD
from sarana.science.disclosure.tables import ALL, Cell, Table

# Between which counts the true one lies, of cells that were rounded; None stands in their tables.
type Ranges = Mapping[Cell, tuple[int, int]]
_SLACK = 1e-6
# Groups are cut into so many while an answer for all of a group settles less than so large a part; of fewer than so many each is
# asked for by itself.
_PARTS, _WORTH, _ALONE = 4, 0.1, 2
_GROUPS_IN_BLOCK = 64
# So often all is cut into blocks anew.
_CUTS = 6
# Its types know no sparse sums.
_linprog: Any = linprog


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


@dataclass(frozen=True, slots=True)
class _System:
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
    known = _shown(tables)
    found = [
        Finding(Kind.SHOWN, cell, count, count) for cell, count in known.items() if 0 < count < threshold
    ]
    found += _full(tables, known, sensitive)
    systems = list(_systems(tables, known, ranges))
    hidden, every = 0, sum(len(system.cells) for system in systems)
    for system in systems:

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
    for system in _systems(tables, _shown(tables), {}):
        for at, cell in enumerate(system.cells):
            high = _extreme(system, at, -1)
            low = _extreme(system, at, 1)
            found[cell] = (
                int(np.ceil(low[0] - _SLACK)),
                None if np.isinf(high[0]) else int(np.floor(high[0] + _SLACK)),
            )
    return found


def _shown(tables: Sequence[Table]) -> dict[Cell, int]:
    known: dict[Cell, int] = {}
    for table in tables:
        for key, count in table.values.items():
            if count is None:
                continue
            cell = table.cell(key)
            if known.setdefault(cell, count) != count:
                raise ValueError(f"{table.name}: {_told(cell)} is {count} here and {known[cell]} elsewhere.")
    return known


def _told(cell: Cell) -> str:
    return ", ".join(f"{name} {part}" for name, part in cell) or "the total"


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


def _systems(tables: Sequence[Table], known: Mapping[Cell, int], ranges: Ranges) -> Iterator[_System]:
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
                        f"{table.name}: the parts of {_told(table.cell(total))} don't make its total."
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
) -> _System:
    """All sums at once, with what is known of each count by itself."""
    is_hidden = np.array([cell in hidden for cell in cells])
    spans = [ranges.get(cell, (float(cell in hidden), np.inf)) for cell in cells]
    least, most = (np.array(ends, dtype=float) for ends in zip(*spans, strict=True))
    return _System(cells, sums, rests, least, most, is_hidden)


def _apart(whole: _System) -> Iterator[_System]:
    _count, group_of = connected_components(abs(whole.sums.T @ whole.sums), directed=False)
    # One pass over the rows: each belongs to the group of any of its cells.
    group_of_row = group_of[whole.sums.indices[whole.sums.indptr[:-1]]]
    for group in range(int(group_of.max()) + 1):
        members, lines = np.flatnonzero(group_of == group), np.flatnonzero(group_of_row == group)
        yield _System(
            [whole.cells[one] for one in members],
            whole.sums[lines][:, members],
            whole.known[lines],
            *(told[members] for told in (whole.least, whole.most, whole.is_hidden)),
        )


@dataclass
class _Seen:
    """The lowest and highest of each count in the answers that were met: what is possible is no secret told."""

    threshold: int
    is_hidden: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    # All answers summed up, and how many they were.
    total: np.ndarray | float = 0.0
    times: int = 0
    # Told how many are settled.
    tell: Callable[[int], None] | None = None

    def note(self, counts: np.ndarray | None) -> None:
        """Another answer; nothing where a programme had none."""
        if counts is not None and len(counts):
            np.maximum(self.highest, counts, out=self.highest)
            np.minimum(self.lowest, counts, out=self.lowest)
            self.total, self.times = self.total + counts, self.times + 1
            if self.tell is not None:
                self.tell(len(self.highest) - int(self.unsettled().sum()))

    def unsettled(self) -> np.ndarray:
        """Counts not yet seen to be possible as large as the threshold, or not yet seen to differ.

        Of one that was not hidden (rounded, or never published), those neither seen so large nor seen to be none at all.
        """
        known = self.few() | (self.highest - self.lowest < 1 - _SLACK)
        return np.asarray(np.where(self.is_hidden, known, self.few() & (self.lowest > _SLACK)))

    def few(self) -> np.ndarray:
        """Counts not yet seen to be possible as large as the threshold."""
        return np.asarray(self.highest < self.threshold - _SLACK)

    def to_lower(self) -> np.ndarray:
        """Unsettled counts which a lower answer would settle."""
        return np.asarray(self.unsettled() & ~(self.few() & self.is_hidden))


def _derived(system: _System, threshold: int, tell: Callable[[int], None]) -> Iterator[Finding]:
    """Hidden counts that are known, or known to be small. Every answer that is met shows what else is possible."""
    size = len(system.cells)
    seen = _Seen(threshold, system.is_hidden, np.full(size, np.inf), np.zeros(size), tell=tell)
    if blocks(system.cells):
        _see_in_blocks(system, seen)
    _see_together(system, seen)
    for one in np.flatnonzero(seen.unsettled()):
        at = int(one)
        if not seen.unsettled()[at]:
            continue
        most, answer = _extreme(system, at, -1)
        if np.isinf(most):
            continue
        seen.note(answer)
        if seen.unsettled()[at]:
            seen.note(_extreme(system, at, 1)[1])
        low, high = int(np.ceil(seen.lowest[at] - _SLACK)), int(np.floor(most + _SLACK))
        if low >= high and (system.is_hidden[at] or 0 < high < threshold):
            yield Finding(Kind.EXACT, system.cells[at], high, high)
        elif 0 < low < high < threshold:
            yield Finding(Kind.SMALL, system.cells[at], low, high)


def _see_in_blocks(system: _System, seen: _Seen) -> None:
    """Settle what can be settled by moving the counts of a block alone, away from counts that fit everything.

    The mean of answers is an answer, and one with room on all sides. What one cut into blocks leaves is tried in others.
    """
    middle = _inside(system, seen)
    if middle is None:
        return
    for turn in range(_CUTS):
        before = int(seen.unsettled().sum())
        for members in blocks(system.cells, turn=turn):
            if seen.unsettled()[members].any():
                _see_in_block(system, seen, members, middle)
        left = int(seen.unsettled().sum())
        if not left or before - left < left * _WORTH:
            return


def _see_in_block(system: _System, seen: _Seen, members: np.ndarray, middle: np.ndarray) -> None:
    """Move the counts of these cells alone; ``middle`` is written: it stays an answer and gains room."""
    sums = system.sums[:, members]
    sums = sums[np.diff(sums.indptr) > 0]
    part = _System(
        [system.cells[one] for one in members], sums, sums @ middle[members],
        *(told[members] for told in (system.least, system.most, system.is_hidden)),
    )  # fmt: skip
    met = _Seen(seen.threshold, part.is_hidden, seen.lowest[members], seen.highest[members])
    _see_together(part, met, most_groups=_GROUPS_IN_BLOCK)
    seen.lowest[members], seen.highest[members] = met.lowest, met.highest
    if seen.tell is not None:
        seen.tell(len(seen.highest) - int(seen.unsettled().sum()))
    if met.times:
        inside = (middle[members] + met.total / met.times) / 2
        middle[members] = np.clip(inside, part.least, part.most)


def _inside(system: _System, seen: _Seen) -> np.ndarray | None:
    """Counts that fit everything, with room on all sides where there is any; None where programmes have no end."""
    known: list[np.ndarray | None] = [point_inside(system.sums, system.known, *_limits(system))]
    if known[0] is None:
        every = np.arange(len(system.cells))
        known = [
            _capped(system, _aim(system, every, -1), seen, every),
            _solved(system, _aim(system, every, 1)),
        ]
    met = [answer for answer in known if answer is not None]
    for answer in met:
        seen.note(answer)
    return np.clip(np.mean(met, axis=0), system.least, system.most) if met else None


def _limits(system: _System) -> tuple[np.ndarray, np.ndarray]:
    return drawn_in(system.sums, system.known, system.least, system.most)


def _see_together(system: _System, seen: _Seen, *, most_groups: int | None = None) -> None:
    """Settle many by one answer: those that are left are raised and lowered together, in ever smaller groups.

    None is asked for more than settles it, so that one answer raises many a little and not one of them a lot.
    """
    groups = 1
    while len(left := np.flatnonzero(seen.unsettled())) > groups * _ALONE:
        if most_groups is not None and groups > most_groups:
            return
        for some in np.array_split(left, groups):
            raised = some[seen.unsettled()[some]]
            if len(raised):
                seen.note(_capped(system, _aim(system, raised, -1), seen, raised))
            if len(lowered := some[seen.to_lower()[some]]):
                seen.note(_solved(system, _aim(system, lowered, 1)))
        if seen.unsettled().sum() > len(left) * (1 - _WORTH):
            groups *= _PARTS


def _capped(system: _System, aim: np.ndarray, seen: _Seen, asked: np.ndarray) -> np.ndarray | None:
    """An answer in which none of these lies above the least that settles it; any answer where there is no such."""
    enough = system.most.copy()
    small = asked[seen.highest[asked] < seen.threshold]
    enough[small] = np.minimum(enough[small], np.maximum(seen.threshold, system.least[small]))
    capped = replace(system, most=enough)
    try:
        return _solved(capped, aim)
    except ValueError:
        return _solved(system, aim)


def _extreme(system: _System, at: int, sign: int) -> tuple[float, np.ndarray]:
    solved = _solved(system, _aim(system, np.array([at]), sign))
    return (np.inf, np.zeros(0)) if solved is None else (float(solved[at]), solved)


def _aim(system: _System, these: np.ndarray, sign: int) -> np.ndarray:
    aim = np.zeros(len(system.cells))
    aim[these] = sign
    return aim


def _solved(system: _System, aim: np.ndarray) -> np.ndarray | None:
    """Counts that fit all sums and make the aim least; None where it has no least.

    Raises:
        ValueError: no counts fit.
    """
    bounds = np.column_stack([system.least, system.most])
    found = _linprog(aim, A_eq=system.sums, b_eq=system.known, bounds=bounds, method=method_for(len(aim)))
    if found.status == 3:  # noqa: PLR2004 - HiGHS's word for unbounded
        return None
    if found.x is None:
        raise ValueError(
            "No counts fit these tables together: they are not of the same persons, or zeros are hidden."
        )
    return np.asarray(found.x)
