from sarana.register.care.actions.plans import (
    ask_compensation,
    move_goal,
    plan_goal,
    read_goal,
    record_money,
)
from sarana.register.care.actions.returning import (
    forget_what_was_planned,
    move_reintegration,
    record_service,
    record_visit,
    reopen_reintegration,
    round_of,
)
from sarana.register.care.actions.shelters import leave_bed, open_shelter, read_stay, take_bed

__all__ = [
    "ask_compensation",
    "forget_what_was_planned",
    "leave_bed",
    "move_goal",
    "move_reintegration",
    "open_shelter",
    "plan_goal",
    "read_goal",
    "read_stay",
    "record_money",
    "record_service",
    "record_visit",
    "reopen_reintegration",
    "round_of",
    "take_bed",
]
