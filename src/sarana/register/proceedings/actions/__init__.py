from sarana.register.proceedings.actions.detention import (
    end_detention,
    extend_detention,
    record_absence,
    record_detention,
    record_return,
)
from sarana.register.proceedings.actions.stages import (
    correct_stage,
    move_proceeding,
    open_proceeding,
    take_stage_back,
)
from sarana.register.proceedings.actions.witnesses import call_witness, hear_witness, withdraw_witness

__all__ = [
    "call_witness",
    "correct_stage",
    "end_detention",
    "extend_detention",
    "hear_witness",
    "move_proceeding",
    "open_proceeding",
    "record_absence",
    "record_detention",
    "record_return",
    "take_stage_back",
    "withdraw_witness",
]
