from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.register.plans.enums import IN_FORCE, NodeKind, PlanState
from sarana.register.plans.models import Node, Plan


def promised() -> QuerySet[Node]:
    """Nodes that belong to a plan: neither only proposed nor dropped."""
    return Node.objects.filter(proposed_in=None, dropped_on=None).select_related("plan", "lead_agency")


def plans() -> QuerySet[Plan]:
    """Every plan, the latest first; plans are public matter. ``nodes`` holds what each promises, in the plan's order."""
    return Plan.objects.prefetch_related(Prefetch("nodes", promised().order_by("path")))


def plan_in_force(day: date) -> Plan | None:
    """The adopted plan of a day; of a day in the past also one that is closed by now."""
    return (
        Plan.objects.filter(starts_on__lte=day, ends_on__gte=day)
        .exclude(state=PlanState.DRAFT)
        .order_by("-starts_on")
        .first()
    )


def pillars_of(plan: Plan) -> QuerySet[Node]:
    """The strategies of a plan, in order."""
    return promised().filter(plan=plan, kind=NodeKind.PILLAR).order_by("path")


def nodes_in(plan: Plan, *, path: str = "", kind: NodeKind | str = "") -> QuerySet[Node]:
    """What a plan promises, in its order; only below a path, or only of a kind, where that is asked."""
    found = promised().filter(plan=plan)
    if path:
        found = found.filter(path__startswith=f"{path}.")
    return (found.filter(kind=kind) if kind else found).order_by("path")


def nodes_of_place(plan: Plan, prefix: str) -> QuerySet[Node]:
    """Measures and activities that a plan promises for a place, or that a body there leads, in its order."""
    there = Q(place__code__startswith=prefix) | Q(lead_agency__place__code__startswith=prefix)
    return nodes_in(plan).filter(there, kind__in=(NodeKind.MEASURE, NodeKind.ACTIVITY))


def subtree(node: Node) -> QuerySet[Node]:
    """The node and everything below it."""
    below = promised().filter(plan_id=node.plan_id, path__startswith=f"{node.path}.")
    return (promised().filter(pk=node.pk) | below).order_by("path")


def late_nodes(day: date, kind: NodeKind | str = NodeKind.MEASURE) -> QuerySet[Node]:
    """Measures (or activities) of plans in force that are past their day and not done, the longest late first."""
    return (
        promised()
        .filter(kind=kind, due_on__lt=day, done_on=None, plan__state__in=IN_FORCE)
        .order_by("due_on", "path")
    )


@composed_once
def first_late_measures(officer: Officer, most: int, *, day: date) -> QuerySet[Node]:
    """Measures of plans in force that the officer's agency, or one below it, leads and that were due before a day."""
    led = promised().filter(
        kind=NodeKind.MEASURE,
        lead_agency__path__startswith=officer.agency.path,
        plan__state__in=IN_FORCE,
    )
    return led.filter(due_on__lt=day, done_on=None).order_by("due_on")[:most]
