from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.queries import agencies_open
from sarana.register.proceedings.enums import Stage, Verdict
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, CodesField, CountField, DayField, past_day


class ProceedingForm(RecordForm):
    """The court and the day of the complaint."""

    asked_as = {"on": "complaint_on"}
    court = AgencyField(label=_("Court"))
    complaint_on = DayField(label=_("Complaint of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].queryset = agencies_open().filter(kind=AgencyKind.COURT)  # type: ignore[attr-defined]

    def clean_complaint_on(self) -> Any:
        return past_day(self.cleaned_data["complaint_on"])


def _months(label: Any) -> CountField:
    return CountField(label=label, required=False, max_value=1200)


def _money(label: Any) -> AmountField:
    return AmountField(label=label, required=False)


class StageForm(RecordForm):
    """The facts that one stage of a proceeding needs, and no others."""

    on = DayField(label=_("Day"))
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    articles = CodesField("Offence", label=_("Articles charged"))
    months_imposed = _months(_("Months of prison imposed"))
    months_suspended = _months(_("Of these, suspended"))
    months_served = _months(_("Months served"))
    compensation_ordered = _money(_("Compensation ordered"))
    compensation_paid = _money(_("Compensation paid"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[("KHR", "KHR"), ("USD", "USD")])
    needed: ClassVar[dict[Stage, tuple[str, ...]]] = {
        Stage.CHARGE: ("articles",),
        Stage.VERDICT: ("verdict", "articles"),
        Stage.SENTENCE: ("months_imposed", "months_suspended"),
        Stage.COMPENSATION: ("compensation_ordered", "compensation_paid", "currency"),
        Stage.SERVED: ("months_served",),
    }

    # What a stage says nothing without: saved by a slip of the hand it would count as nought.
    asked: ClassVar[dict[Stage, str]] = {
        Stage.CHARGE: "articles",
        Stage.SENTENCE: "months_imposed",
        Stage.SERVED: "months_served",
    }
    about: ClassVar[tuple[str, ...]] = ("on",)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*self.about, *self.needed.get(stage, ())}:
            del self.fields[name]
        if stage in self.asked:
            self.fields[self.asked[stage]].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        imposed, suspended = given.get("months_imposed"), given.get("months_suspended")
        if imposed is not None and suspended is not None and suspended > imposed:
            words = {"suspended": suspended, "imposed": imposed}
            self.add_error(
                "months_suspended",
                gettext("%(suspended)s months can't be suspended of %(imposed)s imposed.") % words,
            )
        return given

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

    @staticmethod
    def start() -> dict[str, Any]:
        """Today, as a rule."""
        return {"on": timezone.localdate()}

    def facts(self) -> dict[str, Any]:
        """What the court decided, without what is empty."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"reason", "undo"} and value not in (None, "", [])
        }


class StageCorrectionForm(StageForm):
    """The same for a stage that is on record: what stands there, put right with a reason, or taken back."""

    undo = forms.BooleanField(label=_("This stage was never reached: take it off the record"), required=False)
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The audit trail keeps this, and what stood here before."),
    )
    about = ("on", "undo", "reason")

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, stage=stage, **kwargs)
        self.order_fields([name for name in self.fields if name not in {"undo", "reason"}])
        if stage is Stage.COMPLAINT:
            del self.fields["undo"]
