"""Any registered count told apart by two dimensions at once."""

from dataclasses import dataclass

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.coverage import COUNTRY
from sarana.measure.figures.queries.figures import PLACE_UNKNOWN, facts_sql
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import INDICATORS, Calendar, Statistic

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
