from sarana.register.plans.models.indicators import IndicatorUse, Target
from sarana.register.plans.models.money import BudgetLine
from sarana.register.plans.models.proof import (
    Escalation,
    Evidence,
    Finding,
    NodeTag,
    Obstacle,
    ProgressNote,
    Risk,
)
from sarana.register.plans.models.spine import Milestone, Node, Plan
from sarana.register.plans.models.versions import Amendment, PlanVersion, ProposedChange

__all__ = [
    "Amendment",
    "BudgetLine",
    "Escalation",
    "Evidence",
    "Finding",
    "IndicatorUse",
    "Milestone",
    "Node",
    "NodeTag",
    "Obstacle",
    "Plan",
    "PlanVersion",
    "ProgressNote",
    "ProposedChange",
    "Risk",
    "Target",
]
