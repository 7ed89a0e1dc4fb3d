from sarana.register.plans.actions.carrying import carry_measure
from sarana.register.plans.actions.indicators import propose_target, set_target, use_indicator
from sarana.register.plans.actions.money import add_budget_line, record_spending
from sarana.register.plans.actions.progress import (
    add_milestone,
    note_progress,
    propose_milestone,
    reach_milestone,
)
from sarana.register.plans.actions.proof import (
    add_file_evidence,
    add_query_evidence,
    add_redacted_twin,
    answer_finding,
    record_finding,
    tag_node,
)
from sarana.register.plans.actions.spine import (
    add_activity,
    add_measure,
    add_objective,
    add_pillar,
    amend_node,
    draft_plan,
    set_plan_state,
)
from sarana.register.plans.actions.trouble import (
    close_risk,
    escalate_obstacle,
    raise_obstacle,
    record_risk,
    resolve_obstacle,
)
from sarana.register.plans.actions.versions import (
    adopt_amendment,
    drop_amendment,
    propose_amendment,
    propose_change,
)

__all__ = [
    "add_activity",
    "add_budget_line",
    "add_file_evidence",
    "add_measure",
    "add_milestone",
    "add_objective",
    "add_pillar",
    "add_query_evidence",
    "add_redacted_twin",
    "adopt_amendment",
    "amend_node",
    "answer_finding",
    "carry_measure",
    "close_risk",
    "draft_plan",
    "drop_amendment",
    "escalate_obstacle",
    "note_progress",
    "propose_amendment",
    "propose_change",
    "propose_milestone",
    "propose_target",
    "raise_obstacle",
    "reach_milestone",
    "record_finding",
    "record_risk",
    "record_spending",
    "resolve_obstacle",
    "set_plan_state",
    "set_target",
    "tag_node",
    "use_indicator",
]
