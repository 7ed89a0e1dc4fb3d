from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.register.tricks.actions import FlagRow
from sarana.register.tricks.enums import (
    Confidence,
    FinanceFlag,
    LureChannel,
    Paper,
    Recruiter,
    RouteKind,
    TrickState,
)
from sarana.register.tricks.models import Trick
from sarana.register.tricks.queries import tricks_by_code
from sarana.science.offers import SIGNS
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.countries import CountriesField
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import CodesField, CountField, LinesField
from sarana.web.forms.filters import ALL, ListFilter

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("The catalogue has a trick with this code already."),
    gettext_noop("A trick can't have been last seen before it was first seen."),
)


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )


def _text(label: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": rows})
    )


def _sum(label: Any) -> AmountField:
    return AmountField(label=label, required=False, max_digits=14, decimal_places=0)


def _currency() -> forms.CharField:
    return forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        widget=forms.TextInput(attrs={"placeholder": "USD"}),
    )


class TrickForm(EditForm):
    """A trick of the catalogue; texts in both languages, red flags one in each line, Khmer and English in the same order."""

    marks_optional = False
    name_km = forms.CharField(label=_("Name in Khmer"), max_length=160)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    state = forms.ChoiceField(label=_("State"), choices=TrickState.choices)
    bait_km = _text(_("Bait, in Khmer"))
    bait_en = _text(_("Bait, in English"))
    flags_km = LinesField(label=_("Red flags in Khmer"), required=False, help_text=_("One in each line."))
    flags_en = LinesField(
        label=_("Red flags in English"), required=False, help_text=_("One in each line, in the same order.")
    )
    flag_signs = LinesField(
        label=_("Signs in offers"),
        required=False,
        help_text=_("For each line the code of the sign that the offer check finds, or a dash."),
    )
    counter_km = _text(_("Counter-message, in Khmer"))
    counter_en = _text(_("Counter-message, in English"))
    check_km = _text(_("What to check, in Khmer"))
    check_en = _text(_("What to check, in English"))
    source = _text(_("Source"))
    confidence = forms.ChoiceField(label=_("How well it is founded"), choices=Confidence.choices)
    recruiters = _several(_("Who makes the offer"), Recruiter.choices)
    channels = _several(_("Where it is met"), LureChannel.choices)
    acts = CodesField("PalermoAct", label=_("Act: what was done"))
    means = CodesField("PalermoMeans", label=_("Means: how it was done"))
    purposes = CodesField("PalermoPurpose", label=_("Purpose: what for"))
    papers_taken = _several(_("What is taken away"), Paper.choices)
    routes = _several(_("Route"), RouteKind.choices)
    origins = CountriesField(label=_("Countries of origin"), required=False)
    destinations = CountriesField(label=_("Destinations"), required=False)
    first_seen = CountField(label=_("First seen (year)"), required=False)
    last_seen = CountField(label=_("Last seen (year)"), required=False)
    promised_pay = _sum(_("Promised monthly pay"))
    promised_currency = _currency()
    debt_km = _text(_("Fee, advance or debt, in Khmer"))
    debt_en = _text(_("Fee, advance or debt, in English"))
    debt_from = _sum(_("Debt from"))
    debt_to = _sum(_("Debt up to"))
    debt_currency = _currency()
    control_km = _text(_("Control, in Khmer"))
    control_en = _text(_("Control, in English"))
    sale_km = _text(_("Sale or transfer, in Khmer"))
    sale_en = _text(_("Sale or transfer, in English"))
    exit_km = _text(_("What is demanded for leaving, in Khmer"))
    exit_en = _text(_("What is demanded for leaving, in English"))
    targets_km = _text(_("Whom it is aimed at, in Khmer"))
    targets_en = _text(_("Whom it is aimed at, in English"))
    finance_flags = _several(_("What banks see"), FinanceFlag.choices)
    folded = (
        "recruiters", "channels", "acts", "means", "purposes", "papers_taken", "routes", "origins", "destinations",
        "first_seen", "last_seen", "promised_pay", "promised_currency", "debt_km", "debt_en", "debt_from", "debt_to",
        "debt_currency", "control_km", "control_en", "sale_km", "sale_en", "exit_km", "exit_en", "targets_km",
        "targets_en", "finance_flags",
    )  # fmt: skip
    flag_fields: ClassVar[tuple[str, ...]] = ("flags_km", "flags_en", "flag_signs")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        km, en, signs = (given.get(name) or [] for name in self.flag_fields)
        if len(km) != len(en):
            self.add_error(
                "flags_en",
                gettext(
                    "There are %(km)s red flags in Khmer and %(en)s in English; each line needs its pair."
                )
                % {"km": len(km), "en": len(en)},
            )
        unknown = [sign for sign in signs if sign not in {"-", "–", *SIGNS}]
        if unknown:
            self.add_error(
                "flag_signs",
                gettext("“%(sign)s” is no sign of the offer check. Known are: %(all)s")
                % {"sign": unknown[0], "all": ", ".join(SIGNS)},
            )
        return given

    def flags(self) -> list[FlagRow]:
        """The red flags, each with its sign."""
        km, en, signs = (self.cleaned_data[name] for name in self.flag_fields)
        padded = [*signs, *["-"] * len(km)]
        return [
            (one, other, sign if sign in SIGNS else "")
            for one, other, sign in zip(km, en, padded, strict=False)
        ]

    @classmethod
    def fields_of_trick(cls) -> list[str]:
        """The fields that are columns of the trick itself."""
        return [name for name in cls.base_fields if name not in {*cls.flag_fields, "seen_version", "was"}]


class NewTrickForm(TrickForm):
    """A new trick with its code."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Small letters and dashes, for instance easy-computer-job. It never changes."),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TrickFilter(ListFilter[Trick]):
    """Tricks by word, state, channel and recruiter."""

    q = forms.CharField(label=_("Word or code"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *TrickState.choices])
    recruiter = forms.ChoiceField(
        label=_("Who makes the offer"), required=False, choices=[ALL, *Recruiter.choices]
    )
    channel = forms.ChoiceField(
        label=_("Where it is met"), required=False, choices=[ALL, *LureChannel.choices]
    )
    lookups = {"state": "state"}

    def narrow(self, records: QuerySet[Trick]) -> QuerySet[Trick]:
        found = super().narrow(records)
        if recruiter := self.cleaned_data.get("recruiter"):
            found = found.filter(recruiters__contains=f"|{recruiter}|")
        if channel := self.cleaned_data.get("channel"):
            found = found.filter(channels__contains=f"|{channel}|")
        return found

    def by_word(self, word: str) -> Q:
        return (
            Q(code__icontains=word)
            | Q(name_km__contains=word)
            | Q(name_en__icontains=word)
            | Q(bait_km__contains=word)
            | Q(bait_en__icontains=word)
        )


class TagForm(forms.Form):
    """Which tricks a record shows."""

    use_required_attribute = False
    tricks = forms.ModelMultipleChoiceField(
        label=_("Tricks"),
        queryset=Trick.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that you recognise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["tricks"]
        field.queryset = tricks_by_code()
        field.label_from_instance = lambda trick: trick.name

    def shown_fields(self) -> list[Any]:
        """Every field stands open."""
        return list(self)

    def folded_fields(self) -> list[Any]:
        """Nothing is folded."""
        return []
