"""Which units reported: every total says of how many it speaks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sarana.science.indicators import Period

# The place of national totals.
COUNTRY = "KH"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Units by province: how many are expected, and how many sent every return due in each year."""

    expected: dict[str, int]
    reporting: dict[tuple[int, str], int]

    def of(self, year: int, place: str) -> tuple[int, int]:
        """Units that reported and units expected, of a year and a place."""
        if place == COUNTRY:
            return sum(n for (y, _), n in self.reporting.items() if y == year), sum(self.expected.values())
        return self.reporting.get((year, place), 0), self.expected.get(place, 0)


def _months_due(period: Period, taken_on: date) -> int:
    this_month = taken_on.replace(day=1)
    last = min(period.end.replace(day=1), _month_before(this_month))
    return max(0, (last.year - period.start.year) * 12 + last.month - period.start.month + 1)


def _month_before(month: date) -> date:
    return date(month.year - (month.month == 1), month.month - 1 or 12, 1)


def coverage(connection: Any, periods: list[Period], taken_on: date) -> Coverage:
    """Which units sent every return that was due in each period when the snapshot was taken."""
    expected = dict(
        connection.execute("SELECT COALESCE(province, 'KH'), COUNT(*) FROM units GROUP BY 1").fetchall(),
    )
    reporting = {}
    for period in periods:
        due = _months_due(period, taken_on)
        rows = connection.execute(
            "SELECT COALESCE(u.province, 'KH'), COUNT(*) FROM units u JOIN (SELECT agency, COUNT(DISTINCT month) AS sent "
            "FROM returns WHERE month BETWEEN ? AND ? GROUP BY agency) r USING (agency) "
            "WHERE r.sent >= ? AND ? > 0 GROUP BY 1",
            [period.start, period.end, due, due],
        ).fetchall()
        reporting.update({(period.year, province): n for province, n in rows})
    return Coverage(expected, reporting)
