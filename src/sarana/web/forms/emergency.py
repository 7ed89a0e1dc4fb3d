from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
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
        widget=forms.Textarea(attrs={"rows": 2}),
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
    """Which cases change hands, to whom, and why: own ones by a tick, others by their number."""

    asked_as = {"to": "officer", "agency": "officer"}
    chosen = forms.MultipleChoiceField(
        label=_("My open cases"), required=False, widget=forms.CheckboxSelectMultiple
    )
    numbers = LinesField(label=_("Numbers of other cases"), required=False, help_text=_("One in each line."))
    officer = OfficerField(label=_("New owner"))
    reason = reason_field()

    def __init__(self, *args: Any, own: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = own  # type: ignore[attr-defined]
        if not own:
            del self.fields["chosen"]

    def clean(self) -> dict[str, Any]:
        """The numbers of all of them, each once."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        named = [*given.pop("chosen", []), *(number.upper() for number in given.get("numbers", []))]
        given["numbers"] = list(dict.fromkeys(named))
        if not named and not self.errors:
            self.add_error("numbers", gettext("Name at least one case."))
        return given
