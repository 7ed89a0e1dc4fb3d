from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sarana.measure.assessment.enums import EvidenceKind, Rating, Told
from sarana.register.plans.enums import FindingSource
from sarana.register.plans.models import Node
from sarana.register.plans.queries import promised
from sarana.science.indicators import INDICATORS
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("Give the value, or say that no answer came."),
    gettext_noop("A fact of this test can't be below zero."),
    gettext_noop("The register counts this itself; its figure can't be overwritten."),
    gettext_noop("Name the source."),
    gettext_noop("Say in a sentence why."),
    gettext_noop(
        "Name the figure, the query, the measure or the address that the evidence is, or choose its file."
    ),
    gettext_noop("This assessment was published; what it says can't be changed."),
)
_FIRST_REPORT, _AHEAD = 2001, 2


class AssessmentYearForm(RecordForm):
    """The report that is assessed for; its year runs from April of the year before to March."""

    year = forms.TypedChoiceField(
        label=_("Report of the year"),
        help_text=_("The period runs from April of the year before to March of this year."),
        coerce=int,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, str(year)) for year in range(this + _AHEAD, _FIRST_REPORT - 1, -1)
        ]


class FactForm(RecordForm):
    """A fact that the register does not hold."""

    told = forms.ChoiceField(label=_("What came of asking"), choices=Told, initial=Told.VALUE)
    value = AmountField(
        label=_("Value"),
        help_text=_("A number; for yes write 1, for no write 0."),
        required=False,
        max_digits=18,
        decimal_places=4,
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Who told it, in which document, on which day. No names of victims."),
        max_length=300,
    )


class RatingForm(RecordForm):
    """One's own judgement of a criterion."""

    rating = forms.ChoiceField(label=_("Rating"), choices=Rating, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class CriterionEvidenceForm(RecordForm):
    """What shows how a criterion stands."""

    title = forms.CharField(label=_("What it shows"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind)
    figure = forms.ChoiceField(label=_("Figure"), required=False)
    node = forms.ModelChoiceField(
        label=_("Measure of the plan"), queryset=Node.objects.none(), required=False
    )
    query = forms.CharField(
        label=_("Query"),
        help_text=_("The address of a list with its filters, from the first stroke on: /cases/?state=Active"),
        required=False,
        max_length=300,
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "PDF, PNG, JPEG, DOCX, XLSX, plain text or a sound recording, up to 20 MB. No names of persons."
        ),
        error_messages={"empty": _("The file is empty.")},
    )
    address = forms.URLField(
        label=_("Address of the document"), required=False, max_length=400, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        language = kwargs.pop("language", "en")
        super().__init__(*args, **kwargs)
        names = [(one.code, one.name_km if language == "km" else one.name_en) for one in INDICATORS.values()]
        self.fields["figure"].choices = [("", "–"), *names]  # type: ignore[attr-defined]
        self.fields["node"].queryset = promised().select_related("plan")  # type: ignore[attr-defined]


class TierFilter(forms.Form):
    """A country, and a year."""

    q = forms.CharField(label=_("Country"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2001, max_value=2100)


class RecommendationFilter(forms.Form):
    """Words, and who recommended."""

    q = forms.CharField(label=_("Words"), required=False)
    source = forms.ChoiceField(
        label=_("Who found it"), required=False, choices=[("", _("Everybody")), *FindingSource.choices]
    )
