from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.science.indicators import Calendar
from sarana.web.forms.figures import CALENDARS


class SnapshotFilter(forms.Form):
    """The beginning of a digest, or a year."""

    q = forms.CharField(label=_("Digest or year"), required=False)


class CompareForm(forms.Form):
    """Two snapshots and a year."""

    older = forms.ChoiceField(label=_("One snapshot"))
    newer = forms.ChoiceField(label=_("The other snapshot"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    calendar = forms.ChoiceField(label=_("What a year means"), choices=CALENDARS)

    def __init__(self, taken: Sequence[tuple[str, str]], asked: Any = None) -> None:
        this = timezone.localdate().year
        start = {
            "older": taken[-1][0] if taken else "",
            "newer": taken[0][0] if taken else "",
            "year": this,
            "calendar": Calendar.UNODC.value,
        }
        super().__init__(asked, initial=start, label_suffix="")
        for side in ("older", "newer"):
            self.fields[side].choices = taken  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in range(this + 1, this - 25, -1)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        given = super().clean() or {}
        if given.get("older") and given.get("older") == given.get("newer"):
            self.add_error("newer", _("Choose two different snapshots."))
        return given
