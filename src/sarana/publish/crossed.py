"""Tables by two dimensions as they may leave the house, in step with the parts that other pages show."""

from collections.abc import Mapping
from dataclasses import replace

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import (
    COUNTRY,
    PROVINCE,
    QUARTER,
    YEAR,
    Figure,
    Wanted,
    figures_on_record,
    tabulate,
)
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    province_parts,
    publishable_parts,
    publishable_value,
)
from sarana.science.disclosure import THRESHOLD, Crossed, protect_crossed
from sarana.science.indicators import INDICATORS

type Table = Crossed[str, str]


class NotPublishable(ValueError):
    """A table that only those may see whose work shows them the records."""


def exact_table(snapshot: Snapshot, wanted: Wanted) -> Table:
    """Every count as it is, for those whose work shows them the records."""
    return protect_crossed(tabulate(snapshot, wanted), threshold=0)


def publishable_table(snapshot: Snapshot, wanted: Wanted) -> Table:
    """The table with small counts hidden, and with them whatever would give them back beside the figures shown elsewhere.

    Years beside a dimension show exactly what each year's own page shows; two dimensions are told for one year. Anything
    else could be subtracted from what is shown elsewhere.

    Raises:
        NotPublishable: for quarters, for one province, and for two dimensions over several years.
    """
    if QUARTER in {wanted.rows, wanted.columns} or wanted.place != COUNTRY or wanted.rows == wanted.columns:
        raise NotPublishable
    if YEAR in {wanted.rows, wanted.columns}:
        return _by_year(snapshot, wanted)
    if len(wanted.years) != 1:
        raise NotPublishable
    told = _of_year(snapshot, wanted, wanted.years[0])
    rows, columns = _parts(wanted.rows, told), _parts(wanted.columns, told)
    if publishable_value(national_total(told)) is None or _tells_of_few(snapshot, wanted):
        return Crossed({}, {}, {}, None)
    return protect_crossed(
        tabulate(snapshot, wanted), rows_hidden=_hidden(rows), columns_hidden=_hidden(columns)
    )


def _tells_of_few(snapshot: Snapshot, wanted: Wanted) -> bool:
    """Whether the table, beside the same of the figure that contains this one, gives away a few who are in the other alone.

    Or narrows a count that the other hides: what it hides has at least as many as this one would show.
    """
    one = INDICATORS[wanted.indicator]
    if not one.part_of:
        return False
    if one.all_but[0] in {wanted.rows, wanted.columns}:
        return True  # both tell the same there, and what one hides the other might show
    other = replace(wanted, indicator=one.part_of)
    every, shown = tabulate(snapshot, other), publishable_table(snapshot, other).cells
    return any(
        0 < abs(every.get(cell, 0) - count) < THRESHOLD or shown.get(cell) is None
        for cell, count in tabulate(snapshot, wanted).items()
        if count >= THRESHOLD
    )


def _of_year(snapshot: Snapshot, wanted: Wanted, year: int) -> list[Figure]:
    return [
        figure
        for figure in figures_on_record(str(snapshot.pk), str(wanted.calendar))
        if figure.indicator == wanted.indicator and figure.period.year == year
    ]


def _parts(by: str, told: list[Figure]) -> dict[str, int | None]:
    """The parts of a year's total as its own page shows them."""
    parts = province_parts(told[0].indicator, told) if by == PROVINCE else breakdown_parts(by, told)
    return publishable_parts(national_total(told), parts)


def _hidden(parts: Mapping[str, int | None]) -> set[str]:
    return {code for code, count in parts.items() if count is None}


def _by_year(snapshot: Snapshot, wanted: Wanted) -> Table:
    by = wanted.columns if wanted.rows == YEAR else wanted.rows
    cells: dict[tuple[str, str], int | None] = {}
    totals: dict[str, int | None] = {}
    for year in wanted.years:
        told = _of_year(snapshot, wanted, year)
        total = publishable_value(national_total(told)) if told else None
        totals[str(year)] = None if total is None else int(total)
        for code, count in (_parts(by, told) if told else {}).items():
            cells[(str(year), code) if wanted.rows == YEAR else (code, str(year))] = count
    if wanted.rows == YEAR:
        return Crossed(cells, totals, {}, None)
    return Crossed(cells, {}, totals, None)
