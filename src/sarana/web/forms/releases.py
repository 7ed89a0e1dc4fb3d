from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import PROVINCE, QUARTER, snapshots
from sarana.publish.releases.enums import Protection
from sarana.publish.releases.models import AnnualReport, Release, ReleasedDocument
from sarana.publish.releases.queries import releasable
from sarana.publish.releases.rules import USUAL_THRESHOLD
from sarana.science.disclosure import FLOOR
from sarana.science.indicators import BREAKDOWNS, INDICATORS
from sarana.web.forms.base import RecordForm

_MOST = 60


class ReleaseFilter(forms.Form):
    """A code, or words of a title."""

    q = forms.CharField(label=_("Code or title"), required=False)

    @property
    def words(self) -> str:
        """What is looked for."""
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""

    def narrowed[Record: Release | ReleasedDocument](self, records: QuerySet[Record]) -> QuerySet[Record]:
        """The releases, or documents, that fit."""
        if not self.words:
            return records
        fits = (
            Q(code__startswith=self.words)
            | Q(title_en__icontains=self.words)
            | Q(title_km__icontains=self.words)
        )
        return records.filter(fits)


class YearFilter(forms.Form):
    """A year."""

    q = forms.CharField(label=_("Year"), required=False)

    @property
    def words(self) -> str:
        """What is looked for."""
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""

    def narrowed(self, records: QuerySet[AnnualReport]) -> QuerySet[AnnualReport]:
        """The reports that fit."""
        if not self.words:
            return records
        return records.filter(year=self.words) if self.words.isdecimal() else records.none()


class SnapshotField(forms.ModelChoiceField[Snapshot]):
    """A snapshot by the day on which it was taken."""

    width = "medium"

    def label_from_instance(self, obj: Snapshot) -> str:
        return f"{timezone.localtime(obj.taken_at):%Y-%m-%d %H:%M} · {obj.digest[:8]}"


class ReleaseField(forms.ModelChoiceField[Release]):
    """A release by its code and title."""

    width = "medium"

    def label_from_instance(self, obj: Release) -> str:
        return f"{obj.code} · {obj.title_km if (get_language() or 'km').startswith('km') else obj.title_en}"


class NewReleaseForm(RecordForm):
    """Titles, and the snapshot."""

    title_km = forms.CharField(label=_("Title in Khmer"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    snapshot = SnapshotField(Snapshot.objects.none(), label=_("Snapshot"))
    corrects = ReleaseField(
        Release.objects.none(),
        label=_("Corrects the release"),
        required=False,
        help_text=_("Leave it empty for new figures."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = snapshots().values_list("pk", flat=True)[:_MOST]
        self.fields["snapshot"].queryset = Snapshot.objects.filter(pk__in=list(newest))  # type: ignore[attr-defined]
        self.fields["corrects"].queryset = Release.objects.filter(published_at__isnull=False)  # type: ignore[attr-defined]


class MicrodataForm(RecordForm):
    """A year, and what the noise of its records of nobody spends."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    rho = forms.CharField(
        label=_("What noise spends of the year’s budget"), max_length=20,
        help_text=_("A number such as 0.5. Every year has 1 in all, for tables and records together."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [(year, str(year)) for year in range(this, this - 25, -1)]  # type: ignore[attr-defined]


class TableForm(RecordForm):
    """A figure, its year, by what it is told apart, and how it is protected."""

    indicator = forms.ChoiceField(label=_("Figure"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    dimensions = forms.MultipleChoiceField(
        label=_("Told apart by"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Three at most. Each one more hides many more counts."),
    )  # fmt: skip
    protection = forms.ChoiceField(
        label=_("Protection"),
        choices=Protection.choices,
        initial=Protection.SUPPRESSION,
        widget=forms.RadioSelect,
    )
    threshold = forms.IntegerField(
        label=_("Smallest count that may be known, or the base of rounding"),
        initial=USUAL_THRESHOLD,
        min_value=FLOOR,
    )
    rho = forms.CharField(
        label=_("What noise spends of the year’s budget"), required=False, max_length=20,
        help_text=_("For noise alone: a number such as 0.25. Every year has 1 in all."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        km = (get_language() or "km").startswith("km")
        named = [
            (code, INDICATORS[code].name_km if km else INDICATORS[code].name_en) for code in releasable()
        ]
        used = {b.code for code in releasable() for b in INDICATORS[code].breakdowns}
        this = timezone.localdate().year
        self.fields["indicator"].choices = named  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in range(this, this - 25, -1)]  # type: ignore[attr-defined]
        self.fields["dimensions"].choices = [  # type: ignore[attr-defined]
            (PROVINCE, _("Province")),
            (QUARTER, _("Quarter")),
            *((b.code, b.name_km if km else b.name_en) for b in BREAKDOWNS.values() if b.code in used),
        ]


class _TwoLanguages(RecordForm):
    words_km = forms.CharField(label=_("In Khmer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    words_en = forms.CharField(
        label=_("In English"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ErratumForm(_TwoLanguages):
    """What was wrong, and which release is right."""

    replaced_by = ReleaseField(
        Release.objects.none(), label=_("Release with the right numbers"), required=False
    )

    def __init__(self, others: QuerySet[Release], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = others  # type: ignore[attr-defined]


class AnnualYearForm(RecordForm):
    """Of which year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [(year, str(year)) for year in range(this, this - 25, -1)]  # type: ignore[attr-defined]
        self.fields["year"].initial = this - 1


class WithdrawForm(_TwoLanguages):
    """Why it is taken back."""
