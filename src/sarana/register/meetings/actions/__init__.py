from sarana.register.meetings.actions.meetings import (
    add_agenda_item,
    call_next,
    found_body,
    has_quorum,
    open_meeting,
    plan_meeting,
    read_minutes,
    seat_member,
    settle_item,
    sign_minutes,
    write_minutes,
)
from sarana.register.meetings.actions.points import (
    cancel_action,
    finish_action,
    give_action,
    open_action_by_rule,
    verify_action,
)

__all__ = [
    "add_agenda_item",
    "call_next",
    "cancel_action",
    "finish_action",
    "found_body",
    "give_action",
    "has_quorum",
    "open_action_by_rule",
    "open_meeting",
    "plan_meeting",
    "read_minutes",
    "seat_member",
    "settle_item",
    "sign_minutes",
    "verify_action",
    "write_minutes",
]
