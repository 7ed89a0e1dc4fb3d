import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.enums import CaseState
from sarana.register.cases.models import Case
from sarana.register.cases.queries import suspects_of_case, victims_of_case
from sarana.register.reports.models import Report
from sarana.web.forms.base import RecordForm
from sarana.web.forms.countries import CountriesField
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import (
    AgencyField,
    CodesField,
    DayField,
    OfficerField,
    PlaceField,
    past_day,
)
from sarana.web.views.phrases import person_facts


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("Title"), max_length=200, help_text=_("A few words by which the team knows it; sealed.")
    )


def _summary() -> forms.CharField:
    return forms.CharField(
        label=_("What is known"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Sealed."),
    )


class CaseForm(RecordForm):
    """A new case, usually from one or more reports."""

    title = _title()
    summary = _summary()
    place = PlaceField(label=_("Where most of it happened"), required=False)
    opened_on = DayField(label=_("Opened on"))
    reports = forms.CharField(
        label=_("Reports it comes from"),
        required=False,
        help_text=_("Numbers such as R-7KQ2Z-PM4RT; several with a comma between them."),
    )

    def __init__(self, *args: Any, visible: QuerySet[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._visible = visible

    def clean_opened_on(self) -> Any:
        return past_day(self.cleaned_data["opened_on"])

    def clean_reports(self) -> list[Report]:
        """The reports with these numbers, each of which the officer may see."""
        return reports_numbered(self.cleaned_data["reports"], self._visible)


def reports_numbered(text: str, visible: QuerySet[Report]) -> list[Report]:
    """Reports by their numbers.

    Raises:
        ValidationError: names the numbers that he can't see or that don't exist.
    """
    numbers = [number.upper() for number in re.split(r"[\s,;]+", text) if number]
    found = {report.number: report for report in visible.filter(number__in=numbers)} if numbers else {}
    if strange := [number for number in numbers if number not in found]:
        raise forms.ValidationError(
            gettext("You can see no report with the number %(numbers)s.") % {"numbers": ", ".join(strange)}
        )
    return list(found.values())


class CaseEditForm(EditForm):
    """A case's words, place and state; closing has a form of its own."""

    title = _title()
    summary = _summary()
    place = PlaceField(label=_("Where most of it happened"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[(s.value, s.label) for s in (CaseState.ACTIVE, CaseState.FOLLOW_UP)]
    )
    words = ("title", "summary")


class CloseCaseForm(RecordForm):
    """The day a case was closed, how and why."""

    on = DayField(label=_("Closed on"))
    state = forms.ChoiceField(
        label=_("How"),
        choices=[(s.value, s.label) for s in (CaseState.CLOSED, CaseState.CLOSED_REFERRED)],
        widget=forms.RadioSelect,
        initial=CaseState.CLOSED,
    )
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

    @staticmethod
    def start() -> dict[str, Any]:
        """Today, as a rule."""
        return {"on": timezone.localdate()}


class ShareCaseForm(RecordForm):
    """The agency that takes part from now on, and why."""

    agency = AgencyField(label=_("Agency"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class TeamForm(RecordForm):
    """The officer who is named to the case."""

    officer = OfficerField(label=_("Officer"))


class FileForm(RecordForm):
    """A file that belongs to the case."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, PNG, JPEG, DOCX, XLSX, plain text or a sound recording, up to 20 MB. It is encrypted."
        ),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )


class EventForm(RecordForm):
    """What happened where and when, with its elements, to whom and by whom."""

    started_on = DayField(label=_("From"), required=False)
    ended_on = DayField(label=_("Until"), required=False)
    place = PlaceField(label=_("Where"), required=False)
    acts = CodesField("PalermoAct", label=_("What was done (act)"))
    means = CodesField("PalermoMeans", label=_("How it was done (means)"))
    purposes = CodesField("PalermoPurpose", label=_("What for (purpose)"))
    forms_of_exploitation = CodesField("TypeOfExploitation", label=_("Form of exploitation"))
    victims = forms.MultipleChoiceField(
        label=_("Victims concerned"), required=False, widget=forms.CheckboxSelectMultiple
    )
    suspects = forms.MultipleChoiceField(
        label=_("Suspects concerned"), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = CountriesField(label=_("Country where it happened"), required=False)
    recruited_in = CountriesField(label=_("Country of recruitment"), required=False)
    folded = ("forms_of_exploitation", "country", "recruited_in")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people: dict[str, dict[str, Any]] = {}
        for name, people in (
            ("victims", victims_of_case(case=case.pk)),
            ("suspects", suspects_of_case(case=case.pk)),
        ):
            self._people[name] = {person.number: person for person in people}
            choices = [(number, f"{number} · {person_facts(p)}") for number, p in self._people[name].items()]
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """The event, by the action's names."""
        given = dict(self.cleaned_data)
        for name, people in self._people.items():
            given[name] = [people[number] for number in given.get(name, [])]
        given["country"] = (given["country"] or ["KH"])[0]
        given["recruited_in"] = (given["recruited_in"] or [""])[0]
        return given
