"""Forms of the plan's spine: the plan, its strategies, objectives, measures and activities, and what is noted of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.register.plans.enums import MeasureState
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import AgencyField, DayField, OfficerField, PlaceField, past_day

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("A plan ends after it begins."),
    gettext_noop("A measure can't be due before it begins."),
    gettext_noop("Write one sentence about what was done."),
    gettext_noop("“Done” needs proof: every milestone reached, and a file or a figure that shows it."),
    gettext_noop("The plan is adopted; propose an amendment."),
    gettext_noop("The plan is closed; nothing is changed in it."),
    gettext_noop("A plan doesn't go back: what was adopted or closed stays so."),
    gettext_noop("This kind of node can't stand there."),
    gettext_noop("Only a plan that is adopted is amended; a draft is simply changed."),
    gettext_noop("Say why the plan is to be changed."),
    gettext_noop("This amendment is decided."),
    gettext_noop("An amendment changes titles, days and lead agencies of its own plan."),
    gettext_noop("Name the legal act by which the amendment is adopted."),
    gettext_noop("The amendment changes nothing yet."),
)


def title_km() -> forms.CharField:
    """The title in Khmer."""
    return forms.CharField(label=_("Title in Khmer"), max_length=300)


def title_en() -> forms.CharField:
    """The title in English."""
    return forms.CharField(label=_("Title in English"), max_length=300)


def _problem(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PlanForm(RecordForm):
    """An action plan: its names, its years, the act that adopts it."""

    title_km = title_km()
    title_en = title_en()
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    legal_act = forms.CharField(label=_("Legal act"), required=False, max_length=200)


class PillarForm(RecordForm):
    """A strategy of a plan and its place in the order."""

    order = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    title_km = title_km()
    title_en = title_en()
    problem_km = _problem(_("The problem it answers, in Khmer"))
    problem_en = _problem(_("The problem it answers, in English"))
    folded = ("problem_km", "problem_en")


class ObjectiveForm(RecordForm):
    """An objective of a strategy."""

    code = forms.CharField(label=_("Number"), help_text=_("As in the plan, for instance 3.2."), max_length=12)
    title_km = title_km()
    title_en = title_en()
    problem_km = _problem(_("The problem it answers, in Khmer"))
    problem_en = _problem(_("The problem it answers, in English"))
    folded = ("problem_km", "problem_en")


class MeasureForm(RecordForm):
    """What a lead agency promises to do by a day."""

    code = forms.CharField(label=_("Number"), help_text=_("As in the plan, for instance 3.2."), max_length=12)
    title_km = title_km()
    title_en = title_en()
    lead_agency = AgencyField(label=_("Lead agency"))
    starts_on = DayField(label=_("Begins on"))
    due_on = DayField(label=_("Due on"))


class ActivityForm(MeasureForm):
    """One piece of work for a measure: who does it, where, and what is to come out."""

    owner = OfficerField(label=_("Who does it"), required=False)
    deputy = OfficerField(label=_("Deputy"), required=False)
    place = PlaceField(label=_("Where"), required=False)
    deliverable_km = forms.CharField(label=_("What is to come out, in Khmer"), required=False, max_length=300)
    deliverable_en = forms.CharField(
        label=_("What is to come out, in English"), required=False, max_length=300
    )
    folded = ("owner", "deputy", "place", "deliverable_km", "deliverable_en")


class NodeEditForm(EditForm):
    """A measure or activity as its writer saw it."""

    title_km = title_km()
    title_en = title_en()
    lead_agency = AgencyField(label=_("Lead agency"))
    starts_on = DayField(label=_("Begins on"))
    due_on = DayField(label=_("Due on"))
    FIELDS = ("title_km", "title_en", "lead_agency", "starts_on", "due_on")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("starts_on") and data.get("due_on") and data["due_on"] < data["starts_on"]:
            self.add_error("due_on", gettext("A measure can't be due before it begins."))
        return data


class TitleEditForm(EditForm):
    """A strategy or objective as its writer saw it."""

    title_km = title_km()
    title_en = title_en()
    problem_km = _problem(_("The problem it answers, in Khmer"))
    problem_en = _problem(_("The problem it answers, in English"))
    FIELDS = ("title_km", "title_en", "problem_km", "problem_en")


class ProgressForm(RecordForm):
    """What the lead agency did, and how far the measure has come."""

    on = DayField(label=_("As of"))
    state = forms.ChoiceField(label=_("State"), choices=MeasureState.choices, widget=forms.RadioSelect)
    text_km = forms.CharField(
        label=_("What was done, in Khmer"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("What was done, in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class AmendmentForm(RecordForm):
    """Why an adopted plan is to be changed."""

    reason = forms.CharField(
        label=_("Why the plan is to be changed"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProposalForm(RecordForm):
    """What one node is to become; what is left as it stands changes nothing."""

    title_km = title_km()
    title_en = title_en()
    lead_agency = AgencyField(label=_("Lead agency"), required=False)
    starts_on = DayField(label=_("Begins on"), required=False)
    due_on = DayField(label=_("Due on"), required=False)
    drop = forms.BooleanField(label=_("Take it out of the plan"), required=False)


class AdoptionForm(RecordForm):
    """The act by which an amendment is adopted."""

    legal_act = forms.CharField(label=_("Legal act"), max_length=200)
    on = DayField(label=_("Adopted on"))
