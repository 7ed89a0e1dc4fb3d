from sarana.register.reports.actions.closing import close_report, confirm_closing, refuse_closing
from sarana.register.reports.actions.entry import (
    acknowledge_report,
    amend_report,
    bar_officer_from_report,
    read_report,
    record_first_check,
    record_report,
    share_report,
)
from sarana.register.reports.actions.expiry import KEPT, expire_reports, reports_to_expire
from sarana.register.reports.actions.linking import (
    bar_from_all,
    link_as_same_matter,
    share_conflicts,
    unlink_reports,
)
from sarana.register.reports.actions.messages import (
    LONGEST,
    read_as_reporter,
    read_messages,
    write_as_reporter,
    write_to_reporter,
)
from sarana.register.reports.actions.openings import ask_opening, grant_opening, open_alone, refuse_opening
from sarana.register.reports.actions.receipts import (
    door_agency,
    give_receipt,
    receive_report,
    replace_receipt,
    set_consents,
)

__all__ = [
    "KEPT",
    "LONGEST",
    "acknowledge_report",
    "amend_report",
    "ask_opening",
    "bar_from_all",
    "bar_officer_from_report",
    "close_report",
    "confirm_closing",
    "door_agency",
    "expire_reports",
    "give_receipt",
    "grant_opening",
    "link_as_same_matter",
    "open_alone",
    "read_as_reporter",
    "read_messages",
    "read_report",
    "receive_report",
    "record_first_check",
    "record_report",
    "refuse_closing",
    "refuse_opening",
    "replace_receipt",
    "reports_to_expire",
    "set_consents",
    "share_conflicts",
    "share_report",
    "unlink_reports",
    "write_as_reporter",
    "write_to_reporter",
]
