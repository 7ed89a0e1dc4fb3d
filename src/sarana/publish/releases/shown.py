"""A frozen table as it is published, and what must hold of it by its own words. Needs neither the register nor a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sarana.science.disclosure import Cell, Table, ranges_of

SUPPRESSION, ROUNDING, NOISE = "suppression", "rounding", "noise"
type Population = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold, in English and Khmer."""

    en: str
    km: str


@dataclass(frozen=True)
class ShownTable:
    """One table of a release: what its file says."""

    told: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.told["name"])

    @property
    def population(self) -> Population:
        """Whose counts they are: the figure and its year. Counts of one population hang together wherever they stand."""
        return str(self.told["indicator"]), int(self.told["year"])

    @property
    def kind(self) -> str:
        return str(self.told["protection"]["kind"])

    @property
    def threshold(self) -> int:
        return int(self.told["protection"]["threshold"])

    @property
    def within(self) -> int:
        """How far a rounded count may lie from the true one."""
        return int(self.told["protection"].get("within") or 0)

    def table(self) -> Table:
        """The counts as they are shown."""
        values = {tuple(parts): count for *parts, count in self.told["rows"]}
        return Table(self.name, tuple(self.told["dimensions"]), values)

    def as_attacked(self) -> tuple[Table, dict[Cell, tuple[int, int]]]:
        """The table with nothing in the place of rounded counts, and the ranges that they tell."""
        table = self.table()
        if self.kind != ROUNDING:
            return table, {}
        return Table(table.name, table.dimensions, dict.fromkeys(table.values)), ranges_of(
            [table], self.within
        )


def faults_of(shown: ShownTable) -> Iterator[Fault]:
    """What does not hold of the table by its own protection: counts that may not stand there, and sums that do not hold."""
    table = shown.table()
    for key, count in table.values.items():
        if count is None:
            if shown.kind != SUPPRESSION:
                yield _cell_fault(
                    shown,
                    key,
                    "is hidden, which this protection never does",
                    "ត្រូវបានលាក់ ដែលការការពារនេះមិនធ្វើទេ",
                )
        elif shown.kind == SUPPRESSION and 0 < count < shown.threshold:
            yield _cell_fault(shown, key, "shows a count below the rule", "បង្ហាញចំនួនក្រោមកម្រិត")
        elif shown.kind == ROUNDING and count % shown.threshold:
            yield _cell_fault(shown, key, "is no multiple of the base", "មិនមែនជាពហុគុណនៃគោល")
    for total, parts in table.sums():
        whole, counts = table.values.get(total), [table.values.get(part) for part in parts]
        if whole is None or total not in table.values:
            continue
        known, hidden = sum(count for count in counts if count is not None), counts.count(None)
        # What is hidden is one person at least, since zeros are shown.
        if (known != whole) if not hidden else (known + hidden > whole):
            yield _cell_fault(shown, total, "is not the sum of its parts", "មិនស្មើផលបូកនៃផ្នែករបស់វា")


def _cell_fault(shown: ShownTable, key: tuple[str, ...], en: str, km: str) -> Fault:
    where = f"{shown.name} [{', '.join(key)}]"
    return Fault(f"{where} {en}.", f"{where} {km}។")
