from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.register.care.enums import Area, Reopening, Standing
from sarana.register.care.rules import VISIT_MONTHS
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import DayField, past_day


class VisitForm(RecordForm):
    """How it goes, area by area, by the person's own word."""

    months = forms.ChoiceField(
        label=_("Months after the return"), choices=[(str(n), str(n)) for n in VISIT_MONTHS]
    )
    visited_on = DayField(label=_("Visited on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in Area:
            self.fields[area.value] = forms.ChoiceField(
                label=area.label,
                required=False,
                choices=[("", _("Not talked about")), *((str(how.value), how.label) for how in Standing)],
            )
        self.fields["note"] = forms.CharField(
            label=_("What she said"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Sealed."),
        )

    def clean_visited_on(self) -> Any:
        return past_day(self.cleaned_data["visited_on"])

    def facts(self) -> dict[str, Any]:
        """The visit, by the action's names."""
        given = self.cleaned_data
        return {
            "months": int(given["months"]),
            "visited_on": given["visited_on"],
            "areas": {area.value: int(given[area.value]) for area in Area if given[area.value]},
            "note": given["note"],
        }


class ReopenForm(RecordForm):
    """Why help begins anew."""

    because = forms.ChoiceField(
        label=_("Why it begins anew"), choices=Reopening.choices, widget=forms.RadioSelect
    )
    on = DayField(label=_("On"))

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])
