"""What a plan promises is frozen when it is adopted; afterwards it changes by amendments, each a version of its own."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.rules import canonical
from sarana.base.refused import Refused
from sarana.register.plans.actions.indicators import write_proposed_target
from sarana.register.plans.actions.progress import write_proposed_milestone
from sarana.register.plans.actions.proposals import MILESTONE, TARGET, still_open
from sarana.register.plans.enums import AmendmentState, NodeKind
from sarana.register.plans.models import (
    Amendment,
    BudgetLine,
    Milestone,
    Node,
    Plan,
    PlanVersion,
    ProposedChange,
    Target,
)
from sarana.register.plans.rules import BINDING, binds

_DAYS = {"starts_on", "due_on", "dropped_on"}


def content_of(plan: Plan) -> dict[str, Any]:
    """Everything that a plan promises, as plain data in its order: the same plan gives the same content."""
    nodes = Node.objects.filter(plan=plan, proposed_in=None, dropped_on=None).exclude(kind=NodeKind.ACTIVITY)
    targets = Target.objects.filter(use__node__plan=plan).select_related("use")
    steps = Milestone.objects.filter(node__plan=plan).exclude(node__kind=NodeKind.ACTIVITY)
    lines = BudgetLine.objects.filter(node__plan=plan)
    return {
        "plan": {name: _plain(getattr(plan, name)) for name in ("title_km", "title_en", "starts_on", "ends_on")},
        "nodes": [
            {
                "id": str(node.pk), "kind": node.kind, "path": node.path, "code": node.code, "title_km": node.title_km,
                "title_en": node.title_en, "lead": node.lead_agency.code if node.lead_agency else "",
                "starts_on": _plain(node.starts_on), "due_on": _plain(node.due_on),
            }
            for node in nodes.select_related("lead_agency").order_by("path")
        ],
        "targets": [
            {
                "node": str(t.use.node_id), "indicator": t.use.indicator or t.use.name_en, "period": t.period,
                "place": t.place_id or "", "value": f"{t.value:f}",
            }
            for t in targets.order_by("use__node__path", "use", "period", "place")
        ],
        "milestones": [
            {"node": str(step.node_id), "title": step.title_en, "due_on": _plain(step.due_on), "share": f"{step.share:f}"}
            for step in steps.order_by("node__path", "due_on", "title_en", "id")
        ],
        "money": [
            {
                "node": str(line.node_id), "year": line.fiscal_year, "source": line.source, "currency": line.currency,
                "planned": f"{line.planned:f}",
            }
            for line in lines.order_by("node__path", "fiscal_year", "source", "id")
        ],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else getattr(value, "code", value)


def freeze(*, by: Officer, plan: Plan, legal_act: str = "", reason: str = "") -> PlanVersion:
    """Keep the plan as it stands now, with its hash; part of adopting and of amending."""
    last = plan.versions.order_by("-number").first()
    content = content_of(plan)
    return PlanVersion.objects.create(
        plan=plan,
        number=(last.number if last else 0) + 1,
        made_at=timezone.now(),
        made_by=by,
        legal_act=legal_act,
        reason=reason,
        content=content,
        digest=hashlib.sha256(canonical(content).encode()).hexdigest(),
    )


@transaction.atomic
def propose_amendment(*, by: Officer, plan: Plan, reason: str) -> Amendment:
    """Begin a change of an adopted plan."""
    require(by, Power.EDIT_PLAN)
    if not binds(plan):
        raise Refused("Only a plan that is adopted is amended; a draft is simply changed.", field=None)
    if not reason.strip():
        raise Refused("Say why the plan is to be changed.", field="reason")
    amendment = Amendment.objects.create(plan=plan, reason=reason, opened_by=by, opened_at=timezone.now())
    record_deed(
        by=by, action="propose_amendment", record=plan, change={"amendment": amendment}, reason=reason
    )
    return amendment


@transaction.atomic
def propose_change(*, by: Officer, amendment: Amendment, node: Node, changes: dict[str, Any]) -> None:
    """Put what a node is to become into an amendment; nothing changes in the plan until it is adopted.

    Raises:
        ValueError: the amendment is decided, the node is of another plan, or a field is none that a plan promises.
    """
    require(by, Power.EDIT_PLAN)
    amendment = still_open(amendment, node)
    if set(changes) - set(BINDING):
        raise Refused("An amendment changes titles, days and lead agencies of its own plan.", field=None)
    told = {}
    for name, value in changes.items():
        before = getattr(node, name)
        if value == before:
            continue
        told[name] = value
        ProposedChange.objects.update_or_create(
            amendment=amendment,
            node=node,
            field=name,
            defaults={"before": _plain(before), "after": _plain(value)},
        )
    if told:
        record_deed(by=by, action="propose_change", record=node, change={"amendment": amendment, **told})


@transaction.atomic
def adopt_amendment(
    *, by: Officer, amendment: Amendment, legal_act: str, on: date | None = None
) -> PlanVersion:
    """Adopt an amendment: the plan changes as it says, and the next version is frozen.

    Raises:
        ValueError: it is decided, empty, or names no legal act.
    """
    require(by, Power.EDIT_PLAN)
    amendment = Amendment.objects.select_for_update(of=("self",)).select_related("plan").get(pk=amendment.pk)
    if amendment.state != AmendmentState.PROPOSED:
        raise Refused("This amendment is decided.", field=None)
    if not legal_act.strip():
        raise Refused("Name the legal act by which the amendment is adopted.", field="legal_act")
    changes = list(amendment.changes.select_related("node"))
    if not changes and not amendment.added.exists():
        raise Refused("The amendment changes nothing yet.", field=None)
    for change in changes:
        _WRITTEN.get(change.field, _apply)(by, change)
        record_deed(
            by=by,
            action="amend_node",
            record=change.node,
            change={change.field: change.after},
            reason=legal_act,
        )
    amendment.added.update(proposed_in=None)
    version = freeze(by=by, plan=amendment.plan, legal_act=legal_act, reason=amendment.reason)
    amendment.state, amendment.legal_act, amendment.made = AmendmentState.ADOPTED, legal_act, version
    amendment.decided_on = on or timezone.localdate()
    amendment.save(update_fields=["state", "legal_act", "made", "decided_on"])
    record_deed(
        by=by,
        action="adopt_amendment",
        record=amendment.plan,
        change={"amendment": amendment, "version": version.number, "digest": version.digest},
        reason=amendment.reason,
    )
    return version


def _apply(_by: Officer, change: ProposedChange) -> None:
    value: Any = change.after
    if change.field in _DAYS and value is not None:
        value = date.fromisoformat(value)
    if change.field == "lead_agency":
        value = Agency.objects.get(code=value)
    node = Node.objects.select_for_update(of=("self",)).get(pk=change.node_id)
    setattr(node, change.field, value)
    node.version += 1
    node.save(update_fields=[change.field, "version"])


# What is written otherwise than as a field of the node.
_WRITTEN = {TARGET: write_proposed_target, MILESTONE: write_proposed_milestone}


@transaction.atomic
def drop_amendment(*, by: Officer, amendment: Amendment, reason: str) -> None:
    """Give an amendment up; it stays on record, and what it would have added doesn't."""
    require(by, Power.EDIT_PLAN)
    if amendment.state != AmendmentState.PROPOSED:
        raise Refused("This amendment is decided.", field=None)
    amendment.added.update(dropped_on=timezone.localdate())
    amendment.state, amendment.decided_on = AmendmentState.DROPPED, timezone.localdate()
    amendment.save(update_fields=["state", "decided_on"])
    record_deed(
        by=by,
        action="drop_amendment",
        record=amendment.plan,
        change={"amendment": amendment},
        reason=reason,
    )
