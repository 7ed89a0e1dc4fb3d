from sarana.register.proceedings.actions.detention import (
    end_detention,
    extend_detention,
    record_absence,
    record_detention,
    record_return,
)
from sarana.register.proceedings.actions.stages import move_proceeding, open_proceeding
from sarana.register.proceedings.actions.witnesses import call_witness, hear_witness, withdraw_witness

__all__ = [
    "call_witness",
    "end_detention",
    "extend_detention",
    "hear_witness",
    "move_proceeding",
    "open_proceeding",
    "record_absence",
    "record_detention",
    "record_return",
    "withdraw_witness",
]
