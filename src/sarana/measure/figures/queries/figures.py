"""Figures: each one is (indicator, version, period, place, breakdown, snapshot), and can be computed again for ever."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.beside import beside_each_other
from sarana.measure.figures.queries.coverage import COUNTRY, Coverage, coverage
from sarana.measure.figures.queries.snapshots import opened
from sarana.science.indicators import (
    INDICATORS,
    INHABITANTS,
    RATE_PER,
    Calendar,
    Indicator,
    Period,
    Statistic,
    period_of,
)
from sarana.science.indicators.calendars import year_sql

# A figure's place when the records do not say where.
PLACE_UNKNOWN = "unknown"


type Engine = Callable[[Snapshot], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with everything it takes to check it. ``value`` is None where nothing can be said (an empty median)."""

    indicator: str
    version: int
    period: Period
    place: str
    value: float | None
    units_reporting: int
    units_expected: int
    breakdown: dict[str, str] = field(default_factory=dict)
    # Beside the figure that contains it, it would tell of few: it is hidden from whoever does not see small counts.
    gives_way: bool = False

    def as_json(self) -> dict[str, Any]:
        """In the form of the command contract."""
        return {
            "indicator": self.indicator,
            "version": self.version,
            "period": {
                "year": self.period.year,
                "calendar": self.period.calendar.value,
                "start": self.period.start.isoformat(),
                "end": self.period.end.isoformat(),
            },
            "place": self.place,
            "breakdown": self.breakdown,
            "value": self.value,
            "units_reporting": self.units_reporting,
            "units_expected": self.units_expected,
        }


def figures(
    snapshot: Snapshot,
    *,
    years: Iterable[int],
    calendar: Calendar | str = Calendar.UNODC,
    indicators: Iterable[str] | None = None,
    engine: Engine = opened,
) -> list[Figure]:
    """National totals, totals by province and national totals by each breakdown, for the years asked for.

    ``engine`` opens the snapshot: DuckDB, or ``opened_on_spark`` for the same SQL on Spark.
    """
    asked = list(indicators or INDICATORS)
    # Whether a figure gives way is a matter of the one that contains it, which is computed with it.
    wholes = [INDICATORS[code].part_of for code in asked if INDICATORS[code].part_of]
    chosen = [
        one
        for one in (INDICATORS[code] for code in dict.fromkeys([*asked, *wholes]))
        if one.since <= snapshot.schema_version
    ]
    periods = {year: period_of(year, calendar) for year in sorted(set(years))}
    with engine(snapshot) as connection:
        heard = coverage(connection, list(periods.values()), snapshot.taken_on)
        found = []
        for one in chosen:
            found += _computed(connection, one, periods, heard) if one.facts else _heard(one, periods, heard)
    return [figure for figure in beside_each_other(found) if figure.indicator in set(asked)]


def _heard(one: Indicator, periods: dict[int, Period], heard: Coverage) -> list[Figure]:
    places = [COUNTRY, *sorted(place for place in heard.expected if place != COUNTRY)]
    found = []
    for year, period in periods.items():
        for place in places:
            reporting, expected = heard.of(year, place)
            found.append(Figure(one.code, one.version, period, place, reporting, reporting, expected))
    return found


def facts_sql(one: Indicator, calendar: Calendar | str, breakdowns: Collection[str] | None = None) -> str:
    """The indicator's facts with their year; for a count, one fact per key and year: its first, by day and then by record.

    Few keys have several facts in a year. Only for those the first is looked for, which takes half the time. Where only some
    ``breakdowns`` are asked for, no others are carried along.
    """
    if one.statistic is Statistic.MEDIAN or one.key_is_record:
        return f"SELECT *, {year_sql(calendar)} AS fact_year FROM ({one.facts}) WHERE on_date IS NOT NULL"
    asked = [b.code for b in one.breakdowns if breakdowns is None or b.code in breakdowns]
    columns = ["on_date", "record", "province", *asked]
    if one.statistic is Statistic.SUM:
        columns.append("value")
    dated = f"SELECT key, {', '.join(columns)}, {year_sql(calendar)} AS fact_year FROM ({one.facts}) WHERE on_date IS NOT NULL"
    packed = ", ".join(f"'{name}': {name}" for name in columns)
    unpacked = ", ".join(f"first.{name} AS {name}" for name in columns)
    return (
        f"WITH dated AS ({dated}), "
        "often AS (SELECT fact_year, key FROM dated GROUP BY fact_year, key HAVING COUNT(*) > 1), "
        f"firsts AS (SELECT fact_year, key, MIN({{{packed}}}) AS first "
        "FROM dated SEMI JOIN often USING (fact_year, key) GROUP BY fact_year, key) "
        f"SELECT fact_year, key, {', '.join(columns)} FROM dated ANTI JOIN often USING (fact_year, key) "
        f"UNION ALL SELECT fact_year, key, {unpacked} FROM firsts"
    )


_VALUE = {
    Statistic.COUNT: "COUNT(*)",
    Statistic.SUM: "COALESCE(SUM(value), 0)",
    Statistic.MEDIAN: "MEDIAN(value)",
    Statistic.RATE: f"ROUND(COUNT(*) * {RATE_PER}.0 / {INHABITANTS}, 4)",
}


def _computed(connection: Any, one: Indicator, periods: dict[int, Period], heard: Coverage) -> list[Figure]:
    calendar = next(iter(periods.values())).calendar if periods else Calendar.UNODC
    columns = [b.code for b in one.breakdowns]
    sets = ["(fact_year)", "(fact_year, province)", *(f"(fact_year, {c})" for c in columns)]
    grouped = ", ".join(["fact_year", "province", *columns])
    flags = ", ".join(f"GROUPING({c})" for c in ["province", *columns])
    value = _VALUE[one.statistic]
    years = ", ".join(str(int(year)) for year in periods) or "NULL"
    rows = connection.execute(
        f"SELECT {value}, {flags}, {grouped} FROM ({facts_sql(one, calendar)}) "
        f"WHERE fact_year IN ({years}) GROUP BY GROUPING SETS ({', '.join(sets)}) ORDER BY ALL",
    ).fetchall()
    cells = _read(rows, columns)
    if _of_country_only(one):
        cells = {cell: value for cell, value in cells.items() if cell[1] == COUNTRY}
    return _filled(one, periods, heard, cells)


def _of_country_only(one: Indicator) -> bool:
    """Whether it can't be told by province: inhabitants are known of the country only, and some facts have no place."""
    return one.statistic is Statistic.RATE or not one.has_place


type _Cells = dict[tuple[int, str, tuple[str, str] | None], float]


def _read(rows: list[tuple[Any, ...]], columns: list[str]) -> _Cells:
    """The rows of the grouping sets by (year, place, breakdown)."""
    cells: _Cells = {}
    width = 1 + len(columns)
    for row in rows:
        number, flags, year, values = row[0], row[1 : 1 + width], row[1 + width], row[2 + width :]
        kept = [i for i, flag in enumerate(flags) if not flag]
        if not kept:
            cells[int(year), COUNTRY, None] = number
        elif kept == [0]:
            cells[int(year), values[0] or PLACE_UNKNOWN, None] = number
        else:
            cells[int(year), COUNTRY, (columns[kept[0] - 1], str(values[kept[0]] or "unknown"))] = number
    return cells


def _filled(one: Indicator, periods: dict[int, Period], heard: Coverage, cells: _Cells) -> list[Figure]:
    """Figures in a fixed order; a province that counted nothing is a zero, so that silence can be told from it."""
    empty = None if one.statistic is Statistic.MEDIAN else 0
    provinces = sorted({place for place in heard.expected if place != COUNTRY})
    for year in periods:
        for place in (COUNTRY,) if _of_country_only(one) else (COUNTRY, *provinces):
            cells.setdefault((year, place, None), empty)  # type: ignore[arg-type]
    found = []
    for (year, place, breakdown), value in sorted(cells.items(), key=lambda cell: _order(cell[0])):
        reporting, expected = heard.of(year, place)
        found.append(
            Figure(
                one.code,
                one.version,
                periods[year],
                place,
                value,
                reporting,
                expected,
                dict([breakdown]) if breakdown else {},
            )
        )
    return found


def _order(cell: tuple[int, str, tuple[str, str] | None]) -> tuple[int, bool, str, tuple[str, str]]:
    year, place, breakdown = cell
    return year, place != COUNTRY, place, breakdown or ("", "")


@lru_cache(maxsize=64)
def figures_of_year(snapshot_id: str, year: int, calendar: str) -> tuple[Figure, ...]:
    """Every figure of a year, kept in memory: a snapshot never changes."""
    snapshot = Snapshot.objects.get(pk=snapshot_id)
    return tuple(figures(snapshot, years=[year], calendar=calendar))


def series(snapshot: Snapshot, code: str, *, calendar: Calendar | str = Calendar.UNODC) -> list[Figure]:
    """The indicator's national totals over the years on record."""
    found = figures(snapshot, years=years_on_record(snapshot), calendar=calendar, indicators=[code])
    return [figure for figure in found if figure.place == COUNTRY and not figure.breakdown]


def years_on_record(snapshot: Snapshot) -> list[int]:
    """The years in which anything was recorded, up to the snapshot's."""
    with opened(snapshot) as connection:
        first = connection.execute(
            "SELECT year(MIN(d)) FROM (SELECT MIN(received_on) AS d FROM reports UNION ALL SELECT MIN(opened_on) FROM cases)"
        ).fetchone()[0]
    last = snapshot.taken_on.year
    return list(range(first or last, last + 1))


@lru_cache(maxsize=64)
def years_of(snapshot_id: str) -> tuple[int, ...]:
    """The years on record, kept in memory: a snapshot never changes."""
    return tuple(years_on_record(Snapshot.objects.get(pk=snapshot_id)))


@lru_cache(maxsize=16)
def figures_on_record(snapshot_id: str, calendar: str) -> tuple[Figure, ...]:
    """Every figure of every year on record, kept in memory: all years together cost hardly more than one.

    The year after the last is among them, since the TIP Report's year begins in April of the year before.
    """
    snapshot, years = Snapshot.objects.get(pk=snapshot_id), years_of(snapshot_id)
    return tuple(figures(snapshot, years=[*years, years[-1] + 1], calendar=calendar))


def records_behind(
    snapshot: Snapshot, code: str, *, year: int, calendar: Calendar | str, place: str, limit: int = 500
) -> list[int]:
    """The pseudonyms of the records that a figure counts, for those who may follow them."""
    one = INDICATORS[code]
    where = "" if place == COUNTRY else " AND province = ?"
    arguments: list[Any] = [year] + ([] if place == COUNTRY else [place])
    with opened(snapshot) as connection:
        rows = connection.execute(
            f"SELECT record FROM ({facts_sql(one, calendar)}) WHERE fact_year = ?{where} ORDER BY record LIMIT {int(limit)}",
            arguments,
        ).fetchall()
    return [row[0] for row in rows]
