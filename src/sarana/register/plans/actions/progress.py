from datetime import date
from decimal import Decimal

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.register.plans.enums import MeasureState, PlanState
from sarana.register.plans.models import Evidence, Milestone, Node, ProgressNote
from sarana.register.plans.rules import HUNDRED, may_note


@transaction.atomic
def note_progress(
    *,
    by: Officer,
    node: Node,
    on: date,
    state: MeasureState | str,
    text_km: str = "",
    text_en: str = "",
) -> ProgressNote:
    """Say what was done; only the lead agency, those above it and the secretariat may.

    Raises:
        ValueError: nothing is written, or "done" is said while a milestone isn't reached or nothing proves it.
    """
    if not may_note(by, node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if not (text_km.strip() or text_en.strip()):
        raise ValueError("Write one sentence about what was done.")
    is_done = MeasureState(state) == MeasureState.DONE
    if is_done and (node.milestones.filter(reached_on=None).exists() or not _is_proven(node)):
        raise ValueError("“Done” needs proof: every milestone reached, and a file or a figure that shows it.")
    note = ProgressNote.objects.create(
        node=node, on=on, state=state, text_km=text_km, text_en=text_en, noted_by=by
    )
    node.state, node.done_on = MeasureState(state), on if is_done else None
    node.save(update_fields=["state", "done_on"])
    record_deed(by=by, action="note_progress", record=node, change={"state": state, "on": on, "note": note})
    return note


def _is_proven(node: Node) -> bool:
    return node.evidence.exists() or node.milestones.filter(shown_by__isnull=False).exists()


@transaction.atomic
def add_milestone(
    *, by: Officer, node: Node, title_km: str, title_en: str, due_on: date, share: Decimal
) -> Milestone:
    """Add a step that can be seen to be reached; the shares of a node make at most a hundred per cent.

    Raises:
        ValueError: more than a hundred per cent, or a day outside the plan.
    """
    require(by, Power.EDIT_PLAN)
    if node.plan.state == PlanState.CLOSED:
        raise ValueError("The plan is closed; nothing is changed in it.")
    given = sum(node.milestones.values_list("share", flat=True), Decimal(0))
    if share <= 0 or given + share > HUNDRED:
        raise ValueError("The shares of all milestones make at most 100 per cent.")
    if not node.plan.starts_on <= due_on <= node.plan.ends_on:
        raise ValueError("A milestone lies within the years of its plan.")
    milestone = Milestone.objects.create(
        node=node, title_km=title_km, title_en=title_en, due_on=due_on, share=share
    )
    change = {"milestone": milestone, "due_on": due_on, "share": share}
    record_deed(by=by, action="add_milestone", record=node, change=change)
    return milestone


@transaction.atomic
def reach_milestone(*, by: Officer, milestone: Milestone, on: date, shown_by: Evidence) -> None:
    """Say that a milestone is reached, with what shows it.

    Raises:
        ValueError: it was reached already, or the proof belongs to something else.
    """
    node = milestone.node
    if not may_note(by, node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if milestone.reached_on is not None:
        raise ValueError("This milestone is reached already.")
    if shown_by.node_id != node.pk:
        raise ValueError("The proof belongs to another part of the plan.")
    milestone.reached_on, milestone.shown_by = on, shown_by
    milestone.save(update_fields=["reached_on", "shown_by"])
    change = {"milestone": milestone, "on": on, "shown_by": shown_by}
    record_deed(by=by, action="reach_milestone", record=node, change=change)
