"""What is done with a plan's spine: begin it, add strategies, objectives, measures, activities, change them, note progress."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.register.plans.actions import (
    add_activity,
    add_measure,
    add_objective,
    add_pillar,
    amend_node,
    draft_plan,
    note_progress,
)
from sarana.register.plans.enums import NodeKind, PlanState
from sarana.register.plans.models import Node, Plan
from sarana.register.plans.rules import PARENTS, may_note
from sarana.web.components import Words
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import EditForm, as_seen
from sarana.web.forms.plans import (
    ActivityForm,
    MeasureForm,
    NodeEditForm,
    ObjectiveForm,
    PillarForm,
    PlanForm,
    ProgressForm,
    TitleEditForm,
)
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_link, node_url, plan_link, plans_link
from sarana.web.views.plan_node import node_crumbs, one_node

_NEW: dict[str, tuple[type[RecordForm], Callable[..., Node]]] = {
    NodeKind.OBJECTIVE: (ObjectiveForm, add_objective),
    NodeKind.MEASURE: (MeasureForm, add_measure),
    NodeKind.ACTIVITY: (ActivityForm, add_activity),
}


def open_node(key: object) -> Node:
    """A node of a plan that isn't closed.

    Raises:
        Http404: there is none.
    """
    node = one_node(key)
    if node.plan.state == PlanState.CLOSED:
        raise Http404
    return node


def node_page(node: Node, title: Words, save: Words, *, anchor: str = "", **more: Any) -> FormPage:
    """What stands around a form about a node."""
    back = f"{node_url(node)}#{anchor}" if anchor else node_url(node)
    crumbs = [*node_crumbs(node), node_link(node)]
    return FormPage(title=title, crumbs=crumbs, save=save, back=back, kicker=node.code, **more)


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
    plan = get_object_or_404(Plan.objects.exclude(state=PlanState.CLOSED), pk=key)
    page = FormPage(
        title=_("New strategy"),
        crumbs=[plans_link(), plan_link(plan)],
        save=_("Save the strategy"),
        back=plan_link(plan).url,
    )

    def act(form: PillarForm) -> str:
        pillar = add_pillar(by=request.user, plan=plan, **form.cleaned_data)
        return f"{plan_link(plan).url}?pillar={pillar.order}"

    order = plan.nodes.filter(kind=NodeKind.PILLAR).count() + 1
    return fill_in(request, page, PillarForm, act, initial={"order": order})


@for_officers(Power.EDIT_PLAN)
def new_node(request: OfficerRequest, key: str, kind: str) -> HttpResponse:
    """Add an objective, a measure or an activity below a node."""
    parent = open_node(key)
    if kind not in _NEW or parent.kind not in PARENTS[kind]:
        raise Http404
    make, add = _NEW[kind]
    titles = {
        NodeKind.OBJECTIVE: (_("New objective"), _("Save the objective")),
        NodeKind.MEASURE: (_("New measure"), _("Save the measure")),
        NodeKind.ACTIVITY: (_("New activity"), _("Save the activity")),
    }[NodeKind(kind)]

    def act(form: RecordForm) -> str:
        return node_url(add(by=request.user, parent=parent, **form.cleaned_data))

    initial = {
        "code": f"{parent.code}.{parent.children.count() + 1}",
        "lead_agency": parent.lead_agency,
        "starts_on": parent.starts_on or parent.plan.starts_on,
        "due_on": parent.due_on or parent.plan.ends_on,
    }
    return fill_in(request, node_page(parent, *titles), make, act, initial=initial)


@for_officers(Power.EDIT_PLAN)
def edit_node(request: OfficerRequest, key: str) -> HttpResponse:
    """Change a node; who changed the same field meanwhile is asked about."""
    node = open_node(key)
    make: type[EditForm] = (
        TitleEditForm if node.kind in {NodeKind.PILLAR, NodeKind.OBJECTIVE} else NodeEditForm
    )

    def act(form: EditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        amend_node(by=request.user, node=node, seen_version=seen, changes=form.changes())
        return node_url(node)

    names = TitleEditForm.FIELDS if make is TitleEditForm else NodeEditForm.FIELDS
    values = {name: getattr(node, name) for name in names}
    page = node_page(node, _("Change it"), _("Save the changes"))
    return fill_in(request, page, make, act, initial=as_seen(make, values, node.version))


@for_officers(Power.NOTE_PROGRESS)
def new_note(request: OfficerRequest, key: str) -> HttpResponse:
    """Say what was done for a measure."""
    node = open_node(key)
    if not may_note(request.user, node):
        raise NotAllowed(Power.NOTE_PROGRESS)

    def act(form: ProgressForm) -> str:
        note_progress(by=request.user, node=node, **form.cleaned_data)
        return node_url(node)

    page = node_page(node, _("Note progress"), _("Save the note"), lede=node.title)
    initial = {"on": timezone.localdate(), "state": node.state}
    return fill_in(request, page, ProgressForm, act, initial=initial)
