from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.base.vocabulary.queries import choices
from sarana.register.care.enums import ReintegrationStage
from sarana.register.cases.enums import Assertion, Standard
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import CodesField, DayField, past_day


class AssertionForm(RecordForm):
    """What the officer's agency says about a person's status, with the elements it rests on."""

    assertion = forms.ChoiceField(
        label=_("What your agency says"), choices=Assertion.choices, widget=forms.RadioSelect
    )
    asserted_on = DayField(label=_("On"))
    standard = forms.ChoiceField(label=_("By which definition"), choices=Standard.choices)
    acts = CodesField("PalermoAct", label=_("Act: what was done"))
    means = CodesField(
        "PalermoMeans",
        label=_("Means: how it was done"),
        help_text=_("Not needed when the person was under 18. Tick all that apply."),
    )
    purposes = CodesField(
        "PalermoPurpose",
        label=_("Purpose: what for"),
        help_text=_("An intended purpose is enough. Tick all that apply."),
    )
    crossed_border_for_gain = forms.BooleanField(
        label=_("An illegal border crossing was sold"),
        required=False,
        help_text=_("With consent and without exploitation that is smuggling, not trafficking."),
    )

    def clean_asserted_on(self) -> Any:
        return past_day(self.cleaned_data["asserted_on"])


class DisputeForm(RecordForm):
    """Another word than an authority's before, and why."""

    assertion = forms.ChoiceField(
        label=_("What your agency says instead"), choices=Assertion.choices, widget=forms.RadioSelect
    )
    asserted_on = DayField(label=_("On"))
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ServiceForm(RecordForm):
    """Help that a victim was given."""

    kind = forms.ChoiceField(label=_("Kind of help"))
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("SupportPlanType")  # type: ignore[attr-defined]


class ReintegrationForm(RecordForm):
    """The stage that a victim's return into a community has reached."""

    stage = forms.ChoiceField(label=_("Stage"), choices=ReintegrationStage.choices, widget=forms.RadioSelect)
    on = DayField(label=_("On"))
    reason = forms.CharField(
        label=_("Why help ends"),
        required=False,
        max_length=300,
        help_text=_("Needed to end it before the six-month visit, or while she is not safe."),
    )

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])
