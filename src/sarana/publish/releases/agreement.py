"""Noisy tables of the same persons in one release: drawn from their seeds and made to say the same, by a method that is named.

A release that was made before it had a method holds none; its tables were each made to add up for themselves.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sarana.publish.releases.chance import chance_from
from sarana.publish.releases.shown import NOISE, Fault, ShownTable
from sarana.science.disclosure import (
    ALL,
    Cell,
    Drawn,
    Table,
    agreeing_tables,
    noisy_finest,
    noisy_table,
    variance_for,
)

# Stands in the manifest. Another way of making tables agree gets another name, and this one stays for what went out by it.
METHOD = "least-squares-top-down-1"


@dataclass(frozen=True, slots=True)
class Seeded:
    """A table's true counts, what its noise spends (zCDP), and the seed from which the noise is drawn."""

    true: Table
    rho: Fraction
    seed: bytes

    @property
    def variance(self) -> Fraction:
        """Of the noise on each of its finest counts."""
        return variance_for(self.rho, most_cells=1)

    @property
    def finest(self) -> int:
        """How many counts noise is drawn for."""
        return sum(ALL not in key for key in self.true.values)


def agreement_of(seeded: Sequence[Seeded]) -> dict[str, Any]:
    """The method and the names of the tables that agree by it; nothing where there are not two."""
    # A table of a year in which there was nobody has no cell with noise.
    names = sorted(one.true.name for one in seeded if one.finest)
    return {"method": METHOD, "tables": names} if len(names) > 1 else {}


def told_together(seeded: Sequence[Seeded]) -> list[Table]:
    """The tables with their noise, in whole numbers of 0 or more, the same wherever they share a total.

    Raises:
        ValueError: whole numbers need not fit all these tables.
    """
    together = agreement_of(seeded).get("tables", [])
    # The order in which tables are weighed must not depend on who asks.
    members = sorted((one for one in seeded if one.true.name in together), key=lambda one: one.true.name)
    drawn = [
        Drawn(
            one.true.name,
            one.true.dimensions,
            noisy_finest(one.true, one.rho, chance=chance_from(one.seed)),
            one.variance,
        )
        for one in members
    ]
    agreed = {table.name: table for table in agreeing_tables(drawn)} if drawn else {}
    return [
        _with_keys(agreed[one.true.name], one.true)
        if one.true.name in agreed
        else noisy_table(one.true, one.rho, chance=chance_from(one.seed))
        for one in seeded
    ]


def _with_keys(told: Table, true: Table) -> Table:
    return Table(true.name, true.dimensions, {key: told.values.get(key, 0) for key in true.values})


def disagreements(tables: Sequence[ShownTable]) -> Iterator[Fault]:
    """Totals of which two tables that agree by their own words say different things, or a partner that is not there."""
    groups: dict[tuple[Any, ...], list[ShownTable]] = defaultdict(list)
    for one in tables:
        if one.kind == NOISE and (told := one.told["protection"].get("agreement")):
            groups[(*one.population, *told["tables"])].append(one)
    for (_indicator, _year, *names), members in groups.items():
        if sorted(one.name for one in members) != names:
            yield Fault(
                f"{', '.join(names)}: not all tables that agree are there.",
                f"{', '.join(names)}៖ តារាងដែលត្រូវគ្នាមិនគ្រប់ទេ។",
            )
        said: dict[Cell, int | None] = {}
        for one in members:
            table = one.table()
            for key, count in table.values.items():
                if said.setdefault(table.cell(key), count) != count:
                    where = f"{one.name} [{', '.join(key)}]"
                    yield Fault(
                        f"{where} says something else than another table of the release.",
                        f"{where} ខុសពីតារាងផ្សេងក្នុងការចេញផ្សាយនេះ។",
                    )


def grouped(tables: Sequence[ShownTable]) -> list[list[ShownTable]]:
    """Noisy tables by what they were made with: those that agree together, every other by itself."""
    groups: dict[str, list[ShownTable]] = defaultdict(list)
    for one in tables:
        if one.kind == NOISE:
            told = one.told["protection"].get("agreement")
            groups["+".join(told["tables"]) if told else one.name].append(one)
    return list(groups.values())
