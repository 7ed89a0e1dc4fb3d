from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.editing import apply_changes
from sarana.register.plans.actions.versions import freeze
from sarana.register.plans.enums import NodeKind, PlanState
from sarana.register.plans.models import Amendment, Node, Plan
from sarana.register.plans.rules import BINDING, PARENTS, binds


@transaction.atomic
def draft_plan(
    *,
    by: Officer,
    title_km: str,
    title_en: str,
    starts_on: date,
    ends_on: date,
    legal_act: str = "",
    supersedes: Plan | None = None,
) -> Plan:
    """Begin an action plan."""
    require(by, Power.EDIT_PLAN)
    if ends_on <= starts_on:
        raise Refused("A plan ends after it begins.", field="ends_on")
    plan = Plan.objects.create(
        title_km=title_km,
        title_en=title_en,
        starts_on=starts_on,
        ends_on=ends_on,
        legal_act=legal_act,
        supersedes=supersedes,
    )
    record_deed(by=by, action="draft_plan", record=plan, change={"starts_on": starts_on, "ends_on": ends_on})
    return plan


@transaction.atomic
def set_plan_state(
    *, by: Officer, plan: Plan, state: PlanState | str, on: date | None = None, reason: str = ""
) -> None:
    """Adopt a plan (its first version is frozen), put it under review, or close it.

    Raises:
        ValueError: a plan that was adopted can't become a draft again, and a closed one stays closed.
    """
    require(by, Power.EDIT_PLAN)
    wanted, now = PlanState(state), PlanState(plan.state)
    if now == PlanState.CLOSED or (wanted == PlanState.DRAFT and now != PlanState.DRAFT):
        raise Refused("A plan doesn't go back: what was adopted or closed stays so.", field="state")
    plan.state = wanted
    if wanted == PlanState.ADOPTED and plan.adopted_on is None:
        plan.adopted_on = on or timezone.localdate()
        freeze(by=by, plan=plan, legal_act=plan.legal_act, reason=reason)
    plan.save(update_fields=["state", "adopted_on"])
    record_deed(
        by=by, action="set_plan_state", record=plan, change={"state": wanted, "on": on}, reason=reason
    )


def _add(
    *,
    by: Officer,
    plan: Plan,
    parent: Node | None,
    kind: NodeKind,
    amendment: Amendment | None = None,
    order: int | None = None,
    **fields: Any,
) -> Node:
    require(by, Power.EDIT_PLAN)
    if plan.state == PlanState.CLOSED:
        raise Refused("The plan is closed; nothing is changed in it.", field=None)
    if (parent.kind if parent else None) not in (PARENTS[kind] or (None,)):
        raise Refused("This kind of node can't stand there.", field=None)
    if kind != NodeKind.ACTIVITY and binds(plan) and amendment is None:
        raise Refused("The plan is adopted; propose an amendment.", field=None)
    starts, due = fields.get("starts_on"), fields.get("due_on")
    if starts and due and due < starts:
        raise Refused("A measure can't be due before it begins.", field="due_on")
    siblings = Node.objects.filter(plan=plan, parent=parent)
    if order is None or siblings.filter(order=order).exists():
        last = siblings.order_by("-order").values_list("order", flat=True).first()
        order = (last or 0) + 1
    path = f"{parent.path}.{order:03}" if parent else f"{order:03}"
    partners = fields.pop("partners", ())
    node = Node.objects.create(
        plan=plan, parent=parent, kind=kind, order=order, path=path, proposed_in=amendment, **fields
    )
    node.partners.set(partners)
    record_deed(
        by=by, action=f"add_{kind}", record=node, change={"code": node.code, "due_on": due, "plan": plan}
    )
    return node


@transaction.atomic
def add_pillar(*, by: Officer, plan: Plan, title_km: str, title_en: str, **fields: Any) -> Node:
    """Add a strategy to a plan."""
    order = fields.get("order") or plan.nodes.filter(kind=NodeKind.PILLAR).count() + 1
    return _add(
        by=by,
        plan=plan,
        parent=None,
        kind=NodeKind.PILLAR,
        **{"code": str(order), "title_km": title_km, "title_en": title_en, **fields},
    )


@transaction.atomic
def add_objective(*, by: Officer, parent: Node, title_km: str, title_en: str, **fields: Any) -> Node:
    """Add an objective to a strategy."""
    return _add(
        by=by,
        plan=parent.plan,
        parent=parent,
        kind=NodeKind.OBJECTIVE,
        title_km=title_km,
        title_en=title_en,
        **fields,
    )


@transaction.atomic
def add_measure(
    *,
    by: Officer,
    parent: Node,
    code: str,
    title_km: str,
    title_en: str,
    lead_agency: Agency,
    starts_on: date,
    due_on: date,
    **fields: Any,
) -> Node:
    """Add a measure with the agency that leads it and the day it is due, under an objective or a strategy."""
    return _add(
        by=by, plan=parent.plan, parent=parent, kind=NodeKind.MEASURE, code=code, title_km=title_km, title_en=title_en,
        lead_agency=lead_agency, starts_on=starts_on, due_on=due_on, **fields,
    )  # fmt: skip


@transaction.atomic
def add_activity(
    *, by: Officer, parent: Node, code: str, title_km: str, title_en: str, due_on: date, **fields: Any
) -> Node:
    """Add an activity to a measure; work plans are made year by year, so an adopted plan takes them too."""
    given = {"starts_on": parent.starts_on, "lead_agency": parent.lead_agency, **fields}
    return _add(
        by=by, plan=parent.plan, parent=parent, kind=NodeKind.ACTIVITY, code=code, title_km=title_km, title_en=title_en,
        due_on=due_on, **given,
    )  # fmt: skip


@transaction.atomic
def amend_node(*, by: Officer, node: Node, seen_version: int, changes: dict[str, Any]) -> Node:
    """Change fields of a node.

    Raises:
        EditConflict: somebody else changed the same field meanwhile.
        ValueError: the plan is adopted, and the field is one of those it promises.
    """
    require(by, Power.EDIT_PLAN)
    if binds(node.plan) and node.kind != NodeKind.ACTIVITY and set(changes) & set(BINDING):
        raise Refused("The plan is adopted; propose an amendment.", field=None)
    starts, due = changes.get("starts_on", node.starts_on), changes.get("due_on", node.due_on)
    if starts and due and due < starts:
        raise Refused("A measure can't be due before it begins.", field="due_on")
    return apply_changes(by=by, record=node, seen_version=seen_version, changes=changes, action="amend_node")
