from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.register.plans.enums import MeasureState
from sarana.science.indicators import INDICATORS
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import AgencyField, DayField, past_day

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("A plan ends after it begins."),
    gettext_noop("A measure can't be due before it begins."),
    gettext_noop("Write one sentence about what was done."),
)


def _indicators() -> list[tuple[str, str]]:
    km = (get_language() or "km").startswith("km")
    return [(code, one.name_km if km else one.name_en) for code, one in INDICATORS.items()]


def _title_km() -> forms.CharField:
    return forms.CharField(label=_("Title in Khmer"), max_length=300)


def _title_en() -> forms.CharField:
    return forms.CharField(label=_("Title in English"), max_length=300)


class PlanForm(RecordForm):
    """An action plan: its names, its years, the act that adopts it."""

    title_km = _title_km()
    title_en = _title_en()
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    legal_act = forms.CharField(label=_("Legal act"), required=False, max_length=200)


class PillarForm(RecordForm):
    """A strategy of a plan and its place in the order."""

    order = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    title_km = _title_km()
    title_en = _title_en()


class MeasureForm(RecordForm):
    """What a lead agency promises to do by a day."""

    code = forms.CharField(label=_("Number"), help_text=_("As in the plan, for instance 3.2."), max_length=12)
    title_km = _title_km()
    title_en = _title_en()
    lead_agency = AgencyField(label=_("Lead agency"))
    starts_on = DayField(label=_("Begins on"))
    due_on = DayField(label=_("Due on"))


class MeasureEditForm(EditForm):
    """A measure as its writer saw it."""

    title_km = _title_km()
    title_en = _title_en()
    lead_agency = AgencyField(label=_("Lead agency"))
    starts_on = DayField(label=_("Begins on"))
    due_on = DayField(label=_("Due on"))
    FIELDS = ("title_km", "title_en", "lead_agency", "starts_on", "due_on")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("starts_on") and data.get("due_on") and data["due_on"] < data["starts_on"]:
            self.add_error("due_on", gettext("A measure can't be due before it begins."))
        return data


class TargetForm(RecordForm):
    """The value of an indicator that the measure is to reach in a year."""

    indicator = forms.ChoiceField(label=_("Indicator"), choices=_indicators)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    value = forms.DecimalField(
        label=_("Value to reach"), min_value=Decimal(0), max_digits=14, decimal_places=2
    )
    baseline = forms.DecimalField(
        label=_("Value at the beginning"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
    )


class ProgressForm(RecordForm):
    """What the lead agency did, and how far the measure has come."""

    on = DayField(label=_("As of"))
    state = forms.ChoiceField(label=_("State"), choices=MeasureState.choices, widget=forms.RadioSelect)
    text_km = forms.CharField(
        label=_("What was done, in Khmer"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("What was done, in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])
