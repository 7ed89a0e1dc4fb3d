"""Forms of reporting: a template and its lines, signing, a rating."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.models import Agency
from sarana.base.accounts.queries import agencies_owing_returns
from sarana.register.plans.enums import Rag
from sarana.register.plans.models import IndicatorUse, Plan
from sarana.register.reporting.enums import Every, Split
from sarana.register.reporting.models import Slot, Template
from sarana.register.reporting.queries import units_askable
from sarana.register.reporting.rules import days_of_period
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import CountField, DayField, plain
from sarana.web.forms.filters import ALL, ListFilter
from sarana.web.forms.plans import title_en, title_km

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("Write a period as 2026, 2026-H1 or 2026-Q3."),
    gettext_noop("Write the number, or say in one sentence why there is none."),
    gettext_noop("Split the number into its parts, or say in one sentence why not."),
    gettext_noop("It opens, is due, counts as timely and locks in this order of days."),
    gettext_noop("Choose at least one unit that reports."),
    gettext_noop("The register counts this indicator itself; nobody is asked for it."),
    gettext_noop("The indicator belongs to another plan."),
    gettext_noop("This indicator is asked for already."),
    gettext_noop("The template is closed; what was reported by it stays as it is."),
    gettext_noop("This indicator is asked for no longer already."),
    gettext_noop("Say why the template is closed."),
    gettext_noop("Say why the unit gets more time."),
    gettext_noop("This gives no more time than the unit has."),
    gettext_noop("Nothing can be entered now: the slot isn't open yet, or it is locked."),
    gettext_noop("This sheet was cleared; it is changed only when it is sent back."),
    gettext_noop("Another person than the one who entered it clears it."),
    gettext_noop("Only a sheet that was entered and not cleared yet is cleared."),
    gettext_noop("Only a sheet that was cleared is accepted."),
    gettext_noop("Only a sheet that was cleared is sent back."),
    gettext_noop("Say in one sentence what is wrong with it."),
    gettext_noop("The period isn't over yet."),
    gettext_noop("Sheets wait to be accepted or sent back; settle them first."),
    gettext_noop("No unit's sheet is accepted yet."),
    gettext_noop("This period's report is signed and waits to be published."),
    gettext_noop("Say why the published report is corrected."),
    gettext_noop("Nothing that was published has changed."),
    gettext_noop("Only a report that is signed and not published yet is published."),
    gettext_noop("Another person than the one who signed it publishes it."),
    gettext_noop("Only a plan that is adopted is rated."),
    gettext_noop("Choose one of on course, at risk, off course."),
    gettext_noop("Write one sentence about why you see it so."),
)


class SlotFilter(ListFilter[Slot]):
    """Slots by unit, template and period."""

    q = forms.CharField(label=_("Unit, or a part of its name"), required=False)
    period = forms.CharField(label=_("Period"), required=False, max_length=7)
    template = forms.ModelChoiceField(
        label=_("Template"),
        required=False,
        queryset=Template.objects.all(),
        empty_label=str(ALL[1]),
    )
    lookups = {"period": "period", "template": "template"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.empty_label = ALL[1]
        field.label_from_instance = lambda template: template.title

    def by_word(self, word: str) -> Any:
        """A part of the unit's name in either language, or its code."""
        return Q(unit__name_km__icontains=word) | Q(unit__name_en__icontains=word) | Q(unit__code=word)


class TemplateForm(RecordForm):
    """What units report on, how often, and by when; the provincial committees report."""

    title_km = title_km()
    title_en = title_en()
    code = forms.SlugField(label=_("Short name in Latin letters"), max_length=40)
    plan = forms.ModelChoiceField(label=_("Plan"), queryset=Plan.objects.none())
    every = forms.ChoiceField(label=_("How often"), choices=Every.choices, widget=forms.RadioSelect)
    due_after = CountField(
        label=_("Due so many days after the period"), min_value=1, max_value=300, initial=15
    )
    locks_after = CountField(label=_("Locks after so many days"), min_value=1, max_value=400, initial=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["plan"]
        field.queryset = Plan.objects.exclude(state="closed")
        field.label_from_instance = lambda plan: plan.title

    def given(self) -> dict[str, Any]:
        """For the action; the units are those that owe returns."""
        return {**self.cleaned_data, "units": list(agencies_owing_returns())}


class TemplateEditForm(RecordForm):
    """A template's title and days."""

    title_km = title_km()
    title_en = title_en()
    due_after = CountField(label=_("Due so many days after the period"), min_value=1, max_value=300)
    locks_after = CountField(label=_("Locks after so many days"), min_value=1, max_value=400)


class UnitsForm(RecordForm):
    """The units that report: committees that owe returns, and whoever leads something in the plan."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units that report"), queryset=Agency.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def offer(self, template: Template) -> None:
        """Offer whoever may be asked by this template, and those that are asked already."""
        field: Any = self.fields["units"]
        field.queryset = units_askable(template)
        field.label_from_instance = lambda unit: unit.name


class EndForm(RecordForm):
    """The last day of a template, and why."""

    on = DayField(label=_("Closed on"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class LineForm(RecordForm):
    """An indicator that units are asked for."""

    use = forms.ModelChoiceField(label=_("Indicator"), queryset=IndicatorUse.objects.none())
    splits = forms.MultipleChoiceField(
        label=_("Split into parts"),
        choices=Split.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    of_persons = forms.BooleanField(
        label=_("It counts persons: small numbers never leave the house"), required=False
    )

    def offer(self, template: Template) -> None:
        """Offer what the plan counts by hand and the template doesn't ask for yet."""
        field: Any = self.fields["use"]
        asked = template.lines.values("use")
        field.queryset = (
            IndicatorUse.objects.filter(node__plan=template.plan_id, indicator="")
            .exclude(pk__in=asked)
            .select_related("node")
        )
        field.label_from_instance = lambda use: f"{use.node.code} {use.name}"


class PeriodForm(RecordForm):
    """A quarter, half-year or year."""

    period = forms.CharField(label=_("Period"), max_length=7, help_text=_("2026-Q3, 2026-H1 or 2026."))

    def clean_period(self) -> str:
        period = plain(self.cleaned_data["period"]).upper()
        try:
            days_of_period(period)
        except ValueError as fault:
            raise forms.ValidationError(gettext(str(fault))) from fault
        return period


class SignForm(RecordForm):
    """Signing a period's report; a correction says why."""

    reason = forms.CharField(
        label=_("Why it is corrected, if one is published already"), required=False, max_length=300
    )


class RatingForm(RecordForm):
    """How somebody says that a node stands."""

    rag = forms.ChoiceField(
        label=_("How it stands"),
        choices=[choice for choice in Rag.choices if choice[0] != Rag.GREY],
        widget=forms.RadioSelect,
    )
    text_km = forms.CharField(
        label=_("Why, in Khmer"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    text_en = forms.CharField(
        label=_("Why, in English"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class FileForm(RecordForm):
    """A file that was filled in elsewhere."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The rows that ODK or Kobo export, as CSV or XLSX."),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )
