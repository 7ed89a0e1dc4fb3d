"""Published tables of any number of dimensions, and what their sums say about each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

# Stands in a key where a dimension is summed over.
ALL = "*"

type Key = tuple[str, ...]
# A cell wherever it is published: its dimensions with their categories, those that are summed over left out.
type Cell = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table as it is published.

    Attributes:
        name: what people call it.
        dimensions: names, in the order of the keys. The same name in two tables means the same division of the same persons.
        values: count by key, ``ALL`` in the place of a dimension that is summed over; None where the count is hidden. A key
            that is missing was never published.
        unpublished: dimensions with a category of which no count was ever published, but which is known to be there.
    """

    name: str
    dimensions: tuple[str, ...]
    values: Mapping[Key, int | None]
    unpublished: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for key, value in self.values.items():
            if len(key) != len(self.dimensions):
                raise ValueError(f"{self.name}: the key {key} doesn't fit the dimensions {self.dimensions}.")
            if value is not None and value < 0:
                raise ValueError(f"{self.name}: the count of {key} is negative.")

    @cached_property
    def categories(self) -> tuple[tuple[str, ...], ...]:
        """The categories of each dimension, in the order in which they are met."""
        return tuple(
            (
                *dict.fromkeys(key[at] for key in self.values if key[at] != ALL),
                *(part for dimension, part in self.unpublished if dimension == name),
            )
            for at, name in enumerate(self.dimensions)
        )

    def cell(self, key: Key) -> Cell:
        """What the key names, in whatever table it stands."""
        return tuple(
            sorted((name, part) for name, part in zip(self.dimensions, key, strict=True) if part != ALL)
        )

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Every total of the table with the parts that it is the sum of, one division at a time."""
        places = [(*parts, ALL) for parts in self.categories]
        for key in product(*places):
            for at, part in enumerate(key):
                if part == ALL and self.categories[at]:
                    yield key, [(*key[:at], one, *key[at + 1 :]) for one in self.categories[at]]


def with_totals(name: str, dimensions: Sequence[str], counts: Mapping[Key, int]) -> Table:
    """The table of these counts with every total; a combination that is missing counts zero."""
    bare = Table(name, tuple(dimensions), dict(counts))
    values: dict[Key, int | None] = {}
    for key in product(*((*parts, ALL) for parts in bare.categories)):
        values[key] = 0
    for key, count in counts.items():
        for total in product(*((part, ALL) for part in key)):
            values[total] = (values[total] or 0) + count
    return Table(name, tuple(dimensions), values)
