from itertools import combinations

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.measure.estimates.queries import LISTS, Referrals

LONGEST = 600
_BETWEEN = "+"
_PAIRS = tuple(combinations(sorted(set(LISTS.values())), 2))


class AssumptionForm(forms.Form):
    """What a statistician must write down before a number appears."""

    referrals = forms.MultipleChoiceField(
        label=_("Between which lists are cases referred?"),
        help_text=_("Lists that send each other cases overlap more than chance alone would make them."),
        choices=[(_BETWEEN.join(pair), " & ".join(pair)) for pair in _PAIRS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    assumption = forms.CharField(
        label=_("How do the lists hang together?"),
        help_text=_(
            "Who refers to whom, which lists were kept apart, and which victims no list can reach. No names of persons."
        ),
        max_length=LONGEST,
        min_length=20,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def referred(self) -> Referrals:
        """The pairs that were ticked."""
        return tuple(pair for pair in _PAIRS if _BETWEEN.join(pair) in self.cleaned_data["referrals"])


class EstimateFilter(forms.Form):
    """Words of an assumption."""

    q = forms.CharField(label=_("Search the assumptions"), required=False)
