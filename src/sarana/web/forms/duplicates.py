from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.web.forms.base import RecordForm
from sarana.web.forms.emergency import reason_field


class SameAsForm(RecordForm):
    """The number of another record that may be of the same person."""

    number = forms.CharField(
        label=_("Number of the other person"), max_length=14, help_text=_("A number such as V-7KQ2Z-PM4RT.")
    )


class MergeForm(RecordForm):
    """Which identity stays, and what makes the officer sure."""

    keep = forms.ChoiceField(label=_("Whose identity stays"), widget=forms.RadioSelect)
    reason = reason_field(_("What makes you sure"), _("No name: it stands in the audit trail."))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = choices  # type: ignore[attr-defined]


class SureForm(RecordForm):
    """What makes the officer sure."""

    reason = reason_field(_("What makes you sure"), _("No name: it stands in the audit trail."))


class UnsureForm(RecordForm):
    """What is missing to be sure."""

    reason = reason_field(_("What is missing to be sure"), _("No name: it stands in the audit trail."))
