"""What is asked of the net: two things, or a list narrowed by number and kind."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.register.links.queries import CASE, ORGANISATION, PERSON, Thing
from sarana.register.traces.enums import TraceKind
from sarana.web.forms.fields import plain
from sarana.web.forms.filters import ALL

KINDS = {CASE: _("Case"), PERSON: _("Suspect"), ORGANISATION: _("Organisation"), **dict(TraceKind.choices)}


class WaysForm(forms.Form):
    """The two ends; both are numbers of records, so that no name stands in an address."""

    use_required_attribute = False
    marks_optional = False
    one = forms.CharField(label=_("Number of the one"), max_length=14)
    other = forms.CharField(label=_("Number of the other"), max_length=14)

    def clean_one(self) -> str:
        """As numbers are written."""
        return plain(self.cleaned_data["one"]).upper()

    def clean_other(self) -> str:
        """As numbers are written."""
        return plain(self.cleaned_data["other"]).upper()


class NetFilter(forms.Form):
    """A list of things or parts, by a number in it and a kind."""

    use_required_attribute = False
    marks_optional = False
    q = forms.CharField(label=_("Number, or its beginning"), required=False, max_length=14)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *KINDS.items()])

    def fits(self, things: Sequence[Thing]) -> bool:
        """Whether any of the things has the number and is of the kind that was asked for."""
        word = plain(self.cleaned_data.get("q", "")).upper()
        kind = self.cleaned_data.get("kind", "")
        return any(
            (not kind or thing.kind == kind) and any(number.startswith(word) for number in thing.numbers)
            for thing in things
        )
