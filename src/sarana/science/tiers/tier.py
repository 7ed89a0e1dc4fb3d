"""The tiers of the US report on trafficking in persons (22 USC 7107), and one country's tiers year by year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Tier(StrEnum):
    """A placement; a special case is a country that was not ranked that year."""

    ONE = "1"
    TWO = "2"
    WATCH_LIST = "2WL"
    THREE = "3"
    SPECIAL_CASE = "SC"


# From best to worst, for drawings; a special case stands nowhere.
RANK = {Tier.ONE: 1, Tier.TWO: 2, Tier.WATCH_LIST: 3, Tier.THREE: 4}


@dataclass(frozen=True, slots=True)
class CountryYear:
    """One placement with the source that tells it, and how far the source can be trusted."""

    country: str
    iso3: str
    year: int
    tier: Tier
    source: str = ""
    confidence: str = "source"


@dataclass(frozen=True, slots=True)
class History:
    """A country's placements; years that nobody recorded are missing, never guessed."""

    country: str
    iso3: str
    years: Mapping[int, CountryYear] = field(default_factory=dict)

    def tier(self, year: int) -> Tier | None:
        """The placement of a year, None where none is on record."""
        told = self.years.get(year)
        return told.tier if told else None


def histories(rows: Iterable[CountryYear]) -> dict[str, History]:
    """Placements by country (ISO 3166-1 alpha-3, or the name where a country has no code).

    Raises:
        ValueError: when a country has two placements for one year.
    """
    found: dict[str, dict[int, CountryYear]] = {}
    names: dict[str, tuple[str, str]] = {}
    for row in rows:
        key = row.iso3 or row.country
        years = found.setdefault(key, {})
        if row.year in years:
            raise ValueError(f"{row.country} has two placements for {row.year}.")
        years[row.year] = row
        names[key] = (row.country, row.iso3)
    return {key: History(*names[key], dict(sorted(years.items()))) for key, years in found.items()}
