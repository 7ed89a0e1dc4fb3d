from sarana.register.reports.queries.alike import LikelySame, likely_same, links_of
from sarana.register.reports.queries.openings import first_openings, openings_alone, openings_to_decide
from sarana.register.reports.queries.receipts import receipt_shown
from sarana.register.reports.queries.sight import (
    excludable_agencies,
    keepers_of,
    may_confirm_closing,
    newest_reports,
    report_numbered,
    reports_not_kept_from,
    reports_visible_to,
)
from sarana.register.reports.queries.waiting import (
    OPEN,
    bounds_of_age,
    most_urgent,
    reports_waiting,
    with_score,
)

__all__ = [
    "OPEN",
    "LikelySame",
    "bounds_of_age",
    "excludable_agencies",
    "first_openings",
    "keepers_of",
    "likely_same",
    "links_of",
    "may_confirm_closing",
    "most_urgent",
    "newest_reports",
    "openings_alone",
    "openings_to_decide",
    "receipt_shown",
    "report_numbered",
    "reports_not_kept_from",
    "reports_visible_to",
    "reports_waiting",
    "with_score",
]
