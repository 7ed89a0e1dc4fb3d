from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sarana.science.estimation.refusals import refusal

LEAST_LISTS = 3
MOST_LISTS = 12
# More of one pattern than any country counts; what is longer is the number of something.
MOST_CASES = 100_000_000


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
        raise refusal("pattern beyond", pattern=outside[0], lists=len(lists))
    rows = ([pattern >> bit & 1 for bit in range(len(lists))] + [n] for pattern, n in counts.items())
    return table_from_rows(lists, rows)


def _checked_names(lists: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in lists)
    if len(names) < LEAST_LISTS:
        raise refusal("few lists", lists=len(names), s="" if len(names) == 1 else "s", least=LEAST_LISTS)
    if len(names) > MOST_LISTS:
        raise refusal("many lists", lists=len(names), most=MOST_LISTS)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise refusal("same name", name=repr(twice))
    return names


def _read_row(names: tuple[str, ...], row: Sequence[object], number: int) -> tuple[int, int]:
    if len(row) != len(names) + 1:
        raise refusal("row columns", row=number, columns=len(row), expected=len(names) + 1)
    pattern = 0
    for bit, name in enumerate(names):
        indicator = _number(row[bit])
        if indicator not in (0, 1):
            raise refusal("no indicator", row=number, name=repr(name), cell=repr(row[bit]))
        pattern |= int(indicator) << bit
    count = _number(row[-1])
    if count is None:
        raise refusal("no count", row=number, cell=repr(row[-1]))
    wrong = next(
        (
            key
            for key, is_wrong in (
                ("negative", count < 0),
                ("not whole", count != int(count)),
                ("too large", count > MOST_CASES),
            )
            if is_wrong
        ),
        None,
    )
    if wrong:
        raise refusal(wrong, row=number, cell=row[-1], most=f"{MOST_CASES:,}")
    if pattern == 0 and count:
        raise refusal("counted hidden", row=number, cases=int(count))
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
        raise refusal("no case")
    if not any(count and pattern.bit_count() > 1 for pattern, count in enumerate(table.counts)):
        raise refusal("no overlap")
    return table
