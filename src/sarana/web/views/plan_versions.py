"""How a plan changed: its frozen versions, what each changed, and what is proposed and not adopted yet."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.plans.actions import (
    adopt_amendment,
    drop_amendment,
    propose_amendment,
)
from sarana.register.plans.actions.proposals import MILESTONE, TARGET
from sarana.register.plans.actions.versions import content_of
from sarana.register.plans.enums import AmendmentState, NodeKind, PlanState
from sarana.register.plans.models import Amendment, Plan, ProposedChange
from sarana.register.plans.rules import Difference, differences, may_edit_plan
from sarana.web.components import Column, Link, Status
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.plans import AdoptionForm, AmendmentForm
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_url, plan_frame, plan_link, plans_link
from sarana.web.views.sections import Section

_MOST = 60
_DAYS = {"starts_on", "due_on", "dropped_on"}
_TONES = {AmendmentState.PROPOSED: "warn", AmendmentState.ADOPTED: "good", AmendmentState.DROPPED: "neutral"}


def field_words(name: str) -> str:
    """What a field that a plan promises is called."""
    words = {
        "title_km": _("Title in Khmer"),
        "title_en": _("Title in English"),
        "lead": _("Lead agency"),
        "lead_agency": _("Lead agency"),
        "starts_on": _("Begins on"),
        "due_on": _("Due on"),
        "dropped_on": _("Taken out of the plan"),
        "target": _("Target"),
        "milestone": _("Milestone"),
        "money": _("Planned money"),
        "node": _("In the plan"),
    }
    return words.get(name, name)


def _difference_columns() -> list[Column]:
    return [
        Column(key="code", label=_("Part of the plan"), link="url"),
        Column(key="field", label=_("What")),
        Column(key="before", label=_("Before")),
        Column(key="after", label=_("After")),
    ]


def _difference_row(one: Difference) -> dict[str, object]:
    before, after = _shown(one.field, one.before), _shown(one.field, one.after)
    return {"code": one.code, "field": field_words(one.field), "before": before, "after": after}


def _shown(field: str, value: Any) -> Any:
    """A day as a day, and what is kept of a target as its value."""
    if field == TARGET and isinstance(value, dict):
        return value["value"]
    if field == MILESTONE and isinstance(value, dict):
        return f"{value['due_on']}: {value['share']} %"
    return date.fromisoformat(value) if field in _DAYS and value else value


@for_officers(Power.SEE_FIGURES)
def changes(request: OfficerRequest, key: str) -> HttpResponse:
    """Every version with what it changed, the amendments, and what differs from the last version without one."""
    plan = get_object_or_404(Plan, pk=key)
    may_edit = may_edit_plan(request.user, plan)
    versions = list(plan.versions.select_related("made_by").order_by("number"))
    sections = [_amendments(plan, may_edit)]
    if versions:
        drift = differences(versions[-1].content, content_of(plan))
        sections.append(
            Section(
                title=_("Changed since the last version without an amendment"),
                columns=_difference_columns(),
                rows=[_difference_row(one) for one in drift[:_MOST]],
                nothing=_("Nothing: the plan stands as it was adopted."),
            )
        )
    for before, after in reversed(list(pairwise(versions))):
        found = differences(before.content, after.content)
        sections.append(
            Section(
                title=_("Version %(number)s: what it changed") % {"number": after.number},
                columns=_difference_columns(),
                rows=[_difference_row(one) for one in found[:_MOST]],
                nothing=_("Nothing."),
            )
        )
    context = plan_frame(plan, "plan-changes") | {
        "sections": [_versions(versions), *sections],
    }
    return render(request, "plans/page.html", context)


def _versions(versions: list[Any]) -> Section:
    return Section(
        title=_("Versions"),
        columns=[
            Column(key="number", label=_("Version"), kind="number"),
            Column(key="at", label=_("Frozen on"), kind="date"),
            Column(key="act", label=_("Legal act")),
            Column(key="reason", label=_("Why")),
            Column(key="by", label=_("By")),
            Column(key="digest", label=_("Hash"), kind="code"),
        ],
        rows=[
            {
                "number": version.number,
                "at": version.made_at,
                "act": version.legal_act,
                "reason": version.reason,
                "by": version.made_by.name,
                "digest": version.digest[:12],
            }
            for version in reversed(versions)
        ],
        nothing=_("The plan was adopted before versions were kept."),
    )


def _amendments(plan: Plan, may_edit: bool) -> Section:
    return Section(
        title=_("Amendments"),
        columns=[
            Column(key="reason", label=_("Why"), link="url"),
            Column(key="state", label=_("State")),
            Column(key="changes", label=_("Changes"), kind="number"),
            Column(key="act", label=_("Legal act")),
            Column(key="decided", label=_("Decided on"), kind="date"),
        ],
        rows=[
            {
                "reason": one.reason,
                "url": reverse("web:amendment", args=[one.pk]),
                "state": _amendment_state(one),
                "changes": one.changes.count(),
                "act": one.legal_act,
                "decided": one.decided_on,
            }
            for one in plan.amendments.all()[:_MOST]
        ],
        nothing=_("The plan was never amended."),
        add=Link(url=reverse("web:amendment-new", args=[plan.pk]), label=_("Propose an amendment"))
        if may_edit and plan.state != PlanState.DRAFT
        else None,
    )


def _amendment_state(one: Amendment) -> Status:
    tone: Any = _TONES[AmendmentState(one.state)]
    return Status(code=one.state, label=one.get_state_display(), tone=tone)


def _crumbs(plan: Plan) -> list[Link]:
    return [
        plans_link(),
        plan_link(plan),
        Link(url=reverse("web:plan-changes", args=[plan.pk]), label=_("Changes")),
    ]


@for_officers(Power.EDIT_PLAN)
def new_amendment(request: OfficerRequest, key: str) -> HttpResponse:
    """Begin a change of an adopted plan."""
    plan = get_object_or_404(Plan.objects.exclude(state=PlanState.CLOSED), pk=key)
    page = FormPage(
        title=_("Propose an amendment"),
        crumbs=_crumbs(plan),
        save=_("Save the proposal"),
        back=reverse("web:plan-changes", args=[plan.pk]),
        lede=_("Nothing changes in the plan until the amendment is adopted by a legal act."),
    )

    def act(form: AmendmentForm) -> str:
        made = propose_amendment(by=request.user, plan=plan, **form.cleaned_data)
        return reverse("web:amendment", args=[made.pk])

    return fill_in(request, page, AmendmentForm, act)


@for_officers(Power.SEE_FIGURES)
def amendment(request: OfficerRequest, key: str) -> HttpResponse:
    """An amendment with every change it proposes or made."""
    found = get_object_or_404(Amendment.objects.select_related("plan", "opened_by"), pk=key)
    plan = found.plan
    may_edit = may_edit_plan(request.user, plan) and found.state == AmendmentState.PROPOSED
    rows = [_change_row(change) for change in found.changes.select_related("node")]
    measures = plan.nodes.filter(kind=NodeKind.MEASURE, dropped_on=None, proposed_in=None).order_by("path")
    context = {
        "plan": plan,
        "amendment": found,
        "state": _amendment_state(found),
        "crumbs": [*_crumbs(plan), Link(url="", label=found.reason)],
        "sections": [
            Section(
                title=_("What it changes"),
                columns=_difference_columns(),
                rows=rows,
                nothing=_("Nothing yet: choose a measure below."),
            )
        ],
        "may_edit": may_edit,
        "may_adopt": may_edit and bool(rows),
        "measures": [
            {
                "label": f"{node.code} {node.title}",
                "url": reverse("web:amendment-change", args=[found.pk, node.pk]),
                "target": reverse("web:amendment-target", args=[found.pk, node.pk]),
                "milestone": reverse("web:amendment-milestone", args=[found.pk, node.pk]),
            }
            for node in measures[:_MOST]
        ]
        if may_edit
        else [],
    }
    return render(request, "plans/amendment.html", context)


def _change_row(change: ProposedChange) -> dict[str, object]:
    about = change.about
    if change.field == MILESTONE and change.after and language() == "km":
        about = change.after["title_km"]
    return {
        "code": f"{change.node.code} {change.node.title}",
        "url": node_url(change.node),
        "field": f"{field_words(change.field)} {about}".strip(),
        "before": _shown(change.field, change.before),
        "after": _shown(change.field, change.after),
    }


def open_amendment(key: str) -> Amendment:
    """The amendment, or 404 if it is decided."""
    proposed = Amendment.objects.filter(state=AmendmentState.PROPOSED).select_related("plan")
    return get_object_or_404(proposed, pk=key)


def _decision_page(found: Amendment, title: str, save: str, kind: str = "") -> FormPage:
    back = reverse("web:amendment", args=[found.pk])
    crumbs = [*_crumbs(found.plan), Link(url=back, label=found.reason)]
    return FormPage(title=title, crumbs=crumbs, save=save, back=back, kind=kind, lede=found.reason)


@for_officers(Power.EDIT_PLAN)
def adopt(request: OfficerRequest, key: str) -> HttpResponse:
    """Adopt an amendment by a legal act."""
    found = open_amendment(key)

    def act(form: AdoptionForm) -> str:
        adopt_amendment(by=request.user, amendment=found, **form.cleaned_data)
        return reverse("web:plan-changes", args=[found.plan_id])

    page = _decision_page(found, _("Adopt the amendment"), _("Adopt it"))
    return fill_in(request, page, AdoptionForm, act, initial={"on": timezone.localdate()})


@for_officers(Power.EDIT_PLAN)
def drop(request: OfficerRequest, key: str) -> HttpResponse:
    """Give an amendment up."""
    found = open_amendment(key)

    def act(form: ReasonForm) -> str:
        drop_amendment(by=request.user, amendment=found, **form.cleaned_data)
        return reverse("web:plan-changes", args=[found.plan_id])

    return fill_in(
        request, _decision_page(found, _("Give the amendment up"), _("Give it up")), ReasonForm, act
    )
