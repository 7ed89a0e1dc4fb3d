from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.measure.figures.queries import PROVINCE, QUARTER, YEAR, can_be_tabulated, dimensions_of
from sarana.science.indicators import BREAKDOWNS, INDICATORS, Calendar
from sarana.web.forms.figures import CALENDARS

ALL_YEARS = "all"


class TableForm(forms.Form):
    """Which count, told apart by what, for which years; whoever asks nothing gets victims by year and sex."""

    indicator = forms.ChoiceField(label=_("What is counted"))
    rows = forms.ChoiceField(label=_("Down"))
    columns = forms.ChoiceField(label=_("Across"))
    year = forms.ChoiceField(label=_("Year"))
    calendar = forms.ChoiceField(label=_("What a year means"), choices=CALENDARS)

    def __init__(self, asked: dict[str, str], years: Sequence[int], language: str) -> None:
        start = {
            "indicator": "victims_identified",
            "rows": YEAR,
            "columns": "sex",
            "year": ALL_YEARS,
            "calendar": Calendar.UNODC.value,
        }
        super().__init__({**start, **{key: asked[key] for key in start if asked.get(key)}}, label_suffix="")
        km = language == "km"
        self._years = years
        self._choose(
            "indicator",
            [
                (one.code, one.name_km if km else one.name_en)
                for one in INDICATORS.values()
                if can_be_tabulated(one.code)
            ],
        )
        by: list[tuple[str, Any]] = [(YEAR, _("Year")), (QUARTER, _("Quarter")), (PROVINCE, _("Province"))]
        by += [(one.code, one.name_km if km else one.name_en) for one in BREAKDOWNS.values()]
        self._choose("rows", by)
        self._choose("columns", by)
        self._choose(
            "year", [(ALL_YEARS, _("All years")), *((str(year), str(year)) for year in reversed(years))]
        )

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both dimensions must belong to the figure, and be two."""
        given = super().clean() or {}
        code, rows, columns = (given.get(name) for name in ("indicator", "rows", "columns"))
        if not (code and rows and columns):
            return given
        known = dimensions_of(code)
        for name, by in (("rows", rows), ("columns", columns)):
            if by not in known:
                self.add_error(name, _("This figure is not told apart by that. Choose another."))
        if rows == columns:
            self.add_error("columns", _("Choose something else than down the side."))
        return given

    def years_asked(self) -> tuple[int, ...]:
        """The years that the table is about."""
        year = self.cleaned_data["year"]
        return tuple(self._years) if year == ALL_YEARS else (int(year),)


class LayoutYearForm(forms.Form):
    """A year among those that are offered; anything else is the last of them."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, asked: dict[str, str], years: Sequence[int]) -> None:
        known = {str(year) for year in years}
        wanted = asked.get("year", "") if asked.get("year", "") in known else str(years[-1])
        super().__init__({"year": wanted}, label_suffix="")
        self._choose(years)
        self.full_clean()

    def _choose(self, years: Sequence[int]) -> None:
        self.fields["year"].choices = [(year, str(year)) for year in reversed(years)]  # type: ignore[attr-defined]

    @property
    def year_asked(self) -> int:
        """The year."""
        return int(self.cleaned_data["year"])
