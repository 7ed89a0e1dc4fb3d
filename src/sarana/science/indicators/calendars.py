from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Calendar(StrEnum):
    """Which twelve months a year means."""

    # January to December, as in UNODC's Global Report.
    UNODC = "unodc"
    # April of the year before to March, as in the US Trafficking in Persons Report of that year.
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Period:
    """A year in a calendar, first and last day included."""

    year: int
    calendar: Calendar
    start: date
    end: date

    @property
    def code(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


def period_of(year: int, calendar: Calendar | str = Calendar.UNODC) -> Period:
    """The period that a year means; the TIP Report 2022 covers April 2021 to March 2022."""
    calendar = Calendar(calendar)
    if calendar is Calendar.TIP:
        return Period(year, calendar, date(year - 1, 4, 1), date(year, 3, 31))
    return Period(year, calendar, date(year, 1, 1), date(year, 12, 31))


def year_sql(calendar: Calendar | str) -> str:
    """The SQL that turns a fact's day into the year it falls into."""
    return "year(on_date + INTERVAL 9 MONTH)" if Calendar(calendar) is Calendar.TIP else "year(on_date)"
