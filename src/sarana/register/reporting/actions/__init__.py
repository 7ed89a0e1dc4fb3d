from sarana.register.reporting.actions.agenda import open_with_the_late
from sarana.register.reporting.actions.dissemination import confirm_reading, publish_plan
from sarana.register.reporting.actions.ratings import rate_node
from sarana.register.reporting.actions.reports import publish_report, sign_report
from sarana.register.reporting.actions.reviews import close_review, judge_node, open_review
from sarana.register.reporting.actions.sheets import (
    Entered,
    accept_sheet,
    clear_sheet,
    enter_sheet,
    read_sheet,
    return_sheet,
)
from sarana.register.reporting.actions.slots import add_line, except_slot, make_template, open_slots
from sarana.register.reporting.actions.templates import (
    change_template,
    close_template,
    set_units,
    withdraw_line,
)

__all__ = [
    "Entered",
    "accept_sheet",
    "add_line",
    "change_template",
    "clear_sheet",
    "close_review",
    "close_template",
    "confirm_reading",
    "enter_sheet",
    "except_slot",
    "judge_node",
    "make_template",
    "open_review",
    "open_slots",
    "open_with_the_late",
    "publish_plan",
    "publish_report",
    "rate_node",
    "read_sheet",
    "return_sheet",
    "set_units",
    "sign_report",
    "withdraw_line",
]
