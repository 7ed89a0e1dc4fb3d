from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.base.places.models import Place
from sarana.base.places.queries import provinces
from sarana.register.reports.actions import LONGEST
from sarana.register.reports.enums import Channel, ClosureReason
from sarana.register.reports.queries import excludable_agencies
from sarana.web.forms.base import RecordForm
from sarana.web.forms.countries import CountryField
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import (
    AgencyField,
    AnswerField,
    CodesField,
    CountField,
    DayField,
    OfficerField,
    PlaceField,
    past_day,
)


def _persons() -> CountField:
    return CountField(
        label=_("How many persons"),
        required=False,
        min_value=1,
        help_text=_("Leave it empty when you do not know."),
    )


def _text(label: Any, length: int = 80, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **more)


class MomentField(forms.TimeField):
    """A time of day, typed."""

    width = "short"


class KeptOutField(forms.MultipleChoiceField):
    """Whom somebody does not trust with what he tells, as boxes to tick."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)


def _agency_choices() -> list[tuple[str, str]]:
    return [(agency.code, agency.name) for agency in excludable_agencies()]


def _province_choices() -> list[tuple[str, str]]:
    return [(code, place.name) for code, place in sorted(provinces().items())]


class ReportForm(RecordForm):
    """What somebody told, in as few fields as will do."""

    asked_as = {"received_at": "received_on", "excluded_agencies": "agencies_out"}
    narrative = forms.CharField(
        label=_("What you were told"),
        help_text=_("In the words it was told. It is sealed; only those who work on reports read it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    danger_now = AnswerField(label=_("Is somebody in danger now?"))
    minors = AnswerField(label=_("Is anybody under 18?"))
    persons = _persons()
    place = PlaceField(label=_("Where"), required=False)
    channel = forms.ChoiceField(label=_("How it came"), choices=Channel.choices)
    received_on = DayField(label=_("Day it was told"))
    received_time = MomentField(
        label=_("Time it was told"),
        help_text=_("Hours and minutes, for instance 14:30."),
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the time as hours and minutes, for instance 14:30.")},
    )
    reporter = _text(_("Who told it"), 300, help_text=_("Name and a safe way to answer; sealed."))
    whereabouts = _text(_("Where exactly they are"), 300, help_text=_("House, floor, ship; sealed."))
    forms_of_exploitation = CodesField("TypeOfExploitation", label=_("What they are made to do"))
    vessel = _text(_("Name of the ship"))
    vessel_flag = CountryField(label=_("Its flag"), required=False)
    next_port = _text(_("Where it is bound"))
    agencies_out = KeptOutField(
        _agency_choices,
        label=_("Bodies that must not see it"),
        help_text=_("Ask whether there is anybody whom the caller does not trust."),
    )
    provinces_out = KeptOutField(_province_choices, label=_("Provinces whose officers must not see it"))
    give_receipt = forms.BooleanField(
        label=_("Give the caller a receipt"),
        help_text=_("Sixteen digits to read out; with them the caller can come back and be answered."),
        required=False,
    )
    folded = (
        "give_receipt",
        "reporter",
        "whereabouts",
        "forms_of_exploitation",
        "vessel",
        "vessel_flag",
        "next_port",
        "agencies_out",
        "provinces_out",
    )

    @staticmethod
    def start(place: Place | None) -> dict[str, Any]:
        """What most reports begin with: told just now, in the officer's own place."""
        now = timezone.localtime()
        return {
            "received_on": now.date(),
            "received_time": now.time(),
            "place": place,
            "channel": Channel.HOTLINE,
        }

    def clean_received_on(self) -> Any:
        return past_day(self.cleaned_data["received_on"])

    def received_at(self) -> datetime:
        """Day and time together, in the country's time."""
        at: time = self.cleaned_data["received_time"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["received_on"], at))

    def words(self) -> dict[str, str]:
        """What is sealed."""
        return {
            name: self.cleaned_data[name]
            for name in ("narrative", "reporter", "whereabouts")
            if self.cleaned_data[name]
        }

    def facts(self) -> dict[str, Any]:
        """Everything else, by the action's names."""
        names = (
            "danger_now",
            "minors",
            "persons",
            "place",
            "channel",
            "forms_of_exploitation",
            "vessel",
            "vessel_flag",
            "next_port",
        )
        given = self.cleaned_data
        out, known = set(given["agencies_out"]), provinces()
        return {
            **{name: given[name] for name in names},
            "excluded_agencies": [agency for agency in excludable_agencies() if agency.code in out],
            "excluded_provinces": [known[code] for code in given["provinces_out"]],
        }


class ReportEditForm(EditForm):
    """The facts of a report; the words somebody told stay as they were told."""

    danger_now = AnswerField(label=_("Is somebody in danger now?"))
    minors = AnswerField(label=_("Is anybody under 18?"))
    persons = _persons()
    place = PlaceField(label=_("Where"), required=False)
    channel = forms.ChoiceField(label=_("How it came"), choices=Channel.choices)
    forms_of_exploitation = CodesField("TypeOfExploitation", label=_("What they are made to do"))
    vessel = _text(_("Name of the ship"))
    vessel_flag = CountryField(label=_("Its flag"), required=False)
    next_port = _text(_("Where it is bound"))
    folded = ("vessel", "vessel_flag", "next_port")
    edited = (
        "danger_now",
        "minors",
        "persons",
        "place",
        "channel",
        "forms_of_exploitation",
        "vessel",
        "vessel_flag",
        "next_port",
    )


class CloseReportForm(RecordForm):
    """Why a report leads to no case; for a vague one, what the reporter was asked."""

    asked_as = {"text": "question"}
    because = forms.ChoiceField(
        label=_("Why it is closed"), choices=ClosureReason.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What was checked"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    question = forms.CharField(
        label=_("Question back to the reporter"),
        help_text=_("Needed when the report is too vague and the reporter has a message box: it goes there."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    asked_how = forms.CharField(
        label=_("How the reporter was asked, or why that is not possible"),
        help_text=_("Needed when the report is too vague and there is no message box."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, has_box: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["asked_how" if has_box else "question"]


class MessageForm(RecordForm):
    """An answer or a question to the reporter."""

    text = forms.CharField(
        label=_("Message to the reporter"),
        help_text=_(
            "In plain words, without names. It waits in the box until the reporter comes back with the receipt."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        max_length=LONGEST,
    )


class OpeningForm(RecordForm):
    """Why an officer needs to read a public report."""

    motivation = forms.CharField(
        label=_("Why you need to read it"),
        help_text=_("Another officer reads this and decides; it stays in the audit trail."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class UrgentOpeningForm(OpeningForm):
    """The same for a report that tells of danger: it may be opened at once when nobody who decides can be reached."""

    at_once = forms.BooleanField(
        label=_("A life is at risk and nobody who decides can be reached: open it now"),
        help_text=_(
            "Another officer decides afterwards, within 24 hours. The secretariat and the auditors see it in a "
            "standing list."
        ),
        required=False,
    )


class SameMatterForm(RecordForm):
    """Which other report is about the same matter, and why."""

    other = forms.CharField(
        label=_("Number of the other report"), help_text=_("For instance R-7KQ2Z-PM4RT."), max_length=14
    )
    reason = forms.CharField(label=_("Why they belong together"), max_length=300)


class ShareReportForm(RecordForm):
    """Which agency needs to see a report, and why."""

    agency = AgencyField(label=_("Agency"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class BarOfficerForm(RecordForm):
    """Who must not see a record, and why."""

    officer = OfficerField(label=_("Officer"))
    reason = forms.CharField(label=_("Why"), help_text=_("It is kept in the audit trail."), max_length=300)


class LinkReportForm(RecordForm):
    """The case that a report belongs to."""

    case = forms.CharField(
        label=_("Number of the case"), help_text=_("For instance C-7KQ2Z-PM4RT."), max_length=14
    )
    let_out = forms.BooleanField(
        label=_("Let those out of the case whom the reporter keeps out"),
        required=False,
        widget=forms.HiddenInput,
    )

    def ask_to_let_out(self, whom: Iterable[str]) -> None:
        """Show the box that lets them out; before that there is nothing to ask."""
        box = self["let_out"]
        box.field.widget, box.help_text = forms.CheckboxInput(), ", ".join(whom)
