from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 600


class AssumptionForm(forms.Form):
    """What a statistician must write down before a number appears; it isn't kept."""

    assumption = forms.CharField(
        label=_("How do the lists hang together?"),
        help_text=_(
            "Who refers to whom, which lists were kept apart, and which victims no list can reach. No names of persons."
        ),
        max_length=LONGEST,
        min_length=20,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
