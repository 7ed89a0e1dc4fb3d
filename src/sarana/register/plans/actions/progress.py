from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.plans.actions.proposals import MILESTONE, still_open
from sarana.register.plans.enums import MeasureState, PlanState
from sarana.register.plans.models import Amendment, Evidence, Milestone, Node, ProgressNote, ProposedChange
from sarana.register.plans.rules import HUNDRED, amended_only, may_note


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
        raise Refused("Write one sentence about what was done.", field="text_km")
    is_done = MeasureState(state) == MeasureState.DONE
    if is_done and (node.milestones.filter(reached_on=None).exists() or not _is_proven(node)):
        raise Refused(
            "“Done” needs proof: every milestone reached, and a file or a figure that shows it.",
            field="state",
        )
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
        ValueError: the plan is adopted, more than a hundred per cent, or a day outside the plan.
    """
    require(by, Power.EDIT_PLAN)
    if node.plan.state == PlanState.CLOSED:
        raise Refused("The plan is closed; nothing is changed in it.", field=None)
    if amended_only(node):
        # By its milestones a measure is judged: an easy one that is added later would paint it green.
        raise Refused("The plan is adopted; propose an amendment.", field=None)
    return _add_milestone(by, node, title_km=title_km, title_en=title_en, due_on=due_on, share=share)


@transaction.atomic
def propose_milestone(
    *,
    by: Officer,
    amendment: Amendment,
    node: Node,
    title_km: str,
    title_en: str,
    due_on: date,
    share: Decimal,
) -> ProposedChange:
    """Put a milestone into an amendment; the measure gets it when the amendment is adopted.

    Raises:
        ValueError: the amendment is decided, the node is of another plan, more than a hundred per cent with what the node
            has and the amendment adds, or a day outside the plan.
    """
    require(by, Power.EDIT_PLAN)
    amendment = still_open(amendment, node)
    others = amendment.changes.filter(node=node, field=MILESTONE).exclude(about=title_en)
    _refuse_milestone(
        node, due_on, share, sum((Decimal(one.after["share"]) for one in others if one.after), share)
    )
    after = {"title_km": title_km, "title_en": title_en, "due_on": due_on.isoformat(), "share": f"{share:f}"}
    change, _made = ProposedChange.objects.update_or_create(
        amendment=amendment,
        node=node,
        field=MILESTONE,
        about=title_en,
        defaults={"before": None, "after": after},
    )
    record_deed(by=by, action="propose_milestone", record=node, change={"amendment": amendment, **after})
    return change


def write_proposed_milestone(by: Officer, change: ProposedChange) -> None:
    """Give a node the milestone that an adopted amendment adds; part of adopting it."""
    after: dict[str, Any] = change.after or {}
    told = after | {"due_on": date.fromisoformat(after["due_on"]), "share": Decimal(after["share"])}
    _add_milestone(by, change.node, **told)


def _add_milestone(by: Officer, node: Node, *, due_on: date, share: Decimal, **titles: str) -> Milestone:
    _refuse_milestone(node, due_on, share, share)
    milestone = Milestone.objects.create(node=node, due_on=due_on, share=share, **titles)
    change = {"milestone": milestone, "due_on": due_on, "share": share}
    record_deed(by=by, action="add_milestone", record=node, change=change)
    return milestone


def _refuse_milestone(node: Node, due_on: date, share: Decimal, more: Decimal) -> None:
    given = sum(node.milestones.values_list("share", flat=True), Decimal(0))
    if share <= 0 or given + more > HUNDRED:
        raise Refused("The shares of all milestones make at most 100 per cent.", field="share")
    if not node.plan.starts_on <= due_on <= node.plan.ends_on:
        raise Refused("A milestone lies within the years of its plan.", field="due_on")


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
        raise Refused("This milestone is reached already.", field=None)
    if shown_by.node_id != node.pk:
        raise Refused("The proof belongs to another part of the plan.", field="shown_by")
    milestone.reached_on, milestone.shown_by = on, shown_by
    milestone.save(update_fields=["reached_on", "shown_by"])
    change = {"milestone": milestone, "on": on, "shown_by": shown_by}
    record_deed(by=by, action="reach_milestone", record=node, change=change)
