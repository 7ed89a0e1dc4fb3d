from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import Role
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, PlaceField


class OfficerForm(RecordForm):
    """A new officer: who, what for, for whom and where."""

    username = forms.CharField(
        label=_("Name to sign in with"),
        max_length=60,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]+$", _("Small Latin letters, digits, dot, hyphen and underscore only.")
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name_km = forms.CharField(label=_("Name in Khmer"), max_length=120)
    name_latin = forms.CharField(label=_("Name in Latin letters"), max_length=120)
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in Role if role is not Role.PUBLIC]
    )
    agency = AgencyField(label=_("Agency"))
    place = PlaceField(
        label=_("Place the officer works in"),
        required=False,
        help_text=_("Leave it empty for the whole country."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean_place(self) -> Any:
        return self.cleaned_data["place"] or None


class OfficerFilter(forms.Form):
    """Officers by name, role and whether they serve."""

    use_required_attribute = False
    q = forms.CharField(label=_("Name"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *Role.choices])
    serving = forms.ChoiceField(
        label=_("Serving"), required=False, choices=[("", _("All")), ("yes", _("Yes")), ("no", _("Retired"))]
    )
