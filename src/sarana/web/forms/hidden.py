from itertools import combinations

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.measure.estimates.queries import COVARIATES, LISTS, Covariates, Referrals

LONGEST = 600
_BETWEEN = "+"
_PAIRS = tuple(combinations(sorted(set(LISTS.values())), 2))

# By the names that the snapshot has for them.
KNOWN = {
    "sex": _("Sex"),
    "age_group": _("Child or adult"),
    "form": _("Form of exploitation"),
    "citizenship": _("Citizenship"),
}


class AssumptionForm(forms.Form):
    """What a statistician must write down before a number appears."""

    referrals = forms.MultipleChoiceField(
        label=_("Between which lists are cases referred?"),
        help_text=_("Lists that send each other cases overlap more than chance alone would make them."),
        choices=[(_BETWEEN.join(pair), " & ".join(pair)) for pair in _PAIRS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    covariates = forms.MultipleChoiceField(
        label=_("In what do persons differ whom the lists reach with other chances?"),
        help_text=_(
            "Lists that reach children, or one form of exploitation, more often than others look as if they hung together. Persons alike in what is ticked are met with chances of their own: one answer more. Values of few persons are taken together."
        ),
        choices=[(name, KNOWN[name]) for name in COVARIATES],
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

    def known(self) -> Covariates:
        """The covariates that were ticked."""
        return tuple(name for name in COVARIATES if name in self.cleaned_data["covariates"])

    def referred(self) -> Referrals:
        """The pairs that were ticked."""
        return tuple(pair for pair in _PAIRS if _BETWEEN.join(pair) in self.cleaned_data["referrals"])


class EstimateFilter(forms.Form):
    """Words of an assumption."""

    q = forms.CharField(label=_("Search the assumptions"), required=False)
