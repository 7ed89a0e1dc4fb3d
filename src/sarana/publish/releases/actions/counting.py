"""True tables of a release out of its snapshot, with what must be hidden in them for other reasons than being small."""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

from sarana.base.places.queries import province_name
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import PROVINCE, QUARTER, counts_of_year, operations_in_cells
from sarana.publish.protected import value_label
from sarana.publish.releases.categories import ELSEWHERE, ELSEWHERE_WORDS, laid_down, under_laid_down
from sarana.publish.releases.models import ReleaseTable
from sarana.publish.releases.rules import SENSITIVE
from sarana.science.disclosure import ALL, Cell, Table, dominated, with_totals
from sarana.science.indicators import BREAKDOWNS, INDICATORS

_LANGUAGES = ("km", "en")


def true_table(snapshot: Snapshot, declared: ReleaseTable) -> Table:
    """The counts as they are, with every total."""
    dimensions = tuple(declared.dimensions)
    counts = counts_of_year(snapshot, declared.indicator, declared.year, dimensions)
    table = with_totals(declared.name, dimensions, counts)
    # A year in which there was nothing has a total of none.
    return table if table.values else Table(declared.name, dimensions, {(ALL,) * len(dimensions): 0})


def table_for_noise(snapshot: Snapshot, declared: ReleaseTable, *, rows: bool = True) -> Table:
    """The true counts with every row that there could be, so that noise covers who is there at all.

    Raises:
        ValueError: a record has a category that the figure's definition does not know.
    """
    if not rows:
        return true_table(snapshot, declared)
    dimensions = tuple(declared.dimensions)
    categories = tuple(laid_down(name, declared.year) for name in dimensions)
    counts = under_laid_down(
        counts_of_year(snapshot, declared.indicator, declared.year, dimensions), categories
    )
    return with_totals(declared.name, dimensions, dict.fromkeys(product(*categories), 0) | counts)


def told_apart(snapshot: Snapshot, declared: ReleaseTable, table: Table) -> set[Cell]:
    """Cells that would tell more than a number: one operation makes most of it, or all of a group stand in one category."""
    by_operation: dict[Cell, list[int]] = {}
    for some in _subsets(declared.dimensions):
        parts = operations_in_cells(snapshot, declared.indicator, declared.year, some)
        by_operation |= {tuple(sorted(zip(some, key, strict=True))): counts for key, counts in parts.items()}
    found = set(dominated(by_operation))
    for at, name in enumerate(table.dimensions):
        if name not in SENSITIVE or len(table.categories[at]) < 2:  # noqa: PLR2004 - one category tells nothing
            continue
        for key, count in table.values.items():
            group = (*key[:at], ALL, *key[at + 1 :])
            if key[at] != ALL and count and table.values.get(group) == count:
                found.add(table.cell(key))
    return found


def _subsets(dimensions: Sequence[str]) -> list[tuple[str, ...]]:
    return [some for size in range(len(dimensions) + 1) for some in combinations(dimensions, size)]


def described(declared: ReleaseTable, table: Table, protection: dict[str, Any]) -> dict[str, Any]:
    """The protected table as it is frozen."""
    one = INDICATORS[declared.indicator]
    labels = {by: _labels(by, table.categories[at]) for at, by in enumerate(table.dimensions)}
    return {
        "name": declared.name,
        "indicator": one.code,
        "version": one.version,
        "calendar": "unodc",
        "year": declared.year,
        "title_km": _title(declared, one.name_km, labels, "km"),
        "title_en": _title(declared, one.name_en, labels, "en"),
        "definition_km": one.definition_km,
        "definition_en": one.definition_en,
        "unit_km": one.unit_km,
        "unit_en": one.unit_en,
        "protection": protection,
        "dimensions": list(table.dimensions),
        "labels": labels,
        "rows": [[*key, table.values[key]] for key in _ordered(table)],
    }


def _ordered(table: Table) -> list[tuple[str, ...]]:
    """Keys with the categories in order and totals last."""
    places = [(*sorted(parts), ALL) for parts in table.categories]
    return [key for key in product(*places) if key in table.values]


def _labels(by: str, parts: Sequence[str]) -> dict[str, Any]:
    breakdown = BREAKDOWNS.get(by)
    words = {PROVINCE: {"km": "ខេត្ត", "en": "Province"}, QUARTER: {"km": "ត្រីមាស", "en": "Quarter"}}
    named = {"km": breakdown.name_km, "en": breakdown.name_en} if breakdown else words[by]
    return {
        **named,
        "categories": {part: {in_: _label(by, part, in_) for in_ in _LANGUAGES} for part in parts},
    }


def _label(by: str, part: str, language: str) -> str:
    if by == PROVINCE:
        unknown = {"km": "មិនស្គាល់ទីកន្លែង", "en": "Place unknown"}[language]
        return unknown if part == "unknown" else province_name(part, language)
    if part == ELSEWHERE:
        return ELSEWHERE_WORDS[language]
    return value_label(BREAKDOWNS[by], part, language) if by in BREAKDOWNS else part


def _title(declared: ReleaseTable, name: str, labels: dict[str, Any], language: str) -> str:
    by = [str(labels[one][language]) for one in declared.dimensions]
    told = f"{name} {declared.year}"
    if not by:
        return told
    return (
        f"{told} តាម{' និង'.join(by)}" if language == "km" else f"{told} by {', '.join(b.lower() for b in by)}"
    )
