"""The periods that figures are for: years, halves, quarters, months, ranges, "to date", fiscal and report years.

A period without a year is read against the day of publication: the latest such period that had begun by then.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included; ``precision`` names the form, ``relative`` a comparison ("same period")."""

    start: date
    end: date
    precision: str
    relative: bool = False

    @property
    def label(self) -> str:
        """A short name: 2021, 2024-H1, 2022-07, or the two dates."""
        first, last = self.start, self.end
        if first == date(first.year, 1, 1) and last == date(last.year, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.year == last.year and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            if (first.month, last.month) in ((1, 6), (7, 12)):
                return f"{first.year}-H{1 if first.month == 1 else 2}"
            if first.month == last.month:
                return f"{first.year}-{first.month:02d}"
            if last.month - first.month == 2 and first.month % 3 == 1:  # noqa: PLR2004
                return f"{first.year}-Q{(first.month + 2) // 3}"
        return str(first) if first == last else f"{first}…{last}"


@lru_cache(maxsize=512)  # the same few periods are named again and again
def month_span(year: int, first: int, last: int, precision: str) -> Period:
    """Return the period from the first day of one month to the last day of another month of the same year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


@lru_cache(maxsize=256)
def whole_year(year: int) -> Period:
    """Return the calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def same_period(period: Period, year: int) -> Period:
    """Return the same months and days of another year; 29 February becomes the 28th."""
    shift = year - period.end.year

    def moved(day: date) -> date:
        last = monthrange(day.year + shift, day.month)[1]
        return date(day.year + shift, day.month, min(day.day, last))

    end = moved(period.end)
    if period.end.day == monthrange(period.end.year, period.end.month)[1]:
        end = date(end.year, end.month, monthrange(end.year, end.month)[1])
    return Period(moved(period.start), end, period.precision, relative=True)
