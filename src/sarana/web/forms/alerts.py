"""Forms of the screening of suspects: a list's file, what an alert is, and the filters of both lists."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sarana.measure.screening.enums import AlertState, ListRegime, ListSource, Verdict
from sarana.measure.screening.models import Alert, AlertStep, ListEdition
from sarana.web.forms.base import RecordForm
from sarana.web.forms.emergency import reason_field
from sarana.web.forms.fields import DayField, past_day
from sarana.web.forms.filters import ALL, ListFilter

_LARGEST = 200 * 1024 * 1024


class EditionForm(RecordForm):
    """A list's file as it was fetched."""

    folded = ("beside", "generated_on", "is_shrunk")
    file = forms.FileField(
        label=_("File of the list"),
        help_text=_("As it was published: XML, CSV or FollowTheMoney. Nothing is fetched by the program."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    beside = forms.FileField(label=_("OFAC's ALT.CSV, beside its SDN.CSV"), required=False)
    generated_on = DayField(label=_("Day of the edition, where the file does not say it"), required=False)
    is_shrunk = forms.BooleanField(label=_("The list really lost most of its entries"), required=False)

    def clean_generated_on(self) -> Any:
        return past_day(self.cleaned_data["generated_on"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _LARGEST:
            raise forms.ValidationError(_("No list is that large; it is not read."))
        return file


class VerdictForm(RecordForm):
    """What somebody proposes that an alert is."""

    verdict = forms.ChoiceField(label=_("What is it?"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = reason_field(_("What makes you sure"), _("It is sealed with the suspect's identity."))


class SecondEyesForm(RecordForm):
    """Whether the second officer agrees with what was proposed."""

    agrees = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, it is decided")), ("no", _("No, somebody looks again"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("What makes you sure"), _("It is sealed with the suspect's identity."))

    def offer(self, proposal: AlertStep) -> None:
        """Say what was proposed."""
        self.fields["agrees"].help_text = _("Proposed: %(verdict)s") % {
            "verdict": proposal.get_verdict_display()
        }


class AlertFilter(ListFilter[Alert]):
    """Alerts by state, list, regime; by a suspect's number."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *AlertState.choices])
    source = forms.ChoiceField(label=_("List"), required=False, choices=[ALL, *ListSource.choices])
    regime = forms.ChoiceField(label=_("Why listed"), required=False, choices=[ALL, *ListRegime.choices])
    lookups = {"state": "state", "source": "source", "regime": "regime"}

    def by_word(self, word: str) -> Q:
        return Q(identity__as_suspect__number__startswith=word.upper())


class EditionFilter(ListFilter[ListEdition]):
    """Editions by list; by the beginning of their hash."""

    q = forms.CharField(label=_("Beginning of the hash (SHA-256)"), required=False)
    source = forms.ChoiceField(label=_("List"), required=False, choices=[ALL, *ListSource.choices])
    lookups = {"source": "source"}

    def by_word(self, word: str) -> Q:
        return Q(digest__startswith=word.lower())
