"""What every page of a plan stands in: the way here, its state, the ways on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.register.plans.models import Node, Plan
from sarana.register.plans.rules import binds
from sarana.web.components import Link
from sarana.web.views.plan_progress import plan_state


def plans_link() -> Link:
    """The way to the plans, for breadcrumbs."""
    return Link(url=reverse("web:plans"), label=_("Plan"))


def plan_link(plan: Plan) -> Link:
    """The way to a plan."""
    return Link(url=reverse("web:plan", args=[plan.pk]), label=plan.title)


def node_url(node: Node) -> str:
    """The page of a node."""
    return reverse("web:node", args=[node.pk])


def node_link(node: Node) -> Link:
    """The way to a node."""
    return Link(url=node_url(node), label=f"{node.code} {node.title}")


def plan_frame(plan: Plan, current: str) -> dict[str, Any]:
    """Context of a page of the plan; ``current`` is the name of the page's address."""
    ways = [
        ("plan", _("Overview")),
        ("plan-board", _("Board")),
        ("plan-time", _("Time line")),
        ("plan-map", _("Map")),
        ("plan-money", _("Money")),
        ("plan-trouble", _("Obstacles and findings")),
    ]
    if binds(plan) or plan.adopted_on:
        ways += [
            ("plan-changes", _("Changes")),
            ("plan-reviews", _("Reviews")),
            ("plan-public", _("Published")),
        ]
    tabs = [
        Link(url=reverse(f"web:{name}", args=[plan.pk]), label=label, current=name == current)
        for name, label in ways
    ]
    here = next((tab.label for tab in tabs if tab.current and current != "plan"), None)
    crumbs = [plans_link(), plan_link(plan) if here else Link(url="", label=plan.title)]
    if here:
        crumbs.append(Link(url="", label=here))
    return {"plan": plan, "state": plan_state(plan), "tabs": tabs, "crumbs": crumbs}
