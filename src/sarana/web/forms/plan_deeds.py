"""Forms of what is said about a node of the plan: indicators, money, milestones, proof, obstacles, risks, frames."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.register.plans.enums import (
    Audience,
    Currency,
    Direction,
    FindingSource,
    Level,
    Money,
    ObstacleKind,
    RiskKind,
    Scheme,
)
from sarana.register.plans.models import Evidence, Finding, Node
from sarana.science.indicators import INDICATORS
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, DayField, past_day, plain
from sarana.web.forms.plans import title_en, title_km

SENTENCES = (
    gettext_noop("The figures registry has no such indicator."),
    gettext_noop("What is counted by hand needs a name, and what is counted over what."),
    gettext_noop("Write a period as 2026 or 2026-Q3."),
    gettext_noop("Say when the call for that year's state budget closes."),
    gettext_noop("Nobody pays this line, so nothing can be spent from it. Add a line for the new source."),
    gettext_noop("The shares of all milestones make at most 100 per cent."),
    gettext_noop("A milestone lies within the years of its plan."),
    gettext_noop("This milestone is reached already."),
    gettext_noop("The proof belongs to another part of the plan."),
    gettext_noop("Only a file that has no redacted copy yet takes one."),
    gettext_noop("This is the same file; blacken the names first."),
    gettext_noop("Write down what was found."),
    gettext_noop("Write one sentence about what is in the way."),
    gettext_noop("This obstacle is cleared."),
    gettext_noop("An obstacle goes to a higher level, never back."),
    gettext_noop("Say why the level below could not clear it."),
    gettext_noop("Say how it was cleared."),
    gettext_noop("Likelihood and impact go from 1 to 5."),
    gettext_noop("Write one sentence about what may go wrong."),
)
_SCALE = [(str(n), str(n)) for n in range(1, 6)]


def _registered() -> list[tuple[str, Any]]:
    km = (get_language() or "km").startswith("km")
    named = [(code, one.name_km if km else one.name_en) for code, one in INDICATORS.items()]
    return [("", _("Counted by hand")), *named]


class _ToldForm(RecordForm):
    """One sentence in Khmer, in English or in both."""

    text_km = forms.CharField(
        label=_("In Khmer"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    text_en = forms.CharField(
        label=_("In English"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


def as_typed(amount: Decimal) -> str:
    """An amount as somebody would type it: without the decimals that say nothing."""
    return f"{amount:f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:.0f}"


class TargetForm(RecordForm):
    """The value of an indicator that a node is to reach in a period."""

    indicator = forms.ChoiceField(label=_("Indicator"), choices=_registered, required=False)
    period = forms.CharField(label=_("Period"), max_length=7, help_text=_("2026, or 2026-Q3 for a quarter."))
    value = AmountField(label=_("Value to reach"))
    baseline = AmountField(label=_("Value at the beginning"), required=False)
    name_km = forms.CharField(label=_("Name in Khmer"), required=False, max_length=300)
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=300)
    unit_km = forms.CharField(label=_("Unit in Khmer"), required=False, max_length=60)
    unit_en = forms.CharField(label=_("Unit in English"), required=False, max_length=60)
    definition_km = forms.CharField(label=_("What is counted over what, in Khmer"), required=False)
    definition_en = forms.CharField(label=_("What is counted over what, in English"), required=False)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, required=False, initial=Direction.UP
    )
    folded = (
        "name_km",
        "name_en",
        "unit_km",
        "unit_en",
        "definition_km",
        "definition_en",
        "direction",
    )
    folded_title = _("If it is counted by hand")

    def clean_period(self) -> str:
        return plain(self.cleaned_data["period"]).upper()

    def by_hand(self) -> dict[str, Any]:
        """What an indicator that the registry doesn't know is called and counts."""
        given = {name: self.cleaned_data[name] for name in self.folded if self.cleaned_data.get(name)}
        return {} if self.cleaned_data["indicator"] else given

    def fold_is_open(self) -> bool:
        return any(bound.errors or bound.value() for bound in self.folded_fields()[:-1])


class BudgetLineForm(RecordForm):
    """What a node costs in a year, and who pays."""

    fiscal_year = forms.IntegerField(label=_("Fiscal year"), min_value=2000, max_value=2100)
    source = forms.ChoiceField(label=_("Who pays"), choices=Money.choices, widget=forms.RadioSelect)
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, widget=forms.RadioSelect)
    planned = AmountField(label=_("Planned"))
    call_on = DayField(
        label=_("Day on which the call for that year's budget closes"),
        required=False,
        help_text=_(
            "What is signed after it gets nothing from that budget; the plan says so from the first day."
        ),
    )
    funder = forms.CharField(label=_("Name of the donor"), required=False, max_length=120)
    folded = ("funder",)


class SpendingForm(RecordForm):
    """How much of a line is committed and spent so far."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    committed = AmountField(label=_("Committed"))
    spent = AmountField(label=_("Spent"))


class MilestoneForm(RecordForm):
    """A step that can be seen to be reached."""

    title_km = title_km()
    title_en = title_en()
    due_on = DayField(label=_("Due on"))
    share = AmountField(label=_("Share of the whole, in per cent"), max_value=Decimal(100))


class ReachForm(RecordForm):
    """The day a milestone was reached, and what shows it."""

    on = DayField(label=_("Reached on"))
    shown_by = forms.ModelChoiceField(label=_("What shows it"), queryset=Evidence.objects.none())

    def offer(self, node: Node) -> None:
        """Offer the node's proofs."""
        field: Any = self.fields["shown_by"]
        field.queryset = node.evidence.all()
        field.label_from_instance = lambda evidence: evidence.title

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class EvidenceForm(RecordForm):
    """A file that proves something."""

    title = forms.CharField(label=_("What it shows"), max_length=200, help_text=_("No names of persons."))
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG, DOCX, XLSX, plain text or a sound recording, up to 20 MB."),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may open it"), choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.UNIT
    )


class TwinForm(RecordForm):
    """The same file with the names blackened."""

    asked_as = {"content": "file"}
    file = forms.FileField(
        label=_("File without names"),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )


class ObstacleForm(_ToldForm):
    """What is in the way."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ObstacleKind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Since"))
    asked_of = AgencyField(label=_("Of whom help is asked"), required=False)

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class EscalationForm(RecordForm):
    """To which level an obstacle is taken, and why."""

    level = forms.ChoiceField(label=_("To which level"), choices=Level.choices[1:], widget=forms.RadioSelect)
    on = DayField(label=_("As of"))
    reason = forms.CharField(label=_("Why the level below could not clear it"), max_length=300)


class ResolutionForm(RecordForm):
    """How an obstacle was cleared."""

    on = DayField(label=_("Cleared on"))
    resolution = forms.CharField(label=_("How it was cleared"), max_length=300)


class RiskForm(_ToldForm):
    """What may go wrong, or has to hold."""

    kind = forms.ChoiceField(label=_("Kind"), choices=RiskKind.choices, widget=forms.RadioSelect)
    likelihood = forms.TypedChoiceField(
        label=_("How likely (1 to 5)"), choices=_SCALE, coerce=int, widget=forms.RadioSelect
    )
    impact = forms.TypedChoiceField(
        label=_("How grave (1 to 5)"), choices=_SCALE, coerce=int, widget=forms.RadioSelect
    )
    mitigation = forms.CharField(label=_("What is done about it"), required=False, max_length=300)
    owner_agency = AgencyField(label=_("Who watches it"), required=False)


class TagForm(RecordForm):
    """The heads of an outside frame under which a node is filed."""

    scheme = forms.ChoiceField(label=_("Frame"), choices=Scheme.choices, widget=forms.RadioSelect)
    codes = forms.CharField(
        label=_("Heads"),
        required=False,
        max_length=200,
        help_text=_("Their numbers, with a comma between them."),
    )

    def clean_codes(self) -> list[str]:
        parts = re.split(r"[,;\s]+", plain(self.cleaned_data["codes"]))
        return [part[:20] for part in parts if part]


class AnswerForm(_ToldForm):
    """What somebody outside found missing: one that is on record, or a new one."""

    finding = forms.ModelChoiceField(
        label=_("Finding on record"),
        queryset=Finding.objects.none(),
        required=False,
        empty_label=_("A new one"),
    )
    source = forms.ChoiceField(label=_("Who found it"), choices=FindingSource.choices, required=False)
    document = forms.CharField(label=_("Document"), required=False, max_length=200)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    paragraph = forms.CharField(label=_("Paragraph or page"), required=False, max_length=60)
    address = forms.URLField(label=_("Address"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["finding", "source", "document", "year", "paragraph", "address"])
        field: Any = self.fields["finding"]
        field.queryset = Finding.objects.all()
        field.label_from_instance = lambda one: f"{one.document} {one.paragraph}: {one.text[:80]}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("finding"):
            for name in ("document", "year"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return data
