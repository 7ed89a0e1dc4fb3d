"""A review step by step: each measure gets a verdict, then everything it changes happens at once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.plans.actions import carry_measure, propose_amendment, propose_change
from sarana.register.plans.enums import NodeKind, PlanState
from sarana.register.plans.models import Amendment, Node, Plan
from sarana.register.plans.queries import nodes_in, standings
from sarana.register.plans.rules import binds
from sarana.register.reporting.enums import ReviewKind, Verdict
from sarana.register.reporting.models import Review, ReviewedNode
from sarana.register.reporting.rules import verdict_fault


@transaction.atomic
def open_review(*, by: Officer, plan: Plan, kind: ReviewKind | str) -> Review:
    """Begin a review of a plan in force.

    Raises:
        ValueError: the plan isn't in force, or a review of it is open.
    """
    require(by, Power.EDIT_PLAN)
    if not binds(plan):
        raise Refused("Only a plan in force is reviewed.", field=None)
    if plan.reviews.filter(closed_on=None).exists():
        raise Refused("A review of this plan is open; close it first.", field=None)
    review = Review.objects.create(plan=plan, kind=ReviewKind(kind), opened_by=by, opened_at=timezone.now())
    record_deed(by=by, action="open_review", record=plan, change={"review": review, "kind": kind})
    return review


@transaction.atomic
def judge_node(
    *,
    by: Officer,
    review: Review,
    node: Node,
    verdict: Verdict | str,
    new_due_on: date | None = None,
    text_km: str = "",
    text_en: str = "",
) -> ReviewedNode:
    """Say what becomes of a measure; it can be said again until the review is closed.

    Raises:
        ValueError: the review is closed, the measure is of another plan, or the verdict doesn't fit it.
    """
    require(by, Power.EDIT_PLAN)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.closed_on is not None:
        raise Refused("This review is closed.", field=None)
    if node.plan_id != review.plan_id or node.kind != NodeKind.MEASURE:
        raise Refused("A review judges the measures of its own plan.", field=None)
    if fault := verdict_fault(review.kind, verdict, node, new_due_on):
        raise Refused(fault, field="new_due_on" if verdict == Verdict.CHANGE else "verdict")
    if not (text_km.strip() or text_en.strip()):
        raise Refused("Write one sentence about why.", field="text_km")
    stands = standings(node.plan, timezone.localdate(), path=node.path)[node.path]
    judged, _ = ReviewedNode.objects.update_or_create(
        review=review,
        node=node,
        defaults={
            "verdict": Verdict(verdict), "rule": stands.rag, "new_due_on": new_due_on, "text_km": text_km, "text_en": text_en,
        },
    )  # fmt: skip
    change = {"review": review, "verdict": verdict, "new_due_on": new_due_on}
    record_deed(by=by, action="judge_node", record=node, change=change)
    return judged


@transaction.atomic
def close_review(*, by: Officer, review: Review, next_plan: Plan | None = None) -> Review:
    """Carry out what a review said: one amendment for what changes, and what is left goes into the next plan's draft.

    Raises:
        ValueError: a measure that isn't finished has no verdict yet, or there is no draft to carry it into.
    """
    require(by, Power.EDIT_PLAN)
    review = Review.objects.select_for_update(of=("self",)).select_related("plan").get(pk=review.pk)
    if review.closed_on is not None:
        raise Refused("This review is closed.", field=None)
    judged = list(review.nodes.select_related("node__parent__parent", "node__lead_agency"))
    open_ones = nodes_in(review.plan, kind=NodeKind.MEASURE).filter(done_on=None)
    if open_ones.exclude(pk__in=[one.node_id for one in judged]).exists():
        raise Refused("Measures that are not finished have no verdict yet.", field=None)
    review.amendment = _amended(by, review, judged)
    carried = [one for one in judged if one.verdict == Verdict.CARRY]
    if carried:
        if next_plan is None or next_plan.state != PlanState.DRAFT or next_plan.pk == review.plan_id:
            raise Refused(
                "Choose the draft of the next plan, into which what is left is carried.", field="next_plan"
            )
        for one in carried:
            one.carried_to = carry_measure(by=by, node=one.node, plan=next_plan)
            one.save(update_fields=["carried_to"])
        review.next_plan = next_plan
    review.closed_on = timezone.localdate()
    review.save(update_fields=["closed_on", "amendment", "next_plan"])
    change = {"review": review, "judged": len(judged), "carried": len(carried)}
    record_deed(by=by, action="close_review", record=review.plan, change=change)
    return review


def _amended(by: Officer, review: Review, judged: list[ReviewedNode]) -> Amendment | None:
    changed = [one for one in judged if one.verdict in {Verdict.CHANGE, Verdict.DROP}]
    if not changed:
        return None
    reason = f"{review.get_kind_display()} {timezone.localdate():%Y}"
    amendment = propose_amendment(by=by, plan=review.plan, reason=reason)
    for one in changed:
        change = (
            {"due_on": one.new_due_on}
            if one.verdict == Verdict.CHANGE
            else {"dropped_on": timezone.localdate()}
        )
        propose_change(by=by, amendment=amendment, node=one.node, changes=change)
    return amendment
