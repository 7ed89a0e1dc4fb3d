"""What is done with a plan: begin it, add strategies and measures, change them, set targets, note progress."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.register.plans.actions import (
    add_measure,
    add_pillar,
    amend_measure,
    draft_plan,
    note_progress,
    set_target,
)
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import Measure, Pillar, Plan
from sarana.web.components import Words
from sarana.web.forms.editing import as_seen
from sarana.web.forms.plans import (
    MeasureEditForm,
    MeasureForm,
    PillarForm,
    PlanForm,
    ProgressForm,
    TargetForm,
)
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plans import may_note, measure_link, plan_link, plans_link


def _open_plan(key: str) -> Plan:
    return get_object_or_404(Plan.objects.exclude(state=PlanState.CLOSED), pk=key)


def _open_measure(key: str) -> Measure:
    measures = Measure.objects.select_related("pillar__plan", "lead_agency")
    return get_object_or_404(measures.exclude(pillar__plan__state=PlanState.CLOSED), pk=key)


def _measure_page(measure: Measure, title: Words, save: Words, **more: Any) -> FormPage:
    crumbs = [plans_link(), plan_link(measure.pillar.plan), measure_link(measure)]
    back = measure_link(measure).url
    return FormPage(title=title, crumbs=crumbs, save=save, back=back, kicker=measure.code, **more)


@for_officers(Power.EDIT_PLAN)
def new_plan(request: OfficerRequest) -> HttpResponse:
    """Begin an action plan."""
    page = FormPage(
        title=_("New plan"),
        crumbs=[plans_link()],
        save=_("Save the plan"),
        back=plans_link().url,
        lede=_("It stays a draft until you adopt it."),
    )

    def act(form: PlanForm) -> str:
        return plan_link(draft_plan(by=request.user, **form.cleaned_data)).url

    return fill_in(request, page, PlanForm, act)


@for_officers(Power.EDIT_PLAN)
def new_pillar(request: OfficerRequest, key: str) -> HttpResponse:
    """Add a strategy to a plan."""
    plan = _open_plan(key)
    page = FormPage(
        title=_("New strategy"),
        crumbs=[plans_link(), plan_link(plan)],
        save=_("Save the strategy"),
        back=plan_link(plan).url,
    )

    def act(form: PillarForm) -> str:
        pillar = add_pillar(by=request.user, plan=plan, **form.cleaned_data)
        return f"{plan_link(plan).url}?pillar={pillar.order}"

    return fill_in(request, page, PillarForm, act, initial={"order": plan.pillars.count() + 1})


@for_officers(Power.EDIT_PLAN)
def new_measure(request: OfficerRequest, key: str) -> HttpResponse:
    """Add a measure to a strategy."""
    pillar = get_object_or_404(Pillar.objects.select_related("plan"), pk=key)
    plan = _open_plan(str(pillar.plan_id))
    page = FormPage(
        title=_("New measure"),
        crumbs=[plans_link(), plan_link(plan)],
        save=_("Save the measure"),
        back=f"{plan_link(plan).url}?pillar={pillar.order}",
        kicker=pillar.title,
    )

    def act(form: MeasureForm) -> str:
        return measure_link(add_measure(by=request.user, pillar=pillar, **form.cleaned_data)).url

    initial = {
        "code": f"{pillar.order}.{pillar.measures.count() + 1}",
        "starts_on": plan.starts_on,
        "due_on": plan.ends_on,
    }
    return fill_in(request, page, MeasureForm, act, initial=initial)


@for_officers(Power.EDIT_PLAN)
def edit_measure(request: OfficerRequest, key: str) -> HttpResponse:
    """Change a measure; who changed the same field meanwhile is asked about."""
    measure = _open_measure(key)

    def act(form: MeasureEditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        amend_measure(by=request.user, measure=measure, seen_version=seen, changes=form.changes())
        return measure_link(measure).url

    values = {name: getattr(measure, name) for name in MeasureEditForm.FIELDS}
    page = _measure_page(measure, _("Change the measure"), _("Save the changes"))
    return fill_in(
        request, page, MeasureEditForm, act, initial=as_seen(MeasureEditForm, values, measure.version)
    )


@for_officers(Power.EDIT_PLAN)
def new_target(request: OfficerRequest, key: str) -> HttpResponse:
    """Say which value a measure is to reach in a year."""
    measure = _open_measure(key)

    def act(form: TargetForm) -> str:
        set_target(by=request.user, measure=measure, **form.cleaned_data)
        return measure_link(measure).url

    lede = _("A target of the same indicator and year is replaced; the audit trail keeps both.")
    page = _measure_page(measure, _("Set a target"), _("Save the target"), lede=lede)
    return fill_in(request, page, TargetForm, act, initial={"year": timezone.localdate().year})


@for_officers(Power.NOTE_PROGRESS)
def new_note(request: OfficerRequest, key: str) -> HttpResponse:
    """Say what was done for a measure."""
    measure = _open_measure(key)
    if not may_note(request.user, measure):
        raise NotAllowed(Power.NOTE_PROGRESS)

    def act(form: ProgressForm) -> str:
        note_progress(by=request.user, measure=measure, **form.cleaned_data)
        return measure_link(measure).url

    page = _measure_page(measure, _("Note progress"), _("Save the note"), lede=measure.title)
    initial = {"on": timezone.localdate(), "state": measure.state}
    return fill_in(request, page, ProgressForm, act, initial=initial)
