from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.enums import GlassFinding
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import LinesField, OfficerField


def reason_field(label: object = _("Why"), help_text: object = "", **more: object) -> forms.CharField:
    """Why something is done, in a sentence or two."""
    field = forms.CharField(
        label=label,  # type: ignore[arg-type]
        max_length=300,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    field.required = more.get("required") is not False
    return field


class GlassForm(RecordForm):
    """Which case is opened in an emergency, and who is in danger."""

    number = forms.CharField(label=_("Number of the case"), max_length=14)
    reason = reason_field(
        _("Who is in danger, and why it can’t wait"), _("No name: the owner and a reviewer read it.")
    )


class GlassReviewForm(RecordForm):
    """What a reviewer found."""

    finding = forms.ChoiceField(
        label=_("Your finding"), choices=GlassFinding.choices, widget=forms.RadioSelect
    )
    note = reason_field(_("What you looked at"))


class HandOverCasesForm(RecordForm):
    """Which cases change hands, to whom, and why."""

    numbers = LinesField(label=_("Numbers of the cases"), help_text=_("One in each line."))
    officer = OfficerField(label=_("New owner"))
    reason = reason_field()
