"""The figures of one year as a page shows them: exact for caseworkers, with small counts hidden for everybody else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.places.queries import province_name
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import COUNTRY, PLACE_UNKNOWN, Figure, figures_on_record, years_of
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    province_parts,
    publishable_parts,
    publishable_value,
    silent_provinces,
    value_label,
)
from sarana.science.indicators import INDICATORS, Breakdown, Group, Indicator, Period, period_of
from sarana.web.components import Words

PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure: its code, its name and its count; None where the count is hidden or nobody was heard."""

    code: str
    name: str
    value: float | None
    hidden: bool = False
    coverage: str = ""

    @property
    def written(self) -> Words | float | None:
        """The count, or the word that stands in its place."""
        return _("hidden") if self.hidden else self.value


def sees_small_counts(officer: Officer) -> bool:
    """Whether the officer's work shows him the records anyway: those who see both reports and cases."""
    return has_power(officer, Power.SEE_REPORTS) and has_power(officer, Power.SEE_CASES)


def small_counts_may_show(code: str) -> bool:
    """Whether any page of figures shows them.

    Of suspects against lists only the pages of screening do, to who screens; of letters with the financial intelligence
    unit only the list of letters does, to who follows the money: a single one may warn whom it is about.
    """
    return INDICATORS[code].group is not Group.LISTS and INDICATORS[code].record_table != "fiu.fiuletter"


@dataclass(frozen=True)
class Numbers:
    """The figures of a snapshot's year in a calendar; ``exact`` shows small counts as they are."""

    snapshot: Snapshot
    year: int
    calendar: str
    exact: bool = False

    @property
    def language(self) -> str:
        return "km" if (get_language() or "km").startswith("km") else "en"

    @property
    def period(self) -> Period:
        return period_of(self.year, self.calendar)

    @cached_property
    def is_over(self) -> bool:
        """Whether the period was over when the snapshot was taken."""
        return self.period.end < self.snapshot.taken_on

    @property
    def years(self) -> Sequence[int]:
        """The years on record."""
        return years_of(str(self.snapshot.pk))

    def of(self, code: str, year: int | None = None) -> list[Figure]:
        """Every figure of an indicator in a year; none for a year that is not on record."""
        return self._by.get((code, year or self.year), [])

    @cached_property
    def _by(self) -> dict[tuple[str, int], list[Figure]]:
        grouped: dict[tuple[str, int], list[Figure]] = defaultdict(list)
        for figure in figures_on_record(str(self.snapshot.pk), self.calendar):
            grouped[figure.indicator, figure.period.year].append(figure)
        return grouped

    def total(self, code: str, year: int | None = None) -> Figure | None:
        """The national total."""
        return national_total(self.of(code, year))

    def shows_exactly(self, code: str) -> bool:
        """Whether this page shows small counts of this figure."""
        return self.exact and small_counts_may_show(code)

    def value(self, figure: Figure | None) -> float | None:
        """The value as this page may show it."""
        found = (
            figure.value
            if figure is not None and self.shows_exactly(figure.indicator)
            else publishable_value(figure)
        )
        return _whole(found)

    def written(self, figure: Figure | None) -> float | str | None:
        """The value, or "1–4" where it is hidden; None where nothing can be said."""
        if figure is None or figure.value is None:
            return None
        value = self.value(figure)
        if value is None:
            return _("hidden") if figure.gives_way else "1–4"
        return value

    def heard(self) -> tuple[int, int]:
        """Units that sent all their returns, and units that owe them."""
        total = self.total("units_heard")
        return (total.units_reporting, total.units_expected) if total else (0, 0)

    def silent(self) -> list[str]:
        """Provinces from which not every return came."""
        return silent_provinces(self.of("units_heard"), self.language)

    def name(self, one: Indicator) -> str:
        return one.name_km if self.language == "km" else one.name_en

    def unit(self, one: Indicator) -> str:
        return one.unit_km if self.language == "km" else one.unit_en

    def series(self, code: str) -> list[tuple[int, Figure | None]]:
        """The national totals over the years on record, and the year asked for."""
        return [(year, self.total(code, year)) for year in sorted({*self.years, self.year})]

    def provinces(self, one: Indicator) -> list[Part]:
        """The total by province; a province of which nothing is known is told from one that counted nothing."""
        found = self.of(one.code)
        heard = {figure.place: figure for figure in found if figure.place != COUNTRY}
        if not one.facts:
            counts: dict[str, float | None] = {place: figure.value for place, figure in heard.items()}
        elif self.shows_exactly(one.code):
            counts = {place: figure.value for place, figure in heard.items()}
        else:
            counts = dict(publishable_parts(self.total(one.code), province_parts(one.code, found)))
        known = {place: figure.value for place, figure in heard.items()}
        parts = [
            Part(
                code=place,
                name=self._place(place),
                value=None if not count and not heard[place].units_reporting and one.facts else _whole(count),
                hidden=count is None and known[place] is not None,
                coverage=f"{heard[place].units_reporting} / {heard[place].units_expected}"
                if place != PLACE_UNKNOWN
                else "",
            )
            for place, count in counts.items()
        ]
        return _sorted(parts)

    def breakdown(self, one: Indicator, breakdown: Breakdown) -> list[Part]:
        """The total by a breakdown's values."""
        cells = breakdown_parts(breakdown.code, self.of(one.code))
        shown = cells if self.shows_exactly(one.code) else publishable_parts(self.total(one.code), cells)
        return _sorted(
            Part(code, value_label(breakdown, code, self.language), count, hidden=count is None)
            for code, count in shown.items()
            if count != 0
        )

    def parts(self, one: Indicator, by: str) -> list[Part]:
        """The total by province or by the breakdown of that code."""
        if by == PROVINCE:
            return self.provinces(one)
        return next((self.breakdown(one, b) for b in one.breakdowns if b.code == by), [])

    def _place(self, code: str) -> str:
        return _("Place unknown") if code == PLACE_UNKNOWN else province_name(code, self.language)


def ways_of_telling_apart(one: Indicator, language: str) -> list[tuple[str, str]]:
    """Code and name of everything a figure is told apart by."""
    by = [(PROVINCE, _("Province"))] if one.has_place else []
    return by + [(b.code, b.name_km if language == "km" else b.name_en) for b in one.breakdowns]


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _sorted(parts: Iterable[Part]) -> list[Part]:
    """Largest first, the hidden after them, what is unknown last."""
    return sorted(
        parts, key=lambda part: (part.value is None, not part.hidden, -(part.value or 0), part.code)
    )
