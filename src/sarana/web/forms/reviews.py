"""Forms of reviews, and of a ministry's sheet that becomes a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import Plan
from sarana.register.reporting.enums import ReviewKind, Verdict
from sarana.register.reporting.models import Review
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, DayField

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("Only a plan in force is reviewed."),
    gettext_noop("A review of this plan is open; close it first."),
    gettext_noop("This review is closed."),
    gettext_noop("A review judges the measures of its own plan."),
    gettext_noop("Write one sentence about why."),
    gettext_noop("Measures that are not finished have no verdict yet."),
    gettext_noop("Choose the draft of the next plan, into which what is left is carried."),
    gettext_noop("Only a measure that is not finished is carried over."),
    gettext_noop("Finished is what was noted as done, with proof; everything else is not."),
    gettext_noop("What is left is carried over by the final review only."),
    gettext_noop("Name the later day on which it is to be due."),
    gettext_noop("The day lies after the end of the plan; carry it over instead."),
    gettext_noop("Only a plan in force is published."),
    gettext_noop("A later version was adopted; publish that one."),
    gettext_noop("This version is published already."),
    gettext_noop("A sheet is brought into a draft; an adopted plan is amended."),
    gettext_noop("The sheet has more rows than a plan; send the sheet of the plan alone."),
    gettext_noop(
        "No row of headings was found. The sheet needs at least the columns Activity and Responsible "
        "(សកម្មភាព and ទទួលខុសត្រូវ)."
    ),
    gettext_noop("This row can't be changed any more."),
    gettext_noop("A measure needs who leads it and the day it is due, or leave the row out."),
    gettext_noop("Another row has this number."),
    gettext_noop("This sheet is taken already."),
    gettext_noop("Look at the doubtful rows first: mend each, or leave it out."),
)


class ReviewForm(RecordForm):
    """What a review looks back on."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ReviewKind.choices, widget=forms.RadioSelect)


class VerdictForm(RecordForm):
    """What becomes of one measure."""

    verdict = forms.ChoiceField(
        label=_("What becomes of it"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    new_due_on = DayField(label=_("New day, if it is moved"), required=False)
    text_km = forms.CharField(
        label=_("Why, in Khmer"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    text_en = forms.CharField(
        label=_("Why, in English"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class CloseReviewForm(RecordForm):
    """The draft into which what is left is carried, where something is."""

    asked_as = {"plan": "next_plan"}
    next_plan = forms.ModelChoiceField(
        label=_("Draft of the next plan, for what is carried over"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label="–",
    )

    def offer(self, review: Review) -> None:
        """Offer drafts."""
        field: Any = self.fields["next_plan"]
        field.queryset = Plan.objects.filter(state=PlanState.DRAFT).exclude(pk=review.plan_id)
        field.label_from_instance = lambda plan: plan.title


class SheetFileForm(RecordForm):
    """A ministry's sheet."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Workbook (.xlsx) or CSV with the columns Activity, Responsible, Partners, Deadline, Costs, Indicators."
        ),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )


class SheetRowForm(RecordForm):
    """What a doubtful row means."""

    code = forms.CharField(label=_("Number"), max_length=16)
    title_km = forms.CharField(label=_("Title in Khmer"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    lead = AgencyField(label=_("Lead agency"), required=False)
    due_on = DayField(label=_("Due on"), required=False)
    skip = forms.BooleanField(label=_("Leave this row out"), required=False)
