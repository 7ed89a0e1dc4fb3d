from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.register.proceedings.enums import DetentionEnd, DetentionKind, Protection
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import DayField, past_day
from sarana.web.forms.reports import MomentField


def _clock() -> MomentField:
    return MomentField(
        label=_("Hour"),
        help_text=_("Hours and minutes, for instance 14:30."),
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the time as hours and minutes, for instance 14:30.")},
    )


def _moment(day: Any, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class _OnADay(RecordForm):
    """A form whose ``on`` lies in the past."""

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class DetentionForm(_OnADay):
    """Who holds the accused, since when, and until when the judge ordered it."""

    asked_as = {"began_at": "on"}
    kind = forms.ChoiceField(
        label=_("Kind of detention"), choices=DetentionKind.choices, widget=forms.RadioSelect
    )
    on = DayField(label=_("Held since"))
    at = _clock()
    ordered_until = DayField(
        label=_("Ordered until"), required=False, help_text=_("The last day of the judge’s order.")
    )

    def facts(self) -> dict[str, Any]:
        """The detention, by the action's names."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "began_at": _moment(given["on"], given["at"]),
            "ordered_until": given["ordered_until"],
        }


class ExtensionForm(RecordForm):
    """Until when an order of detention is extended; custody needs no day."""

    until = DayField(
        label=_("Extended until"),
        required=False,
        help_text=_("Leave it empty for police custody: the prosecutor’s leave gives 24 hours."),
    )


class DetentionEndForm(_OnADay):
    """How and when a detention ended."""

    asked_as = {"ended_at": "on"}
    ended_by = forms.ChoiceField(
        label=_("How it ended"), choices=DetentionEnd.choices, widget=forms.RadioSelect
    )
    on = DayField(label=_("Day"))
    at = _clock()

    def facts(self) -> dict[str, Any]:
        """The end, by the action's names."""
        given = self.cleaned_data
        return {"ended_by": given["ended_by"], "ended_at": _moment(given["on"], given["at"])}


class AbsenceForm(RecordForm):
    """Since when the accused is gone, and whether a warrant stands."""

    since = DayField(label=_("Gone since"))
    warrant_on = DayField(label=_("Warrant of"), required=False, help_text=_("Empty while there is none."))


class WitnessForm(RecordForm):
    """Which victim agreed to be heard, when, and how she is protected."""

    victim = forms.ChoiceField(label=_("Victim"))
    agreed_on = DayField(label=_("Agreed on"), help_text=_("Without the victim’s yes there is no summons."))
    protection = forms.MultipleChoiceField(
        label=_("How the witness is protected"),
        choices=Protection.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["victim"].choices = offered  # type: ignore[attr-defined]

    def clean_agreed_on(self) -> Any:
        return past_day(self.cleaned_data["agreed_on"])
