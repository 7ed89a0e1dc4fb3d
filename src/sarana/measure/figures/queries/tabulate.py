"""Any registered count told apart by two dimensions at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.coverage import COUNTRY
from sarana.measure.figures.queries.figures import PLACE_UNKNOWN, facts_sql
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import INDICATORS, Calendar, Indicator, Statistic

# Dimensions that every dated fact has, beside its indicator's breakdowns.
PROVINCE, YEAR, QUARTER = "province", "year", "quarter"
_SQL = {
    PROVINCE: f"COALESCE(province, '{PLACE_UNKNOWN}')",
    YEAR: "CAST(fact_year AS VARCHAR)",
    QUARTER: "CAST(year(on_date) AS VARCHAR) || '-Q' || CAST(quarter(on_date) AS VARCHAR)",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table that somebody asks for: which count, for which years, told apart by what."""

    indicator: str
    rows: str
    columns: str
    years: tuple[int, ...]
    calendar: Calendar = Calendar.UNODC
    place: str = COUNTRY


def can_be_tabulated(code: str) -> bool:
    """Whether the figure's parts can be added up: counts and sums, not medians, rates or what units sent."""
    one = INDICATORS[code]
    return bool(one.facts) and one.statistic in {Statistic.COUNT, Statistic.SUM}


def dimensions_of(code: str) -> list[str]:
    """By what the figure can be told apart."""
    one = INDICATORS[code]
    places = [PROVINCE] if one.has_place else []
    return [YEAR, QUARTER, *places, *(breakdown.code for breakdown in one.breakdowns)]


def tabulate(snapshot: Snapshot, wanted: Wanted) -> dict[tuple[str, str], int]:
    """Counts by row and column; pairs that nobody falls into are missing.

    A person counts once a year, so that quarters of one year add up and years don't make persons.

    Raises:
        ValueError: for a figure or a dimension that can't be told apart so.
    """
    if not can_be_tabulated(wanted.indicator):
        raise ValueError(f"{wanted.indicator} has no parts that add up.")
    one, known = INDICATORS[wanted.indicator], dimensions_of(wanted.indicator)
    if wrong := [by for by in (wanted.rows, wanted.columns) if by not in known]:
        raise ValueError(
            f"{wanted.indicator} is not told apart by {', '.join(wrong)}; it is by {', '.join(known)}."
        )
    row, column = (_SQL.get(by, f"COALESCE(CAST({by} AS VARCHAR), 'unknown')") for by in (wanted.rows, wanted.columns))  # fmt: skip
    value = "COUNT(*)" if one.statistic is Statistic.COUNT else "COALESCE(SUM(value), 0)"
    place = "" if wanted.place == COUNTRY else " AND province = ?"
    years = ", ".join(str(int(year)) for year in wanted.years) or "NULL"
    with opened(snapshot) as connection:
        found = connection.execute(
            f"SELECT {row} AS r, {column} AS c, {value} FROM ({facts_sql(one, wanted.calendar)}) "
            f"WHERE fact_year IN ({years}){place} GROUP BY r, c ORDER BY r, c",
            [] if wanted.place == COUNTRY else [wanted.place],
        ).fetchall()
    return {(row, column): int(count) for row, column, count in found}


def counts_of_year(
    snapshot: Snapshot,
    indicator: str,
    year: int,
    dimensions: Sequence[str],
    calendar: Calendar = Calendar.UNODC,
) -> dict[tuple[str, ...], int]:
    """Counts of one year by any number of dimensions; what nobody falls into is missing.

    Raises:
        ValueError: for a figure or a dimension that can't be told apart so.
    """
    one = _tabulated(indicator, dimensions)
    value = "COUNT(*)" if one.statistic is Statistic.COUNT else "COALESCE(SUM(value), 0)"
    columns, grouped = _columns(dimensions)
    facts = facts_sql(one, calendar)
    with opened(snapshot) as connection:
        found = connection.execute(
            f"SELECT {columns}{value} FROM ({facts}) WHERE fact_year = {int(year)}{grouped}"
        ).fetchall()
    return {tuple(row[:-1]): int(row[-1]) for row in found if row[-1]}


def operations_in_cells(
    snapshot: Snapshot,
    indicator: str,
    year: int,
    dimensions: Sequence[str],
    calendar: Calendar = Calendar.UNODC,
) -> dict[tuple[str, ...], list[int]]:
    """How many of each cell's persons each operation brought, or each case where no operation did; without their names.

    Empty for figures that don't count victims or suspects.
    """
    one = _tabulated(indicator, dimensions)
    source = _SOURCES.get(one.record_table)
    if source is None:
        return {}
    columns, grouped = _columns(dimensions, "source")
    facts = facts_sql(one, calendar)
    with opened(snapshot) as connection:
        found = connection.execute(
            f"SELECT {columns}source, COUNT(*) FROM ({facts}) f JOIN ({source}) s ON s.ref = f.record "
            f"WHERE fact_year = {int(year)}{grouped}"
        ).fetchall()
    told: dict[tuple[str, ...], list[int]] = {}
    for row in found:
        told.setdefault(tuple(row[:-2]), []).append(int(row[-1]))
    return told


# Which operation or case brought a record.
_SOURCES = {
    "cases.victim": "SELECT v.ref, COALESCE(MIN(o.operation), v.case_ref) AS source FROM victims v "
    "LEFT JOIN operation_victims o ON o.victim = v.ref GROUP BY v.ref, v.case_ref",
    "cases.suspect": "SELECT ref, case_ref AS source FROM suspects",
}


def _tabulated(indicator: str, dimensions: Sequence[str]) -> Indicator:
    if indicator not in INDICATORS or not can_be_tabulated(indicator):
        raise ValueError(f"{indicator} has no parts that add up.")
    known = [by for by in dimensions_of(indicator) if by != YEAR]
    if wrong := [by for by in dimensions if by not in known]:
        raise ValueError(f"{indicator} is not told apart by {', '.join(wrong)}; it is by {', '.join(known)}.")
    return INDICATORS[indicator]


def _columns(dimensions: Sequence[str], *more: str) -> tuple[str, str]:
    """The dimensions as SQL selects them, and the grouping by them."""
    told = [_SQL.get(by, f"COALESCE(CAST({by} AS VARCHAR), 'unknown')") for by in dimensions]
    selected = "".join(f"{sql} AS d{at}, " for at, sql in enumerate(told))
    grouped = ", ".join([*(f"d{at}" for at in range(len(told))), *more])
    return selected, f" GROUP BY {grouped} ORDER BY {grouped}" if grouped else ""
