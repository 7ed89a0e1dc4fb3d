from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

LEAST_LISTS = 3
MOST_LISTS = 12
# More of one pattern than any country counts; what is longer is the number of something.
MOST_CASES = 100_000_000


class TableNotUsable(ValueError):
    """A table of lists from which no hidden number can be told; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class CaptureTable:
    """How many cases were found on exactly which lists.

    Attributes:
        lists: the names of the lists; list i is bit i of a pattern.
        counts: cases by pattern, 2 ** len(lists) of them. A pattern is a bit mask: 0b101 is "on the first and the third
            list, on no other". counts[0], the cases on no list, is what is sought, and is kept at 0.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def cases(self) -> int:
        """How many different cases the lists hold together."""
        return sum(self.counts)

    @property
    def pairs(self) -> tuple[int, ...]:
        """The pattern of every pair of lists, in the order of the lists."""
        return pairs_of(len(self.lists))

    def listed(self, pattern: int) -> str:
        """The names of the lists in a pattern, joined with "&"."""
        return "&".join(name for bit, name in enumerate(self.lists) if pattern >> bit & 1)

    def in_name_order(self) -> "CaptureTable":
        """The same table with its lists sorted by name: computed so, ties fall alike whatever the order in the file."""
        order = sorted(range(len(self.lists)), key=lambda bit: self.lists[bit])
        counts = [0] * len(self.counts)
        for pattern, count in enumerate(self.counts):
            counts[sum(1 << place for place, bit in enumerate(order) if pattern >> bit & 1)] = count
        return CaptureTable(tuple(self.lists[bit] for bit in order), tuple(counts))

    def pattern_from(self, other: "CaptureTable", pattern: int) -> int:
        """The pattern here of the same lists as a pattern of another table."""
        return sum(1 << self.lists.index(name) for bit, name in enumerate(other.lists) if pattern >> bit & 1)


def pairs_of(lists: int) -> tuple[int, ...]:
    """The bit mask of every pair among so many lists: 1&2, 1&3 and on, then 2&3 and on."""
    return tuple(1 << a | 1 << b for a, b in combinations(range(lists), 2))


def table_from_rows(lists: Sequence[str], rows: Iterable[Sequence[object]]) -> CaptureTable:
    """Read a table of capture patterns: in every row an indicator 0 or 1 for each list, then a count.

    A pattern that stands in several rows is summed; a pattern that stands in none has the count 0. Text is read as the
    number it writes, so that the cells of a CSV file may be handed over as they are.

    Args:
        lists: the names of the lists, in the order of the columns, without the count's.
        rows: len(lists) indicators and a whole count of 0 or more each.

    Raises:
        TableNotUsable: with the row, the reason and a remedy.
    """
    names = _checked_names(lists)
    counts = [0] * (1 << len(names))
    for number, row in enumerate(rows, start=1):
        pattern, count = _read_row(names, row, number)
        counts[pattern] += count
    return _checked(CaptureTable(names, tuple(counts)))


def table_from_patterns(lists: Sequence[str], counts: Mapping[int, int]) -> CaptureTable:
    """The same from counts by bit mask (list i is bit i).

    Raises:
        TableNotUsable: as table_from_rows.
    """
    outside = [pattern for pattern in counts if not 0 <= pattern < 1 << len(lists)]
    if outside:
        raise TableNotUsable(f"Pattern {outside[0]} names a list beyond the {len(lists)} that were given.")
    rows = ([pattern >> bit & 1 for bit in range(len(lists))] + [n] for pattern, n in counts.items())
    return table_from_rows(lists, rows)


def _checked_names(lists: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in lists)
    if len(names) < LEAST_LISTS:
        raise TableNotUsable(
            f"{len(names)} list{'' if len(names) == 1 else 's'} can't show how many cases are on none: with fewer than "
            f"{LEAST_LISTS} nothing tells whether being on one list makes being on another more likely. "
            "Add a list from an agency that works independently of the others."
        )
    if len(names) > MOST_LISTS:
        raise TableNotUsable(
            f"{len(names)} lists are more than the {MOST_LISTS} that can be estimated from. "
            "Merge lists of the same kind or of agencies that refer cases to each other."
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise TableNotUsable(f"Two lists have the name {twice!r}. Give each list its own name.")
    return names


def _read_row(names: tuple[str, ...], row: Sequence[object], number: int) -> tuple[int, int]:
    if len(row) != len(names) + 1:
        raise TableNotUsable(
            f"Row {number} has {len(row)} columns, not {len(names) + 1}: one for each list and the count last."
        )
    pattern = 0
    for bit, name in enumerate(names):
        indicator = _number(row[bit])
        if indicator not in (0, 1):
            raise TableNotUsable(
                f"Row {number}, list {name!r}: {row[bit]!r} is neither 0 nor 1. A column of a list says only whether the "
                "cases of the row are on it; names or numbers of persons don't belong here."
            )
        pattern |= int(indicator) << bit
    count = _number(row[-1])
    if count is None:
        raise TableNotUsable(
            f"Row {number}: the count {row[-1]!r} is not a number. The last column says how many cases have the pattern."
        )
    if count < 0:
        raise TableNotUsable(f"Row {number}: the count {row[-1]} is negative. Cases are counted from 0.")
    if count != int(count):
        raise TableNotUsable(
            f"Row {number}: the count {row[-1]} is not whole. Weighted or rounded tables can't be estimated from; "
            "count the cases."
        )
    if count > MOST_CASES:
        raise TableNotUsable(
            f"Row {number}: the count {row[-1]} is above {MOST_CASES:,}. The last column counts cases; a telephone or "
            "document number doesn't belong there."
        )
    if pattern == 0 and count:
        raise TableNotUsable(
            f"Row {number} counts {int(count)} cases on no list. That number is what is sought; leave the row out."
        )
    return pattern, int(count)


def _number(cell: object) -> float | None:
    """The finite number that a cell holds or writes, or None."""
    if not isinstance(cell, str | int | float):
        return None
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _checked(table: CaptureTable) -> CaptureTable:
    if table.cases == 0:
        raise TableNotUsable("The table holds no case. Check that the last column is the count.")
    if not any(count and pattern.bit_count() > 1 for pattern, count in enumerate(table.counts)):
        raise TableNotUsable(
            "No case is on two lists. Without overlap any hidden number fits equally well. Check that the same person is "
            "recognised across the lists (the linkage), or collect over a longer period."
        )
    return table
