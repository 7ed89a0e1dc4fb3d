from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.register.complicity.enums import AllegationState
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, DayField, OfficerField, past_day


class AllegationForm(RecordForm):
    """What is alleged, and who is meant: by name, by account, or a whole unit."""

    asked_as = {"officers": "official"}
    official = forms.CharField(
        label=_("Who is meant"),
        required=False,
        max_length=300,
        help_text=_(
            "Name, rank and post, with commas between them; sealed. Officers of this name are locked out."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    officer = OfficerField(label=_("His account here, when he has one"), required=False)
    unit = AgencyField(label=_("Unit that is meant as a whole"), required=False)
    narrative = forms.CharField(
        label=_("What is alleged"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Sealed.")
    )
    made_on = DayField(label=_("Said on"))
    new_owner = OfficerField(
        label=_("Who takes the case over"),
        required=False,
        help_text=_("Only when the owner of the case is meant; you, when you leave it empty."),
    )
    folded = ("new_owner",)

    def clean_made_on(self) -> Any:
        return past_day(self.cleaned_data["made_on"])

    @staticmethod
    def start() -> dict[str, Any]:
        """Said today, as a rule."""
        return {"made_on": timezone.localdate()}

    def facts(self) -> dict[str, Any]:
        """The allegation, by the action's names."""
        given = self.cleaned_data
        return {
            "made_on": given["made_on"],
            "words": {name: given[name] for name in ("official", "narrative") if given[name]},
            "officers": [given["officer"]] if given["officer"] else [],
            "units": [given["unit"]] if given["unit"] else [],
            "new_owner": given["new_owner"] or None,
        }


class HandOverForm(RecordForm):
    """Which body looks into it, and since when."""

    to = forms.CharField(
        label=_("Body that looks into it"),
        max_length=200,
        help_text=_("Outside the unit concerned: an inspectorate, the anti-corruption unit, a prosecutor."),
    )
    on = DayField(label=_("Handed over on"))

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class SettleForm(RecordForm):
    """What the inquiry found."""

    state = forms.ChoiceField(
        label=_("Outcome of the inquiry"),
        choices=[(s.value, s.label) for s in (AllegationState.CONFIRMED, AllegationState.UNFOUNDED)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What was found"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class LockForm(RecordForm):
    """Who else is meant."""

    officer = OfficerField(label=_("Officer"))
