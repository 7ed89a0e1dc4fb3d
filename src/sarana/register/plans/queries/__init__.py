from sarana.register.plans.queries.spine import (
    first_late_measures,
    late_nodes,
    nodes_in,
    nodes_of_place,
    pillars_of,
    plan_in_force,
    plans,
    promised,
    subtree,
)
from sarana.register.plans.queries.standing import standings
from sarana.register.plans.queries.story import (
    evidence_visible_to,
    findings_unanswered,
    obstacles_open,
    unfunded_lines,
)

__all__ = [
    "evidence_visible_to",
    "findings_unanswered",
    "first_late_measures",
    "late_nodes",
    "nodes_in",
    "nodes_of_place",
    "obstacles_open",
    "pillars_of",
    "plan_in_force",
    "plans",
    "promised",
    "standings",
    "subtree",
    "unfunded_lines",
]
