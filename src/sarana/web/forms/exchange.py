from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.base.vault.recipients import is_public_key
from sarana.intake.enums import System
from sarana.intake.layout import htcds_fields
from sarana.publish.papers.case_paper import Redaction
from sarana.register.care.enums import ServiceGroup
from sarana.register.referrals.enums import Purpose
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField


class ExportForm(RecordForm):
    """Whether names leave, for whom, and why."""

    with_identities = forms.BooleanField(
        label=_("With names, birth dates and numbers"),
        required=False,
        help_text=_(
            "Of those whose consent covers it, 200 persons at most. A second officer has to agree, and each opening is shown to the owner of the case."
        ),
    )
    recipient = AgencyField(label=_("Who receives it"), required=False)
    outside_recipient = forms.CharField(
        label=_("Or a body without an account here"), required=False, max_length=200, help_text=_("Sealed.")
    )
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices, required=False)
    recipient_key = forms.CharField(
        label=_("The recipient’s public key"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It begins with age1. Only its owner opens the file; needed when names leave."),
    )
    reason = forms.CharField(
        label=_("Why names leave"), required=False, max_length=300, help_text=_("Sealed.")
    )

    def clean_recipient_key(self) -> str:
        key: str = self.cleaned_data["recipient_key"].strip()
        if key and not is_public_key(key):
            raise forms.ValidationError(
                gettext("This is not the recipient’s public key; it begins with age1, and is copied whole.")
            )
        return key


class ExportDecisionForm(RecordForm):
    """What the second officer says."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("grant", _("I agree that these names leave")), ("refuse", _("I do not agree"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What you looked at, or why not"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when you refuse; sealed."),
    )


class RecordsForm(RecordForm):
    """Another system's records, to be looked at first or imported."""

    system = forms.ChoiceField(label=_("System"), choices=System.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File (JSON)"), help_text=_("As Primero’s API v2 or OSCaR give it; 20 MB at most.")
    )
    deed = forms.ChoiceField(
        label=_("What to do"),
        choices=[("check", _("Only look what would be read and what lost")), ("import", _("Import it"))],
        widget=forms.RadioSelect,
        initial="check",
    )


class RuleForm(RecordForm):
    """How a field or a code is read."""

    system = forms.ChoiceField(label=_("System"), choices=System.choices)
    their_field = forms.CharField(label=_("Their field"), max_length=100)
    their_code = forms.CharField(
        label=_("Their code"), required=False, max_length=100, help_text=_("Empty for the field itself.")
    )
    field = forms.ChoiceField(
        label=_("Field of HTCDS"),
        required=False,
        choices=lambda: [("", _("Left behind")), *((name, name) for name in htcds_fields())],
    )
    code = forms.CharField(label=_("Code of HTCDS"), required=False, max_length=60)
    service_group = forms.ChoiceField(
        label=_("Counts as"), required=False, choices=[("", "–"), *ServiceGroup.choices]
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=200, help_text=_("Needed when it is left behind.")
    )


class PrintForm(RecordForm):
    """How much a paper tells."""

    level = forms.ChoiceField(
        label=_("How much it tells"), choices=Redaction.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("What the paper is for"), max_length=300)
