"""The plan: what was promised, how far it has come, and whether the figures bear it out."""

from collections import Counter
from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.plans.actions import set_plan_state
from sarana.register.plans.enums import IN_FORCE, NodeKind, PlanState, Rag
from sarana.register.plans.models import Node, Plan, Target
from sarana.register.plans.queries import nodes_in, standings
from sarana.register.plans.queries import plans as all_plans
from sarana.register.plans.queries.standing import grouped_by_pillar
from sarana.register.plans.rules import Standing, binds, may_edit_plan
from sarana.web.components import Column, Link
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_link, node_url, plan_frame, plan_link
from sarana.web.views.plan_progress import Targets, own_word, plan_state, rag_status

_LATE = 10
_SHOWN = (NodeKind.PILLAR, NodeKind.OBJECTIVE, NodeKind.MEASURE)


@for_officers(Power.SEE_FIGURES)
def plans(request: OfficerRequest) -> HttpResponse:
    """Every plan, the latest first."""
    today = timezone.localdate()
    rows = []
    for plan in all_plans():
        measures = [node for node in plan.nodes.all() if node.kind == NodeKind.MEASURE]
        late = [
            m for m in measures if plan.state in IN_FORCE and m.due_on and m.due_on < today and not m.done_on
        ]
        rows.append(
            {
                "title": plan.title,
                "url": reverse("web:plan", args=[plan.pk]),
                "years": f"{plan.starts_on.year}–{plan.ends_on.year}",
                "state": plan_state(plan),
                "measures": len(measures),
                "done": sum(measure.done_on is not None for measure in measures),
                "late": len(late),
            }
        )
    context = {
        "rows": rows,
        "columns": [
            Column(key="title", label=_("Plan"), link="url"),
            Column(key="years", label=_("Years")),
            Column(key="state", label=_("State")),
            Column(key="measures", label=_("Measures"), kind="number"),
            Column(key="done", label=_("Done"), kind="number"),
            Column(key="late", label=_("Late"), kind="number"),
        ],
        "may_edit": has_power(request.user, Power.EDIT_PLAN),
    }
    return render(request, "plans/list.html", context)


@for_officers(Power.SEE_FIGURES)
def plan(request: OfficerRequest, key: str) -> HttpResponse:
    """A plan at a glance, or one of its strategies with every measure."""
    found = get_object_or_404(Plan, pk=key)
    nodes = list(nodes_in(found).exclude(kind=NodeKind.ACTIVITY))
    pillars = [node for node in nodes if node.kind == NodeKind.PILLAR]
    chosen = next((p for p in pillars if str(p.order) == request.GET.get("pillar")), None)
    stands = standings(found, timezone.localdate(), path=chosen.path if chosen else "", kinds=_SHOWN)
    may_edit = may_edit_plan(request.user, found)
    context = plan_frame(found, "plan") | {
        "pillar": chosen,
        "pillars": [
            Link(url=f"?pillar={p.order}", label=f"{p.order}. {p.title}", current=p is chosen)
            for p in pillars
        ],
        "may_edit": may_edit,
        "may_add": may_edit and not binds(found),
        "next_state": _next_state(found) if may_edit else None,
    }
    grouped = grouped_by_pillar(nodes)
    context |= (
        _strategy(request.user, chosen, grouped[chosen.path], stands)
        if chosen
        else _overview(found, pillars, grouped, stands)
    )
    return render(request, "plans/plan.html", context)


def _next_state(plan: Plan) -> dict[str, object] | None:
    steps = {
        PlanState.DRAFT: (PlanState.ADOPTED, _("Adopt this plan"), ""),
        PlanState.ADOPTED: (PlanState.CLOSED, _("Close this plan"), "second"),
        PlanState.REVIEW: (PlanState.CLOSED, _("Close this plan"), "second"),
    }
    step = steps.get(PlanState(plan.state))
    return {"state": step[0], "label": step[1], "kind": step[2]} if step else None


def is_late(node: Node, stands: Standing) -> bool:
    """Whether a measure is past its day and not done; only a plan in force binds."""
    return node.plan.state in IN_FORCE and stands.days_late > 0 and node.done_on is None


def _overview(
    plan: Plan, pillars: list[Node], grouped: Mapping[str, list[Node]], stands: dict[str, Standing]
) -> dict[str, object]:
    rows, overdue = [], []
    for pillar in pillars:
        measures = [node for node in grouped[pillar.path] if node.kind == NodeKind.MEASURE]
        late = [measure for measure in measures if is_late(measure, stands[measure.path])]
        overdue += late
        rags = Counter(stands[measure.path].rag for measure in measures)
        rows.append(
            {
                "title": f"{pillar.order}. {pillar.title}",
                "url": f"?pillar={pillar.order}",
                "measures": len(measures),
                **{rag.value: rags[rag] for rag in Rag},
                "done": sum(measure.done_on is not None for measure in measures),
                "late": len(late),
            }
        )
    overdue.sort(key=lambda measure: (measure.due_on, measure.path))
    return {
        "rows": rows,
        "columns": [
            Column(key="title", label=_("Strategy"), link="url"),
            Column(key="measures", label=_("Measures"), kind="number"),
            Column(key="done", label=_("Done"), kind="number"),
            *(
                Column(key=rag.value, label=rag.label, kind="number")
                for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)
            ),
            Column(key="late", label=_("Late"), kind="number"),
        ],
        "late_rows": [measure_row(measure, stands[measure.path]) for measure in overdue[:_LATE]],
        "late_columns": measure_columns(),
        "late_left": max(0, len(overdue) - _LATE),
        "binds": binds(plan),
    }


def measure_columns() -> list[Column]:
    """The columns of a list of measures or activities."""
    return [
        Column(key="title", label=_("Measure"), link="url"),
        Column(key="lead", label=_("Lead agency")),
        Column(key="due", label=_("Due on"), kind="date"),
        Column(key="state", label=_("Own word")),
        Column(key="rag", label=_("By rule")),
    ]


def measure_row(node: Node, stands: Standing) -> dict[str, object]:
    """A measure or activity as a line: its agency's own word, and the rule's beside it."""
    return {
        "title": f"{node.code} {node.title}",
        "url": node_url(node),
        "lead": node.lead_agency.name if node.lead_agency else None,
        "due": node.due_on,
        "state": own_word(node),
        "rag": rag_status(stands.rag),
        "late": stands.days_late if is_late(node, stands) else None,
    }


def _strategy(
    officer: Officer, pillar: Node, nodes: list[Node], stands: dict[str, Standing]
) -> dict[str, object]:
    """Its objectives and measures, and the targets of the running or last year with what was reached."""
    targets = Targets(officer)
    below = [node for node in nodes if node.kind in {NodeKind.OBJECTIVE, NodeKind.MEASURE}]
    measures = [node for node in below if node.kind == NodeKind.MEASURE]
    year = min(timezone.localdate().year, pillar.plan.ends_on.year)
    of_year = Target.objects.filter(use__node__in=measures, period=str(year), place=None).select_related(
        "use__node"
    )
    shown = [
        measure_row(node, stands[node.path])
        if node.kind == NodeKind.MEASURE
        else {"title": f"{node.code} {node.title}", "url": node_url(node)}
        for node in below
    ]
    return {
        "rows": shown,
        "columns": measure_columns(),
        "year": str(year),
        "target_rows": [
            {
                **targets.row(target),
                "measure": target.use.node.code,
                "url": node_link(target.use.node).url,
            }
            for target in of_year.order_by("use__node__path")
        ],
        "target_columns": [Column(key="measure", label=_("Measure"), link="url"), *target_columns()[1:]],
        "pillar_url": node_url(pillar),
    }


def target_columns() -> list[Column]:
    """The columns of a table of targets."""
    return [
        Column(key="year", label=_("Period")),
        Column(key="indicator", label=_("Indicator")),
        Column(key="source", label=_("Source")),
        Column(key="target", label=_("Target"), kind="number"),
        Column(key="reached", label=_("Counted"), kind="number"),
        Column(key="bar", label=_("Share")),
        Column(key="state", label=_("Outcome")),
    ]


@for_officers(Power.EDIT_PLAN)
def plan_state_change(request: OfficerRequest, key: str) -> HttpResponse:
    """Adopt or close a plan, after asking."""
    found = get_object_or_404(Plan, pk=key)
    back = plan_link(found).url
    step = _next_state(found)
    if step is None or request.method != "POST" or request.POST.get("state") != step["state"]:
        return HttpResponseRedirect(back)
    if "confirmed" in request.POST:
        set_plan_state(by=request.user, plan=found, state=str(step["state"]))
        return HttpResponseRedirect(back)
    adopting = step["state"] == PlanState.ADOPTED
    context = {
        "question": _("Adopt this plan?") if adopting else _("Close this plan?"),
        "explanation": _(
            "From now on its measures can be late, the annual report speaks of it, and what it promises is changed by "
            "an amendment only."
        )
        if adopting
        else _("Nothing can be changed in it afterwards."),
        "yes": _("Yes, adopt it") if adopting else _("Yes, close it"),
        "no_url": back,
        "posted": request.POST,
    }
    return render(request, "ui/confirm.html", context)
