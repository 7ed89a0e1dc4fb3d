from datetime import date

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.plans.enums import Level, ObstacleKind, RiskKind
from sarana.register.plans.models import Escalation, Node, Obstacle, Risk
from sarana.register.plans.rules import is_higher, may_note

_SCALE = range(1, 6)


@transaction.atomic
def raise_obstacle(
    *,
    by: Officer,
    node: Node,
    kind: ObstacleKind | str,
    on: date,
    text_km: str = "",
    text_en: str = "",
    asked_of: Agency | None = None,
) -> Obstacle:
    """Say what a node is stuck on, and of whom help is asked."""
    if not may_note(by, node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if not (text_km.strip() or text_en.strip()):
        raise Refused("Write one sentence about what is in the way.", field="text_km")
    obstacle = Obstacle.objects.create(
        node=node, kind=ObstacleKind(kind), text_km=text_km, text_en=text_en, asked_of=asked_of, raised_by=by, raised_on=on
    )  # fmt: skip
    change = {"obstacle": obstacle, "kind": kind, "asked_of": asked_of}
    record_deed(by=by, action="raise_obstacle", record=node, change=change)
    return obstacle


@transaction.atomic
def escalate_obstacle(
    *, by: Officer, obstacle: Obstacle, level: Level | str, on: date, reason: str
) -> Escalation:
    """Take an obstacle to a higher level; it never goes down.

    Raises:
        ValueError: it is resolved, the level is no higher, or no reason is given.
    """
    if not may_note(by, obstacle.node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if obstacle.resolved_on is not None:
        raise Refused("This obstacle is cleared.", field=None)
    if not is_higher(level, obstacle.level):
        raise Refused("An obstacle goes to a higher level, never back.", field="level")
    if not reason.strip():
        raise Refused("Say why the level below could not clear it.", field="reason")
    step = Escalation.objects.create(
        obstacle=obstacle, level=Level(level), on=on, escalated_by=by, reason=reason
    )
    obstacle.level = Level(level)
    obstacle.save(update_fields=["level"])
    change = {"obstacle": obstacle, "level": level, "on": on}
    record_deed(by=by, action="escalate_obstacle", record=obstacle.node, change=change, reason=reason)
    return step


@transaction.atomic
def resolve_obstacle(*, by: Officer, obstacle: Obstacle, on: date, resolution: str) -> None:
    """Say how an obstacle was cleared."""
    if not may_note(by, obstacle.node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if obstacle.resolved_on is not None:
        raise Refused("This obstacle is cleared.", field=None)
    if not resolution.strip():
        raise Refused("Say how it was cleared.", field="resolution")
    obstacle.resolved_on, obstacle.resolution = on, resolution
    obstacle.save(update_fields=["resolved_on", "resolution"])
    change = {"obstacle": obstacle, "on": on}
    record_deed(by=by, action="resolve_obstacle", record=obstacle.node, change=change)


@transaction.atomic
def record_risk(
    *,
    by: Officer,
    node: Node,
    kind: RiskKind | str,
    likelihood: int,
    impact: int,
    text_km: str = "",
    text_en: str = "",
    mitigation: str = "",
    owner_agency: Agency | None = None,
) -> Risk:
    """Put on record what may go wrong, or what has to hold; likelihood and impact from 1 to 5."""
    require(by, Power.EDIT_PLAN)
    if likelihood not in _SCALE or impact not in _SCALE:
        raise Refused("Likelihood and impact go from 1 to 5.", field="likelihood")
    if not (text_km.strip() or text_en.strip()):
        raise Refused("Write one sentence about what may go wrong.", field="text_km")
    risk = Risk.objects.create(
        node=node, kind=RiskKind(kind), likelihood=likelihood, impact=impact, text_km=text_km, text_en=text_en,
        mitigation=mitigation, owner_agency=owner_agency,
    )  # fmt: skip
    change = {"risk": risk, "likelihood": likelihood, "impact": impact}
    record_deed(by=by, action="record_risk", record=node, change=change)
    return risk


@transaction.atomic
def close_risk(*, by: Officer, risk: Risk, on: date) -> None:
    """Say that a risk is over."""
    require(by, Power.EDIT_PLAN)
    risk.closed_on = on
    risk.save(update_fields=["closed_on"])
    record_deed(by=by, action="close_risk", record=risk.node, change={"risk": risk, "on": on})
