from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.intake.enums import System
from sarana.intake.layout import htcds_fields
from sarana.publish.papers.case_paper import Redaction
from sarana.register.care.enums import ServiceGroup
from sarana.web.forms.base import RecordForm


class ExportForm(RecordForm):
    """Whether identities leave, and why."""

    with_identities = forms.BooleanField(
        label=_("With names, birth dates and numbers"),
        required=False,
        help_text=_("Of 200 persons at most. Each opening is shown to the owner of the case."),
    )
    reason = forms.CharField(
        label=_("Why identities leave, and who receives them"), required=False, max_length=300
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
