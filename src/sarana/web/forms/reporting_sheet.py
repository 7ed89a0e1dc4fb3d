"""Forms of a unit’s sheet: its numbers, more time, and sending it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.register.reporting.actions import Entered
from sarana.register.reporting.actions.sheets import WORDS
from sarana.register.reporting.enums import PARTS, PartName
from sarana.register.reporting.models import Slot, TemplateLine
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.faults import in_words
from sarana.web.forms.fields import DayField


class ExceptionForm(RecordForm):
    """More time for a unit."""

    until = DayField(label=_("Until"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class ReturnForm(RecordForm):
    """What is wrong with a sheet, in one sentence."""

    reason = forms.CharField(label=_("What is wrong, in one sentence"), max_length=300)


_LABELS = {
    "narrative": _("What was done"),
    "obstacle": _("What was hard"),
    "way_forward": _("What is planned"),
}


class SheetForm(RecordForm):
    """A unit's sheet: for each indicator its number, its parts and, where there is none, why."""

    marks_optional = False

    def __init__(self, *args: Any, lines: list[TemplateLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for at, line in enumerate(lines, 1):
            self.fields[f"value_{at}"] = AmountField(
                label=f"{line.use.node.code} {line.use.name}",
                required=False,
                help_text=line.use.definition_km or line.use.definition_en,
            )
            for split in line.splits:
                for name in PARTS[split]:
                    self.fields[f"{name}_{at}"] = AmountField(label=PartName(name).label, required=False)
            self.fields[f"reason_{at}"] = forms.CharField(
                label=_("Why there is none, or why the parts don't make it"), required=False, max_length=300
            )
        for name in WORDS:
            self.fields[name] = forms.CharField(
                label=_LABELS[name], required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields["is_draft"] = forms.BooleanField(
            label=_("Keep it as a draft; nothing is sent"), required=False
        )

    def entered(self) -> list[Entered]:
        """The values, for the action."""
        given = self.cleaned_data
        found = []
        for at, line in enumerate(self.lines, 1):
            names = [name for split in line.splits for name in PARTS[split]]
            parts = {name: given[f"{name}_{at}"] for name in names if given.get(f"{name}_{at}") is not None}
            found.append(Entered(line, given[f"value_{at}"], parts, given[f"reason_{at}"]))
        return found

    def words(self) -> dict[str, str]:
        """The unit's own words."""
        return {name: self.cleaned_data[name] for name in WORDS}

    def clean(self) -> dict[str, Any]:
        """Say each fault beside its number, before the action would refuse the first one."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("is_draft") or self.errors:
            return data
        for at, entered in enumerate(self.entered(), 1):
            if fault := entered.fault:
                self.add_error(f"value_{at}", in_words(ValueError(fault)))
        return data


def sheet_values(slot: Slot, lines: list[TemplateLine]) -> dict[str, Any]:
    """What stands in a sheet, as the form's initial values."""
    sheet = getattr(slot, "sheet", None)
    if sheet is None:
        return {}
    stored = {value.line_id: value for value in sheet.values.all()}
    found: dict[str, Any] = {}
    for at, line in enumerate(lines, 1):
        value = stored.get(line.pk)
        if value is None:
            continue
        found[f"value_{at}"], found[f"reason_{at}"] = value.value, value.incomplete_reason
        found |= {f"{name}_{at}": amount for name, amount in value.parts.items()}
    return found
