from sarana.register.operations.actions.correcting import correct_outcome, take_outcome_back
from sarana.register.operations.actions.outcome import close_operation, screen_person_found
from sarana.register.operations.actions.planning import (
    amend_operation,
    answer_checklist,
    call_off_operation,
    give_task,
    plan_operation,
    take_task_back,
    tell_prosecutor,
)

__all__ = [
    "amend_operation",
    "answer_checklist",
    "call_off_operation",
    "close_operation",
    "correct_outcome",
    "give_task",
    "plan_operation",
    "screen_person_found",
    "take_outcome_back",
    "take_task_back",
    "tell_prosecutor",
]
