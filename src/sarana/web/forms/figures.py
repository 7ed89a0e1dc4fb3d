from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.science.indicators import Calendar

CALENDARS = [
    (Calendar.UNODC.value, _("January to December (UNODC)")),
    (Calendar.TIP.value, _("April to March (US TIP Report)")),
]


class YearForm(forms.Form):
    """Which twelve months the figures are about; anything else than a year on record falls back to the first offered."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    calendar = forms.ChoiceField(label=_("What a year means"), choices=CALENDARS)

    def __init__(self, asked: dict[str, str], years: Sequence[int], default: int) -> None:
        wanted = {"year": asked.get("year", ""), "calendar": asked.get("calendar", "")}
        calendar = wanted["calendar"] if wanted["calendar"] in list(Calendar) else Calendar.UNODC.value
        # The TIP year runs ahead: what happened since April belongs to the report of the next year.
        offered = [*years, years[-1] + 1] if calendar == Calendar.TIP and years else list(years)
        if wanted["year"] not in {str(year) for year in offered}:
            wanted["year"] = str(default)
        super().__init__({**self.further(), "year": wanted["year"], "calendar": calendar}, label_suffix="")
        self.fields["year"].choices = [(year, str(year)) for year in reversed(offered)]  # type: ignore[attr-defined]
        self.full_clean()

    def further(self) -> dict[str, str]:
        """Values of fields that a kind of this form adds."""
        return {}


class ReportForm(YearForm):
    """Year, calendar and language of the annual report."""

    language = forms.ChoiceField(
        label=_("Language of the report"), choices=[("km", "ភាសាខ្មែរ"), ("en", "English")]
    )

    def __init__(self, asked: dict[str, str], years: Sequence[int], default: int, language: str) -> None:
        self.language_asked = asked.get("language", "") if asked.get("language") in {"km", "en"} else language
        super().__init__(asked, years, default)

    def further(self) -> dict[str, str]:
        return {"language": self.language_asked}
