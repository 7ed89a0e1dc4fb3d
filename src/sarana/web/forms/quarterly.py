from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.register.returns.rules import quarter_of
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import CountField

PARTS = ("done", "planned", "obstacles", "cases", "decisions")


def _words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": 4}), max_length=6000
    )


class QuarterWordsForm(RecordForm):
    """The committee's own words: done, planned, obstacles, cases, decisions."""

    marks_optional = False
    done = _words(_("What was done"), _("The operations stand in the form by themselves."))
    planned = _words(_("What is planned"))
    obstacles = _words(_("What was hard"))
    cases = _words(_("Cases raised"), _("By their numbers; no names."))
    decisions = _words(_("What was decided"))

    def words(self) -> dict[str, str]:
        """Every part, also those emptied."""
        return {part: self.cleaned_data[part] for part in PARTS}


class NewQuarterForm(QuarterWordsForm):
    """The quarter, and the committee's words."""

    year = CountField(label=_("Year"), min_value=2000, max_value=2100)
    quarter = forms.ChoiceField(
        label=_("Quarter"), choices=[(str(n), str(n)) for n in range(1, 5)], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["year", "quarter"])

    @staticmethod
    def start(asked: Mapping[str, str]) -> dict[str, Any]:
        """The quarter that a link asked for, or the one before this one."""
        year, quarter = quarter_of(timezone.localdate())
        before = {"year": year - (quarter == 1), "quarter": str(quarter - 1 or 4)}
        return {**before, **{name: asked[name] for name in before if asked.get(name, "").isdecimal()}}
