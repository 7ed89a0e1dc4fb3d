from sarana.register.proceedings.rules.deadlines import (
    HELD_FROM_AGE,
    Deadline,
    custody_limit,
    deadlines_of,
    limitation_ends,
    offence_class_of,
    remand_limit,
    youth_limits,
)
from sarana.register.proceedings.rules.stages import furthest_stage, outcome_of, why_not_next

__all__ = [
    "HELD_FROM_AGE",
    "Deadline",
    "custody_limit",
    "deadlines_of",
    "furthest_stage",
    "limitation_ends",
    "offence_class_of",
    "outcome_of",
    "remand_limit",
    "why_not_next",
    "youth_limits",
]
