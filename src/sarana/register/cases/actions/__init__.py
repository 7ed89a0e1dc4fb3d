from sarana.register.cases.actions.casework import (
    KeptOut,
    amend_case,
    bar_officer_from_case,
    close_case,
    link_report,
    name_to_team,
    open_case,
    read_case,
    record_event,
    share_case,
)
from sarana.register.cases.actions.emergency import break_glass, review_glass
from sarana.register.cases.actions.ownership import hand_over_cases
from sarana.register.cases.actions.papers import attach_to_case, read_case_file
from sarana.register.cases.actions.people import (
    add_suspect,
    add_victim,
    amend_suspect,
    amend_victim,
    arrest_suspect,
    erase_victim_identity,
    extend_identity,
    open_suspect_identity,
    open_victim_identity,
    put_arrest_right,
)
from sarana.register.cases.actions.status import assert_status, dispute_status

__all__ = [
    "KeptOut",
    "add_suspect",
    "add_victim",
    "amend_case",
    "amend_suspect",
    "amend_victim",
    "arrest_suspect",
    "assert_status",
    "attach_to_case",
    "bar_officer_from_case",
    "break_glass",
    "close_case",
    "dispute_status",
    "erase_victim_identity",
    "extend_identity",
    "hand_over_cases",
    "link_report",
    "name_to_team",
    "open_case",
    "open_suspect_identity",
    "open_victim_identity",
    "put_arrest_right",
    "read_case",
    "read_case_file",
    "record_event",
    "review_glass",
    "share_case",
]
