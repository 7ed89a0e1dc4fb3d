from collections.abc import Iterable
from datetime import date

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.meetings.actions.meetings import opened_for_writing
from sarana.register.meetings.enums import (
    ActionSource,
    ActionState,
    Outcome,
)
from sarana.register.meetings.models import ActionPoint, AgendaItem
from sarana.register.meetings.rules import (
    closing_fault,
    may_cancel,
    may_do,
    may_verify,
    state_after_done,
)
from sarana.register.plans.enums import Priority
from sarana.register.plans.models import Evidence, Finding, Node


@transaction.atomic
def give_action(
    *,
    by: Officer,
    source: ActionSource | str,
    assigned_to: Agency,
    due_on: date,
    text_km: str = "",
    text_en: str = "",
    item: AgendaItem | None = None,
    node: Node | None = None,
    finding: Finding | None = None,
    priority: Priority | str = Priority.NORMAL,
) -> ActionPoint:
    """Tell an agency to do something by a day.

    Raises:
        ValueError: nothing is written, or the minutes of the meeting it comes from are signed.
    """
    if item is not None:
        opened_for_writing(by, item.meeting)
    else:
        require(by, Power.EDIT_PLAN)
    if not (text_km.strip() or text_en.strip()):
        raise Refused("Write one sentence about what is to be done.", field="text_km")
    point = ActionPoint.objects.create(
        source=ActionSource(source), item=item, node=node or (item.node if item else None), finding=finding,
        assigned_to=assigned_to, assigned_by=by, due_on=due_on, text_km=text_km, text_en=text_en,
        priority=Priority(priority),
    )  # fmt: skip
    if item is not None and item.outcome == Outcome.OPEN:
        item.outcome = Outcome.ACTION
        item.outcome_km, item.outcome_en = text_km, text_en
        item.save(update_fields=["outcome", "outcome_km", "outcome_en"])
    change = {"source": source, "assigned_to": assigned_to, "due_on": due_on, "item": item}
    record_deed(by=by, action="give_action", record=point, change=change)
    return point


@transaction.atomic
def open_action_by_rule(
    *,
    by: Officer,
    node: Node,
    assigned_to: Agency,
    due_on: date,
    text_km: str,
    text_en: str,
    priority: Priority | str = Priority.NORMAL,
) -> ActionPoint:
    """The action point that a rule opens when a rating and what was computed lie two steps apart; once while one is open.

    It needs no right of whoever rated, and nobody takes it back: it is closed with proof.
    """
    waiting = ActionPoint.objects.filter(
        node=node, source=ActionSource.RATING, state__in=(ActionState.OPEN, ActionState.DONE)
    )
    if (found := waiting.first()) is not None:
        return found
    point = ActionPoint.objects.create(
        source=ActionSource.RATING, node=node, assigned_to=assigned_to, assigned_by=by, due_on=due_on, text_km=text_km,
        text_en=text_en, priority=Priority(priority),
    )  # fmt: skip
    change = {"source": ActionSource.RATING, "assigned_to": assigned_to, "due_on": due_on, "node": node}
    record_deed(by=by, action="give_action", record=point, change=change)
    return point


@transaction.atomic
def finish_action(
    *, by: Officer, point: ActionPoint, on: date, result: str, evidence: Iterable[Evidence]
) -> ActionPoint:
    """Say that it is done, with the proof; an urgent one then waits for a second person.

    Raises:
        ValueError: there is no proof or no sentence, or it isn't open.
    """
    if not may_do(by, point):
        raise NotAllowed(Power.NOTE_PROGRESS)
    point = ActionPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if point.state != ActionState.OPEN:
        raise Refused("This action point isn't open.", field=None)
    proofs = list(evidence)
    if fault := closing_fault(proofs=len(proofs), result=result):
        raise Refused(fault, field="result" if proofs else "evidence")
    point.evidence.set(proofs)
    point.state = state_after_done(point.priority)
    point.result, point.done_by, point.done_on = result, by, on
    point.closed_on = on if point.state == ActionState.CLOSED else None
    point.save(update_fields=["state", "result", "done_by", "done_on", "closed_on"])
    change = {"on": on, "state": point.state, "evidence": [str(proof.pk) for proof in proofs]}
    record_deed(by=by, action="finish_action", record=point, change=change)
    return point


@transaction.atomic
def verify_action(
    *, by: Officer, point: ActionPoint, on: date, is_enough: bool, reason: str = ""
) -> ActionPoint:
    """Close what was said to be done after a look at the proof, or open it again with a sentence.

    Raises:
        ValueError: it isn't waiting for that, or it is sent back without a sentence.
    """
    if not may_verify(by, point):
        raise NotAllowed(Power.EDIT_PLAN)
    point = ActionPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if point.state != ActionState.DONE:
        raise Refused("Only what was said to be done is verified.", field=None)
    if not is_enough and not reason.strip():
        raise Refused("Say in one sentence what is missing.", field="reason")
    point.state = ActionState.CLOSED if is_enough else ActionState.OPEN
    point.verified_by, point.closed_on = (by, on) if is_enough else (None, None)
    point.save(update_fields=["state", "verified_by", "closed_on"])
    record_deed(
        by=by, action="verify_action", record=point, change={"state": point.state, "on": on}, reason=reason
    )
    return point


@transaction.atomic
def cancel_action(*, by: Officer, point: ActionPoint, reason: str) -> ActionPoint:
    """Take an action point back; only who gave it may, and says why."""
    if not may_cancel(by, point):
        raise NotAllowed(Power.EDIT_PLAN)
    if point.state != ActionState.OPEN:
        raise Refused("This action point isn't open.", field=None)
    if not reason.strip():
        raise Refused("Say why it is taken back.", field="reason")
    point.state = ActionState.CANCELLED
    point.save(update_fields=["state"])
    record_deed(by=by, action="cancel_action", record=point, change={"state": point.state}, reason=reason)
    return point
