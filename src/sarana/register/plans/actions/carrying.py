from datetime import date, timedelta
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.plans.actions.spine import add_measure, add_objective, add_pillar
from sarana.register.plans.enums import NodeKind, PlanState
from sarana.register.plans.models import Node, Plan


@transaction.atomic
def carry_measure(*, by: Officer, node: Node, plan: Plan, due_on: date | None = None) -> Node:
    """Copy an unfinished measure into the draft of the next plan, under the strategy and objective it stood under.

    What was reached stays with the old one; the new one says where it came from, and is carried once.

    Raises:
        ValueError: it is finished or no measure, or the plan is no draft.
    """
    require(by, Power.EDIT_PLAN)
    if plan.state != PlanState.DRAFT or plan.pk == node.plan_id:
        raise Refused("Choose the draft of the next plan, into which what is left is carried.", field="plan")
    if node.kind != NodeKind.MEASURE or node.done_on is not None or node.lead_agency is None:
        raise Refused("Only a measure that is not finished is carried over.", field=None)
    if (found := Node.objects.filter(plan=plan, carried_from=node).first()) is not None:
        return found
    parent = _above(by, node.parent, plan)
    first = plan.starts_on
    measure = add_measure(
        by=by, parent=parent, code=_free_code(plan, node.code), title_km=node.title_km, title_en=node.title_en,
        lead_agency=node.lead_agency, starts_on=first, due_on=due_on or min(plan.ends_on, first + timedelta(days=365)),
        priority=node.priority, problem_km=node.problem_km, problem_en=node.problem_en, carried_from=node,
        partners=list(node.partners.all()),
    )  # fmt: skip
    record_deed(by=by, action="carry_measure", record=node, change={"into": measure, "plan": plan})
    return measure


def _above(by: Officer, node: Node | None, plan: Plan) -> Node:
    """The strategy or objective of the new plan that stands for the old one; made where there is none."""
    if node is None:
        raise Refused("Only a measure that is not finished is carried over.", field=None)
    there = Node.objects.filter(plan=plan, kind=node.kind)
    found = there.filter(carried_from=node).first() or there.filter(title_km=node.title_km).first()
    if found is not None:
        return found
    words: dict[str, Any] = {"title_km": node.title_km, "title_en": node.title_en, "carried_from": node}
    if node.kind == NodeKind.PILLAR:
        return add_pillar(by=by, plan=plan, **words)
    return add_objective(by=by, parent=_above(by, node.parent, plan), code=node.code, **words)


def _free_code(plan: Plan, code: str) -> str:
    taken = set(Node.objects.filter(plan=plan).values_list("code", flat=True))
    tried, number = code, 1
    while tried in taken:
        number += 1
        tried = f"{code}-{number}"
    return tried
